public import Diagnostics

/// The page of a rule: Markdown for `rules/<code>.md`, plain text for `jmoncheck explain`.
public struct RulePage: Sendable {
    private let info: RuleInfo
    private let related: [RuleInfo]
    private let showsExamples: Bool

    /// - Parameters:
    ///   - rules: all rules, among which those related to this one are found; none for a page without them.
    ///   - showsExamples: whether the page shows an input that is reported, and one that is accepted.
    public init(_ info: RuleInfo, among rules: [RuleInfo] = [], showsExamples: Bool = true) {
        self.info = info
        self.showsExamples = showsExamples
        related = Self.related(to: info, among: rules)
    }

    private var examples: String {
        guard showsExamples else { return "" }
        return """
            ## Reported

            \(Self.fenced(info.bad))

            ## Accepted

            \(Self.fenced(info.good))


            """
    }

    public var markdown: String {
        var text = """
            # \(info.id) \(info.name)

            **\(info.title)** (\(info.severity.rawValue), \(info.area.title))

            ## Why

            \(info.rationale)

            \(examples)## What to do

            \(info.remedy)

            \(fix)

            ## How to accept it

            \(acceptance)

            ## What it does not see

            \(info.area.blindSpot)

            """
        if !info.messages.isEmpty {
            text += """

                ## Messages this prevents

                \(info.messages.map { "* \($0)" }.joined(separator: "\n"))

                """
        }
        if !related.isEmpty {
            text += """

                ## Related rules

                \(related.map { "* [\($0.id) \($0.name)](\($0.id).md): \($0.title)" }.joined(separator: "\n"))

                """
        }
        text += """

            ## Source

            \(info.source)

            """
        return text
    }

    public func terminal(_ palette: Palette, site: DocumentationSite? = .published) -> Report {
        func paragraph(_ text: String) -> [SafeText] { palette.wrap(SafeText(text), first: "  ", rest: "  ") + [""] }
        var lines = palette.wrap("\(info.id) \(info.name) (\(info.severity.rawValue), \(info.area.title))")
        lines = lines.map(palette.bold) + palette.wrap(SafeText(info.title)) + [""]
        lines += palette.wrap(SafeText(info.rationale)) + [""]
        lines += section("Reported", info.bad, palette) + section("Accepted", info.good, palette)
        lines += [palette.bold("What to do")] + paragraph(info.remedy) + paragraph(fix.filter { $0 != "`" })
        lines += [palette.bold("How to accept it")] + paragraph(acceptance.filter { $0 != "`" })
        lines += [palette.bold("What it does not see")] + paragraph(info.area.blindSpot)
        if !info.messages.isEmpty {
            lines.append(palette.bold("Messages this prevents"))
            lines += info.messages.flatMap { palette.wrap(SafeText($0), first: "  ", rest: "    ") } + [""]
        }
        if !related.isEmpty {
            lines.append(palette.bold("Related rules"))
            lines += related.flatMap {
                palette.wrap("\($0.id) \($0.name): \($0.title)", first: "  ", rest: "        ")
            }
            lines.append("")
        }
        lines += [palette.bold("Source")] + palette.wrap(SafeText(info.source), first: "  ", rest: "  ")
        if let site { lines += ["", palette.bold("Page"), SafeText("  " + site.page(of: info.id))] }
        return Report(lines)
    }

    private var fix: String {
        info.edit.map { "`jmoncheck fix\($0.safety == .safe ? "" : " --unsafe")` \($0.deed)." }
            ?? "There is no automatic fix."
    }

    /// How a finding is accepted, and how the rule is switched off.
    private var acceptance: String {
        let accepting =
            switch info.acceptance {
            case .allowed, .guarded:
                """
                Write `jmoncheck:ignore[\(info.id)] reason="…"` in a comment at the place, or an entry in `suppressions` of \
                `.jmoncheck.yml`, or put the finding into a baseline.
                """
            case .refused: "A finding cannot be accepted."
            }
        let off = "`--ignore \(info.id)` and `rules: {\(info.id): \"off\"}`"
        let condition =
            info.acceptance == .guarded
            ? " This, like \(off), works only with `--allow-critical-suppressions`." : ""
        let switching =
            switch info.switching {
            case .free where info.acceptance == .guarded: ""
            case .free: " \(off) switch the rule off."
            case .ignoring: " `--ignore \(info.id)` switches the rule off; selecting other rules does not."
            case .never: " Nothing switches the rule off."
            }
        return accepting + condition + switching
    }

    // MARK: Related rules

    private static let mostRelated = 8

    /// Rules that prevent the same message, decide the same link or are neighbours by their codes.
    private static func related(to info: RuleInfo, among rules: [RuleInfo]) -> [RuleInfo] {
        let scored = rules.filter { $0.id != info.id }.map { other -> (score: Int, info: RuleInfo) in
            let messages = other.messages.count { info.messages.contains($0) }
            let links = other.links.count { info.links.contains($0) }
            let isNeighbour = other.id.code.dropLast() == info.id.code.dropLast()
            return (3 * messages + 2 * links + (isNeighbour ? 1 : 0), other)
        }
        return scored.filter { $0.score > 0 }
            .sorted { ($1.score, $0.info.id) < ($0.score, $1.info.id) }
            .prefix(mostRelated).map(\.info)
            .sorted { $0.id < $1.id }
    }

    private func section(_ title: SafeText, _ sample: String, _ palette: Palette) -> [SafeText] {
        [palette.bold(title)] + SafeText.lines(of: sample).map { $0.isEmpty ? "" : "  \($0)" } + [""]
    }

    private static func fenced(_ sample: String) -> String {
        "```text\n\(sample.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n"))\n```"
    }
}

extension RuleArea {
    /// What no rule of the area can know.
    fileprivate var blindSpot: String {
        switch self {
        case .input:
            "It looks at the file alone, and not at other files that the file names or includes."
        case .jobmonitor:
            """
            It looks at the files that are given. What the running Job Monitor uses is seen only in a capture of its log, \
            because a changed member has no effect before a restart.
            """
        case .urbancode:
            """
            It looks at what the export holds. Values of secure properties, properties that only the server or an agent \
            has, and changes after the export are not seen.
            """
        case .racf:
            """
            It looks at the commands in their order. The system before them is known only from listings, an unload of the \
            database or --assume, and no input shows whether somebody has run the commands.
            """
        case .preflight:
            """
            It compares what the inputs show. The network, firewalls, clocks and whatever no input shows are not seen, and \
            what is not shown is undecided.
            """
        }
    }
}
