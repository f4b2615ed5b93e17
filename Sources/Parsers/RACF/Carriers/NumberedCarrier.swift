import Diagnostics
import Languages

/// Finds the commands in text whose lines begin with a sequence number, as in records of variable length: TSO treats
/// the first 8 characters as the number (z/OS TSO/E User's Guide, batch; `SEARCH … CLIST` writes such records).
enum NumberedCarrier {
    private static let width = 8
    /// The number of lines that must show it.
    private static let sampleLines = 200

    static func isNumbered(_ file: SourceFile, _ lines: Range<Int>) -> Bool {
        var hasCommand = false
        for index in lines.prefix(sampleLines) {
            let line = file.lineBounds(index)
            guard file.bytes[line].contains(where: { !$0.isBlank }) else { continue }
            guard file.bytes[line].prefix(width).count(where: \.isDigit) == width else { return false }
            hasCommand = hasCommand || CommandShape(file.bytes, line.dropFirst(width)) != nil
        }
        return hasCommand
    }

    static func regions(_ file: SourceFile, _ lines: Range<Int>, _ carrier: Deck.Carrier) -> [DeckRegion] {
        var text = MappedText()
        for index in lines {
            let line = file.lineBounds(index).dropFirst(width)
            text.append(file.bytes[line])
            text.append([UInt8(ascii: "\n")], for: line.upperBound..<line.upperBound)
        }
        let source = SourceFile(path: "", bytes: text.bytes)
        let lines = source.lineStarts.indices
        return TextCarrier.regions(source, lines, DeckRegion(text: .lines(lines), carrier: carrier))
            .map { $0.mapped(through: text, text.bytes, file: file.bytes) }
    }
}
