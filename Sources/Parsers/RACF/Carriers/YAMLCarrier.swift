import Contract
import Diagnostics
import Languages
import YAML

/// Finds the commands in YAML: Ansible tasks that run TSO commands, shell commands that call `tsocmd`, and texts that
/// contain a deck. Tasks are interpreted in order, with the values that the playbook assigns to variables.
struct YAMLCarrier {
    /// The role of a scalar's text.
    enum Role {
        /// The arguments of a TSO task.
        case task
        case command, shell, prose, console, other
    }

    let document: YAMLDocument
    private let given: [String: String]
    var regions: [DeckRegion] = []
    var program: ProgramFlow
    /// The end of the last text that was examined: an alias repeats the same text.
    var last = 0
    private var budget: Int
    /// What a failure of the task being read does to the tasks after it.
    var stop = Deck.Stop.never
    /// The number of a task that ends at a failure, but not the play; `nil` if the play ends too.
    var ownStep: Int?
    var lastStep = 1
    /// The texts that tasks write to files and data sets, by name, and those that later tasks run.
    var files: [String: (content: Int, place: Range<Int>)] = [:]
    var runFiles: Set<String> = []
    /// The hosts of the first play.
    private var hosts: String?
    /// The depth of the branches outside the block of the task, which a failure ends, and whether one may have ended it.
    var blockDepth = 0
    var mayHaveFailed = false
    /// The number of blocks around the task whose tasks go on after a failure.
    var tolerances = 0
    /// The lists that are values of variables, by node.
    private var lists: [String: Int] = [:]
    /// The names that a template uses.
    private let used: Set<String>

    private static let shells: Set<String> = ["shell", "raw", "command", "cmd", "run", "script", "bash"]
    private static let prose: Set<String> = [
        "name", "msg", "description", "fail_msg", "success_msg", "title", "summary", "comment", "notes", "when", "that",
        "register", "tags", "help", "example", "prompt",
    ]
    private static let denials = ["false", "no", "False", "No"]
    /// The modules that write texts.
    private static let writers: Set<String> = [
        "copy", "template", "zos_copy", "lineinfile", "blockinfile", "zos_lineinfile", "zos_blockinfile", "mail", "uri",
    ]
    /// The arguments of a task that are not commands.
    private static let options: Set<String> = [
        "chdir", "creates", "removes", "executable", "stdin", "warn", "args", "environment", "encoding", "remote_src",
    ]
    /// The names of the lists at the top of the file.
    private let outerLists: Set<String>
    private static let loops: Set<String> = ["loop", "with_items", "with_list", "with_dict", "with_sequence"]
    private static let calls: Set<String> = [
        "include_tasks", "import_tasks", "include_role", "import_role", "import_playbook", "include", "roles",
    ]

    static func regions(_ document: YAMLDocument, given: [String: String] = [:]) -> [DeckRegion] {
        var carrier = YAMLCarrier(document, given)
        for root in document.roots {
            let pipeline = Pipeline(document, root)
            if pipeline.jobs.isEmpty { carrier.walk(root, .other) } else { carrier.run(pipeline) }
        }
        carrier.leaveUnrun()
        return carrier.regions
    }

    private init(_ document: YAMLDocument, _ given: [String: String]) {
        self.document = document
        self.given = given
        program = ProgramFlow(given: given)
        budget = 4 * document.nodes.count + 20_000
        used = JinjaExpression.names(in: document.file.bytes)
        outerLists = Set(
            document.roots.filter { document.nodes[$0].kind == .mapping }.flatMap { document.members($0) }
                .filter { document.nodes[$0.value].kind == .sequence }.map { document.text($0.key) })
        for (name, value) in given { setValue(name, Array(value.utf8), nil) }
    }

    // MARK: Walking

    mutating func walk(_ index: Int, _ role: Role) {
        budget -= 1
        guard budget > 0 else { return }
        switch document.nodes[index].kind {
        case .mapping: mapping(index, role)
        case .sequence:
            for element in document.elements(index) { walk(element, role == .task ? .command : role) }
        case .scalar:
            if let list = list(index), role == .command || role == .task {
                let start = last
                last = 0
                walk(list, .command)
                last = max(start, document.nodes[index].range.bounds.upperBound)
                return
            }
            let range = document.nodes[index].range.bounds
            guard role != .prose, range.lowerBound >= last, range.count > 3, !isReadElsewhere(index, role) else {
                return
            }
            last = range.upperBound
            scalar(document.mappedText(index), role)
        }
    }

    /// Whether a text inserts a list that stands elsewhere in the file, and is read there.
    private func isReadElsewhere(_ index: Int, _ role: Role) -> Bool {
        guard role == .command || role == .task,
            let name = JinjaExpression.name(Array(document.text(index).utf8)[...])
        else { return false }
        return outerLists.contains(name.name)
    }

    func name(_ key: String) -> String { key.split(separator: ".").last.map(String.init) ?? key }

    private mutating func mapping(_ index: Int, _ role: Role) {
        let members = document.members(index).map { (name: name(document.text($0.key)), key: $0.key, value: $0.value) }
        for member in members where member.name == "vars" || member.name == "defaults" { variables(member.value) }
        let outer = (stop, ownStep)
        defer { (stop, ownStep) = outer }
        if role == .other,
            members.contains(where: { self.role($0.name, role) != .other && !Self.prose.contains($0.name) })
        {
            stop = tolerances > 0 ? .never : failure(members)
            if stop == .never, let inner = innerStop(members) {
                lastStep += 1
                (stop, ownStep) = (inner, lastStep)
            }
        }
        let skipped = role == .other ? members.first { mayBeSkipped($0) || isElsewhere($0) } : nil
        if role == .other, hosts == nil { hosts = members.first { $0.name == "hosts" }.map { document.text($0.value) } }
        if let skipped { program.beginOptional(.step, at: document.nodes[skipped.value].range.bounds) }
        defer { if skipped != nil { program.endOptional() } }
        guard role == .other, let condition = condition(members) else { return repeated(members, role) }
        let truth =
            document.nodes[condition.value].kind == .scalar ? truth(document.text(condition.value)) : nil
        program.beginOptional(.branch, at: document.nodes[condition.value].range.bounds, truth: truth)
        repeated(members, role)
        program.endOptional()
    }

    /// The condition of a task, or of a step or job of a pipeline.
    private func condition(_ members: [Member]) -> Member? {
        let works: Set = ["run", "uses", "steps", "script", "bash", "task", "job", "jobs", "stage", "runs-on", "pwsh"]
        let isWork = members.contains { works.contains($0.name) }
        return members.first { member in
            switch member.name {
            case "when": true
            case "if", "condition", "rules", "only", "except": isWork
            default: false
            }
        }
    }

    func truth(_ condition: String) -> Bool? {
        var text = Substring(condition)
        // `${{ … }}` of a pipeline.
        if text.hasPrefix("${{"), text.hasSuffix("}}") { text = text.dropFirst(3).dropLast(2) }
        return switch String(text).trimmed() {
        case "always()", "success()", "succeeded()", "always", "on_success": true
        case let text: JinjaExpression.truth(text, program.values)
        }
    }

    typealias Member = (name: String, key: Int, value: Int)

    /// What a command of the task that fails does to the play, which goes on with `ignore_errors`, with a condition of
    /// its own for failures, or because the return code is allowed.
    private func failure(_ members: [Member]) -> Deck.Stop {
        for member in members {
            switch member.name {
            case "ignore_errors" where !Self.denials.contains(document.text(member.value)), "failed_when": return .never
            case _ where document.nodes[member.value].kind == .mapping:
                let limit = document.members(member.value).first { document.text($0.key) == "max_rc" }
                guard let limit, let code = Int(document.text(limit.value)), code > 0 else { continue }
                return code < 8 ? .perhapsAtError : .never
            default: continue
            }
        }
        return .perhapsAtFailure
    }

    /// What a command that fails does to the rest of its task, if the play goes on: a list ends at the first code above
    /// `max_rc`.
    private func innerStop(_ members: [Member]) -> Deck.Stop? {
        guard let task = members.first(where: { $0.name.hasSuffix("tso_command") }),
            members.contains(where: { $0.name == "ignore_errors" || $0.name == "failed_when" })
        else { return nil }
        guard document.nodes[task.value].kind == .mapping,
            let limit = document.members(task.value).first(where: { document.text($0.key) == "max_rc" })
        else { return .atFailure }
        return switch Int(document.text(limit.value)) {
        case 0?: .atFailure
        case let code? where code < 8: .perhapsAtError
        default: nil
        }
    }

    /// Whether a task runs only if its tag is asked for, or only pretends to run, or runs on another host.
    private func mayBeSkipped(_ member: Member) -> Bool {
        switch member.name {
        case "tags": names(ofTags: member.value).contains("never")
        case "check_mode": ["true", "yes", "True", "Yes"].contains(document.text(member.value))
        case "delegate_to": true
        // A script that is only stored.
        case "kind": ["ConfigMap", "Secret"].contains(document.text(member.value))
        default: false
        }
    }

    /// Whether a play runs on other hosts than the first one.
    private func isElsewhere(_ member: Member) -> Bool {
        member.name == "hosts" && document.nodes[member.value].kind == .scalar
            && hosts.map { $0 != document.text(member.value) } ?? false
    }

    private func names(ofTags index: Int) -> [String] {
        switch document.nodes[index].kind {
        case .scalar: document.text(index).split(separator: ",").map { String($0).trimmed() }
        case .sequence: document.elements(index).flatMap { names(ofTags: $0) }
        case .mapping: []
        }
    }

    /// Runs a task once for each element of its loop.
    private mutating func repeated(_ members: [Member], _ role: Role) {
        guard role == .other, let loop = members.first(where: { Self.loops.contains($0.name) }) else {
            return task(members, role)
        }
        let start = last
        let saved = program.values
        if let elements = elements(loop.value) {
            for element in elements {
                last = start
                bind(element)
                task(members, role)
            }
        } else {
            program.beginOptional(.loop, at: document.nodes[loop.value].range.bounds)
            program["item"] = nil
            task(members, role)
            program.endOptional()
        }
        program.restore(saved)
    }

    /// The elements of a literal list; `nil` if they are unknown.
    private func elements(_ index: Int) -> [Int]? {
        if let list = list(index) { return elements(list) }
        guard document.nodes[index].kind == .sequence else { return nil }
        let elements = document.elements(index)
        guard elements.count <= RexxCarrier.iterationLimit else { return nil }
        for element in elements where document.nodes[element].kind == .scalar {
            guard JinjaExpression.text(Array(document.text(element).utf8), program.values) != nil else { return nil }
        }
        return elements
    }

    /// The list that `{{ name }}` denotes.
    private func list(_ index: Int) -> Int? {
        guard document.nodes[index].kind == .scalar else { return nil }
        return JinjaExpression.name(Array(document.text(index).utf8)[...]).flatMap { lists[$0.name] }
    }

    private mutating func bind(_ element: Int) {
        program["item"] = nil
        program.forget(program.names.filter { $0.hasPrefix("item.") })
        if document.nodes[element].kind == .scalar { return set("item", element) }
        for (key, value) in document.members(element) where document.nodes[value].kind == .scalar {
            set("item." + document.text(key), value)
        }
    }

    private mutating func task(_ members: [Member], _ role: Role) {
        if role == .other, let sections = sections(of: members) { return play(sections, members) }
        if role == .other, let block = members.first(where: { $0.name == "block" }),
            document.nodes[block.value].kind == .sequence
        {
            return run(block, members)
        }
        perform(members, role)
    }

    mutating func perform(_ members: [Member], _ role: Role) {
        var hasFailed = false
        defer { if hasFailed, let last = members.last { fail(members, at: document.nodes[last.key].range.bounds) } }
        for member in members {
            let place = document.nodes[member.key].range.bounds
            switch member.name {
            case "set_fact" where role == .other: variables(member.value)
            case "vars", "defaults": unused(member.value)
            case _ where Self.loops.contains(member.name) && role == .other: continue
            case "meta" where role == .other && document.text(member.value).hasPrefix("end_"): program.mayEnd(at: place)
            case "fail" where role == .other: fail(members, at: place)
            case "failed_when" where role == .other && truth(document.text(member.value)) == true:
                hasFailed = true
            case "assert" where role == .other: assert(member.value, members, at: place)
            case "zos_mvs_raw" where role == .other: raw(member.value)
            case "zos_job_submit", "zos_script":
                guard role == .other else { continue }
                call(member, at: place)
            case _ where Self.writers.contains(member.name) && role == .other && holdsText(member.value):
                write(member.value, at: place)
            case _ where Self.shells.contains(member.name) && role == .other && isFailure(member.value):
                hasFailed = true
            case "handlers" where role == .other: optional(.routine, member, place)
            case _ where Self.calls.contains(member.name) && role == .other:
                for name in names(member.value) { program.unread(.program, name, at: place, isInline: true) }
                takeUnread()
            default: walk(member.value, self.role(member.name, role))
            }
        }
    }

    /// Handles a task that fails, which ends the play unless something tolerates it.
    mutating func fail(_ members: [Member], at place: Range<Int>) {
        guard !isTolerated(members) else { return }
        mayHaveFailed = mayHaveFailed || !program.isDead
        program.end(at: place, keeping: blockDepth)
    }

    /// Whether the play goes on after a failure of a task.
    func isTolerated(_ members: [Member]) -> Bool {
        tolerances > 0
            || members.contains { member in
                let text = document.text(member.value)
                return switch member.name {
                case "ignore_errors", "continue-on-error": !Self.denials.contains(text)
                case "failed_when": truth(text) != true
                default: false
                }
            }
    }

    /// Reads texts of variables that no task of the file uses, because another file may use them.
    private mutating func unused(_ index: Int) {
        guard document.nodes[index].kind == .mapping else { return walk(index, .other) }
        for (key, value) in document.members(index) where !used.contains(document.text(key)) {
            walk(value, role(name(document.text(key)), .other))
        }
    }

    private mutating func optional(_ kind: Deck.Condition.Kind, _ member: Member, _ place: Range<Int>) {
        program.beginOptional(kind, at: place)
        walk(member.value, role(member.name, .other))
        program.endOptional()
    }

    /// The names of called files, given directly or as an argument.
    private func names(_ index: Int) -> [String] {
        switch document.nodes[index].kind {
        case .scalar: return [document.text(index)]
        case .sequence: return document.elements(index).flatMap { names($0) }
        case .mapping:
            let names = ["file", "name", "role"].compactMap { member($0, of: index) }.map { document.text($0) }
            // Another file of the role than its `main.yml`.
            guard let file = member("tasks_from", of: index) else { return names }
            return names.map { "\($0)/tasks/\(document.text(file))" }
        }
    }

    mutating func takeUnread() {
        guard var region = program.takeRegion(.yaml) else { return }
        if stop != .never { (region.stop, region.step) = (stop, ownStep ?? 1) }
        regions.append(region)
    }

    // MARK: Variables

    private mutating func variables(_ index: Int) {
        for (key, value) in document.members(index) {
            let name = document.text(key)
            switch document.nodes[value].kind {
            case .scalar: if given[name] == nil { set(name, value) }
            case .sequence: lists[name] = value
            case .mapping: continue
            }
        }
    }

    private mutating func set(_ name: String, _ scalar: Int) {
        let text = JinjaExpression.text(Array(document.text(scalar).utf8), program.values)
        // Values that hold others twice would never end growing.
        if let text, text.count >= 1 << 15 {
            program.unread(
                .limit, "a value that grows beyond \(1 << 15) characters", at: document.nodes[scalar].range.bounds)
            takeUnread()
        }
        setValue(
            name, text.flatMap { $0.count < 1 << 15 ? $0 : nil } ?? [Placeholder.substitution],
            document.nodes[scalar].range.bounds)
    }

    private mutating func setValue(_ name: String, _ text: [UInt8], _ origin: Range<Int>?) {
        program[name] = ProgramFlow.Value(text: MappedText(text, for: origin ?? 0..<0), origin: origin)
    }

    // MARK: Texts

    func role(_ key: String, _ outer: Role) -> Role {
        if key.hasSuffix("tso_command") { return .task }
        if key == "zos_operator" || outer == .console { return .console }
        if outer == .shell, Self.options.contains(key) { return .prose }
        if outer == .task { return ["commands", "command", "cmd"].contains(key) ? .command : .prose }
        if Self.prose.contains(key) { return .prose }
        return Self.shells.contains(key) || outer == .shell ? .shell : .other
    }

    /// Reads a script.
    ///
    /// - Parameters:
    ///   - isStrict: whether it ends at the first command that fails.
    ///   - environment: the values of its variables.
    /// - Returns: whether it ends with a failure.
    mutating func script(
        _ text: MappedText, isStrict: Bool, _ environment: [String: String]
    ) -> Deck.Ending.Reader {
        var failure = Deck.Ending.Reader.never
        let given = environment.merging(given) { $1 }
        let saved = program.values
        for (name, value) in given { setValue("env." + name, Array(value.utf8), nil) }
        defer { program.restore(saved) }
        take(text) { source in
            let found = ShellCarrier.read(source.bytes, .yaml, given: given, isStrict: isStrict)
            failure = found.failure
            return found.regions
        }
        return failure
    }

    private mutating func scalar(_ text: MappedText, _ role: Role) {
        let carrier = self
        take(text) { carrier.regions($0, role) }
    }

    private mutating func take(_ text: MappedText, _ find: (SourceFile) -> [DeckRegion]) {
        let source = SourceFile(path: "", bytes: text.bytes)
        // The places of values are those in the file and not in the text.
        let origins = program.values
        let found = TemplateText.Language.jinja.regions(source, values: origins, find)
        regions += found.map { region in
            let origin = region.flow?.substitutions.map(\.origin) ?? []
            var region = region.mapped(through: text, text.bytes, file: document.file.bytes)
            for (index, place) in origin.enumerated() { region.flow?.setOrigin(place, of: index) }
            if region.stop == .never, stop != .never { (region.stop, region.step) = (stop, ownStep ?? 1) }
            return program.inside(region)
        }
    }

    /// Reads the arguments of a task on one line: `commands="LISTUSER AGNTUSR"`.
    private func assigned(_ source: SourceFile) -> [DeckRegion] {
        let text = source.bytes
        guard let sign = text.firstIndex(of: UInt8(ascii: "=")),
            ["commands", "command", "cmd"].contains(String(decoding: text[..<sign], as: UTF8.self))
        else { return [] }
        var value = text[(sign + 1)...]
        if let quote = value.first, "\"'".utf8.contains(quote) {
            value = value.dropFirst().prefix { $0 != quote }
        }
        guard DeckCarrier.verb(of: text, value.indices) != nil else { return [] }
        var command = MappedText()
        command.append(value)
        return [DeckRegion(text: .mapped(command), carrier: .yaml)]
    }

    private func regions(_ source: SourceFile, _ role: Role) -> [DeckRegion] {
        let lines = source.lineStarts.indices
        switch role {
        case .task where source.bytes.contains(UInt8(ascii: "=")): return assigned(source)
        case .task, .command:
            if let name = CalledProgram.name(in: source.bytes) { return [unread(.program, name, source)] }
            if source.bytes.first(where: { !$0.isBlank }) == Placeholder.substitution {
                return [unread(.generated, "", source)]
            }
            guard DeckCarrier.verb(of: source.bytes) != nil else { return [] }
            return [DeckRegion(text: .lines(lines), carrier: .yaml)]
        case .shell where source.bytes.contains("tso"):
            return ShellCarrier.regions(source.bytes, source.bytes.indices, .yaml, given: given)
        case .shell, .console, .other, .prose:
            if let form = DeckCarrier.form(source, lines) {
                return DeckCarrier.regions(source, lines, form, as: .yaml)
            }
            // It may run something that is not shown.
            return role == .shell ? ShellCarrier.regions(source.bytes, source.bytes.indices, .yaml, given: given) : []
        }
    }

    /// The region of a task that runs an exec, or a command that is not shown.
    private func unread(_ kind: Deck.UnreadPart.Kind, _ name: String, _ source: SourceFile) -> DeckRegion {
        var flow = RegionFlow()
        flow.unread.append(
            RegionFlow.Unread(line: 0, kind: kind, name: name, range: SourceRange(0, source.bytes.count)))
        return DeckRegion(
            text: .mapped(MappedText([TSOBytes.blank], for: 0..<source.bytes.count)), carrier: .yaml, flow: flow)
    }
}
