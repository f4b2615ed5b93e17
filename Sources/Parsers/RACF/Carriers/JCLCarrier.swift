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
        var lines: Range<Int>
        /// Whether the system replaces symbols (SYMBOLS=).
        var hasSymbols: Bool
    }

    /// The state of the step being read.
    private struct Step {
        var program: String?
        /// The same name as written.
        var symbolicProgram: String?
        var data: [Data] = []
        /// The DD to which SYSTSIN refers, if it refers to one.
        var reference: String?
        /// The same name as written.
        var symbolicReference: String?
        var command: MappedText?
        /// The DD that has the command instead of PARM.
        var parameters: String?
        /// The step's name in its procedure.
        var name = ""
        /// The in-stream procedure that is called, and the symbols of this call.
        var procedure: String?
        var symbols: [(name: String, value: String)] = []
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
    /// The lines that begin with `/*` and end a deck that continues after them.
    private(set) var endings: [Int] = []

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
        for placed in JCLStatement.all(in: file, lines) {
            let statement = placed.statement
            switch statement.operation {
            case "SET":
                for (name, value) in statement.assignments { symbols[name] = value }
            case "PROC":
                endStep()
                procedure = statement.label
                for (name, value) in statement.assignments { symbols[name] = value }
            case "PEND":
                endStep()
                procedure = nil
            case "JOB":
                endStep()
                symbols = JCLSymbols()
                (procedures, procedure) = ([:], nil)
            case "EXEC":
                endStep()
                begin(statement)
            case "DD":
                // Without a name it is concatenated to the previous one.
                let label = statement.label.isEmpty ? lastName : statement.label
                lastName = label
                let parts = label.split(separator: ".").map(String.init)
                let name = parts.last ?? ""
                if name == "SYSTSIN", let other = statement.value("DDNAME") {
                    step.reference = symbols.resolve(other).text
                    step.symbolicReference = other
                }
                guard let data = placed.data else { continue }
                blocks.append(data)
                noteEnding(of: data)
                step.data.append(
                    Data(
                        qualifier: parts.count > 1 ? parts[0] : nil, name: name, lines: data.lines,
                        hasSymbols: statement.value("SYMBOLS") != nil))
            case _: break
            }
        }
        endStep()
    }

    // MARK: Steps

    private mutating func begin(_ statement: JCLStatement) {
        step = Step(name: statement.label)
        step.symbolicProgram = statement.value("PGM")
        step.program = step.symbolicProgram.map { symbols.resolve($0).text }
        let assignments = statement.assignments.filter { !Self.parameters.contains($0.name) }
        let procedure = statement.value("PROC") ?? statement.positional ?? ""
        if step.program == nil, procedures[procedure] != nil {
            step.procedure = procedure
            step.symbols = assignments
        } else {
            for (name, value) in assignments { symbols[name] = value }
        }
        guard isTerminalMonitor else { return }
        step.parameters = statement.value("PARMDD")
        if let parm = statement.range(of: "PARM") { step.command = command(statement, parm) }
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
    private var isTerminalMonitor: Bool { step.program?.hasPrefix("IKJEFT") ?? false }

    /// Programs that use SYSTSIN for their own purpose, or not at all.
    private static let otherPrograms: Set<String> = [
        "IRXJCL", "IDCAMS", "SDSF", "ISFAFD", "IEFBR14", "IEBGENER", "ICEGENER", "IEBUPDTE", "IEBCOPY", "ACFBATCH",
        "TSSCFILE", "IRRUT100", "IRRUT200", "IRRMIN00", "IRRDBU00", "DFSORT", "SORT", "ICETOOL", "BPXBATCH",
    ]

    private static func isOther(_ step: Step) -> Bool { step.program.map(otherPrograms.contains) ?? false }
    private var isOtherProgram: Bool { Self.isOther(step) }

    private mutating func endStep() {
        let ended = step
        step = Step()
        if let command = ended.command {
            regions.append(DeckRegion(text: .mapped(command), carrier: carrier, joinsLines: false))
        }
        if let procedure, !ended.name.isEmpty || ended.symbolicProgram != nil,
            (procedures[procedure]?.count ?? 0) < Self.stepLimit
        {
            procedures[procedure, default: []].append(ended)
        }
        for part in ended.data {
            // An override without a step name applies to the first step of the procedure.
            let step = called(by: ended, part.qualifier) ?? ended
            let isOther = Self.isOther(step)
            if depth < Self.depthLimit, JCLStatement.beginJCL(file, part.lines) {
                let inner = JCLCarrier(file, part.lines, carrier: carrier, depth: depth + 1)
                regions += inner.regions
                endings += inner.endings
            } else if step.parameters == part.name {
                regions += parameters(part)
            } else if !isOther, isRead(part, step.reference, of: ended.data) {
                regions.append(region(part))
            } else if isOther {
                regions += stored(part, step.program ?? "")
            }
        }
    }

    /// Whether the terminal monitor program reads the data.
    private func isRead(_ part: Data, _ reference: String?, of all: [Data]) -> Bool {
        // The last SYSTSIN counts: the data of a call overrides a reference to another DD.
        let reference = all.contains { $0.name == "SYSTSIN" } ? nil : reference
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
        let text = file.bytes[file.lineBounds(index)].drop(while: TSOBytes.isBlank)
        return !text.isEmpty && !text.starts(with: "/*")
    }

    private func region(_ part: Data) -> DeckRegion {
        // In-stream data has records of 80, unless a line shows otherwise.
        let isFixed = part.lines.allSatisfy { index in
            let line = file.lineBounds(index)
            return line.count <= 80 || file.bytes[line].count { $0 & 0xC0 != 0x80 } <= 80
        }
        guard part.hasSymbols, let text = substituted(part.lines, isFixed: isFixed) else {
            return DeckRegion(text: .lines(part.lines), carrier: carrier, records: isFixed ? .fb80 : .free)
        }
        return DeckRegion(text: .mapped(text), carrier: carrier)
    }

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

    /// A comment in column 1 ends the data; the lines after it are not read.
    private mutating func noteEnding(of data: InStreamData) {
        let index = data.lines.upperBound
        guard data.ending == .standardDelimiter, !isOtherProgram, index + 1 < lines.upperBound,
            !file.bytes[file.lineBounds(index + 1)].starts(with: "//"),
            file.bytes[file.lineBounds(index)].dropFirst(2).contains(where: { !TSOBytes.isBlank($0) })
        else { return }
        endings.append(index)
    }
}
