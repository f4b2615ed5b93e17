import Diagnostics

/// Writes JSON in the layout of Foundation's `JSONEncoder`, but value by value: the encoder keeps a copy of the whole
/// document in objects, which takes many times its size.
struct JSONWriter {
    /// What is wanted of the pieces of a document: whether there shall be more of them.
    typealias Take = ([UInt8]) -> Bool

    /// The piece that is being made.
    private var bytes: [UInt8] = []
    private var isWanted = true
    /// Whether each member and element has a line of its own.
    private let isPretty: Bool
    /// Whether texts are cleaned, because people will read them.
    private let cleansTexts: Bool
    private var depth = 0

    init(isPretty: Bool, cleansTexts: Bool) {
        self.isPretty = isPretty
        self.cleansTexts = cleansTexts
    }

    mutating func write(_ value: JSONValue, _ take: Take) {
        switch value {
        case .string(let text): string(cleansTexts ? SafeText(text).description : text)
        case .exact(let text): string(text)
        case .number(let number): bytes += String(number).utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .null: bytes += "null".utf8
        case .array(let values): list(values.count, take) { values[$0] }
        case .list(let count, let element): list(count, take, element)
        case .object(let members): object(members, take)
        }
    }

    mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

    /// Passes on what was written.
    mutating func finish(_ take: Take) {
        isWanted = isWanted && take(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func list(_ count: Int, _ take: Take, _ element: (Int) -> JSONValue) {
        open("[")
        for index in 0..<count where isWanted {
            separate(index)
            write(element(index), take)
            if bytes.count >= Report.pieceSize { finish(take) }
        }
        close("]")
    }

    private mutating func object(_ members: [String: JSONValue], _ take: Take) {
        open("{")
        for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
            separate(index)
            string(member.key)
            bytes += (isPretty ? " : " : ":").utf8
            write(member.value, take)
        }
        close("}")
    }

    // MARK: Layout

    private mutating func open(_ sign: StaticString) {
        bytes += sign.description.utf8
        depth += 1
        // An empty list has an empty line.
        if isPretty { endLine() }
    }

    private mutating func close(_ sign: StaticString) {
        depth -= 1
        if isPretty {
            endLine()
            indent()
        }
        bytes += sign.description.utf8
    }

    private mutating func separate(_ index: Int) {
        if index > 0 {
            bytes.append(UInt8(ascii: ","))
            if isPretty { endLine() }
        }
        if isPretty { indent() }
    }

    private mutating func indent() { bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth) }

    // MARK: Texts

    private static let digits = Array("0123456789abcdef".utf8)

    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case 0x08: bytes += "\\b".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0..<0x20:
                bytes += "\\u00".utf8
                bytes.append(Self.digits[Int(byte >> 4)])
                bytes.append(Self.digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
