/// A password, phrase, key, token or ciphertext.
///
/// It answers questions but is never printed: every conversion to text gives `[redacted]`. A report may tell its kind,
/// its length if the length is the finding, whether it is hexadecimal, and whether it equals another one.
public struct Secret: Hashable, Sendable {
    public enum Kind: String, Sendable {
        case password, phrase, key, token, ciphertext
    }

    public static let mask = "[redacted]"

    public let kind: Kind
    private let bytes: [UInt8]

    public init(_ kind: Kind, _ bytes: some Sequence<UInt8>) {
        self.kind = kind
        self.bytes = Array(bytes)
    }

    /// The length in bytes.
    public var count: Int { bytes.count }
    public var isEmpty: Bool { bytes.isEmpty }
    public var isHexadecimal: Bool { !bytes.isEmpty && bytes.allSatisfy { Self.hexDigit($0) != nil } }

    /// Whether the secret equals a text, without regard to case.
    public func equals(ignoringCase text: String) -> Bool {
        bytes.count == text.utf8.count && zip(bytes, text.utf8).allSatisfy { $0.uppercased == $1.uppercased }
    }

    /// The places of the secret in a text, which is where to hide it and tells nothing more.
    public func places(in text: [UInt8]) -> [SourceRange] {
        guard !bytes.isEmpty else { return [] }
        var found: [SourceRange] = []
        var offset = 0
        while let place = text[offset...].firstRange(of: bytes) {
            found.append(SourceRange(place.lowerBound, place.upperBound))
            offset = place.upperBound
        }
        return found
    }

    /// The 64-bit DES key written as 16 hexadecimal digits, the parity bit of each byte cleared, because keys that
    /// differ only there are the same key (z/OS RACF Security Administrator's Guide, PTKTDATA profiles).
    public var parityClearedKey: DESKey? {
        guard bytes.count == 16 else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            guard let digit = Self.hexDigit(byte) else { return nil }
            value = value << 4 | UInt64(digit)
        }
        return DESKey(value)
    }

    /// The value of each digit; `nil` if it is not hexadecimal.
    var hexadecimalDigits: [UInt8]? { isHexadecimal ? bytes.compactMap(Self.hexDigit) : nil }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        guard byte.isHexDigit else { return nil }
        return byte.isDigit ? byte - UInt8(ascii: "0") : byte.uppercased - UInt8(ascii: "A") + 10
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { Self.mask }
    public var debugDescription: String { Self.mask }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A DES key without its parity bits, to be compared and not printed.
public struct DESKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    private let value: UInt64

    public init(_ key: UInt64) { value = key & 0xFEFE_FEFE_FEFE_FEFE }

    public var description: String { Secret.mask }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
