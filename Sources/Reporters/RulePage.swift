public import Diagnostics

/// A rule explained: as Markdown for `rules/<code>.md`, as plain text for `jmoncheck explain`.
public struct RulePage: Sendable {
    private let info: RuleInfo

    public init(_ info: RuleInfo) { self.info = info }

    public var markdown: String {
        var text = """
            # \(info.id) \(info.name)

            **\(info.title)** (\(info.severity.rawValue), \(info.area.title))

            ## Why

            \(info.rationale)

            ## Reported

            \(Self.fenced(info.bad))

            ## Accepted

            \(Self.fenced(info.good))

            ## What to do

            \(info.remedy)

            """
        if !info.messages.isEmpty {
            text += """

                ## Messages this prevents

                \(info.messages.map { "* \($0)" }.joined(separator: "\n"))

                """
        }
        text += """

            ## Source

            \(info.source)

            """
        return text
    }

    public func terminal(_ palette: Palette) -> [UInt8] {
        var lines = Wrapping.wrap("\(info.id) \(info.name) (\(info.severity.rawValue), \(info.area.title))")
        lines = lines.map(palette.bold) + Wrapping.wrap(info.title) + [""]
        lines += Wrapping.wrap(info.rationale) + [""]
        lines += section("Reported", info.bad, palette) + section("Accepted", info.good, palette)
        lines += [palette.bold("What to do")] + Wrapping.wrap(info.remedy, first: "  ", rest: "  ") + [""]
        if !info.messages.isEmpty {
            lines.append(palette.bold("Messages this prevents"))
            lines += info.messages.flatMap { Wrapping.wrap($0, first: "  ", rest: "    ") } + [""]
        }
        lines += [palette.bold("Source")] + Wrapping.wrap(info.source, first: "  ", rest: "  ")
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func section(_ title: String, _ sample: String, _ palette: Palette) -> [String] {
        [palette.bold(title)]
            + sample.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
            + [""]
    }

    private static func fenced(_ sample: String) -> String {
        "```text\n\(sample.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n"))\n```"
    }
}

/// The list of rules: `jmoncheck rules`.
public struct RuleList: Sendable {
    /// What a configuration says of a rule: a severity, or `nil` for off, and where.
    public typealias Setting = (severity: Severity?, setBy: String)

    private let rules: [RuleInfo]
    private let settings: [RuleID: Setting]

    public init(_ rules: [RuleInfo], settings: [RuleID: Setting] = [:]) {
        self.rules = rules
        self.settings = settings
    }

    /// The severity in force, or that the rule is off.
    private func effective(_ info: RuleInfo) -> String {
        settings[info.id].map { $0.severity?.rawValue ?? "off" } ?? info.severity.rawValue
    }

    public func text(_ palette: Palette) -> [UInt8] {
        var lines: [String] = []
        for area in RuleArea.allCases {
            let members = rules.filter { $0.area == area }
            guard !members.isEmpty else { continue }
            lines += (lines.isEmpty ? [] : [""]) + [palette.bold(area.title)]
            lines += members.map { info in
                let word = Wrapping.padded(effective(info), to: 9)
                let severity = settings[info.id].map(\.severity) ?? info.severity
                return "  \(info.id)  " + (severity.map { palette.severity($0, word) } ?? palette.dim(word)) + info.name
                    + (settings[info.id].map { "  (\($0.setBy))" } ?? "")
            }
        }
        lines += [
            "",
            settings.isEmpty
                ? "Severities are the rules' own. 'jmoncheck explain CODE' says more about each."
                : "Where no place is named, the severity is the rule's own.",
        ]
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    public var json: [UInt8] {
        let list = rules.map { info -> JSONValue in
            [
                "code": .string(info.id.code), "name": .string(info.name), "area": .string(info.area.rawValue),
                "severity": .string(effective(info)), "setBy": .string(settings[info.id]?.setBy ?? "default"),
                "title": .string(info.title),
            ]
        }
        let value: JSONValue = ["version": .number(JSONReporter.version), "rules": .array(list)]
        return value.encoded(isPretty: true)
    }
}
