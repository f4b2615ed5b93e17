import Contract
public import Diagnostics

/// The content of a suppression comment: `jmoncheck:ignore[RF302] reason="…" owner=SYSPROG until=2026-06-30`.
///
/// Case is ignored, because members are edited with CAPS ON.
public struct SuppressionText: Equatable, Sendable {
    /// The codes or names of rules, as written.
    public var rules: [String]
    public var reason: String
    public var owner: String?
    /// The last day on which it applies.
    public var until: CalendarDate?

    /// The reason why a comment that looks like a suppression is not one.
    public struct Fault: Error, Equatable, Sendable {
        public var message: String
    }

    /// - Parameter text: the text from `jmoncheck` to the end of the comment.
    init(_ text: String) throws(Fault) {
        var scanner = Scanner(rest: text[...])
        guard scanner.skip(":ignore") else {
            throw Fault(message: "a suppression begins with jmoncheck:ignore[CODE]")
        }
        guard scanner.skip("["), let end = scanner.rest.firstIndex(of: "]") else {
            throw Fault(message: "the code of a rule is missing: jmoncheck:ignore[CODE]")
        }
        rules = scanner.rest[..<end].split(separator: ",", omittingEmptySubsequences: false).map {
            String($0).trimmed()
        }
        guard !rules.contains("") else {
            throw Fault(message: "the code of a rule is missing: jmoncheck:ignore[CODE]")
        }
        scanner.rest = scanner.rest[scanner.rest.index(after: end)...]
        var values: [String: String] = [:]
        while let (key, value) = try scanner.assignment() {
            guard values.updateValue(value, forKey: key) == nil else { throw Fault(message: "\(key) is given twice") }
        }
        reason = values["reason"]?.trimmed() ?? ""
        guard !reason.isEmpty else { throw Fault(message: "reason=\"…\" is missing") }
        owner = values["owner"]
        if owner?.trimmed().isEmpty == true { throw Fault(message: "owner has no value") }
        if let text = values["until"] {
            guard let date = CalendarDate(text) else {
                throw Fault(message: "until is not a date such as 2026-06-30")
            }
            until = date
        }
    }

    static let keys = ["reason", "owner", "until"]

    private struct Scanner {
        var rest: Substring

        mutating func skip(_ word: String) -> Bool {
            guard rest.prefix(word.count).lowercased() == word else { return false }
            rest = rest.dropFirst(word.count)
            return true
        }

        private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\t" } }

        /// Reads a key with its value, which is quoted or one word; `nil` at the end.
        mutating func assignment() throws(Fault) -> (String, String)? {
            skipBlanks()
            guard !rest.isEmpty else { return nil }
            let word = String(rest.prefix { $0.isLetter })
            let key = word.lowercased()
            let hint = NearestName.find(key, among: SuppressionText.keys).map { "; did you mean \($0)?" } ?? ""
            guard SuppressionText.keys.contains(key) else {
                throw Fault(message: "only reason, owner and until can follow the code\(hint)")
            }
            rest = rest.dropFirst(word.count)
            skipBlanks()
            guard skip("=") else { throw Fault(message: "\(key) needs = and a value") }
            skipBlanks()
            guard rest.first == "\"" else {
                let value = rest.prefix { $0 != " " && $0 != "\t" }
                guard !value.isEmpty, !value.contains("\"") else { throw Fault(message: "\(key) has no value") }
                rest = rest[value.endIndex...]
                return (key, String(value))
            }
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: "\"") else {
                throw Fault(message: "the quotes around \(key) are not closed")
            }
            let value = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            guard rest.first.map({ $0 == " " || $0 == "\t" }) ?? true else {
                throw Fault(message: "a blank is missing after \(key)")
            }
            return (key, value)
        }
    }
}
