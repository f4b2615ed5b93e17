import Diagnostics
import XML

/// What does not count and who answers for it: suppressions with owner and last day, and the findings that they accept.
struct HTMLAccepted {
    private static let mostShown = 100

    private let page: HTMLPage
    private var outcome: Outcome { page.outcome }
    private var places: Places { page.places }

    init(_ page: HTMLPage) { self.page = page }

    func write(_ html: inout HTMLWriter) {
        page.section(.accepted, &html) { html in
            let accepted = outcome.suppressedFindings
            guard !outcome.suppressions.isEmpty || !accepted.isEmpty else {
                return html.paragraph("No suppression and no baseline accepts anything.")
            }
            if !outcome.suppressions.isEmpty {
                html.block("h3", content: { $0.text("Suppressions") })
                suppressions(&html)
            }
            guard !accepted.isEmpty else { return }
            html.block("h3", content: { $0.text("Findings that do not count") })
            list(accepted[...].prefix(Self.mostShown), &html)
            guard accepted.count > Self.mostShown else { return }
            html.block("details") { html in
                html.element("summary", [:], "and \(HTMLText.number(accepted.count - Self.mostShown)) more")
                list(accepted.dropFirst(Self.mostShown), &html)
            }
        }
    }

    private func suppressions(_ html: inout HTMLWriter) {
        let titles: [SafeText] = ["Rules", "State", "Reason", "Owner", "Last day", "Findings", "Written in"]
        html.scrolling("Suppressions") { html in
            html.table("Suppressions", titles, style: "wide") { html in
                for entry in outcome.suppressions {
                    html.block("tr") { html in
                        html.element(
                            "th", ["scope": "row"],
                            entry.rules.isEmpty ? "none" : SafeText(entry.rules.map(\.code).joined(separator: ", ")))
                        html.element("td") { $0.mark(Self.mark(entry.state), SafeText(entry.state.rawValue)) }
                        html.element("td") { html in
                            html.text(HTMLText.message(entry.reason))
                            for fault in entry.faults {
                                html.element("p", ["class": "quiet"], HTMLText.message(fault))
                            }
                        }
                        html.element("td", [:], entry.owner.map(HTMLText.name) ?? "nobody is named")
                        html.element("td", [:], entry.until.map { "\($0)" } ?? "without end")
                        html.element("td", [:], HTMLText.number(entry.count))
                        html.element("td") { $0.place(entry.place, places) }
                    }
                }
            }
        }
    }

    private static func mark(_ state: SuppressionEntry.State) -> HTMLMark {
        switch state {
        case .active: .note
        case .expired, .refused, .malformed: .bad
        case .unused, .undecided: .open
        }
    }

    private func list(_ findings: ArraySlice<Finding>, _ html: inout HTMLWriter) {
        html.block("ul", ["class": "findings"]) { html in
            for finding in findings {
                html.block("li") { html in
                    html.element("p") { html in
                        html.mark(HTMLMark(finding.severity), SafeText(finding.rule.code))
                        html.text(" \(HTMLText.message(finding.message)) ")
                        html.place(finding.place, places)
                    }
                    if let suppression = finding.suppression {
                        html.element("p", ["class": "quiet"], Self.sentence(places.acceptance(suppression)))
                    }
                }
            }
        }
    }

    private static func sentence(_ text: SafeText) -> SafeText {
        HTMLText.message("\(text.description.prefix(1).uppercased())\(text.description.dropFirst()).")
    }
}
