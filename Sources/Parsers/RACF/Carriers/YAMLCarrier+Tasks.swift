import Diagnostics
import Languages
import YAML

/// Tasks of Ansible that write texts, call programs, or fail.
extension YAMLCarrier {
    // MARK: Plays

    /// The sections of a play in the order in which they run, whatever their order in the file; after each one the
    /// handlers run that its tasks notify (Ansible, playbook keywords).
    private static let sections = [["pre_tasks"], ["roles", "tasks"], ["post_tasks"]]

    /// The members of a play in their order, with those before its tasks; `nil` for another mapping, and if the order is
    /// that of the file.
    func sections(of members: [Member]) -> [[Member]]? {
        let names = members.map(\.name)
        guard names.contains("hosts"),
            names.contains(where: { ["pre_tasks", "roles", "post_tasks", "handlers"].contains($0) })
        else { return nil }
        return Self.sections.map { section in section.flatMap { name in members.filter { $0.name == name } } }
    }

    /// Runs a play section by section.
    mutating func play(_ sections: [[Member]], _ members: [Member]) {
        let handlers = members.filter { $0.name == "handlers" }
        let ordered = Set((handlers + sections.joined()).map(\.key))
        perform(members.filter { !ordered.contains($0.key) }, .other)
        let notifying = sections.filter { $0.contains { notifies($0.value) } }
        for section in sections {
            anew(section)
            if section.contains(where: { notifies($0.value) }) { anew(handlers) }
        }
        // A role may notify them too.
        if notifying.isEmpty { anew(handlers) }
    }

    /// Reads members wherever they are in the file.
    private mutating func anew(_ members: [Member]) {
        for member in members {
            let start = last
            last = 0
            perform([member], .other)
            last = max(start, last)
        }
    }

    /// Whether a task in a section notifies a handler.
    private func notifies(_ index: Int) -> Bool {
        let node = document.nodes[index]
        switch node.kind {
        case .scalar: return false
        case .sequence, .mapping:
            return document.file.bytes[node.range.bounds].contains("notify:".utf8)
        }
    }

    // MARK: Failures

    /// Handles `assert`, which fails unless all its conditions are true.
    mutating func assert(_ index: Int, _ members: [Member], at place: Range<Int>) {
        guard let that = member("that", of: index) else { return }
        let conditions = document.nodes[that].kind == .sequence ? document.elements(that) : [that]
        let truths = conditions.map { truth(document.text($0)) }
        if truths.contains(false) {
            fail(members, at: place)
        } else if truths.contains(nil), !isTolerated(members) {
            mayFail(at: place)
        }
    }

    private mutating func mayFail(at place: Range<Int>) {
        mayHaveFailed = mayHaveFailed || !program.isDead
        program.mayEnd(at: place, keeping: blockDepth)
    }

    /// Runs a block: after a failure the tasks of `rescue`, and those of `always` in any case.
    mutating func run(_ block: Member, _ members: [Member]) {
        let outer = (blockDepth, mayHaveFailed)
        let place = document.nodes[block.key].range.bounds
        let isIgnored = members.contains { $0.name == "ignore_errors" } && isTolerated(members)
        let others = ["block", "rescue", "always"]
        perform(members.filter { !others.contains($0.name) }, .other)
        let wasDead = program.isDead
        program.beginOptional(.step, at: place, truth: true)
        (blockDepth, mayHaveFailed) = (program.depth - 1, false)
        if isIgnored { tolerances += 1 }
        perform([block], .other)
        if isIgnored { tolerances -= 1 }
        let (hasFailed, isOpen) = (program.isEnded(from: blockDepth), mayHaveFailed)
        if !wasDead { program.revive() }
        program.endOptional()
        (blockDepth, mayHaveFailed) = outer
        if let rescue = members.first(where: { $0.name == "rescue" }) {
            program.beginOptional(.step, at: document.nodes[rescue.key].range.bounds, truth: hasFailed ? true : nil)
            perform([rescue], .other)
            program.endOptional()
        }
        if let always = members.first(where: { $0.name == "always" }) { perform([always], .other) }
        guard !members.contains(where: { $0.name == "rescue" }), !program.isDead else { return }
        if hasFailed {
            mayHaveFailed = true
            program.end(at: place, keeping: blockDepth)
        } else if isOpen {
            mayFail(at: place)
        }
    }

    /// Whether a command does nothing but fail: `/bin/false`, `exit 8`.
    func isFailure(_ index: Int) -> Bool {
        var index = index
        if document.nodes[index].kind == .mapping {
            guard let command = member("cmd", of: index) else { return false }
            index = command
        }
        guard document.nodes[index].kind == .scalar else { return false }
        let words = document.text(index).split { $0.isWhitespace }
        switch words.count {
        case 1: return ["false", "/bin/false", "/usr/bin/false"].contains(words[0])
        case 2: return words[0] == "exit" && (Int(words[1]) ?? 0) != 0
        default: return false
        }
    }

    // MARK: Files

    /// The value of an argument.
    func member(_ name: String, of index: Int) -> Int? {
        guard document.nodes[index].kind == .mapping else { return nil }
        return document.members(index).first { document.text($0.key) == name }?.value
    }

    /// The text that a task writes.
    private func text(of index: Int) -> Int? {
        member("content", of: index) ?? member("block", of: index) ?? member("line", of: index)
            ?? member("body", of: index)
    }

    func holdsText(_ index: Int) -> Bool { text(of: index) != nil }

    /// Handles a task that writes a text, which a later task may run.
    mutating func write(_ index: Int, at place: Range<Int>) {
        guard let content = text(of: index) else { return }
        let target = (member("dest", of: index) ?? member("path", of: index)).map { document.text($0) } ?? ""
        guard !target.isEmpty, files[target] == nil, !program.isConditional, !program.isDead else {
            runFiles.remove(target)
            files[target] = nil
            return leave(content, at: place)
        }
        files[target] = (content, place)
    }

    /// Reads a text that nothing runs.
    private mutating func leave(_ content: Int, at place: Range<Int>) {
        program.beginOptional(.branch, at: place, truth: false)
        let start = last
        let first = regions.count
        last = 0
        walk(content, .other)
        last = max(start, last)
        for index in first..<regions.count { regions[index].isWritten = true }
        program.endOptional()
    }

    /// Reads the texts that are written and not run.
    mutating func leaveUnrun() {
        for (name, file) in files.sorted(by: { $0.value.content < $1.value.content }) where !runFiles.contains(name) {
            leave(file.content, at: file.place)
        }
    }

    /// Handles a task that submits a job or runs an exec.
    mutating func call(_ member: Member, at place: Range<Int>) {
        var name: String
        switch document.nodes[member.value].kind {
        case .scalar: name = document.text(member.value)
        case .mapping:
            let argument = self.member("src", of: member.value) ?? self.member("cmd", of: member.value)
            name = argument.map { document.text($0) } ?? ""
        case .sequence: return
        }
        if name.hasPrefix("src=") || name.hasPrefix("cmd=") { name = String(name.dropFirst(4)) }
        if member.name == "zos_script" { name = name.split(separator: " ").first.map(String.init) ?? "" }
        guard !name.isEmpty else { return }
        run(name, at: place)
    }

    /// Runs a file: one that the playbook writes is read in its place.
    private mutating func run(_ name: String, at place: Range<Int>) {
        guard let file = files[name] else {
            program.unread(.program, name, at: place)
            return takeUnread()
        }
        runFiles.insert(name)
        let start = last
        last = 0
        walk(file.content, .other)
        last = max(start, last)
    }

    // MARK: Programs

    /// Handles `zos_mvs_raw`, which runs a program with its DD statements.
    mutating func raw(_ index: Int) {
        let name = member("program_name", of: index).map { document.text($0).uppercased() } ?? "IKJEFT01"
        let isMonitor = name.hasPrefix("IKJEFT") || name.contains("{{")
        let outer = (stop, ownStep)
        lastStep += 1
        (stop, ownStep) = (Deck.Stop(program: name) ?? .never, lastStep)
        defer { (stop, ownStep) = outer }
        if isMonitor, let command = member("parm", of: index) { walk(command, .command) }
        guard let list = member("dds", of: index), document.nodes[list].kind == .sequence else { return }
        for element in document.elements(list) { statement(element, isMonitor: isMonitor, concatenation: nil) }
    }

    /// Handles a DD statement, or a part of a concatenation.
    private mutating func statement(_ index: Int, isMonitor: Bool, concatenation: String?) {
        guard document.nodes[index].kind == .mapping else { return }
        for (key, value) in document.members(index) {
            let name = concatenation ?? member("dd_name", of: value).map { document.text($0).uppercased() } ?? ""
            let isRead = isMonitor && (name == "SYSTSIN" || name.contains("{{"))
            let place = document.nodes[key].range.bounds
            switch document.text(key) {
            case "dd_input":
                guard let content = member("content", of: value) else { continue }
                if isRead { walk(content, .other) } else { leave(content, at: place) }
            case "dd_data_set", "dd_unix":
                guard isRead, let source = member("data_set_name", of: value) ?? member("path", of: value) else {
                    continue
                }
                let name = document.text(source)
                guard files[name] == nil else {
                    run(name, at: place)
                    continue
                }
                program.unread(.dataSet, name, at: document.nodes[source].range.bounds)
                takeUnread()
            case "dd_concat":
                guard let parts = member("dds", of: value), document.nodes[parts].kind == .sequence else { continue }
                for part in document.elements(parts) { statement(part, isMonitor: isMonitor, concatenation: name) }
            default: continue
            }
        }
    }
}
