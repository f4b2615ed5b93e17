import Diagnostics
import XML

/// What the answers rest on and how far: inputs with their digests, assumptions, what was not read, what is not decided.
struct HTMLEvidence {
    private let page: HTMLPage
    private var outcome: Outcome { page.outcome }
    private var places: Places { page.places }

    init(_ page: HTMLPage) { self.page = page }

    func write(_ html: inout HTMLWriter) {
        page.section(.evidence, &html) { html in
            html.block("h3", content: { $0.text("Inputs") })
            inputs(&html)
            html.block("h3", content: { $0.text("Assumptions") })
            assumptions(&html)
            html.block("h3", content: { $0.text("Not read") })
            list(unread, none: "Everything that was given was read.", &html)
            html.block("h3", content: { $0.text("Not decided, and what would decide it") })
            undecided(&html)
        }
    }

    // MARK: Inputs

    private func inputs(_ html: inout HTMLWriter) {
        guard !outcome.inputs.isEmpty else { return html.paragraph("There were none.") }
        html.table("Inputs", ["Input", "Read as", "SHA-256 of the file"], style: "inputs filtered") { html in
            for input in outcome.inputs {
                html.block("tr") { html in
                    html.element("th", ["scope": "row"]) { $0.name(input.path) }
                    html.element("td") { html in
                        if let failure = input.failure {
                            html.mark(.bad, "not read")
                            html.text(" \(HTMLText.message(failure))")
                        } else {
                            html.text("\(input.kind ?? "unknown"), \(input.encoding)")
                            if input.record != .text { html.text(", records \(input.record.rawValue)") }
                            html.text(", set-up \(HTMLText.name(input.setUp))")
                            html.element("p", ["class": "quiet"], HTMLText.message(input.reason))
                        }
                    }
                    html.element("td") { html in
                        if let digest = input.digest {
                            html.element("code", [:], SafeText(digest))
                        } else {
                            html.element("span", ["class": "quiet"], "not given")
                        }
                    }
                }
            }
        }
    }

    // MARK: Assumptions

    private func assumptions(_ html: inout HTMLWriter) {
        var lines: [SafeText] = []
        let settings = outcome.influence.settings.filter { $0.name == "assume" }
        lines += settings.map { "The system before the deck: \($0.value) (\($0.source))." }
        if settings.isEmpty {
            lines.append("Nothing is assumed about the system before the deck: what no input shows is undecided.")
        }
        let assumed = outcome.steps.reduce(0) { $0 + $1.links.count { $0.ground?.isAssumed == true } }
        if assumed > 0 {
            lines.append("\(HTMLText.count(assumed, "link rests", "links rest")) on an assumption; each says so.")
        }
        for input in outcome.findings where input.rule == "IN004" {
            lines.append("\(places.path(input.place)): \(HTMLText.message(input.message)).")
        }
        for part in outcome.access?.evidence ?? [] {
            let place: SafeText = "Set-up \(HTMLText.name(part.setUp)), \(places.path(part.place))"
            lines.append("\(place): \(HTMLText.message(part.message)).")
        }
        list(lines, none: "", &html)
    }

    private func list(_ lines: [SafeText], none: SafeText, _ html: inout HTMLWriter) {
        guard !lines.isEmpty else { return html.paragraph(none) }
        html.block("ul") { html in
            for line in lines { html.element("li", [:], line) }
        }
    }

    // MARK: What is missing

    private var unread: [SafeText] {
        var lines: [SafeText] = []
        for input in outcome.inputs {
            guard let failure = input.failure else { continue }
            lines.append("\(HTMLText.name(input.path)): \(HTMLText.message(failure))")
        }
        for part in outcome.access?.unread ?? [] {
            lines.append("\(places.link(part.place)): \(HTMLText.message(part.message))")
        }
        for finding in outcome.findings {
            guard let info = page.rules[finding.rule], info.completeness != .untouched else { continue }
            lines.append("\(places.link(finding.place)): \(HTMLText.message(finding.message)) [\(finding.rule)]")
        }
        lines += (outcome.access?.omissions ?? []).map(HTMLText.message)
        return lines + outcome.notes.map(HTMLText.message)
    }

    private func undecided(_ html: inout HTMLWriter) {
        var needs = Numbers<String>()
        var rules: [Numbers<RuleID>] = []
        var counts: [Int] = []
        for check in outcome.checks {
            guard case .unknown(let text) = check.result else { continue }
            let number = needs.number(of: text)
            if number == counts.count {
                counts.append(0)
                rules.append(Numbers())
            }
            counts[number] += 1
            _ = rules[number].number(of: check.rule)
        }
        guard !counts.isEmpty else { return html.paragraph("Every check is decided.") }
        html.table("Checks that are not decided", ["What the inputs lack", "Checks", "Rules"]) { html in
            for (index, text) in needs.values.enumerated() {
                html.block("tr") { html in
                    html.element("th", ["scope": "row"], HTMLText.message(text))
                    html.element("td", [:], HTMLText.number(counts[index]))
                    html.element("td", [:], SafeText(rules[index].values.map(\.code).joined(separator: ", ")))
                }
            }
        }
    }
}
