public import Diagnostics

/// Turns the bytes of an input into text.
public enum TextDecoder {
    /// Why bytes are no text that can be read.
    public enum Failure: Error, Equatable, CustomStringConvertible {
        case binary
        case ebcdic
        case utf16

        public var description: String {
            switch self {
            case .binary: "binary data, not text"
            case .ebcdic: "looks like EBCDIC text; convert it to UTF-8 first"
            case .utf16: "UTF-16 text; convert it to UTF-8 first"
            }
        }
    }

    /// UTF-8 with or without byte order mark, else ISO 8859-1.
    ///
    /// - Parameter record: with `.fb80`, a file without line ends is cut into records of 80 characters.
    public static func decode(_ raw: [UInt8], path: String, record: RecordForm) throws(Failure) -> SourceFile {
        if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) { throw .utf16 }
        let marked = raw.starts(with: [0xEF, 0xBB, 0xBF])
        var bytes = marked ? Array(raw.dropFirst(3)) : raw
        var encoding = "utf-8"
        let sample = bytes.prefix(65536)
        if looksLikeEBCDIC(sample) { throw .ebcdic }
        guard !bytes.contains(0), !hasManyControls(sample) else { throw .binary }
        if (try? UTF8Span(validating: bytes.span)) == nil {
            encoding = "iso-8859-1"
            bytes = latin1(bytes)
        }
        if record == .fb80, !bytes.contains(where: { $0 == 0x0A || $0 == 0x0D }) { bytes = cutIntoRecords(bytes) }
        return SourceFile(path: path, bytes: bytes, encoding: encoding, record: record)
    }

    /// Blanks are X'40' there and X'20' never occurs in text; ASCII text is the other way round.
    private static func looksLikeEBCDIC(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 16 else { return false }
        var blanks = 0
        var asciiBlanks = 0
        var letters = 0
        for byte in bytes {
            switch byte {
            case 0x40: blanks += 1
            case 0x20, 0x0A: asciiBlanks += 1
            case 0x81...0x89, 0x91...0x99, 0xA2...0xA9, 0xC1...0xC9, 0xD1...0xD9, 0xE2...0xE9, 0xF0...0xF9: letters += 1
            default: break
            }
        }
        return letters * 2 > bytes.count - blanks && asciiBlanks * 20 < bytes.count
    }

    private static func hasManyControls(_ bytes: ArraySlice<UInt8>) -> Bool {
        let controls = bytes.count {
            $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0x0C && $0 != 0x1A && $0 != 0x1B
        }
        return controls * 20 > bytes.count
    }

    private static func latin1(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
            } else {
                text.append(0xC0 | byte >> 6)
                text.append(0x80 | byte & 0x3F)
            }
        }
        return text
    }

    /// The record becomes the line, so that line and column are record and column.
    private static func cutIntoRecords(_ bytes: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count + bytes.count / 80 + 1)
        var column = 0
        for byte in bytes {
            if byte & 0xC0 != 0x80 {
                if column == 80 {
                    lines.append(UInt8(ascii: "\n"))
                    column = 0
                }
                column += 1
            }
            lines.append(byte)
        }
        return lines
    }
}
