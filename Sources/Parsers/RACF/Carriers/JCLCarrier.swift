import Diagnostics
import Languages

/// Finds the commands in JCL: the in-stream data of SYSTSIN, step by step, and PARM of the terminal monitor program
/// (docs/reference/racf.md#12-jcl-wrapper).
struct JCLCarrier {
    let file: SourceFile
    let lines: Range<Int>
    let carrier: Deck.Carrier
    let depth: Int
    var step = Step()
    var symbols = JCLSymbols()
    /// The procedures in the job, and the name of the one being read.
    var procedures: [String: Procedure] = [:]
    var procedure: String?
    /// The SET statements of a procedure before its next step.
    var settings: [JCLStatement] = []
    var regions: [DeckRegion] = []
    /// All in-stream data, whichever program reads it, except the data of nested jobs.
    var blocks: [InStreamData] = []
    /// What keeps data from being read: lines that begin with `/*` and end a deck that continues after them, and DD
    /// statements that no program reads.
    var defects: [(kind: Deck.Defect.Kind, range: SourceRange)] = []
    /// IF, ELSE and ENDIF.
    var conditions = JobConditions()
    /// The conditions and symbols around the procedure being read.
    var outerConditions = JobConditions()
    var outerSymbols = JCLSymbols()
    /// The symbols that are replaced in in-stream data; `nil` for all.
    var exported: Set<String>? = []
    /// The places where symbols get their values.
    var origins: [String: SourceRange] = [:]
    /// The symbols that the current step sets after its data: no manual says which value the data gets.
    var unsettled: Set<String> = []
    /// The data sets that an earlier step of the job writes from data that is read there.
    var written: Set<String> = []
    /// Texts that steps of the job write, until a step reads them.
    var texts: [Written] = []
    /// The reason why steps of the job may not run, or never run.
    var hold: (range: Range<Int>, isDead: Bool)?
    /// What sends the jobs after it to another node, whose RACF they change, and the line with which that ends.
    var transmission: (range: Range<Int>, end: Int)?
    /// The step with which the job begins, if it is not the first.
    var restart: (name: String, range: Range<Int>)?
    /// COND of the JOB statement, which applies to all steps after the first.
    var jobCondition: Range<Int>?
    /// Whether a JOB statement precedes, and whether a procedure begins outside a job.
    var hasJob = false
    var isProcedure = false
    /// The user on it.
    var submitter: String?
    /// The operator commands of RACF in the text.
    private var operatorCommands: [Range<Int>] = []
    /// Whether JCLLIB names libraries with procedures of the job.
    var hasLibrary = false
    /// The number of steps of the job so far, and of the whole text.
    var stepCount = 0
    var totalSteps = 0
    /// The number of calls of procedures around the step that is being emitted.
    var nesting = 0
    /// The lines of procedures that may still be read again.
    var budget: Int
    /// Whether a JOB statement precedes, and neither a step nor a member that may have one.
    var hasNoStep = false

    /// The depth of nested jobs.
    static let depthLimit = 4
    /// The system's limit for the steps of a job.
    static let stepLimit = 255
    /// The system's limit for calls of procedures inside one another.
    static let nestingLimit = 15
    /// The operands of EXEC that are not symbols.
    static let parameters: Set<String> = ["PGM", "PROC", "PARM", "COND", "REGION"]

    init(_ file: SourceFile, _ lines: Range<Int>, carrier: Deck.Carrier = .jcl, depth: Int = 0) {
        self.file = file
        self.lines = lines
        self.carrier = carrier
        self.depth = depth
        budget = 4 * lines.count + 20_000
        read()
    }

    mutating func read() {
        var lastName = ""
        var replaced: Range<Int>?
        for placed in JCLStatements(file, lines) {
            let statement = placed.statement
            if let sent = transmission, placed.line > sent.end {
                endStep()
                if hold?.range == sent.range { hold = nil }
                transmission = nil
            }
            switch statement.operation {
            case "SET": set(statement)
            case "PROC":
                endStep()
                isProcedure = isProcedure || !hasJob
                begin(procedure: statement, placed.line)
            case "PEND":
                endStep()
                endProcedure()
            case "JOB":
                endStep()
                endJob()
                begin(job: statement, placed.line)
            case JCLStatement.null:
                endStep()
                // Nothing after it belongs to the job.
                if hasJob { hold = (file.lineBounds(placed.line), true) }
            case JCLStatement.route: hold = (file.lineBounds(placed.line), false)
            case JCLStatement.transmit:
                endStep()
                transmission = (file.lineBounds(placed.line), end(of: statement, after: placed.line))
                hold = hold ?? transmission.map { ($0.range, false) }
            case JCLStatement.command:
                let range = file.lineBounds(placed.line)
                if holdsCommand(file.bytes[range]) { operatorCommands.append(range) }
            case "JCLLIB": hasLibrary = true
            case "EXPORT": export(statement)
            case "IF", "ELSE", "ENDIF":
                endStep()
                conditions.read(statement.operation, file.lineBounds(placed.line))
            case "INCLUDE":
                hasNoStep = false
                let (name, range) = (statement["MEMBER"]?.text ?? "", file.lineBounds(placed.line))
                // Its steps follow the step that is being read.
                if step.statement != nil, procedure == nil {
                    step.included.append((name, SourceRange(range.lowerBound, range.upperBound)))
                } else {
                    unread(.program, name, range)
                    doubt(&regions[regions.count - 1])
                }
            case "EXEC":
                endStep()
                begin(statement)
            case "DD":
                // Without a name it is concatenated to the previous one.
                let label = statement.label.isEmpty ? lastName : statement.label
                lastName = label
                if !statement.label.isEmpty {
                    replaced = step.names[label].map { file.lineBounds(Int($0)) }
                    if replaced == nil { step.names[label] = UInt32(placed.line) }
                }
                data(statement, label, placed.data, placed.line, replaced)
            case _: break
            }
        }
        endStep()
        endJob()
        // RACF runs them at a time of its own.
        for range in operatorCommands { unread(.generated, "", range) }
        doubtTexts()
        conditions.settle(&regions)
    }

    /// Whether an operator command is RACF's: after an apostrophe or `/`, and the prefix of the subsystem.
    func holdsCommand(_ line: ArraySlice<UInt8>) -> Bool {
        line.split { "'\"/".utf8.contains($0) }.contains { part in
            let text = part.drop { !$0.isAlphanumeric }
            return text.startIndex > part.startIndex && DeckCarrier.verb(of: Array(text.map(\.uppercased))) != nil
        }
    }

    /// The line of the delimiter after XMIT, which jobs inside it have too unless DLM gives another one.
    private func end(of statement: JCLStatement, after line: Int) -> Int {
        guard let delimiter = statement.value("DLM")?.filter({ $0 != "'" }), !delimiter.isEmpty else {
            return lines.upperBound
        }
        return lines[(line + 1)...].first { file.bytes[file.lineBounds($0)].starts(with: delimiter.utf8) }
            ?? lines.upperBound
    }

    mutating func set(_ statement: JCLStatement) {
        if procedure != nil { settings.append(statement) }
        for operand in statement.operandList where !operand.keyword.isEmpty {
            let text = operand.text.uppercased()
            let resolved = symbols.resolve(text).text
            if step.data.contains(where: \.hasSymbols), symbols[operand.keyword] != nil {
                unsettled.insert(operand.keyword)
            }
            // Symbols that hold others twice would never end growing.
            // Only the default of a parameter gives way to a value from outside.
            let given = statement.operation == "PROC" ? file.given[operand.keyword] : nil
            symbols[operand.keyword] = given ?? (resolved.utf8.count <= 255 ? resolved : text)
            origins[operand.keyword] = operand.value.range
        }
    }

    mutating func begin(job statement: JCLStatement, _ line: Int) {
        doubtTexts()
        symbols = JCLSymbols()
        (procedures, procedure, settings, exported, origins, written) = ([:], nil, [], [], [:], [])
        (hold, restart, stepCount, hasLibrary) = (nil, nil, 0, false)
        hasNoStep = true
        hasJob = true
        let range = file.lineBounds(line)
        jobCondition = statement["COND"]?.value.range.bounds
        let user = statement.value("USER")?.uppercased() ?? ""
        let isName = 1...8 ~= user.utf8.count && user.utf8.allSatisfy { $0.isAlphanumeric || $0.isNational }
        submitter = isName ? user : nil
        hold = transmission.map { ($0.range, false) }
        if let type = statement.value("TYPRUN") { hold = (range, type == "SCAN" || type == "COPY") }
        if let name = statement.value("RESTART"), name != "*" {
            restart = (name.filter { $0 != "(" && $0 != ")" }, range)
        }
    }

    mutating func export(_ statement: JCLStatement) {
        guard let list = statement.value("SYMLIST") else { return }
        guard list != "*", list != "(*)" else {
            exported = nil
            return
        }
        let names = list.split { "(),' ".contains($0) }.map(String.init)
        exported = exported.map { $0.union(names) }
    }

    /// - Parameter replaced: the statement of an earlier DD with the same name, the first of which is used.
    mutating func data(
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
        } else if let operand = statement["DSN"] ?? statement["DSNAME"] ?? statement["PATH"] {
            let text = symbols.resolve(operand.text.uppercased()).text
            step.data.append(
                Data(
                    qualifier: qualifier, name: name, lines: 0..<0, hasSymbols: false,
                    dataSet: DataSet(name: text, range: operand.value.range), replaced: replaced))
        } else if step.procedure != nil {
            // It may override data of the procedure.
            step.data.append(
                Data(
                    qualifier: qualifier, name: name, lines: 0..<0, hasSymbols: false,
                    isBlank: statement.operandList.isEmpty))
        }
        if statement.value("SYSOUT")?.contains("INTRDR") ?? false { step.submits = true }
    }

    /// Records a call in the middle of the job.
    mutating func unread(_ kind: Deck.UnreadPart.Kind, _ name: String, _ range: Range<Int>) {
        regions.append(conditions.inside(unreadRegion(kind, name, SourceRange(range.lowerBound, range.upperBound))))
    }

    /// - Parameter isChanged: whether the call changes the part.
    func unreadRegion(
        _ kind: Deck.UnreadPart.Kind, _ name: String, _ range: SourceRange, isChanged: Bool = false
    ) -> DeckRegion {
        var flow = RegionFlow()
        flow.unread.append(RegionFlow.Unread(line: 0, kind: kind, name: name, range: range, isChanged: isChanged))
        return DeckRegion(
            text: .mapped(MappedText([TSOBytes.blank], for: range.bounds)), carrier: carrier, flow: flow)
    }

    /// The value of a symbol in in-stream data.
    func value(_ symbol: String, isPutIn: Bool) -> (value: String, origin: SourceRange?)? {
        if isPutIn, exported?.contains(symbol) ?? true, !unsettled.contains(symbol), let value = symbols[symbol] {
            return (value, origins[symbol])
        }
        return nil
    }

    /// Whether a symbol has a value in the job, whether it is replaced or not.
    func isSet(_ symbol: String) -> Bool { symbols[symbol] != nil }

    /// Whether the symbol is replaced in in-stream data.
    func isExported(_ symbol: String) -> Bool { exported?.contains(symbol) ?? true }
}
