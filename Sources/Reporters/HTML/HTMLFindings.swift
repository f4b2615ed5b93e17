import Diagnostics
import XML

/// The findings that count, by severity and rule, each with what follows from it.
struct HTMLFindings {
    private static let mostShown = 20

    private let page: HTMLPage
    private var findings: [Finding] { page.outcome.findings }
    private var places: Places { page.places }
    /// The findings that have no cause among the others, and what follows from each, as indices of `findings`.
    private var roots: [Int] = []
    private var consequences: [Int: [Int]] = [:]

    init(_ page: HTMLPage) {
        self.page = page
        let outcome = page.outcome
        // What the inputs lack is listed with the evidence, unless it makes the run fail.
        let shown = outcome.findings.indices.filter { index in
            let finding = outcome.findings[index]
            return finding.suppression == nil && (finding.rule != "PF406" || outcome.fails(finding))
        }
        guard shown.contains(where: { outcome.findings[$0].isConsequence }) else {
            roots = shown
            return
        }
        var numbers: [Cause: Int] = [:]
        for index in shown {
            let cause = Cause(findings[index].rule, findings[index].place)
            if numbers[cause] == nil { numbers[cause] = index }
        }
        var parents: [Int: Int] = [:]
        for index in shown {
            let finding = findings[index]
            guard finding.isConsequence, let parent = finding.because.flatMap({ numbers[$0] }), parent != index
            else { continue }
            // A cause that follows from its own consequence is none.
            var ancestor: Int? = parent
            while let next = ancestor, next != index { ancestor = parents[next] }
            if ancestor == nil { parents[index] = parent }
        }
        for index in shown {
            guard let parent = parents[index] else {
                roots.append(index)
                continue
            }
            consequences[parent, default: []].append(index)
        }
    }

    func write(_ html: inout HTMLWriter) {
        page.section(.findings, &html) { html in
            guard !roots.isEmpty else { return html.paragraph("Nothing was found that counts.") }
            html.paragraph(
                "By severity, then by rule. What follows from a finding stands below it and needs no work of its own.",
                style: "lead")
            for severity in Severity.allCases.reversed() {
                let own = roots.filter { findings[$0].severity == severity }
                guard !own.isEmpty else { continue }
                html.block("h3", content: { $0.text(Self.title(severity)) })
                for rule in byRule(own) { group(rule, severity, &html) }
            }
        }
    }

    private static func title(_ severity: Severity) -> SafeText {
        switch severity {
        case .error: "Errors"
        case .warning: "Warnings"
        case .info: "Infos"
        }
    }

    private func byRule(_ indices: [Int]) -> [[Int]] {
        var groups: [[Int]] = []
        var numbers: [RuleID: Int] = [:]
        for index in indices {
            let number = numbers[findings[index].rule, default: groups.count]
            if number == groups.count {
                numbers[findings[index].rule] = number
                groups.append([])
            }
            groups[number].append(index)
        }
        return groups
    }

    private func group(_ indices: [Int], _ severity: Severity, _ html: inout HTMLWriter) {
        let rule = findings[indices[0]].rule
        let info = page.rules[rule]
        html.block("article", ["class": "group"]) { html in
            html.element("h4") { html in
                html.mark(HTMLMark(severity), SafeText(rule.code))
                html.text(" \(info?.title ?? "")")
                let count = indices.reduce(0) { $0 + 1 + findings[$1].more }
                if count > 1 { html.element("span", ["class": "quiet"], " \(HTMLText.number(count)) places") }
                if let site = page.site {
                    html.text(" ")
                    html.element("a", ["href": SafeText(site.page(of: rule))], "Read more")
                }
            }
            if let info {
                html.paragraph(HTMLText.message(info.rationale), style: "quiet")
                let isInEach = indices.allSatisfy { findings[$0].remedy != nil }
                if !isInEach { fix(info.remedy, &html) }
            }
            list(indices[...], &html)
        }
    }

    private func list(_ indices: ArraySlice<Int>, _ html: inout HTMLWriter) {
        func items(_ indices: ArraySlice<Int>, _ html: inout HTMLWriter) {
            html.block("ul", ["class": "findings"]) { html in
                for index in indices { item(index, &html) }
            }
        }
        items(indices.prefix(Self.mostShown), &html)
        guard indices.count > Self.mostShown else { return }
        html.block("details") { html in
            html.element("summary", [:], "and \(HTMLText.number(indices.count - Self.mostShown)) more")
            items(indices.dropFirst(Self.mostShown), &html)
        }
    }

    private func item(_ index: Int, _ html: inout HTMLWriter) {
        let finding = findings[index]
        html.block("li") { html in
            html.element("p") { html in
                html.text(HTMLText.message(finding.message))
                html.text(" ")
                html.place(finding.place, places)
            }
            html.excerpt(finding.place, places)
            for related in finding.related {
                html.element("p", ["class": "quiet"]) { html in
                    html.text("See \(HTMLText.message(related.message)): ")
                    html.place(related.place, places)
                }
            }
            if let remedy = finding.remedy {
                fix(remedy, &html)
            } else if let edit = finding.fix {
                html.element("p", ["class": "quiet"], "Edit: \(HTMLText.message(edit.title)).")
            }
            if finding.more > 0 {
                html.element("p", ["class": "quiet"]) { html in
                    html.text("\(HTMLText.number(finding.more)) more of this rule in the same input are only counted.")
                }
            }
            follow(index, &html)
        }
    }

    private func fix(_ remedy: String, _ html: inout HTMLWriter) {
        html.block("p", ["class": "fix"]) { html in
            html.element("b", [:], "Fix: ")
            html.text(HTMLText.message(remedy))
        }
    }

    /// What follows from a finding, and from that.
    private func follow(_ index: Int, _ html: inout HTMLWriter) {
        var all: [(index: Int, depth: Int)] = []
        var pending = consequences[index, default: []].reversed().map { (index: $0, depth: 1) }
        while let next = pending.popLast() {
            all.append(next)
            pending += consequences[next.index, default: []].reversed().map { (index: $0, depth: next.depth + 1) }
        }
        guard !all.isEmpty else { return }
        html.block("div", ["class": "consequences"]) { html in
            html.element("p", [:], "What follows from it:")
            html.element("ul") { html in
                for (index, depth) in all { consequence(findings[index], depth: depth, &html) }
            }
        }
    }

    private func consequence(_ finding: Finding, depth: Int, _ html: inout HTMLWriter) {
        html.element("li") { html in
            html.mark(HTMLMark(finding.severity), SafeText(finding.rule.code))
            html.text(" \(HTMLText.message(finding.message)) ")
            html.place(finding.place, places)
            if depth > 1, let cause = finding.because {
                html.element("span", ["class": "quiet"], " (because of \(cause.rule))")
            }
        }
    }
}
