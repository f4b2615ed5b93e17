import Diagnostics
import XML

/// How the run was made: the configuration in force, the settings, the rules that ran, and the meaning of its status.
struct HTMLRun {
    private let page: HTMLPage
    private var outcome: Outcome { page.outcome }

    init(_ page: HTMLPage) { self.page = page }

    func write(_ html: inout HTMLWriter) {
        page.section(.run, &html) { html in
            html.block("h3", content: { $0.text("Configuration in force") })
            configuration(&html)
            settings(&html)
            html.block("h3", content: { $0.text("Checks by rule") })
            checks(&html)
            html.block("h3", content: { $0.text("What the exit status means") })
            status(&html)
        }
    }

    private func configuration(_ html: inout HTMLWriter) {
        guard let path = outcome.influence.configuration else {
            return html.paragraph("No configuration file was in force.")
        }
        html.block("p") { html in
            html.name(path)
            html.text(
                outcome.influence.changes.isEmpty ? " changes no rule." : " changes what is reported:")
        }
        guard !outcome.influence.changes.isEmpty else { return }
        html.block("ul") { html in
            for change in outcome.influence.changes { html.element("li", [:], HTMLText.message(change)) }
        }
    }

    private func settings(_ html: inout HTMLWriter) {
        let own: [(String, String, String)] = outcome.influence.settings.map { ($0.name, $0.value, $0.source) }
        var rows = own
        if !own.contains(where: { $0.0 == "fail-on" }) {
            rows.append(("fail-on", outcome.failOn.rawValue, "default"))
        }
        html.table("Settings", ["Setting", "Value", "From"]) { html in
            for (name, value, source) in rows {
                html.block("tr") { html in
                    html.element("th", ["scope": "row"], HTMLText.name(name))
                    html.element("td") { $0.name(value) }
                    html.element("td", [:], HTMLText.name(source))
                }
            }
        }
    }

    /// The columns of the table: what a check counts as, in every format.
    private static let states: [(state: Tally.State, title: SafeText)] = [
        (.passed, "Passed"), (.failed, "Failed"), (.consequence, "Failed as a consequence"), (.accepted, "Accepted"),
        (.undecided, "Undecided"), (.notApplicable, "Did not apply"),
    ]

    private func checks(_ html: inout HTMLWriter) {
        let tally = Tally(outcome)
        var rules = Numbers<RuleID>()
        var counts: [[Tally.State: Int]] = []
        for check in outcome.checks {
            let number = rules.number(of: check.rule)
            if number == counts.count { counts.append([:]) }
            counts[number][tally.state(of: check), default: 0] += 1
        }
        guard !counts.isEmpty else { return html.paragraph("No rule had anything to check.") }
        html.block("details") { html in
            html.element(
                "summary", [:],
                "\(HTMLText.count(tally.checks, "check")) by \(HTMLText.count(counts.count, "rule"))")
            let titles: [SafeText] = ["Rule"] + Self.states.map(\.title)
            html.scrolling("Checks by rule") { html in
                html.table("Checks by rule", titles, style: "counts") { html in
                    for (index, rule) in rules.values.enumerated() {
                        html.block("tr") { html in
                            html.element("th", ["scope": "row"], "\(rule) \(page.rules[rule]?.name ?? "")")
                            for (state, _) in Self.states {
                                html.element("td", [:], HTMLText.number(counts[index][state, default: 0]))
                            }
                        }
                    }
                }
            }
        }
    }

    private func status(_ html: inout HTMLWriter) {
        let rows: [(ExitStatus, SafeText)] = [
            (
                .clean,
                "Every input was read, every step and pair is decided and holds, and no finding reaches the threshold."
            ),
            (.findings, "A finding reaches the threshold, or a step or pair fails."),
            (.usage, "The program was called in a wrong way."),
            (.incomplete, "An input was not read, or a verdict is undecided."),
            (.failure, "The program failed, or a report could not be written."),
        ]
        html.table("Exit statuses", ["Status", "Meaning"]) { html in
            for (status, meaning) in rows {
                html.block("tr") { html in
                    html.element("th", ["scope": "row"]) { html in
                        html.text("\(status.rawValue)")
                        if status == outcome.exitStatus { html.element("b", [:], " (this run)") }
                    }
                    html.element("td", [:], meaning)
                }
            }
        }
    }
}
