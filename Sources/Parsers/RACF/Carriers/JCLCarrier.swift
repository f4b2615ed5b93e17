import Diagnostics
import Languages

/// Finds the commands in JCL: the in-stream data of SYSTSIN, step by step, and PARM of the terminal monitor program
/// (docs/reference/racf.md#12-jcl-wrapper).
struct JCLCarrier {
    /// The in-stream data of a DD statement.
    private struct Data {
        /// The step of a procedure whose DD statement it overrides.
        var qualifier: String?
        var name: String
        /// The range of its name.
        var label = SourceRange(0, 0)
        var lines: Range<Int>
        /// Whether the system replaces symbols (SYMBOLS=).
        var hasSymbols: Bool
        /// The data set that is read instead of lines.
        var dataSet: DataSet?
        /// The statement of an earlier DD with the same name in the step, which is used instead.
        var replaced: Range<Int>?
    }

    /// A data set that a DD statement names.
    private struct DataSet {
        var name: String
        var range: SourceRange
    }

    /// The state of the step being read.
    private struct Step {
        var program: String?
        /// The same name as written.
        var symbolicProgram: String?
        var data: [Data] = []
        /// The places of the first DD statement of each name.
        var names: [String: Range<Int>] = [:]
        /// The DD to which SYSTSIN refers, if it refers to one.
        var reference: String?
        /// The same name as written.
        var symbolicReference: String?
        var command: MappedText?
        /// PARM of BPXBATCH.
        var script: MappedText?
        /// The DD that has the command instead of PARM.
        var parameters: String?
        /// The step's name in its procedure.
        var name = ""
        /// The in-stream procedure that is called, and the symbols of this call.
        var procedure: String?
        var symbols: [(name: String, value: String)] = []
        /// Where the terminal monitor program is named, if it has no PARM.
        var needsInput: SourceRange?
        /// Whether it has SYSTSIN of any form.
        var hasInput = false
        /// A condition on the EXEC statement.
        var condition: Range<Int>?
        var number = 0

        var isMonitor: Bool { program?.hasPrefix("IKJEFT") ?? false }
    }

    let file: SourceFile
    private let lines: Range<Int>
    private let carrier: Deck.Carrier
    private let depth: Int
    private var step = Step()
    private var symbols = JCLSymbols()
    /// The in-stream procedures, and the one being read.
    private var procedures: [String: [Step]] = [:]
    private var procedure: String?
    private(set) var regions: [DeckRegion] = []
    /// All in-stream data, whichever program reads it, except the data of nested jobs.
    private(set) var blocks: [InStreamData] = []
    /// What keeps data from being read: lines that begin with `/*` and end a deck that continues after them, and DD
    /// statements that no program reads.
    private(set) var defects: [(kind: Deck.Defect.Kind, range: SourceRange)] = []
    /// The flow of IF, ELSE and ENDIF.
    private var program = ProgramFlow()
    private var openIfs: [(range: Range<Int>, hasElse: Bool)] = []
    /// The symbols that are replaced in in-stream data; `nil` for all.
    private var exported: Set<String>? = []
    /// The places where symbols get their values.
    private var origins: [String: SourceRange] = [:]
    /// The data sets that an earlier step of the job writes from data that is read there.
    private var written: Set<String> = []
    /// The reason why steps of the job may not run, or never run.
    private var hold: (range: Range<Int>, isDead: Bool)?
    /// The step with which the job begins, if it is not the first.
    private var restart: (name: String, range: Range<Int>)?
    private var stepCount = 0

    /// The depth of nested jobs.
    private static let depthLimit = 4
    /// The system's limit for the steps of a job.
    private static let stepLimit = 255
    /// The operands of EXEC that are not symbols.
    private static let parameters: Set<String> = ["PGM", "PROC", "PARM", "COND", "REGION"]

    init(_ file: SourceFile, _ lines: Range<Int>, carrier: Deck.Carrier = .jcl, depth: Int = 0) {
        self.file = file
        self.lines = lines
        self.carrier = carrier
        self.depth = depth
        read()
    }

    private mutating func read() {
        var lastName = ""
        var replaced: Range<Int>?
        for placed in JCLStatement.all(in: file, lines) {
            let statement = placed.statement
            switch statement.operation {
            case "SET": set(statement)
            case "PROC":
                endStep()
                procedure = statement.label
                set(statement)
            case "PEND":
                endStep()
                procedure = nil
            case "JOB":
                endStep()
                begin(job: statement, placed.line)
            case "EXPORT": export(statement)
            case "IF", "ELSE", "ENDIF":
                endStep()
                condition(statement.operation, file.lineBounds(placed.line))
            case "INCLUDE": unread(.program, statement["MEMBER"]?.text ?? "", file.lineBounds(placed.line))
            case "EXEC":
                endStep()
                begin(statement)
            case "DD":
                // Without a name it is concatenated to the previous one.
                let label = statement.label.isEmpty ? lastName : statement.label
                lastName = label
                if !statement.label.isEmpty {
                    replaced = step.names[label]
                    step.names[label] = replaced ?? file.lineBounds(placed.line)
                }
                data(statement, label, placed.data, placed.line, replaced)
            case _: break
            }
        }
        endStep()
    }

    private mutating func set(_ statement: JCLStatement) {
        for operand in statement.operandList where !operand.keyword.isEmpty {
            let text = operand.text.uppercased()
            let resolved = symbols.resolve(text).text
            // Symbols that hold others twice would never end growing.
            symbols[operand.keyword] = file.given[operand.keyword] ?? (resolved.utf8.count <= 255 ? resolved : text)
            origins[operand.keyword] = operand.value.range
        }
    }

    private mutating func begin(job statement: JCLStatement, _ line: Int) {
        symbols = JCLSymbols()
        (procedures, procedure, exported, origins, written) = ([:], nil, [], [:], [])
        (hold, restart, stepCount) = (nil, nil, 0)
        let range = file.lineBounds(line)
        if let type = statement.value("TYPRUN") { hold = (range, type == "SCAN" || type == "COPY") }
        if let name = statement.value("RESTART"), name != "*" {
            restart = (name.filter { $0 != "(" && $0 != ")" }, range)
        }
    }

    private mutating func export(_ statement: JCLStatement) {
        guard let list = statement.value("SYMLIST") else { return }
        guard list != "*", list != "(*)" else {
            exported = nil
            return
        }
        let names = list.split { "(),' ".contains($0) }.map(String.init)
        exported = exported.map { $0.union(names) }
    }

    private mutating func condition(_ operation: String, _ range: Range<Int>) {
        switch operation {
        case "IF":
            program.beginChoice()
            program.beginWay(.branch, at: range)
            openIfs.append((range, false))
        case "ELSE":
            guard let last = openIfs.indices.last else { return }
            program.endWay()
            program.beginWay(.branch, at: range)
            openIfs[last].hasElse = true
        case _:
            guard let last = openIfs.popLast() else { return }
            program.endWay()
            program.endChoice(isExhaustive: last.hasElse)
        }
    }

    /// - Parameter replaced: the statement of an earlier DD with the same name, the first of which is used.
    private mutating func data(
        _ statement: JCLStatement, _ label: String, _ data: InStreamData?, _ line: Int, _ replaced: Range<Int>?
    ) {
        let parts = label.split(separator: ".").map(String.init)
        let name = parts.last ?? ""
        let qualifier = parts.count > 1 ? parts[0] : nil
        if name == "SYSTSIN" { step.hasInput = true }
        if name == "SYSTSIN", replaced == nil, let other = statement.value("DDNAME") {
            step.reference = symbols.resolve(other).text
            step.symbolicReference = other
        }
        if let data {
            blocks.append(data)
            noteEnding(of: data)
            step.data.append(
                Data(
                    qualifier: qualifier, name: name, label: self.label(line), lines: data.lines,
                    hasSymbols: statement.value("SYMBOLS") != nil, replaced: replaced))
        } else if let operand = statement["DSN"] ?? statement["DSNAME"] {
            let text = symbols.resolve(operand.text.uppercased()).text
            step.data.append(
                Data(
                    qualifier: qualifier, name: name, lines: 0..<0, hasSymbols: false,
                    dataSet: DataSet(name: text, range: operand.value.range), replaced: replaced))
        }
    }

    /// Records a call in the middle of the job.
    private mutating func unread(_ kind: Deck.UnreadPart.Kind, _ name: String, _ range: Range<Int>) {
        regions.append(program.inside(unreadRegion(kind, name, SourceRange(range.lowerBound, range.upperBound))))
    }

    private func unreadRegion(_ kind: Deck.UnreadPart.Kind, _ name: String, _ range: SourceRange) -> DeckRegion {
        var flow = RegionFlow()
        flow.unread.append(RegionFlow.Unread(line: 0, kind: kind, name: name, range: range))
        return DeckRegion(
            text: .mapped(MappedText([TSOBytes.blank], for: range.bounds)), carrier: carrier, flow: flow)
    }

    // MARK: Steps

    private mutating func begin(_ statement: JCLStatement) {
        stepCount += 1
        step = Step(name: statement.label, number: stepCount)
        // The condition of the first step has no earlier step to test.
        if stepCount > 1, let operand = statement["COND"], operand.text != "EVEN" {
            step.condition = operand.value.range.bounds
        }
        step.symbolicProgram = statement.value("PGM")
        step.program = step.symbolicProgram.map { symbols.resolve($0).text }
        let assignments = statement.assignments.filter { !Self.parameters.contains($0.name) }
        let procedure = statement.value("PROC") ?? statement.positional ?? ""
        if step.program == nil, procedures[procedure] != nil {
            step.procedure = procedure
            step.symbols = assignments
        } else {
            for (name, value) in assignments { symbols[name] = value }
            if step.program == nil, !procedure.isEmpty, let first = statement.operandList.first {
                step.data.append(
                    Data(
                        qualifier: nil, name: "", lines: 0..<0, hasSymbols: false,
                        dataSet: DataSet(name: procedure, range: first.value.range)))
            }
        }
        if step.program == "BPXBATCH", let parm = statement.range(of: "PARM") {
            step.script = parameter(statement, parm)
        }
        guard isTerminalMonitor else { return }
        step.parameters = statement.value("PARMDD")
        if let parm = statement.range(of: "PARM") {
            step.command = command(statement, parm)
        } else if step.parameters == nil, procedure.isEmpty, self.procedure == nil {
            step.needsInput = statement["PGM"]?.value.range
        }
    }

    /// The step of an in-stream procedure that a DD statement of its call overrides.
    private func called(by call: Step, _ qualifier: String?) -> Step? {
        guard let name = call.procedure,
            var step = procedures[name]?.first(where: { qualifier == nil || $0.name == qualifier })
        else { return nil }
        let symbols = symbols.overridden(by: call.symbols)
        step.program = step.symbolicProgram.map { symbols.resolve($0).text }
        step.reference = step.symbolicReference.map { symbols.resolve($0).text }
        return step
    }

    /// The program of `PARM='RACF command'`.
    private var isTerminalMonitor: Bool { step.isMonitor }

    /// Programs that use SYSTSIN for their own purpose, or not at all.
    private static let otherPrograms: Set<String> = [
        "IRXJCL", "IDCAMS", "SDSF", "ISFAFD", "IEFBR14", "IEBGENER", "ICEGENER", "IEBUPDTE", "IEBCOPY", "ACFBATCH",
        "TSSCFILE", "IRRUT100", "IRRUT200", "IRRMIN00", "IRRDBU00", "DFSORT", "SORT", "ICETOOL", "BPXBATCH",
    ]

    private static func isOther(_ step: Step) -> Bool { step.program.map(otherPrograms.contains) ?? false }
    private var isOtherProgram: Bool { Self.isOther(step) }

    private mutating func endStep() {
        let ended = step
        var isMisnamed = false
        step = Step()
        let first = regions.count
        if let command = ended.command {
            regions.append(DeckRegion(text: .mapped(command), carrier: carrier, joinsLines: false))
        }
        if let script = ended.script, script.bytes.starts(with: "SH ".utf8), script.bytes.contains("tso") {
            regions += ShellCarrier.regions(script.bytes, 3..<script.bytes.count, carrier)
                .map { $0.mapped(through: script, script.bytes, file: file.bytes) }
        }
        if let procedure, !ended.name.isEmpty || ended.symbolicProgram != nil,
            (procedures[procedure]?.count ?? 0) < Self.stepLimit
        {
            procedures[procedure, default: []].append(ended)
        }
        for part in ended.data {
            let firstOfPart = regions.count
            defer { if let replaced = part.replaced { leaveUnread(regionsFrom: firstOfPart, replaced) } }
            // An override without a step name applies to the first step of the procedure.
            let step = called(by: ended, part.qualifier) ?? ended
            let isOther = Self.isOther(step)
            if let dataSet = part.dataSet {
                guard part.replaced == nil else { continue }
                regions += self.dataSet(dataSet, part, step, of: ended.data)
            } else if depth < Self.depthLimit, JCLStatement.beginJCL(file, part.lines) {
                let inner = JCLCarrier(file, part.lines, carrier: carrier, depth: depth + 1)
                regions += inner.regions
                defects += inner.defects
            } else if step.parameters == part.name {
                regions += parameters(part)
            } else if !isOther, isRead(part, step.reference, of: ended.data) {
                regions.append(region(part))
            } else if step.program == "IRXJCL", part.name == "SYSTSIN",
                let first = part.lines.first(where: hasText), CommandShape(file.bytes, file.lineBounds(first)) != nil
            {
                defects.append((.unreadData(of: part.name, lines: range(of: part.lines)), part.label))
            } else if isOther {
                let found = stored(part, step.program ?? "")
                if !found.isEmpty { noteWritten(ended) }
                regions += found
            } else if ended.needsInput != nil, !ended.hasInput, let first = part.lines.first(where: hasText),
                CommandShape(file.bytes, file.lineBounds(first)) != nil
            {
                isMisnamed = true
                defects.append((.unreadData(of: part.name, lines: range(of: part.lines)), part.label))
            }
        }
        if let place = ended.needsInput, !ended.hasInput, !isMisnamed {
            defects.append((.missingInput, place))
        }
        settle(ended, regionsFrom: first)
    }

    private func range(of lines: Range<Int>) -> SourceRange {
        let bounds = file.bounds(of: lines)
        return SourceRange(bounds.lowerBound, bounds.upperBound)
    }

    /// `//NAME` of a statement.
    private func label(_ line: Int) -> SourceRange {
        let bounds = file.lineBounds(line)
        let end = bounds.first { file.bytes[$0] == TSOBytes.blank } ?? bounds.upperBound
        return SourceRange(bounds.lowerBound, end)
    }

    /// Records that nothing reads some regions, because an earlier DD has their name.
    private mutating func leaveUnread(regionsFrom first: Int, _ range: Range<Int>) {
        for index in first..<regions.count {
            let place = SourceRange(range.lowerBound, range.upperBound)
            regions[index].flow = (regions[index].flow ?? RegionFlow()).inside(.step, at: place)
            regions[index].flow?.isDead = true
        }
    }

    /// Applies the program of a step to the regions that it reads.
    private mutating func settle(_ ended: Step, regionsFrom first: Int) {
        if let restart, restart.name == ended.name || restart.name.hasPrefix(ended.name + ".") { self.restart = nil }
        let program = called(by: ended, nil)?.program ?? ended.program ?? ""
        for index in first..<regions.count {
            regions[index].step = ended.number
            switch program {
            case "IKJEFT1A": regions[index].stop = .atFailure
            case "IKJEFT1B": regions[index].stop = .perhapsAtFailure
            default: break
            }
            var region = self.program.inside(regions[index])
            let reasons = [ended.condition, restart?.range, hold?.range].compactMap(\.self)
            for range in reasons {
                let place = SourceRange(range.lowerBound, range.upperBound)
                region.flow = (region.flow ?? RegionFlow()).inside(.step, at: place)
            }
            if hold?.isDead ?? false { region.flow?.isDead = true }
            regions[index] = region
        }
    }

    /// Records a data set that the terminal monitor program reads, or from which a step is called.
    private func dataSet(_ dataSet: DataSet, _ part: Data, _ step: Step, of all: [Data]) -> [DeckRegion] {
        guard !written.contains(dataSet.name) else { return [] }
        // A procedure outside the job is unknown, but it seldom runs RACF commands.
        if part.name.isEmpty {
            return dataSet.name.contains("RACF") && !all.contains { $0.name == "SYSTSIN" }
                ? [unreadRegion(.program, dataSet.name, dataSet.range)] : []
        }
        guard part.name == "SYSTSIN", step.program?.hasPrefix("IKJEFT") ?? true, !Self.isOther(step) else { return [] }
        return [unreadRegion(.dataSet, dataSet.name, dataSet.range)]
    }

    /// Records a step that writes data that is read at its place.
    private mutating func noteWritten(_ step: Step) {
        for part in step.data { if let dataSet = part.dataSet { written.insert(dataSet.name) } }
    }

    /// Whether the terminal monitor program reads the data.
    private func isRead(_ part: Data, _ reference: String?, of all: [Data]) -> Bool {
        // The last SYSTSIN counts: the data of a call overrides a reference to another DD.
        let reference = all.contains { $0.name == "SYSTSIN" && $0.replaced == nil } ? nil : reference
        guard let reference, part.name != reference else { return part.name == reference ?? "SYSTSIN" }
        if all.contains(where: { $0.name == reference }) { return false }
        // The job does not set the symbol, so any data that begins with a RACF command may be meant.
        guard part.name != "SYSTSIN", let first = part.lines.first(where: hasText) else { return false }
        return CommandShape(file.bytes, file.lineBounds(first)) != nil
    }

    /// The use of the data by another program, which writes it for the terminal monitor program or a shell.
    private func stored(_ part: Data, _ program: String) -> [DeckRegion] {
        if program == "IEBUPDTE", part.name == "SYSIN" {
            return members(part.lines).flatMap { lines in
                DeckCarrier.form(file, lines).map { DeckCarrier.regions(file, lines, $0, as: carrier) } ?? []
            }
        }
        let isWritten = ["SYSUT1", "SYSIN"].contains(part.name) && program.hasPrefix("I") && program.hasSuffix("GENER")
        let isScript = program == "BPXBATCH" && ["STDIN", "STDPARM"].contains(part.name)
        guard isWritten || isScript, let form = DeckCarrier.form(file, part.lines), isWritten || form == .shell else {
            return []
        }
        return DeckCarrier.regions(file, part.lines, form, as: carrier)
    }

    private func hasText(_ index: Int) -> Bool {
        let text = file.bytes[file.lineBounds(index)].drop(while: \.isBlank)
        return !text.isEmpty && !text.starts(with: "/*")
    }

    private func region(_ part: Data) -> DeckRegion {
        // In-stream data has records of 80, unless a line shows otherwise.
        let isFixed = part.lines.allSatisfy { index in
            let line = file.lineBounds(index)
            return line.count <= 80 || file.bytes[line].count { $0 & 0xC0 != 0x80 } <= 80
        }
        var flow = RegionFlow()
        let text = substituted(part.lines, isFixed: isFixed, &flow, hasSymbols: part.hasSymbols)
        guard let text else {
            return DeckRegion(
                text: .lines(part.lines), carrier: carrier, records: isFixed ? .fb80 : .free,
                flow: flow.isEmpty ? nil : flow)
        }
        return DeckRegion(text: .mapped(text), carrier: carrier, flow: flow.isEmpty ? nil : flow)
    }

    /// The value of a symbol in in-stream data.
    func value(_ symbol: String, isPutIn: Bool) -> (value: String, origin: SourceRange?)? {
        if isPutIn, exported?.contains(symbol) ?? true, let value = symbols[symbol] {
            return (value, origins[symbol])
        }
        return nil
    }

    /// Whether a symbol has a value in the job, whether it is replaced or not.
    func isSet(_ symbol: String) -> Bool { symbols[symbol] != nil }

    /// Whether the symbol is replaced in in-stream data.
    func isExported(_ symbol: String) -> Bool { exported?.contains(symbol) ?? true }

    // MARK: PARM

    /// The command in the DD that PARMDD names, with its records as one text.
    private func parameters(_ part: Data) -> [DeckRegion] {
        var text = MappedText()
        for index in part.lines {
            text.append(file.bytes[DeckRecord(file.bytes, file.lineBounds(index), isFixed: true).range])
        }
        guard DeckCarrier.verb(of: text.bytes) != nil else { return [] }
        return [DeckRegion(text: .mapped(text), carrier: carrier, joinsLines: false)]
    }

    // MARK: In-stream data

    /// Records a delimiter before further commands, or a comment that acts as one: the lines after it are not read.
    private mutating func noteEnding(of data: InStreamData) {
        let index = data.lines.upperBound
        guard data.ending == .standardDelimiter, !isOtherProgram else { return }
        let isComment = file.bytes[file.lineBounds(index)].dropFirst(2).prefix(70).contains { !$0.isBlank }
        var next = index + 1
        while next < lines.upperBound {
            let line = file.bytes[file.lineBounds(next)]
            guard !line.starts(with: "//") else { return }
            next += 1
            let text = line.drop(while: \.isBlank)
            guard !text.isEmpty, !line.starts(with: "/*") else { continue }
            let word = text.prefix { !$0.isBlank && $0 != TSOBytes.open }
            guard isComment || Verb.named(word) != nil else { continue }
            let ending = file.lineBounds(index)
            return defects.append((.commentEndsDeck, SourceRange(ending.lowerBound, ending.upperBound)))
        }
    }
}
