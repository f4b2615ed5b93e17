/// Properties of bytes that the parsers of all languages use.
extension UInt8 {
    /// A blank or a tab.
    @inlinable public var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    @inlinable public var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    /// Whether the byte is a letter of either case.
    @inlinable public var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

    @inlinable public var isAlphanumeric: Bool { isLetter || isDigit }

    @inlinable public var isHexDigit: Bool { isDigit || (self | 0x20) &- UInt8(ascii: "a") < 6 }

    /// Whether names in shells, C and most other languages may contain the byte.
    @inlinable public var isNameByte: Bool { isAlphanumeric || self == UInt8(ascii: "_") }

    /// The upper-case form of a lower-case letter; other bytes are unchanged.
    @inlinable public var uppercased: UInt8 { self &- UInt8(ascii: "a") < 26 ? self & 0xDF : self }
}

extension String {
    /// Compares without regard to case.
    public func isEqual(ignoringCase other: String) -> Bool {
        self == other || (utf8.count == other.utf8.count && lowercased() == other.lowercased())
    }
}
