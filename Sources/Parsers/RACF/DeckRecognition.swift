public import Diagnostics

extension Deck {
    /// How many lines are looked at; a deck shows what it is at its beginning.
    private static let sampleLines = 4000

    public static func recognise(_ file: SourceFile) -> String? {
        if JCLCarrier.isJCL(file) { return recogniseJCL(file) }
        return recognisePlain(file)
    }

    /// JCL with commands in SYSTSIN.
    private static func recogniseJCL(_ file: SourceFile) -> String? {
        for region in JCLCarrier.regions(file) {
            for line in region.lines(of: file).indices.prefix(sampleLines) {
                if let verb = firstVerb(file, file.lineBounds(line)) { return "JCL with \(verb.name) in SYSTSIN" }
            }
        }
        return nil
    }

    /// Text in which lines begin with a command and its operands, and few with anything else.
    private static func recognisePlain(_ file: SourceFile) -> String? {
        var first: Verb?
        var commands = 0
        var others = 0
        var isContinued = false
        for index in file.lineStarts.indices.prefix(sampleLines) {
            let record = DeckRecord(file.bytes, file.lineBounds(index), isFixed: false)
            defer { isContinued = record.isContinued }
            guard !record.range.isEmpty, !isContinued, !isComment(file.bytes[record.range]) else { continue }
            if let verb = firstVerb(file, record.range), looksLikeCommand(file.bytes[record.range], verb) {
                first = first ?? verb
                commands += 1
            } else if !isTSOCommand(file, record.range), !looksLikeOperands(file.bytes[record.range]) {
                others += 1
            }
        }
        guard let first, commands >= others else { return nil }
        return "it begins a line with \(first.name)"
    }

    private static func isComment(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.drop(while: TSOBytes.isBlank)
        return text.starts(with: "/*".utf8) || text.starts(with: "//".utf8)
            || text.first == UInt8(ascii: "#")
                && text.dropFirst().first.map(TSOBytes.isBlank) ?? true
    }

    private static func isTSOCommand(_ file: SourceFile, _ line: Range<Int>) -> Bool {
        let text = file.bytes[line].drop(while: TSOBytes.isBlank)
        let word = text.prefix { !TSOBytes.isDelimiter($0) }.map(TSOBytes.upper)
        return text.first == UInt8(ascii: "%") || TSOCommand.isKnown(String(decoding: word, as: UTF8.self))
    }

    private static func firstVerb(_ file: SourceFile, _ line: Range<Int>) -> Verb? {
        var scanner = DeckScanner(LogicalLine(bytes: file.bytes, range: line))
        guard case .word(let word) = scanner.next() else { return nil }
        let name = file.bytes[word]
        return Verb.named(name.first == UInt8(ascii: "#") ? name.dropFirst() : name)
    }

    /// Prose says `Permit the user …`; commands have parentheses or words in upper case.
    private static func looksLikeCommand(_ line: ArraySlice<UInt8>, _ verb: Verb) -> Bool {
        let isLower = line.contains { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
        return !isLower || line.contains(TSOBytes.open)
            || line.split(whereSeparator: TSOBytes.isBlank).count <= 4
                && verb != .search && verb != .password && verb != .remove && verb != .connect
    }

    /// An operand that lost its command: `APPLDATA('…')`.
    private static func looksLikeOperands(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.drop(while: TSOBytes.isBlank)
        let word = text.prefix { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") || $0 | 0x20 >= UInt8(ascii: "a") }
        return text.first == TSOBytes.minus || (!word.isEmpty && text.dropFirst(word.count).first == TSOBytes.open)
    }
}
