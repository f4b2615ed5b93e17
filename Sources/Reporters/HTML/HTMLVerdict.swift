import Diagnostics
import XML

/// The beginning of the page: how the run ended, the verdict of each set-up, and the numbers.
struct HTMLVerdict {
    private let page: HTMLPage
    private var outcome: Outcome { page.outcome }

    init(_ page: HTMLPage) { self.page = page }

    static func word(_ status: ExitStatus) -> SafeText {
        switch status {
        case .clean: "passed"
        case .findings: "failed"
        case .incomplete: "incomplete"
        case .usage, .failure: "could not be completed"
        }
    }

    private var mark: HTMLMark {
        switch outcome.exitStatus {
        case .clean: .good
        case .findings, .usage, .failure: .bad
        case .incomplete: .open
        }
    }

    func write(_ html: inout HTMLWriter) {
        page.section(.verdict, &html) { html in
            let style: SafeText =
                switch mark {
                case .good: "banner good"
                case .bad: "banner bad"
                case .open, .none, .note, .reach: "banner open"
                }
            html.block("div", ["class": style]) { html in
                html.element("p", ["class": "result"]) { html in
                    html.mark(mark, "The run \(Self.sentence(outcome.exitStatus)).")
                }
                html.element("p", [:], "Exit status \(outcome.exitStatus.rawValue): \(Verdicts.reason(outcome)).")
            }
            for warning in InfluenceSection(outcome).warning { html.paragraph(warning, style: "warning") }
            setUps(&html)
            numbers(&html)
        }
    }

    private static func sentence(_ status: ExitStatus) -> SafeText {
        switch status {
        case .clean, .findings: word(status)
        case .incomplete: "is incomplete"
        case .usage, .failure: word(status)
        }
    }

    private func setUps(_ html: inout HTMLWriter) {
        let steps = Dictionary(grouping: outcome.steps, by: \.setUp)
        let names = page.setUps.filter { steps[$0] != nil }
        guard !names.isEmpty else {
            return html.paragraph("No step logs on to the Job Monitor, and no pair of users was asked for.")
        }
        html.table("Verdict of each set-up", ["Set-up", "Verdict", "Steps and pairs"], style: "verdicts") { html in
            for name in names {
                let own = steps[name] ?? []
                html.block("tr") { html in
                    html.element("th", ["scope": "row"], HTMLText.name(name))
                    html.element("td") { html in
                        let verdicts = Set(own.map(\.verdict))
                        if own.contains(where: \.fails) {
                            html.mark(.bad, "fails")
                        } else if verdicts.contains(.failed) {
                            html.mark(.open, "fails, accepted")
                        } else if verdicts.contains(.unknown) {
                            html.mark(.open, "undecided")
                        } else {
                            html.mark(.good, "passes")
                        }
                    }
                    html.element("td", [:], VerdictSection.headline(own))
                }
            }
        }
    }

    private func numbers(_ html: inout HTMLWriter) {
        let grants = outcome.access?.grants ?? []
        let tally = Tally(outcome)
        let numbers: [(SafeText, Int)] = [
            ("errors", tally.errors), ("warnings", tally.warnings), ("infos", tally.infos),
            ("findings that follow from them", tally.consequences), ("accepted findings", tally.accepted),
            ("checks passed", tally.count(.passed)), ("checks failed", tally.count(.failed)),
            ("checks failed as a consequence", tally.count(.consequence)),
            ("checks undecided", tally.count(.undecided)),
            ("inputs read", outcome.inputs.count { $0.failure == nil }),
            ("inputs not read", outcome.inputs.count { $0.failure != nil }),
            ("entries that grant access", grants.count { $0.generate == .granted }),
            ("entries that may grant access", grants.count { $0.generate == .unknown }),
        ]
        html.block("dl", ["class": "numbers"]) { html in
            for (name, number) in numbers {
                html.element("div") { html in
                    html.element("dt", [:], name)
                    html.element("dd", [:], HTMLText.number(number))
                }
            }
        }
    }
}
