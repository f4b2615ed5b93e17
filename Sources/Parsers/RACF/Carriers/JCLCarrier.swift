import Diagnostics

/// Finds the commands in JCL: the in-stream data of SYSTSIN, step by step, and PARM of the terminal monitor program
/// (z/OS MVS JCL Reference; racf.md 1.2).
struct JCLCarrier {
    /// In-stream data of a DD statement.
    private struct Data {
        var name: String
        var lines: Range<Int>
        /// Whether the system puts symbols in (SYMBOLS=).
        var hasSymbols: Bool
    }

    /// What is known of the step being read.
    private struct Step {
        var program: String?
        var data: [Data] = []
        /// Where SYSTSIN is to be found, if it refers to another DD.
        var reference: String?
        var command: MappedText?
    }

    private let file: SourceFile
    private let lines: Range<Int>
    private let carrier: Deck.Carrier
    private let depth: Int
    private var step = Step()
    private var symbols: [String: String] = [:]
    private(set) var regions: [DeckRegion] = []
    /// Lines that begin with `/*` and end a deck that goes on behind them.
    private(set) var endings: [Int] = []

    /// Jobs in jobs.
    private static let depthLimit = 4

    init(_ file: SourceFile, _ lines: Range<Int>, carrier: Deck.Carrier = .jcl, depth: Int = 0) {
        self.file = file
        self.lines = lines
        self.carrier = carrier
        self.depth = depth
        read()
    }

    /// Whether the first line that is not blank is a JCL statement or comment.
    static func isJCL(_ file: SourceFile, _ lines: Range<Int>) -> Bool {
        for index in lines {
            let line = file.bytes[file.lineBounds(index)]
            guard line.contains(where: { !TSOBytes.isBlank($0) }) else { continue }
            guard line.starts(with: "//") else { return false }
            guard line.starts(with: "//*") else {
                return JCLStatement(file, index, before: lines.upperBound) != nil
            }
        }
        return false
    }

    private mutating func read() {
        var index = lines.lowerBound
        var lastName = ""
        while index < lines.upperBound {
            guard file.bytes[file.lineBounds(index)].starts(with: "//"),
                let statement = JCLStatement(file, index, before: lines.upperBound)
            else {
                index += 1
                continue
            }
            index = statement.end
            switch statement.operation {
            case "SET", "PROC":
                for (name, value) in statement.assignments { symbols[name] = value }
            case "JOB":
                endStep()
                symbols = [:]
            case "EXEC":
                endStep()
                begin(statement)
            case "DD":
                // Without a name it is concatenated to the one before.
                let label = statement.label.isEmpty ? lastName : statement.label
                lastName = label
                let name = String(label.split(separator: ".").last ?? "")
                if name == "SYSTSIN", let other = statement.value("DDNAME") { step.reference = resolve(other) }
                guard let lines = inStream(statement) else { continue }
                step.data.append(Data(name: name, lines: lines, hasSymbols: statement.value("SYMBOLS") != nil))
                index = lines.upperBound
            case _: break
            }
        }
        endStep()
    }

    // MARK: Steps

    private mutating func begin(_ statement: JCLStatement) {
        step = Step(program: statement.value("PGM").map(resolve))
        for (name, value) in statement.assignments where !["PGM", "PROC", "PARM", "COND", "REGION"].contains(name) {
            symbols[name] = value
        }
        guard isTerminalMonitor, let parm = statement.range(of: "PARM") else { return }
        step.command = command(statement, parm)
    }

    /// The program of `PARM='RACF command'`.
    private var isTerminalMonitor: Bool { step.program?.hasPrefix("IKJEFT") ?? false }

    /// Programs that have their own use for SYSTSIN, or none.
    private static let otherPrograms: Set<String> = [
        "IRXJCL", "IDCAMS", "SDSF", "ISFAFD", "IEFBR14", "IEBGENER", "ICEGENER", "IEBUPDTE", "IEBCOPY", "ACFBATCH",
        "TSSCFILE", "IRRUT100", "IRRUT200", "IRRMIN00", "IRRDBU00", "DFSORT", "SORT", "ICETOOL", "BPXBATCH",
    ]

    private static func isOther(_ step: Step) -> Bool { step.program.map(otherPrograms.contains) ?? false }
    private var isOtherProgram: Bool { Self.isOther(step) }

    private mutating func endStep() {
        let ended = step
        step = Step(program: nil)
        if let command = ended.command {
            regions.append(DeckRegion(text: .mapped(command), carrier: carrier, joinsLines: false))
        }
        let isOther = Self.isOther(ended)
        for part in ended.data {
            if depth < Self.depthLimit, Self.isJCL(file, part.lines) {
                let inner = JCLCarrier(file, part.lines, carrier: carrier, depth: depth + 1)
                regions += inner.regions
                endings += inner.endings
            } else if !isOther, isRead(part, ended) {
                regions.append(region(part))
            } else if isOther {
                regions += stored(part, ended.program ?? "")
            }
        }
    }

    /// Whether the terminal monitor program reads the data.
    private func isRead(_ part: Data, _ step: Step) -> Bool {
        guard let reference = step.reference else { return part.name == "SYSTSIN" }
        if step.data.contains(where: { $0.name == reference }) { return part.name == reference }
        // A symbol that the job does not set: what begins with a RACF command could be meant.
        guard part.name != "SYSTSIN", let first = part.lines.first(where: hasText) else { return false }
        return CommandShape(file.bytes, file.lineBounds(first)) != nil
    }

    /// What another program does with its data: writes it where the terminal monitor program or a shell reads it.
    private func stored(_ part: Data, _ program: String) -> [DeckRegion] {
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
        // In-stream data is read in records of 80, unless a line shows that it is not.
        let isFixed = part.lines.allSatisfy { index in
            let line = file.lineBounds(index)
            return line.count <= 80 || file.bytes[line].count { $0 & 0xC0 != 0x80 } <= 80
        }
        guard part.hasSymbols, let text = substituted(part.lines, isFixed: isFixed) else {
            return DeckRegion(text: .lines(part.lines), carrier: carrier, records: isFixed ? .fb80 : .free)
        }
        return DeckRegion(text: .mapped(text), carrier: carrier)
    }

    // MARK: Symbols

    private func resolve(_ value: String) -> String {
        guard value.hasPrefix("&") else { return value }
        let name = value.dropFirst().prefix { $0 != "." }
        return symbols[String(name)] ?? value
    }

    /// The data with its symbols marked, if it holds any. RACF's own variables are none.
    private func substituted(_ lines: Range<Int>, isFixed: Bool) -> MappedText? {
        var text = MappedText()
        var isSubstituted = false
        for index in lines {
            let record = DeckRecord(file.bytes, file.lineBounds(index), isFixed: isFixed).range
            var plain = record.lowerBound
            var offset = plain
            while offset < record.upperBound {
                guard file.bytes[offset] == UInt8(ascii: "&") else {
                    offset += 1
                    continue
                }
                var end = offset + 1
                while end < record.upperBound, end - offset <= 8, isNameByte(file.bytes[end]) { end += 1 }
                let name = String(decoding: file.bytes[(offset + 1)..<end].map(TSOBytes.upper), as: UTF8.self)
                guard end > offset + 1, !name.hasPrefix("RAC") else {
                    offset = end
                    continue
                }
                if end < record.upperBound, file.bytes[end] == UInt8(ascii: ".") { end += 1 }
                text.append(file.bytes[plain..<offset])
                text.append([Placeholder.substitution], for: offset..<end)
                isSubstituted = true
                offset = end
                plain = end
            }
            text.append(file.bytes[plain..<record.upperBound])
            text.append([UInt8(ascii: "\n")], for: record.upperBound..<record.upperBound)
        }
        return isSubstituted ? text : nil
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        let upper = TSOBytes.upper(byte)
        return upper >= UInt8(ascii: "A") && upper <= UInt8(ascii: "Z") || TSOBytes.isDigit(byte)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "@")
            || byte == UInt8(ascii: "$")
    }

    // MARK: PARM

    /// The command in PARM, if it is one of RACF.
    private func command(_ statement: JCLStatement, _ range: Range<Int>) -> MappedText? {
        var range = range
        let bytes = statement.text.bytes
        while range.count > 1, bytes[range.lowerBound] == TSOBytes.open {
            range = (range.lowerBound + 1)..<range.upperBound
        }
        guard range.count > 2, bytes[range.lowerBound] == TSOBytes.apostrophe else { return nil }
        var text = MappedText()
        var offset = range.lowerBound + 1
        while offset < range.upperBound {
            if bytes[offset] == TSOBytes.apostrophe {
                guard offset + 1 < range.upperBound, bytes[offset + 1] == TSOBytes.apostrophe else { break }
                offset += 1
            }
            let place = statement.text.fileRange(offset, offset + 1).bounds
            text.append(file.bytes[place])
            offset += 1
        }
        return DeckCarrier.verb(of: text.bytes) == nil ? nil : text
    }

    // MARK: In-stream data

    /// The lines behind `DD *` or `DD DATA`, up to the delimiter; `nil` for another DD.
    private mutating func inStream(_ statement: JCLStatement) -> Range<Int>? {
        let isStar = statement.has("*")
        guard isStar || statement.has("DATA") else { return nil }
        let given = statement.value("DLM").map(JCLStatement.unquoted)
        let delimiter = Array((given ?? "/*").utf8)
        var end = statement.end
        while end < lines.upperBound {
            let line = file.bytes[file.lineBounds(end)]
            if line.starts(with: delimiter) {
                noteEnding(end, isStandard: given == nil && !isOtherProgram)
                break
            }
            // Under `DD *` a JCL statement ends the data as well (JES2, whatever DLM says).
            if isStar, line.starts(with: "//") { break }
            end += 1
        }
        return statement.end..<end
    }

    /// A comment in column 1 ends the data; what follows is no longer read.
    private mutating func noteEnding(_ index: Int, isStandard: Bool) {
        guard isStandard, index + 1 < lines.upperBound,
            !file.bytes[file.lineBounds(index + 1)].starts(with: "//"),
            file.bytes[file.lineBounds(index)].dropFirst(2).contains(where: { !TSOBytes.isBlank($0) })
        else { return }
        endings.append(index)
    }
}
