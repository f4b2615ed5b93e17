/// The reason why a DES key is easy to guess.
public enum KeyWeakness: Sendable, Equatable {
    /// It is one of the 4 weak or 12 semi-weak DES keys (NIST SP 800-67, 3.3.2).
    case weak
    case repeated
    case sequence
    case palindrome
    /// Its bytes are letters and digits.
    case text

    /// The end of a message about the key.
    public var text: String {
        switch self {
        case .weak: "is a weak or semi-weak DES key"
        case .repeated: "repeats the same bytes"
        case .sequence: "is a sequence"
        case .palindrome: "reads the same from both ends"
        case .text: "spells a text"
        }
    }
}

extension Secret {
    /// The weakness of the secret as a DES key of 16 hexadecimal digits, if it has one.
    public var keyWeakness: KeyWeakness? {
        guard let digits = hexadecimalDigits, digits.count == 16, let key = parityClearedKey else { return nil }
        let bytes = stride(from: 0, to: 16, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        if DESKey.weak.contains(key) { return .weak }
        let cleared = bytes.map { $0 & 0xFE }
        if [1, 2, 4].contains(where: { period in (period..<8).allSatisfy { cleared[$0] == cleared[$0 - period] } }) {
            return .repeated
        }
        if Self.isSequence(digits, modulo: 16) || Self.isSequence(digits, modulo: 10)
            || Self.isSequence(bytes.map(Int.init), modulo: 256) || Self.isKeyboardRow(digits)
        {
            return .sequence
        }
        if digits.elementsEqual(digits.reversed()) || bytes.elementsEqual(bytes.reversed()) { return .palindrome }
        return bytes.allSatisfy(\.isAlphanumeric) || bytes.allSatisfy(Self.isEBCDIC) ? .text : nil
    }

    private static func isSequence(_ digits: [UInt8], modulo: Int) -> Bool {
        digits.allSatisfy { $0 < modulo } && isSequence(digits.map(Int.init), modulo: modulo)
    }

    /// Whether the numbers are in equal steps.
    private static func isSequence(_ numbers: [Int], modulo: Int) -> Bool {
        let steps = zip(numbers.dropFirst(), numbers).map { ($0 - $1 + modulo) % modulo }
        return steps.allSatisfy { $0 == steps.first }
    }

    /// Whether the digits are a row of the keyboard: 1 to 9, 0, then the letters.
    private static func isKeyboardRow(_ digits: [UInt8]) -> Bool {
        let row: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 10, 11, 12, 13, 14, 15]
        return digits == row || digits == row.reversed()
    }

    private static func isEBCDIC(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x81...0x89, 0x91...0x99, 0xA2...0xA9, 0xC1...0xC9, 0xD1...0xD9, 0xE2...0xE9, 0xF0...0xF9: true
        default: false
        }
    }
}

extension DESKey {
    fileprivate static let weak: Set<DESKey> = Set(
        [
            0x0101_0101_0101_0101, 0xFEFE_FEFE_FEFE_FEFE, 0xE0E0_E0E0_F1F1_F1F1, 0x1F1F_1F1F_0E0E_0E0E,
            0x011F_011F_010E_010E, 0x1F01_1F01_0E01_0E01, 0x01E0_01E0_01F1_01F1, 0xE001_E001_F101_F101,
            0x01FE_01FE_01FE_01FE, 0xFE01_FE01_FE01_FE01, 0x1FE0_1FE0_0EF1_0EF1, 0xE01F_E01F_F10E_F10E,
            0x1FFE_1FFE_0EFE_0EFE, 0xFE1F_FE1F_FE0E_FE0E, 0xE0FE_E0FE_F1FE_F1FE, 0xFEE0_FEE0_FEF1_FEF1,
        ].map { DESKey($0) })
}
