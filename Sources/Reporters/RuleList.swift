public import Diagnostics

/// The list of rules: `jmoncheck rules`.
public struct RuleList: Sendable {
    /// The setting of a rule in a configuration: a severity, or `nil` for off, and its place.
    public typealias Setting = (severity: Severity?, setBy: String)

    private let rules: [RuleInfo]
    private let settings: [RuleID: Setting]

    public init(_ rules: [RuleInfo], settings: [RuleID: Setting] = [:]) {
        self.rules = rules
        self.settings = settings
    }

    /// The severity in effect, or that the rule is off.
    private func effective(_ info: RuleInfo) -> String {
        settings[info.id].map { $0.severity?.rawValue ?? "off" } ?? info.severity.rawValue
    }

    public func text(_ palette: Palette) -> Report {
        var lines: [SafeText] = []
        let width = (rules.map(\.name.utf8.count).max() ?? 0) + 2
        for area in RuleArea.allCases {
            let members = rules.filter { $0.area == area }
            guard !members.isEmpty else { continue }
            lines += (lines.isEmpty ? [] : [""]) + [palette.bold(SafeText(area.title))]
            lines += members.flatMap { info in
                let word = Wrapping.padded(SafeText(effective(info)), to: 9)
                let severity = settings[info.id].map(\.severity) ?? info.severity
                let painted = severity.map { palette.severity($0, word) } ?? palette.dim(word)
                let name = Wrapping.padded(SafeText(info.name), to: width)
                let setBy: SafeText = settings[info.id].map { " (\($0.setBy))" } ?? ""
                return palette.wrap(
                    "\(info.title)\(setBy)", first: "  \(info.id)  \(painted)\(name)",
                    rest: Wrapping.repeated(" ", 18 + width))
            }
        }
        lines += [
            "",
            settings.isEmpty
                ? "All severities are the defaults. 'jmoncheck explain CODE' explains a rule."
                : "If no place is named, the severity is the default.",
        ]
        return Report(lines)
    }

    public var json: Report {
        let list = rules.map { info -> JSONValue in
            [
                "code": .string(info.id.code), "name": .string(info.name), "area": .string(info.area.rawValue),
                "severity": .string(effective(info)), "setBy": .string(settings[info.id]?.setBy ?? "default"),
                "title": .string(info.title),
            ]
        }
        let value: JSONValue = ["version": .number(JSONReporter.version), "rules": .array(list)]
        return Report(value, for: .programs)
    }
}
