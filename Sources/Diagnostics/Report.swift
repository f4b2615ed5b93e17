/// What the program writes for people, logs and other programs: harmless, whatever it quotes.
///
/// It is made from safe text, from XML that consists of such, or from JSON, in which every character that could do
/// harm is an escape.
public struct Report: Hashable, Sendable {
    /// Calls its argument with the text in pieces, until that wants no more.
    private let pieces: @Sendable (_ take: ([UInt8]) -> Bool) -> Void

    private init(bytes: [UInt8]) { pieces = { take in _ = take(bytes) } }

    /// The whole text.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write { bytes += $0 }
        return bytes
    }

    /// Passes the text on in pieces, so that a long one does not exist as a whole.
    public func write<Failure: Error>(_ body: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var failure: Failure?
        pieces { piece in
            do throws(Failure) { try body(piece) } catch { failure = error }
            return failure == nil
        }
        if let failure { throw failure }
    }

    public static func == (left: Report, right: Report) -> Bool { left.bytes == right.bytes }

    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    /// A text of lines.
    public init(_ lines: [SafeText]) { self.init { $0(lines) } }

    /// A text of lines that are made when they are written, and never all at once.
    ///
    /// - Parameter lines: calls its argument with some of the lines after the other.
    public init(lines: @escaping @Sendable (_ add: ([SafeText]) -> Void) -> Void) {
        pieces = { take in
            var piece: [UInt8] = []
            var isWanted = true
            lines { lines in
                for line in lines where isWanted {
                    piece += line.utf8
                    piece.append(UInt8(ascii: "\n"))
                    guard piece.count >= Self.pieceSize else { continue }
                    isWanted = take(piece)
                    piece.removeAll(keepingCapacity: true)
                }
            }
            if isWanted { _ = take(piece) }
        }
    }

    /// The size from which a piece is passed on.
    public static let pieceSize = 1 << 16

    /// What makes a terminal empty, for a report that replaces the one before.
    public static let clearingScreen = Report(terminal: "\u{1B}[H\u{1B}[2J")

    private init(terminal sequence: StaticString) { self.init(bytes: Array(sequence.description.utf8)) }

    /// - Parameter script: the program's own words alone, in which no character may change.
    public init(script: String) { self.init(bytes: Array(script.utf8) + [UInt8(ascii: "\n")]) }

    /// - Parameter document: writes one or more values, on several lines or on one, in pieces that divide no string,
    ///   until the next piece is not wanted. Readers get the text in them.
    public init(json document: @escaping @Sendable (_ take: ([UInt8]) -> Bool) -> Void) {
        pieces = { take in document { take(Self.escaped($0)) } }
    }

    /// - Parameter text: a file of the user's own, which stays what it is but for what is added to it.
    public init(file text: [UInt8]) { self.init(bytes: text) }

    /// - Parameter document: writes the document in pieces. Its text was safe.
    public init(xml document: @escaping @Sendable (_ take: ([UInt8]) -> Bool) -> Void) { pieces = document }

    private static func escaped(_ document: [UInt8]) -> [UInt8] {
        guard let first = document.indices.first(where: { harm(document, at: $0) != nil }) else { return document }
        var result = Array(document[..<first])
        var offset = first
        while offset < document.count {
            guard let scalar = harm(document, at: offset) else {
                result.append(document[offset])
                offset += 1
                continue
            }
            let digits = String(scalar.value, radix: 16)
            result += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
            offset += UTF8.width(scalar)
        }
        return result
    }

    /// The harmful character that begins here. Line feeds are those of the layout: JSON has them in no string.
    private static func harm(_ bytes: [UInt8], at offset: Int) -> Unicode.Scalar? {
        let first = bytes[offset]
        switch first {
        case UInt8(ascii: "\n"): return nil
        case UInt8(ascii: "#"):
            return LogCommand.isMarked(bytes[offset...].lazy.map(UInt32.init)) ? Unicode.Scalar(first) : nil
        case 0x20..<0x7F: return nil
        case 0..<0x20, 0x7F: return Unicode.Scalar(first)
        // The lead bytes of all the others (see `isHarmful`), of two bytes or of three.
        case 0xC2, 0xD8, 0xE2, 0xEF:
            let count = first < 0xE0 ? 1 : 2
            guard offset + count < bytes.count else { return nil }
            let value = bytes[(offset + 1)...(offset + count)].reduce(UInt32(first) & (count == 1 ? 0x1F : 0x0F)) {
                $0 << 6 | UInt32($1 & 0x3F)
            }
            return Unicode.Scalar(value).flatMap { $0.isHarmful ? $0 : nil }
        case _: return nil
        }
    }
}
