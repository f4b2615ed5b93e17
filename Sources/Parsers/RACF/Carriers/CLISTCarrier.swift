import Diagnostics
import Languages

/// Finds the RACF commands in a CLIST: separate statements, statements after THEN, ELSE and labels, and values of
/// variables that are used as a statement (TSO/E CLISTs, statements and symbolic variables).
struct CLISTCarrier {
    static let controlOperands: Set<String> = [
        "MSG", "NOMSG", "LIST", "NOLIST", "CONLIST", "NOCONLIST", "SYMLIST", "NOSYMLIST", "FLUSH", "NOFLUSH", "MAIN",
        "PROMPT", "NOPROMPT", "CAPS", "NOCAPS", "ASIS", "END(ENDO)",
    ]

    private let bytes: [UInt8]
    /// The commands, each with the variable that must be run for it, if there is one.
    private var candidates: [(text: MappedText, variable: String?)] = []
    private var hostVariables: Set<String> = []

    static func regions(_ file: SourceFile, _ lines: Range<Int>, _ carrier: Deck.Carrier) -> [DeckRegion] {
        var reader = CLISTCarrier(bytes: file.bytes)
        reader.read(file, lines)
        let found = reader.candidates.filter { $0.variable.map(reader.hostVariables.contains) ?? true }
        let text = DeckCarrier.joined(found.map(\.text))
        return text.map { [DeckRegion(text: .mapped($0), carrier: carrier, joinsLines: false)] } ?? []
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Joins records into statements, as TSO does.
    private mutating func read(_ file: SourceFile, _ lines: Range<Int>) {
        var statement = MappedText()
        var dropsBlanks = false
        for index in lines {
            let record = DeckRecord(bytes, file.lineBounds(index), isFixed: false)
            var start = record.range.lowerBound
            let end = record.range.upperBound - (record.isContinued ? 1 : 0)
            if dropsBlanks {
                while start < end, TSOBytes.isSeparator(bytes[start]) { start += 1 }
            }
            statement.append(bytes[start..<max(start, end)])
            dropsBlanks = record.isContinued && bytes[record.range.upperBound - 1] == TSOBytes.plus
            guard !record.isContinued else { continue }
            read(statement)
            statement = MappedText()
        }
        read(statement)
    }

    private mutating func read(_ statement: MappedText) {
        var scanner = DeckScanner(LogicalLine(bytes: statement.bytes, range: 0..<statement.bytes.count))
        while true {
            let start = scanner.offset
            guard case .word(let word) = scanner.next() else { return }
            let text = statement.bytes[word]
            let name = String(decoding: text.map(TSOBytes.upper), as: UTF8.self)
            if text.last == UInt8(ascii: ":"), text.count > 1 { continue }
            switch name {
            case "IF": guard skipToThen(&scanner, statement.bytes) else { return }
            case "THEN", "ELSE", "OTHERWISE": continue
            case "WHEN":
                guard scanner.isAtOpen() else { return }
                skipParentheses(&scanner)
            case "SET": return set(statement, scanner)
            case _ where text.first == UInt8(ascii: "&"):
                hostVariables.insert(variable(text))
                return
            default:
                guard Verb.named(text) != nil else { return }
                return note(statement, start, nil)
            }
        }
    }

    private func variable(_ word: ArraySlice<UInt8>) -> String {
        let name = word.drop { $0 == UInt8(ascii: "&") }.prefix { ShellScanner.isNameByte($0) }
        return String(decoding: name.map(TSOBytes.upper), as: UTF8.self)
    }

    private func skipToThen(_ scanner: inout DeckScanner, _ bytes: [UInt8]) -> Bool {
        while true {
            switch scanner.next() {
            case .word(let word):
                if bytes[word].map(TSOBytes.upper).elementsEqual("THEN".utf8) { return true }
            case .semicolon, .end: return false
            case .string, .open, .close: continue
            }
        }
    }

    private func skipParentheses(_ scanner: inout DeckScanner) {
        var depth = 0
        repeat {
            switch scanner.next() {
            case .open: depth += 1
            case .close: depth -= 1
            case .semicolon, .end: return
            case .word, .string: break
            }
        } while depth > 0
    }

    /// `SET &X = &STR(RDEFINE …)`.
    private mutating func set(_ statement: MappedText, _ scanner: DeckScanner) {
        let bytes = statement.bytes
        guard let sign = bytes[scanner.offset...].firstIndex(of: UInt8(ascii: "=")) else { return }
        let name = bytes[scanner.offset..<sign].filter { !TSOBytes.isBlank($0) }
        note(statement, sign + 1, variable(name[...]))
    }

    /// Takes a command from a statement, with its variables marked.
    private mutating func note(_ statement: MappedText, _ start: Int, _ variable: String?) {
        let source = statement.bytes
        var text = MappedText()
        var offset = start
        /// The number of open parentheses inside each `&STR(`.
        var open: [Int] = []
        while offset < source.count {
            guard source[offset] == UInt8(ascii: "&") else {
                if let inner = open.last {
                    if source[offset] == TSOBytes.open { open[open.count - 1] += 1 }
                    if source[offset] == TSOBytes.close {
                        open[open.count - 1] -= 1
                        // The parenthesis of &STR( is removed with it.
                        if inner == 0 {
                            open.removeLast()
                            offset += 1
                            continue
                        }
                    }
                }
                text.append(statement, offset..<(offset + 1), bytes)
                offset += 1
                continue
            }
            var end = offset + 1
            if end < source.count, source[end] == source[offset] {
                text.append([source[offset]], for: statement.fileRange(offset, end + 1).bounds)
                offset = end + 1
                continue
            }
            while end < source.count, ShellScanner.isNameByte(source[end]) { end += 1 }
            let name = String(decoding: source[(offset + 1)..<end].map(TSOBytes.upper), as: UTF8.self)
            if ["STR", "NRSTR"].contains(name), end < source.count, source[end] == TSOBytes.open {
                open.append(0)
                offset = end + 1
                continue
            }
            if end < source.count, source[end] == UInt8(ascii: ".") { end += 1 }
            if end > offset + 1 {
                text.append([Placeholder.substitution], for: statement.fileRange(offset, end).bounds)
            } else {
                text.append(statement, offset..<end, bytes)
            }
            offset = end
        }
        if DeckCarrier.verb(of: text.bytes) != nil { candidates.append((text, variable)) }
    }
}
