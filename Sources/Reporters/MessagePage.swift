public import Diagnostics

/// The explanation of a message or return code: `jmoncheck explain ICH10102I`.
public struct MessagePage: Sendable {
    private let names: [String]
    private let meaning: String
    private let cause: String
    private let remedy: String
    private let rules: [RuleInfo]

    public init(names: [String], meaning: String, cause: String, remedy: String, rules: [RuleInfo]) {
        self.names = names
        self.meaning = meaning
        self.cause = cause
        self.remedy = remedy
        self.rules = rules
    }

    public func terminal(_ palette: Palette) -> Report {
        var lines = palette.wrap(SafeText(names.joined(separator: ", "))).map(palette.bold)
        lines += palette.wrap(SafeText(meaning))
        for (title, text) in [("Usual cause", cause), ("What to do", remedy)] where !text.isEmpty {
            lines += ["", palette.bold(SafeText(title))] + palette.wrap(SafeText(text), first: "  ", rest: "  ")
        }
        if !rules.isEmpty {
            lines += ["", palette.bold("Rules that find the cause")]
            lines += rules.flatMap {
                palette.wrap("\($0.id) \(SafeText($0.title))", first: "  ", rest: "        ")
            }
        }
        return Report(lines)
    }
}
