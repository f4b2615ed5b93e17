/// A packed file, recognised by its first bytes; it is not read.
public enum Archive: String, Sendable, Equatable {
    case zip = "ZIP"
    case gzip
    case bzip2
    case xz
    case zstd = "Zstandard"
    case sevenZip = "7-Zip"
    case rar = "RAR"
    case tar
    /// AMATERSE output.
    case terse = "TERSE"
    /// TSO TRANSMIT output.
    case transmit = "TSO TRANSMIT"

    private static let signatures: [(Archive, [UInt8])] = [
        (.zip, Array("PK\u{3}\u{4}".utf8)), (.zip, Array("PK\u{5}\u{6}".utf8)), (.gzip, [0x1F, 0x8B]),
        (.bzip2, Array("BZh".utf8)), (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]), (.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
        (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), (.rar, Array("Rar!\u{1A}\u{7}".utf8)),
        (.terse, [0x02, 0, 0, 0, 0, 0]),
    ]

    /// Text units of TRANSMIT begin with the word INMR01 in EBCDIC, pax and ustar headers with `ustar`.
    init?(_ bytes: [UInt8]) {
        if let found = Self.signatures.first(where: { bytes.starts(with: $0.1) }) {
            self = found.0
        } else if bytes.dropFirst(257).starts(with: "ustar".utf8) {
            self = .tar
        } else if bytes.dropFirst(2).starts(with: [0xC9, 0xD5, 0xD4, 0xD9, 0xF0, 0xF1]) {
            self = .transmit
        } else {
            return nil
        }
    }
}
