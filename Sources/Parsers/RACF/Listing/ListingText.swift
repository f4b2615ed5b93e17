import Diagnostics
import Languages

/// The lines of a listing without control characters for printers. Of the XML that IRRSMO00 returns, they are the
/// commands and the messages (docs/reference/unload.md#75-irrsmo00-xml).
struct ListingText {
    let file: SourceFile
    let isXML: Bool
    private let control: CarriageControl

    init(_ file: SourceFile) {
        self.file = file
        isXML = file.bytes.prefix(2000).contains("<securityresult")
        control = CarriageControl(file)
    }

    /// Takes the lines in order.
    ///
    /// - Parameter limit: the number of lines after which it ends.
    func walk(limit: Int = .max, _ body: (ListingLine) -> Void) {
        if isXML {
            messages(body)
        } else {
            for index in file.lineStarts.indices.prefix(limit) {
                body(ListingLine(file, control.text(of: index, in: file)))
            }
        }
    }

    private func messages(_ body: (ListingLine) -> Void) {
        let bytes = file.bytes
        var offset = 0
        while let open = bytes[offset...].firstIndex(of: UInt8(ascii: "<")) {
            offset = open + 1
            if bytes[open...].starts(with: "</command>".utf8) { body(.ready(at: open)) }
            guard let tag = ["<image>", "<message>"].first(where: { bytes[open...].starts(with: $0.utf8) }) else {
                continue
            }
            let start = open + tag.utf8.count
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
            for line in bytes[start..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                body(ListingLine(file, line.startIndex..<line.endIndex, isXML: true))
            }
            offset = end
        }
    }
}

/// The control characters for printers in column 1: `1` begins a page, a blank, `0` or `-` begins a line.
struct CarriageControl {
    private let isPresent: Bool

    /// The number of lines that are examined.
    private static let sampleLines = 4000

    init(_ file: SourceFile) {
        var counts = (lines: 0, blanks: 0, others: 0)
        for index in file.lineStarts.indices.prefix(Self.sampleLines) {
            let bounds = file.lineBounds(index)
            guard !bounds.isEmpty else { continue }
            counts.lines += 1
            switch file.bytes[bounds.lowerBound] {
            case UInt8(ascii: " "): counts.blanks += 1
            case UInt8(ascii: "0"), UInt8(ascii: "1"), UInt8(ascii: "+"): counts.others += 1
            case UInt8(ascii: "-") where bounds.count < 2 || file.bytes[bounds.lowerBound + 1] != UInt8(ascii: "-"):
                counts.others += 1
            default: break
            }
        }
        isPresent = counts.others > 0 && counts.blanks > 0 && (counts.blanks + counts.others) * 20 >= counts.lines * 19
    }

    /// The bytes of a line, without the control character.
    func text(of index: Int, in file: SourceFile) -> Range<Int> {
        let bounds = file.lineBounds(index)
        return isPresent && !bounds.isEmpty ? bounds.lowerBound + 1..<bounds.upperBound : bounds
    }
}
