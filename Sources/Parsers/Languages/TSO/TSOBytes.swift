import Diagnostics

/// The meaning of bytes for TSO's parse service (z/OS TSO/E Programming Services, command operand syntax).
public enum TSOBytes {
    public static let blank = UInt8(ascii: " ")
    public static let tab = UInt8(ascii: "\t")
    static let comma = UInt8(ascii: ",")
    public static let open = UInt8(ascii: "(")
    public static let close = UInt8(ascii: ")")
    public static let apostrophe = UInt8(ascii: "'")
    public static let semicolon = UInt8(ascii: ";")
    public static let slash = UInt8(ascii: "/")
    public static let star = UInt8(ascii: "*")
    public static let minus = UInt8(ascii: "-")
    public static let plus = UInt8(ascii: "+")

    public static func isSeparator(_ byte: UInt8) -> Bool { byte == blank || byte == tab || byte == comma }

    /// Whether the byte ends a word; a comment also ends one.
    public static func isDelimiter(_ byte: UInt8) -> Bool {
        byte <= comma
            && (byte == blank || byte == comma || byte == open || byte == close || byte == apostrophe || byte == tab)
            || byte == semicolon
    }

    /// Whether a command name may begin with the byte.
    public static func isNameStart(_ byte: UInt8) -> Bool {
        byte.isLetter || byte >= 0x80 || byte.isNational
    }

    /// The meaning of a byte to the scanner.
    public struct Class: OptionSet, Sendable {
        public let rawValue: UInt8

        static let separator = Class(rawValue: 1)
        /// Ends a word.
        public static let delimiter = Class(rawValue: 2)
        /// May begin a comment.
        public static let slash = Class(rawValue: 4)
        /// Occurs only in placeholders.
        public static let placeholder = Class(rawValue: 8)
        /// Is part of a non-ASCII character.
        public static let foreign = Class(rawValue: 16)
        /// Is a lower-case letter, which TSO changes to upper case.
        public static let small = Class(rawValue: 32)
        /// Makes a name generic.
        public static let generic = Class(rawValue: 64)

        public init(rawValue: UInt8) { self.rawValue = rawValue }

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

    public static let classes = (UInt8.min...UInt8.max).map(Class.init(of:))
}
