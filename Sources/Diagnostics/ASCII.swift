/// Properties of bytes that the parsers of all languages use.
extension UInt8 {
    /// A blank or a tab.
    @inlinable public var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    @inlinable public var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    @inlinable public var isUpper: Bool { self &- UInt8(ascii: "A") < 26 }

    @inlinable public var isLower: Bool { self &- UInt8(ascii: "a") < 26 }

    /// Whether the byte is a letter of either case.
    @inlinable public var isLetter: Bool { (self | 0x20).isLower }

    @inlinable public var isAlphanumeric: Bool { isLetter || isDigit }

    @inlinable public var isHexDigit: Bool { isDigit || (self | 0x20) &- UInt8(ascii: "a") < 6 }

    /// Whether names in shells, C and most other languages may contain the byte.
    @inlinable public var isNameByte: Bool { isAlphanumeric || self == UInt8(ascii: "_") }

    /// Whether the byte is one of the characters `#`, `$` and `@`, which names on z/OS may contain like letters.
    @inlinable public var isNational: Bool {
        self == UInt8(ascii: "#") || self == UInt8(ascii: "$") || self == UInt8(ascii: "@")
    }

    /// The upper-case form of a lower-case letter; other bytes are unchanged.
    @inlinable public var uppercased: UInt8 { isLower ? self & 0xDF : self }

    /// The lower-case form of an upper-case letter; other bytes are unchanged.
    @inlinable public var lowercased: UInt8 { isUpper ? self | 0x20 : self }
}

extension String {
    /// Compares without regard to case.
    public func isEqual(ignoringCase other: String) -> Bool {
        self == other || (utf8.count == other.utf8.count && lowercased() == other.lowercased())
    }
}
