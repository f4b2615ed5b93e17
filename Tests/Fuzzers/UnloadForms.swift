/// The bytes of a fuzzer as an unload, in each form of transfer.
enum UnloadForms {
    /// A record before the bytes, so that most of them are read as records.
    private static let first = Array("0102 SYS1     IBMUSER  USE     ".utf8)

    static func all(_ bytes: [UInt8]) -> [[UInt8]] {
        let lines = [first] + bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        let records = lines.map { $0.map(ebcdic) }
        let measured = records.map { measure($0.prefix(30_000)) }
        return [
            lines.flatMap { $0 + [0x0A] }, lines.flatMap { $0 + [0x0D, 0x0A] } + [0x1A],
            lines.flatMap { [0x20, 0x20, 0x20, 0x20] + $0 + [0x0A] }, records.flatMap { $0 + [0x15] },
            measured.flatMap(\.self), measured.flatMap { measure($0[...]) },
            records.flatMap { $0.prefix(4096) + [UInt8](repeating: 0x40, count: max(0, 4096 - $0.count)) },
            // The fuzzer's bytes as compressed data and as lengths.
            [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + bytes, measure(first.map(ebcdic)[...]) + bytes,
        ]
    }

    private static func measure(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        [UInt8((bytes.count + 4) >> 8 & 0xFF), UInt8((bytes.count + 4) & 0xFF), 0, 0] + bytes
    }

    private static func ebcdic(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: 0xF0 + (byte - 0x30)
        case 0x41...0x49: 0xC1 + (byte - 0x41)
        case 0x4A...0x52: 0xD1 + (byte - 0x4A)
        case 0x53...0x5A: 0xE2 + (byte - 0x53)
        case 0x2E: 0x4B
        case 0x2A: 0x5C
        case 0x2D: 0x60
        case 0x20: 0x40
        default: byte
        }
    }
}
