import Diagnostics

/// Places of a text as the protocol counts them: lines from 0, and characters in the unit that was agreed on.
struct Positions: Sendable {
    /// The units of `general.positionEncodings`.
    enum Unit: String, Sendable, CaseIterable {
        case utf8 = "utf-8"
        case utf16 = "utf-16"
        case utf32 = "utf-32"
    }

    /// A place in a text.
    struct Place: Hashable, Comparable, Sendable {
        var line: Int
        var character: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.line, left.character) < (right.line, right.character)
        }

        init(line: Int, character: Int) { (self.line, self.character) = (line, character) }

        init?(_ wire: Wire?) {
            guard let line = wire?["line"]?.count, let character = wire?["character"]?.count else {
                return nil
            }
            self.init(line: line, character: character)
        }

        var json: JSONValue { ["line": .number(line), "character": .number(character)] }
    }

    let bytes: [UInt8]
    let lineStarts: [UInt32]
    let unit: Unit
    /// The characters before the first one: a byte order mark, which is no part of the text.
    private let mark: Int

    init(_ bytes: [UInt8], _ lineStarts: [UInt32], _ unit: Unit) {
        (self.bytes, self.lineStarts, self.unit, mark) = (bytes, lineStarts, unit, 0)
    }

    /// - Parameter mark: the characters before the first one.
    init(_ file: SourceFile, _ unit: Unit, mark: Int = 0) {
        (bytes, lineStarts, self.unit, self.mark) = (file.bytes, file.lineStarts, unit, mark)
    }

    /// The bytes of a line without its end.
    private func bounds(_ line: Int) -> Range<Int> {
        let start = Int(lineStarts[line])
        var end = line + 1 < lineStarts.count ? Int(lineStarts[line + 1]) : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<end
    }

    /// The offset of a place. A place after the end of its line is the end of the line, and one after the last line the
    /// end of the text; one inside a character is the beginning of the character.
    func offset(_ place: Place) -> Int {
        guard place.line < lineStarts.count else { return bytes.count }
        let line = bounds(place.line)
        let character = place.line == 0 ? max(0, place.character - mark) : place.character
        if unit == .utf8 {
            var offset = min(line.lowerBound + character, line.upperBound)
            while offset > line.lowerBound, offset < line.upperBound, bytes[offset] & 0xC0 == 0x80 {
                offset -= 1
            }
            return offset
        }
        var offset = line.lowerBound
        var left = character
        while offset < line.upperBound, left > 0 {
            let width =
                bytes[offset] >= 0xF0 ? 4 : bytes[offset] >= 0xE0 ? 3 : bytes[offset] >= 0xC0 ? 2 : 1
            left -= unit == .utf16 && width == 4 ? 2 : 1
            guard left >= 0 else { break }
            offset = min(offset + width, line.upperBound)
        }
        return offset
    }

    func place(_ offset: Int) -> Place {
        let offset = bytes.outsideLineEnd(min(max(0, offset), bytes.count))
        let next = lineStarts.partitioningIndex { Int($0) > offset }
        let line = max(0, next - 1)
        let part = bytes[Int(lineStarts[line])..<max(offset, Int(lineStarts[line]))]
        let characters =
            switch unit {
            case .utf8: part.count
            case .utf16: part.reduce(into: 0) { if $1 & 0xC0 != 0x80 { $0 += $1 >= 0xF0 ? 2 : 1 } }
            case .utf32: part.reduce(into: 0) { if $1 & 0xC0 != 0x80 { $0 += 1 } }
            }
        return Place(line: line, character: line == 0 ? characters + mark : characters)
    }

    func json(_ offset: Int) -> JSONValue { place(offset).json }

    func json(_ range: SourceRange) -> JSONValue {
        ["start": json(Int(range.start)), "end": json(Int(range.end))]
    }

    /// The bytes between two places; `nil` if the value is not a range.
    func range(_ wire: Wire?) -> Range<Int>? {
        guard let start = Place(wire?["start"]), let end = Place(wire?["end"]) else { return nil }
        let (first, last) = (offset(start), offset(end))
        return min(first, last)..<max(first, last)
    }
}
