import Languages

/// Reads `OperandTable.text` once, when the first command is read.
struct OperandTableReader {
    /// The operands at one place.
    struct Level {
        var rows: [(name: PackedWord, row: Grammar.Row)] = []
        var isComplete = true
        /// The number of groups of operands that exclude each other.
        var exclusions: UInt8 = 0
    }

    private(set) var levels: [Level] = []
    private(set) var commands = [Grammar.Command](
        repeating: Grammar.Command(positional: 0..<0, required: 0, level: 0), count: Verb.allCases.count)
    private(set) var positionals: [ValueKind] = []

    private let bytes: [UInt8]
    private var offset = 0
    private var fragments: [PackedWord: Level] = [:]
    private let keywords: [PackedWord: Keyword]
    private let verbs: [PackedWord: Verb]

    init(_ text: String) {
        bytes = Array(text.utf8)
        keywords = Dictionary(uniqueKeysWithValues: Keyword.allCases.map { (PackedWord($0.rawValue), $0) })
        verbs = Dictionary(uniqueKeysWithValues: Verb.allCases.map { (PackedWord($0.name), $0) })
    }

    mutating func read() {
        while let name = word() {
            var positional: [ValueKind] = []
            var required = 0
            while let kind = positionalKind() {
                positional.append(kind.0)
                if !kind.isOptional { required += 1 }
            }
            let level = table()
            guard let packed = PackedWord(bytes, name) else { return fail(name) }
            if packed.first == UInt8(ascii: "$") {
                fragments[packed] = level
            } else {
                guard let verb = verbs[packed] else { return fail(name) }
                commands[Int(verb.rawValue)] = Grammar.Command(
                    positional: positionals.count..<(positionals.count + positional.count), required: required,
                    level: levels.count)
                positionals += positional
                levels.append(level)
            }
        }
    }

    private func fail(_ word: Range<Int>) {
        preconditionFailure("the operand tables do not define '\(text(word))'")
    }

    private func text(_ word: Range<Int>) -> String { String(decoding: bytes[word], as: UTF8.self) }

    /// The text where it is being read.
    private var here: Range<Int> { offset..<min(offset + 20, bytes.count) }

    // MARK: Tables

    /// Reads operands up to a closing parenthesis or the next line that is not indented.
    private mutating func table() -> Level {
        var level = Level()
        while let byte = peek(), byte != TSOBytes.close, byte != UInt8(ascii: "]"), !isAtBlock {
            switch byte {
            case UInt8(ascii: "{"):
                offset += 1
                level.exclusions += 1
                while let next = peek(), next != UInt8(ascii: "}") { operand(&level, exclusion: level.exclusions) }
                offset += 1
            case UInt8(ascii: "."):
                offset += 3
                level.isComplete = false
            case UInt8(ascii: "$"):
                guard let name = word(), let packed = PackedWord(bytes, name), let other = fragments[packed] else {
                    fail(here)
                    return level
                }
                level.rows += other.rows
                level.isComplete = level.isComplete && other.isComplete
            default: operand(&level, exclusion: 0)
            }
        }
        return level
    }

    private mutating func operand(_ level: inout Level, exclusion: UInt8) {
        guard let name = word() else { return fail(here) }
        var first = name
        var second: Range<Int>?
        if let slash = bytes[name].firstIndex(of: TSOBytes.slash) {
            first = name.lowerBound..<slash
            second = slash + 1..<name.upperBound
        }
        guard let packed = PackedWord(bytes, first.prefix(PackedWord.limit)), let keyword = keywords[packed] else {
            return fail(name)
        }
        var row = Grammar.Row(keyword: keyword, form: .flag, isOptional: true, exclusion: exclusion)
        if offset < bytes.count, bytes[offset] == TSOBytes.open || bytes[offset] == UInt8(ascii: "[") {
            row = content(keyword, exclusion)
        }
        level.rows.append((packed, row))
        if let other = second.flatMap({ PackedWord(bytes, $0.prefix(PackedWord.limit)) }) {
            level.rows.append((other, row))
        }
    }

    /// Reads the parentheses of an operand.
    private mutating func content(_ keyword: Keyword, _ exclusion: UInt8) -> Grammar.Row {
        let isOptional = bytes[offset] == UInt8(ascii: "[")
        offset += 1
        defer { offset += 1 }
        guard let first = peek(), first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") else {
            let inner = table()
            levels.append(inner)
            return Grammar.Row(
                keyword: keyword, form: .operands(levels.count - 1), isOptional: isOptional, exclusion: exclusion)
        }
        let word = word() ?? here
        let colon = bytes[word].firstIndex(of: UInt8(ascii: ":"))
        let kind = text(word.lowerBound..<(colon ?? word.upperBound))
        guard kind != "any" else {
            return Grammar.Row(keyword: keyword, form: .anything, isOptional: isOptional, exclusion: exclusion)
        }
        return Grammar.Row(
            keyword: keyword, form: .values(Self.kind(kind)), isOptional: isOptional,
            limits: colon.map { limits($0 + 1..<word.upperBound) }, exclusion: exclusion)
    }

    private static func kind(_ name: String) -> ValueKind {
        guard let kind = ValueKind(rawValue: name == "id" ? "ID" : name) else {
            preconditionFailure("the operand tables use an undefined kind of value: \(name)")
        }
        return kind
    }

    /// `1-600`, or `20` for at most that.
    private func limits(_ range: Range<Int>) -> ClosedRange<Int> {
        guard let minus = bytes[range].firstIndex(of: TSOBytes.minus) else { return 0...number(range) }
        return number(range.lowerBound..<minus)...number(minus + 1..<range.upperBound)
    }

    private func number(_ range: Range<Int>) -> Int {
        bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// Reads `class`, or `id?` for one that is not required.
    private mutating func positionalKind() -> (ValueKind, isOptional: Bool)? {
        guard let byte = peek(), !isAtBlock, byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "z"), let name = word()
        else { return nil }
        let isOptional = offset < bytes.count && bytes[offset] == UInt8(ascii: "?")
        if isOptional { offset += 1 }
        return (Self.kind(text(name)), isOptional)
    }

    // MARK: Words

    /// Whether the next word begins a command or fragment.
    private var isAtBlock: Bool { offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n") }

    /// The next byte that is not a blank.
    private mutating func peek() -> UInt8? {
        while offset < bytes.count, bytes[offset] <= UInt8(ascii: " ") { offset += 1 }
        return offset < bytes.count ? bytes[offset] : nil
    }

    private mutating func word() -> Range<Int>? {
        guard peek() != nil else { return nil }
        let start = offset
        while offset < bytes.count, !Self.endsWord(bytes[offset]) { offset += 1 }
        return start..<offset
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...UInt8(ascii: " "), TSOBytes.open, TSOBytes.close, UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "?"):
            true
        default: false
        }
    }
}
