/// Bytes as TSO's parse service sees them (z/OS TSO/E Programming Services, command operand syntax).
enum TSOBytes {
    static let blank = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let comma = UInt8(ascii: ",")
    static let open = UInt8(ascii: "(")
    static let close = UInt8(ascii: ")")
    static let apostrophe = UInt8(ascii: "'")
    static let semicolon = UInt8(ascii: ";")
    static let slash = UInt8(ascii: "/")
    static let star = UInt8(ascii: "*")
    static let minus = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")

    static func isBlank(_ byte: UInt8) -> Bool { byte == blank || byte == tab }

    static func isSeparator(_ byte: UInt8) -> Bool { byte == blank || byte == tab || byte == comma }

    /// Ends a word; a comment does too.
    static func isDelimiter(_ byte: UInt8) -> Bool {
        byte <= comma
            && (byte == blank || byte == comma || byte == open || byte == close || byte == apostrophe || byte == tab)
            || byte == semicolon
    }

    static func upper(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 32 : byte
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
