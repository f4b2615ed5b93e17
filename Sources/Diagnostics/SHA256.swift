/// SHA-256 of bytes that come in pieces (FIPS 180-4).
public struct SHA256: Sendable {
    private static let constants: [UInt32] = [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
        0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
        0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
        0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
        0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
    ]
    private static let blockSize = 64

    private var state: [UInt32] = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]
    /// What is left of the pieces after the last whole block.
    private var rest: [UInt8] = []
    private var count = 0

    public init() {}

    /// The digest of bytes, in lower-case hexadecimal digits.
    public static func hexadecimal(_ bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(bytes, bytes.count)
        return hash.hexadecimal
    }

    /// The digest of everything that was added, in lower-case hexadecimal digits.
    public var hexadecimal: String {
        finished().map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Adds the first bytes of a buffer.
    public mutating func update(_ buffer: [UInt8], _ length: Int) {
        count += length
        var start = 0
        if !rest.isEmpty {
            let missing = min(Self.blockSize - rest.count, length)
            rest += buffer[..<missing]
            start = missing
            guard rest.count == Self.blockSize else { return }
            let block = rest
            compress(block.span)
            rest.removeAll(keepingCapacity: true)
        }
        let whole = (length - start) / Self.blockSize * Self.blockSize
        if whole > 0 { compress(buffer.span.extracting(start..<(start + whole))) }
        rest += buffer[(start + whole)..<length]
    }

    /// The digest of everything that was added: 32 bytes.
    public func finished() -> [UInt8] {
        var last = self
        let bits = UInt64(count) * 8
        var padding: [UInt8] = [0x80]
        padding += [UInt8](repeating: 0, count: (2 * Self.blockSize - 9 - rest.count) % Self.blockSize)
        for shift in stride(from: 56, through: 0, by: -8) { padding.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        last.update(padding, padding.count)
        return last.state.flatMap { word in
            stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    private mutating func compress(_ bytes: Span<UInt8>) {
        var schedule = [UInt32](repeating: 0, count: 64)
        for start in stride(from: 0, to: bytes.count, by: Self.blockSize) {
            for index in 0..<16 {
                let place = start + 4 * index
                schedule[index] =
                    UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16 | UInt32(bytes[place + 2]) << 8
                    | UInt32(bytes[place + 3])
            }
            for index in 16..<64 {
                let (early, late) = (schedule[index - 15], schedule[index - 2])
                let first = Self.rotated(early, 7) ^ Self.rotated(early, 18) ^ early >> 3
                let second = Self.rotated(late, 17) ^ Self.rotated(late, 19) ^ late >> 10
                schedule[index] = schedule[index - 16] &+ first &+ schedule[index - 7] &+ second
            }
            mix(schedule.span)
        }
    }

    private mutating func mix(_ schedule: Span<UInt32>) {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        let constants = Self.constants.span
        for index in 0..<64 {
            let high = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
            let first = h &+ high &+ (e & f ^ ~e & g) &+ constants[index] &+ schedule[index]
            let low = Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)
            let second = low &+ (a & b ^ a & c ^ b & c)
            (h, g, f, e) = (g, f, e, d &+ first)
            (d, c, b, a) = (c, b, a, first &+ second)
        }
        for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
    }

    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
}
