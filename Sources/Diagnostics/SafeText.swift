/// Text that may be shown to a person or written to a log, whatever it quotes.
///
/// Literals are the program's own words and stay as they are. Everything else is cleaned where it is put in, so that
/// no input can move the cursor, reorder or end a line, or give a command to the build server whose log contains it.
public struct SafeText: Hashable, Sendable {
    private let text: String

    /// Cleans a text: each character that could do harm becomes U+FFFD, a tab a blank, so that columns stay.
    public init(_ text: String) { self.text = Cleaning.clean(text) }

    /// - Parameter text: put together from text that is safe, or cut out of it.
    public init(known text: String) { self.text = text }

    /// Each line cleaned by itself, where line ends are the program's own.
    public static func lines(of text: String) -> [SafeText] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { SafeText(String($0)) }
    }

    public var isEmpty: Bool { text.isEmpty }
    public var utf8: String.UTF8View { text.utf8 }
    public var unicodeScalars: String.UnicodeScalarView { text.unicodeScalars }

    public static func + (left: SafeText, right: SafeText) -> SafeText { SafeText(known: left.text + right.text) }
    public static func += (left: inout SafeText, right: SafeText) { left = left + right }

    /// - Parameter replacement: what a format writes instead of a character, such as an escape; `nil` leaves it.
    public func replacing(_ replacement: (Unicode.Scalar) -> SafeText?) -> SafeText {
        var result = ""
        for scalar in text.unicodeScalars {
            if let replacement = replacement(scalar) {
                result += replacement.text
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return SafeText(known: result)
    }
}

extension SafeText: CustomStringConvertible {
    public var description: String { text }
}

extension SafeText: ExpressibleByStringInterpolation {
    public init(stringLiteral text: StaticString) { self.text = text.description }
    public init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        public mutating func appendLiteral(_ literal: StaticString) { text += literal.description }
        public mutating func appendInterpolation(_ value: SafeText) { text += value.text }
        public mutating func appendInterpolation(_ value: StaticString) { text += value.description }
        public mutating func appendInterpolation(_ value: String) { text += Cleaning.clean(value) }
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text += Cleaning.clean(value.description)
        }
    }
}

extension Sequence<SafeText> {
    public func joined(separator: SafeText = "") -> SafeText {
        SafeText(known: lazy.map(\.description).joined(separator: separator.description))
    }
}

/// What is harmful in a text, and what becomes of it.
private enum Cleaning {
    private static let hidden: Unicode.Scalar = "\u{FFFD}"

    static func clean(_ text: String) -> String {
        guard !isPlain(text) else { return text }
        var scalars = text.unicodeScalars.map { $0 == "\t" ? " " : $0.isHarmful ? hidden : $0 }
        for index in scalars.indices where isCommand(scalars[index...], of: scalars) { scalars[index] = hidden }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Nearly every text is: printable ASCII that nobody takes for a command.
    private static func isPlain(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            guard byte >= 0x20, byte < 0x7F, byte != last || byte != UInt8(ascii: "#") && byte != UInt8(ascii: ":")
            else { return false }
            last = byte
        }
        return true
    }

    private static func isCommand(_ rest: ArraySlice<Unicode.Scalar>, of text: [Unicode.Scalar]) -> Bool {
        guard let first = rest.first, rest.dropFirst().first == first else { return false }
        switch first {
        case "#": return LogCommand.isMarked(rest.lazy.map(\.value))
        case ":":
            // Wrapping breaks lines at blanks alone, and the runner passes over those before a command.
            let before = text[..<rest.startIndex].last
            return (before?.properties.isWhitespace ?? true) && LogCommand.isNamed(rest.dropFirst(2))
        case _: return false
        }
    }
}

/// Texts in a log that build servers execute as commands.
enum LogCommand {
    /// Whether a text begins like `##vso[`, `##[` (Azure Pipelines, GitHub's older form) or `##teamcity[`, which count
    /// anywhere in a line.
    static func isMarked(_ text: some Sequence<UInt32>) -> Bool {
        for (index, value) in text.enumerated() {
            if index < 2 {
                guard value == 0x23 else { return false }
            } else if value == 0x5B {
                return true
            } else {
                guard 0x41...0x5A ~= value || 0x61...0x7A ~= value else { return false }
            }
        }
        return false
    }

    /// Whether the name of a command of GitHub Actions follows a `::` at the beginning of a line. Hexadecimal digits
    /// are the end of an IPv6 address.
    static func isNamed(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        let name = text.prefix {
            $0.isASCII && ($0.properties.isAlphabetic || $0 == "-" || $0.properties.numericType != nil)
        }
        return name.contains { !$0.properties.isASCIIHexDigit }
    }
}

extension Unicode.Scalar {
    /// Whether it could move the cursor, end a line or reorder it: a control character, a mark of direction, a
    /// separator of lines, a byte order mark.
    var isHarmful: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
