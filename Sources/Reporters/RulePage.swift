public import Diagnostics

/// The page of a rule: Markdown for `rules/<code>.md`, plain text for `jmoncheck explain`.
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
        if !remarks.isEmpty { text += "\n\(remarks.joined(separator: " "))\n" }
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

    public func terminal(_ palette: Palette) -> Report {
        var lines = Wrapping.wrap("\(info.id) \(info.name) (\(info.severity.rawValue), \(info.area.title))")
        lines = lines.map(palette.bold) + Wrapping.wrap(SafeText(info.title)) + [""]
        lines += Wrapping.wrap(SafeText(info.rationale)) + [""]
        lines += section("Reported", info.bad, palette) + section("Accepted", info.good, palette)
        lines += [palette.bold("What to do")] + Wrapping.wrap(SafeText(info.remedy), first: "  ", rest: "  ") + [""]
        if !remarks.isEmpty {
            lines += Wrapping.wrap(SafeText(remarks.joined(separator: " ")), first: "  ", rest: "  ") + [""]
        }
        if !info.messages.isEmpty {
            lines.append(palette.bold("Messages this prevents"))
            lines += info.messages.flatMap { Wrapping.wrap(SafeText($0), first: "  ", rest: "    ") } + [""]
        }
        lines += [palette.bold("Source")] + Wrapping.wrap(SafeText(info.source), first: "  ", rest: "  ")
        return Report(lines)
    }

    /// What else users want to know of it.
    private var remarks: [String] {
        var remarks = info.edit.map { ["`jmoncheck fix\($0.safety == .safe ? "" : " --unsafe")` \($0.deed)."] } ?? []
        switch info.acceptance {
        case .allowed: break
        case .guarded: remarks.append("Findings are accepted only with --allow-critical-suppressions.")
        case .refused: remarks.append("Findings cannot be suppressed.")
        }
        return remarks
    }

    private func section(_ title: SafeText, _ sample: String, _ palette: Palette) -> [SafeText] {
        [palette.bold(title)] + SafeText.lines(of: sample).map { $0.isEmpty ? "" : "  \($0)" } + [""]
    }

    private static func fenced(_ sample: String) -> String {
        "```text\n\(sample.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n"))\n```"
    }
}

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
        for area in RuleArea.allCases {
            let members = rules.filter { $0.area == area }
            guard !members.isEmpty else { continue }
            lines += (lines.isEmpty ? [] : [""]) + [palette.bold(SafeText(area.title))]
            lines += members.map { info in
                let word = Wrapping.padded(SafeText(effective(info)), to: 9)
                let severity = settings[info.id].map(\.severity) ?? info.severity
                let painted = severity.map { palette.severity($0, word) } ?? palette.dim(word)
                return "  \(info.id)  \(painted)\(info.name)\(settings[info.id].map { "  (\($0.setBy))" } ?? "")"
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
