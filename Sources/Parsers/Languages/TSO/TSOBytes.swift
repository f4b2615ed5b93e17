/// Bytes as TSO's parse service sees them (z/OS TSO/E Programming Services, command operand syntax).
package enum TSOBytes {
    package static let blank = UInt8(ascii: " ")
    package static let tab = UInt8(ascii: "\t")
    static let comma = UInt8(ascii: ",")
    package static let open = UInt8(ascii: "(")
    package static let close = UInt8(ascii: ")")
    package static let apostrophe = UInt8(ascii: "'")
    package static let semicolon = UInt8(ascii: ";")
    package static let slash = UInt8(ascii: "/")
    package static let star = UInt8(ascii: "*")
    package static let minus = UInt8(ascii: "-")
    package static let plus = UInt8(ascii: "+")

    package static func isBlank(_ byte: UInt8) -> Bool { byte == blank || byte == tab }

    package static func isSeparator(_ byte: UInt8) -> Bool { byte == blank || byte == tab || byte == comma }

    /// Ends a word; a comment does too.
    package static func isDelimiter(_ byte: UInt8) -> Bool {
        byte <= comma
            && (byte == blank || byte == comma || byte == open || byte == close || byte == apostrophe || byte == tab)
            || byte == semicolon
    }

    package static func upper(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 32 : byte
    }

    package static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    package static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }

    /// What a command name may begin with.
    package static func isNameStart(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte >= 0x80 || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "$")
            || byte == UInt8(ascii: "@")
    }

    package static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || upper(byte) >= UInt8(ascii: "A") && upper(byte) <= UInt8(ascii: "F")
    }

    /// What a byte means to the scanner.
    package struct Class: OptionSet, Sendable {
        package let rawValue: UInt8

        static let separator = Class(rawValue: 1)
        /// Ends a word.
        package static let delimiter = Class(rawValue: 2)
        /// May begin a comment.
        package static let slash = Class(rawValue: 4)
        /// Stands in placeholders only.
        package static let placeholder = Class(rawValue: 8)
        /// Part of a character outside ASCII.
        package static let foreign = Class(rawValue: 16)
        /// TSO turns it into a capital.
        package static let small = Class(rawValue: 32)
        /// Makes a name generic.
        package static let generic = Class(rawValue: 64)

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        init(of byte: UInt8) {
            switch byte {
            case TSOBytes.blank, TSOBytes.tab, TSOBytes.comma: self = [.separator, .delimiter]
            case TSOBytes.open, TSOBytes.close, TSOBytes.apostrophe, TSOBytes.semicolon: self = .delimiter
            case TSOBytes.slash: self = .slash
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["),
                UInt8(ascii: "]"), Placeholder.substitution:
                self = .placeholder
            case 0x80...: self = .foreign
            case UInt8(ascii: "a")...UInt8(ascii: "z"): self = .small
            case UInt8(ascii: "*"), UInt8(ascii: "%"), UInt8(ascii: "&"): self = .generic
            default: self = []
            }
        }
    }

    package static let classes = (UInt8.min...UInt8.max).map(Class.init(of:))
}
