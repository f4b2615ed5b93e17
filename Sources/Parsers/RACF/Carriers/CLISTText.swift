import Diagnostics
import Languages

/// Replaces variables in a statement of a CLIST by their values, as TSO does before it runs the statement.
struct CLISTText {
    let bytes: [UInt8]
    let statement: MappedText
    let values: [String: ProgramFlow.Value]
    private(set) var notes: [(name: String, value: ProgramFlow.Value, range: Range<Int>)] = []
    private var text = MappedText()
    /// Whether the statement became too long.
    private(set) var isCut = false
    /// The number of open parentheses inside each `&STR(`.
    private var open: [Int] = []

    /// No statement comes to more than this.
    static let longest = 1 << 15

    init(bytes: [UInt8], statement: MappedText, values: [String: ProgramFlow.Value]) {
        self.bytes = bytes
        self.statement = statement
        self.values = values
    }

    mutating func read(_ part: Range<Int>) -> MappedText {
        let source = statement.bytes
        var offset = part.lowerBound
        while offset < part.upperBound {
            // Variables that grow with each statement would never end.
            guard text.bytes.count < Self.longest else {
                isCut = true
                return MappedText(
                    [Placeholder.substitution], for: statement.fileRange(part.lowerBound, part.upperBound).bounds)
            }
            offset = source[offset] == UInt8(ascii: "&") ? variable(offset, part.upperBound) : plain(offset)
        }
        return text
    }

    private mutating func plain(_ offset: Int) -> Int {
        if let inner = open.last {
            if statement.bytes[offset] == TSOBytes.open { open[open.count - 1] += 1 }
            if statement.bytes[offset] == TSOBytes.close {
                open[open.count - 1] -= 1
                // The parenthesis of &STR( is removed with it.
                if inner == 0 {
                    open.removeLast()
                    return offset + 1
                }
            }
        }
        text.append(statement, offset..<(offset + 1), bytes)
        return offset + 1
    }

    private mutating func variable(_ offset: Int, _ limit: Int) -> Int {
        let source = statement.bytes
        var end = offset + 1
        if end < limit, source[end] == source[offset] {
            let composed = composedEnd(end + 1, limit)
            if composed > end + 1 {
                text.append([Placeholder.substitution], for: statement.fileRange(offset, composed).bounds)
                return composed
            }
            text.append([source[offset]], for: statement.fileRange(offset, end + 1).bounds)
            return end + 1
        }
        while end < limit, source[end].isNameByte { end += 1 }
        let name = String(decoding: source[(offset + 1)..<end].map(\.uppercased), as: UTF8.self)
        if ["STR", "NRSTR"].contains(name), end < limit, source[end] == TSOBytes.open {
            open.append(0)
            return end + 1
        }
        if name.isEmpty {
            text.append(statement, offset..<end, bytes)
            return end
        }
        if ["SUBSTR", "EVAL", "DATATYPE", "LENGTH", "SYSDSN", "SYSINDEX"].contains(name), end < limit,
            source[end] == TSOBytes.open
        {
            end = closing(end, limit)
            text.append([Placeholder.substitution], for: statement.fileRange(offset, end).bounds)
            return end
        }
        if end < limit, source[end] == UInt8(ascii: ".") { end += 1 }
        let range = statement.fileRange(offset, end).bounds
        guard let value = values[name] else {
            text.append([Placeholder.substitution], for: range)
            return end
        }
        if text.bytes.allSatisfy(\.isBlank), DeckCarrier.verb(of: value.text.bytes) != nil || !value.isKnown {
            text = value.text
        } else {
            text.append(value.text.bytes, for: range)
            notes.append((String(decoding: bytes[range], as: UTF8.self), value, range))
        }
        return end
    }

    /// The end of `&&NAME&INDEX`, whose variable has a name that is made of others; the beginning of any other name.
    private func composedEnd(_ start: Int, _ limit: Int) -> Int {
        let isSign = { (byte: UInt8) in byte == UInt8(ascii: "&") }
        let name = statement.bytes[start..<limit].prefix { $0.isNameByte || isSign($0) }
        return name.contains(where: isSign) ? name.endIndex : start
    }

    /// The offset after the closing parenthesis.
    private func closing(_ open: Int, _ limit: Int) -> Int {
        var depth = 0
        for index in open..<limit {
            if statement.bytes[index] == TSOBytes.open { depth += 1 }
            if statement.bytes[index] == TSOBytes.close {
                depth -= 1
                if depth == 0 { return index + 1 }
            }
        }
        return limit
    }
}
