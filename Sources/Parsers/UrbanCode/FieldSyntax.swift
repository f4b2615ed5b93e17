import Contract
import Diagnostics

/// The syntax of the fields of a connecting step: host, data set, number, and stand-ins that must be replaced.
public enum FieldSyntax {
    /// A description of a text that is not a host; `nil` if it is a name, an IPv4 or an IPv6 address.
    public static func flaw(ofHost text: String) -> String? {
        if text.trimmed().isEmpty { return "is blank" }
        if isPlaceholder(text) { return "is a placeholder" }
        if text.holds("://") { return "is a URL, not a host" }
        if text.utf8.contains(where: { $0 <= UInt8(ascii: " ") }) { return "holds a blank" }
        if text.utf8.contains(UInt8(ascii: ",")) || text.utf8.contains(UInt8(ascii: ";")) {
            return "is more than one host"
        }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        if colons >= 2 || text.hasPrefix("[") { return isIPv6(text) ? nil : "is not an IPv6 address" }
        if colons == 1 { return "holds a port, which has a field of its own" }
        if text.utf8.contains(UInt8(ascii: "/")) { return "holds a path, not only a host" }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        if labels.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }) {
            return labels.count == 4 && labels.allSatisfy { Int($0).map { $0 <= 255 } == true }
                ? nil : "is not an IPv4 address"
        }
        let names = labels.last == "" ? labels.dropLast() : labels[...]
        return text.utf8.count <= 253 && !names.isEmpty && names.allSatisfy(isLabel) ? nil : "is not a host name"
    }

    /// A host name as in RFC 1123; the underscore is also common.
    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.utf8.first != UInt8(ascii: "-")
            && label.utf8.last != UInt8(ascii: "-")
            && label.utf8.allSatisfy {
                $0.isNameByte || $0 == UInt8(ascii: "-")
            }
    }

    /// An address as in RFC 4291, 2.2, with or without brackets and zone.
    private static func isIPv6(_ text: String) -> Bool {
        var address = text[...]
        if address.hasPrefix("[") {
            guard address.hasSuffix("]") else { return false }
            address = address.dropFirst().dropLast()
        }
        if let zone = address.firstIndex(of: "%") { address = address[..<zone] }
        let halves = address.split(separator: "::", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count) else { return false }
        var count = 0
        for half in halves where !half.isEmpty {
            let groups = half.split(separator: ":", omittingEmptySubsequences: false)
            for (index, group) in groups.enumerated() {
                if group.contains("."), index == groups.count - 1, flaw(ofHost: String(group)) == nil {
                    count += 2
                } else if (1...4).contains(group.utf8.count), group.utf8.allSatisfy(\.isHexDigit) {
                    count += 1
                } else {
                    return false
                }
            }
        }
        return halves.count == 2 ? count <= 7 : count == 8
    }

    /// The error in a text as a data set with or without a member or a pattern of members; `nil` if it is valid.
    public static func flaw(ofDataSet text: String) -> String? {
        if isPlaceholder(text) { return "is a placeholder" }
        var name = text.trimmed()[...]
        if name.hasPrefix("//") { name = name.dropFirst(2) }
        if name.hasPrefix("'"), name.hasSuffix("'"), name.count > 1 { name = name.dropFirst().dropLast() }
        // System symbols may represent any part of it.
        if name.contains("&") { return nil }
        if let open = name.firstIndex(of: "(") {
            let member = name[name.index(after: open)...]
            guard member.hasSuffix(")") else { return "has no closing parenthesis" }
            guard isMember(member.dropLast()) else { return "has no valid member name" }
            name = name[..<open]
        }
        let qualifiers = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 44 else { return "is longer than 44 characters" }
        guard qualifiers.contains(where: { !isQualifier($0) }) else { return nil }
        return "has a qualifier that is not a name of 1 to 8 characters"
    }

    private static func isQualifier(_ text: Substring) -> Bool {
        guard (1...8).contains(text.utf8.count), let first = text.utf8.first else { return false }
        return (first.isLetter || first.isNational)
            && text.utf8.allSatisfy { $0.isAlphanumeric || $0.isNational || $0 == UInt8(ascii: "-") }
    }

    /// A name, a pattern with `*` and `%`, or a generation.
    private static func isMember(_ text: Substring) -> Bool {
        let sign = text.drop { $0 == "+" || $0 == "-" }
        if !sign.isEmpty, sign.utf8.allSatisfy(\.isDigit), text.count <= 5 { return true }
        guard (1...8).contains(text.utf8.count), let first = text.utf8.first, !first.isDigit else { return false }
        return text.utf8.allSatisfy {
            $0.isAlphanumeric || $0.isNational || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "%")
        }
    }

    /// A whole number in a range, without sign.
    public static func isNumber(_ text: String, in range: ClosedRange<Int>) -> Bool {
        let digits = text.trimmed()
        return !digits.isEmpty && digits.utf8.allSatisfy(\.isDigit) && Int(digits).map(range.contains) == true
    }

    // MARK: Placeholders

    private static let words: Set<String> = [
        "changeme", "changeit", "replaceme", "placeholder", "todo", "tbd", "fixme",
    ]

    /// `<host>`, `YOUR_ZOS_USERID`, `changeme`, `xxxx`.
    public static func isPlaceholder(_ text: String) -> Bool {
        let text = text.trimmed()
        guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count > 2 else { return false }
        if first == UInt8(ascii: "<"), last == UInt8(ascii: ">") { return true }
        if text.utf8.contains(UInt8(ascii: "<")), text.utf8.contains(UInt8(ascii: ">")) { return true }
        let lower = text.lowercased()
        let letters = lower.utf8.filter(\.isLetter)
        if letters.count + 2 >= text.utf8.count, words.contains(String(decoding: letters, as: UTF8.self)) {
            return true
        }
        if lower.hasPrefix("<your") { return true }
        if first | 0x20 == UInt8(ascii: "y"), ["your_", "your-", "your."].contains(where: lower.hasPrefix) {
            return true
        }
        return lower.utf8.allSatisfy { $0 == UInt8(ascii: "x") }
    }
}
