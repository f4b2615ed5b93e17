import Diagnostics
import XML

/// The steps and pairs of each set-up, in groups that share their first broken link or what is open, each with its links
/// and their evidence.
struct HTMLSteps {
    private typealias Link = PreflightStep.Link

    /// The number of different forms of a link that a group shows.
    private static let mostForms = 12
    private static let mostNames = 8

    private let page: HTMLPage
    private var places: Places { page.places }

    init(_ page: HTMLPage) { self.page = page }

    func write(_ html: inout HTMLWriter) {
        page.section(.steps, &html) { html in
            guard !page.outcome.steps.isEmpty else {
                return html.paragraph("No step logs on to the Job Monitor, and no pair of users was asked for.")
            }
            html.paragraph(
                "A step submits if every link holds that its way of logging on needs. Steps that share their first "
                    + "broken link stand together; fix that link first.", style: "lead")
            let steps = Dictionary(grouping: page.outcome.steps, by: \.setUp)
            for name in page.setUps {
                guard let own = steps[name] else { continue }
                html.block("h3", content: { $0.text("Set-up \(HTMLText.name(name))") })
                let failed = own.filter { $0.verdict == .failed }
                let open = own.filter { $0.verdict == .unknown }
                let passed = own.filter { $0.verdict == .passed }
                for group in VerdictSection.grouped(failed, by: VerdictSection.firstBroken) { write(group, &html) }
                for group in VerdictSection.grouped(open, by: VerdictSection.allOpen) { write(group, &html) }
                if !passed.isEmpty { write(passed, &html) }
            }
        }
    }

    // MARK: A group

    private func write(_ steps: [PreflightStep], _ html: inout HTMLWriter) {
        let verdict = steps[0].verdict
        let isAccepted = verdict == .failed && steps.allSatisfy { !$0.fails }
        let mark: HTMLMark = isAccepted ? .open : HTMLMark(verdict)
        html.block("article", ["class": "group"]) { html in
            html.element("h4") { html in
                html.mark(mark, title(steps, isAccepted: isAccepted))
            }
            reason(steps, &html)
            names(steps, &html)
            links(steps, &html)
        }
    }

    private func title(_ steps: [PreflightStep], isAccepted: Bool) -> SafeText {
        let isOne = steps.count == 1
        let count = HTMLText.count(steps.count, steps.allSatisfy(\.isPair) ? "pair" : "step")
        switch steps[0].verdict {
        case .passed: return "\(count) \(isOne ? "passes" : "pass")"
        case .unknown: return "\(count) \(isOne ? "is" : "are") undecided"
        case .failed:
            let link: SafeText = steps[0].headline.map { " at the link \($0.name.rawValue)" } ?? ""
            return "\(count) \(isOne ? "fails" : "fail")\(link)\(isAccepted ? ", which is accepted" : "")"
        }
    }

    private func reason(_ steps: [PreflightStep], _ html: inout HTMLWriter) {
        if let first = steps[0].headline {
            html.paragraph(HTMLText.message(first.message), style: "reason")
            let section = VerdictSection(page.outcome, palette: Palette(isOn: false), isVerbose: false)
            if let fix = section.fix(first, of: steps[0]) {
                html.block("p", ["class": "fix"]) { html in
                    html.element("b", [:], "Fix: ")
                    html.text(HTMLText.message(fix.description))
                }
            }
        } else if steps[0].verdict == .unknown {
            var seen: [String] = []
            for link in steps[0].openLinks where !seen.contains(link.message) { seen.append(link.message) }
            html.block("ul", ["class": "reason"]) { html in
                for message in seen { html.element("li", [:], HTMLText.message(message)) }
            }
        }
    }

    private func names(_ steps: [PreflightStep], _ html: inout HTMLWriter) {
        func list(_ names: ArraySlice<StepNames.Name>, _ html: inout HTMLWriter) {
            html.block("ul", ["class": "names"]) { html in
                for name in names {
                    html.element("li") { html in
                        html.name(name.text)
                        html.text(" \(HTMLText.message(name.details.joined(separator: ", ")))")
                    }
                }
            }
        }
        let names = StepNames(steps).names
        list(names.prefix(Self.mostNames), &html)
        guard names.count > Self.mostNames else { return }
        html.block("details") { html in
            html.element("summary", [:], "and \(HTMLText.number(names.count - Self.mostNames)) more")
            list(names.dropFirst(Self.mostNames), &html)
        }
    }

    // MARK: Links

    /// A link as some steps of a group have it.
    private struct Form {
        var link: PreflightStep.Link
        var steps: [PreflightStep]

        var isIdle: Bool { if case .notApplicable = link.result { true } else { false } }
    }

    /// First what is broken or open, then, in a part that opens, what holds and what does not apply.
    private func links(_ steps: [PreflightStep], _ html: inout HTMLWriter) {
        let all = Link.Name.allCases.flatMap { forms(of: $0, in: steps) }
        let holding = all.filter { $0.link.result == .passed }
        let others = all.filter { $0.link.result != .passed && !$0.isIdle }
        if !others.isEmpty {
            html.table("Links that are broken or open", ["Link", "Evidence"], style: "links") { html in
                rows(others, of: steps.count, &html)
            }
        }
        html.block("details") { html in
            let names = Set(holding.map(\.link.name)).count
            html.element(
                "summary", [:],
                names == 0
                    ? "Links that do not apply"
                    : "\(HTMLText.count(names, "link that holds", "links that hold")), with the evidence")
            html.table("Links that hold or do not apply", ["Link", "Evidence"], style: "links") { html in
                rows(holding, of: steps.count, &html)
                idle(all.filter(\.isIdle), of: steps.count, &html)
            }
        }
    }

    private func rows(_ forms: [Form], of count: Int, _ html: inout HTMLWriter) {
        var written: [Link.Name: Int] = [:]
        for form in forms {
            let number = written[form.link.name, default: 0]
            written[form.link.name] = number + 1
            if number < Self.mostForms { row(form, of: count, &html) }
        }
        for name in Link.Name.allCases {
            let more = (written[name] ?? 0) - Self.mostForms
            guard more > 0 else { continue }
            html.block("tr") { html in
                html.element("th", ["scope": "row"], SafeText(name.rawValue))
                html.element(
                    "td", [:],
                    "\(HTMLText.count(more, "more form")) of this link, which the JSON report has")
            }
        }
    }

    /// The links that do not apply, by the reason.
    private func idle(_ forms: [Form], of count: Int, _ html: inout HTMLWriter) {
        var reasons = Numbers<String>()
        var names: [[SafeText]] = []
        for form in forms {
            let some: SafeText = form.steps.count < count ? " (\(form.steps.count) of \(count))" : ""
            let number = reasons.number(of: Self.message(form.link))
            if number == names.count { names.append([]) }
            names[number].append(SafeText(form.link.name.rawValue) + some)
        }
        for (reason, names) in zip(reasons.values, names).prefix(2 * Self.mostForms) {
            html.block("tr") { html in
                html.element("th", ["scope": "row"]) { html in
                    html.text(names.joined(separator: ", "))
                    html.element("div") { $0.mark(.none, "does not apply") }
                }
                html.element("td", ["class": "quiet"], HTMLText.message(reason))
            }
        }
    }

    private func forms(of name: Link.Name, in steps: [PreflightStep]) -> [Form] {
        var forms: [Form] = []
        var numbers: [String: Int] = [:]
        for step in steps {
            guard let link = step.links.first(where: { $0.name == name }) else { continue }
            let place = link.place.map { "\($0.file.index):\($0.range?.start ?? 0)" } ?? ""
            let key = "\(link.result) \(link.isJudged) \(link.isAccepted) \(place) \(link.message)"
            if let number = numbers[key] {
                forms[number].steps.append(step)
            } else {
                numbers[key] = forms.count
                forms.append(Form(link: link, steps: [step]))
            }
        }
        return forms
    }

    private func row(_ form: Form, of count: Int, _ html: inout HTMLWriter) {
        let link = form.link
        html.block("tr") { html in
            html.element("th", ["scope": "row"]) { html in
                html.text(SafeText(link.name.rawValue))
                html.element("div") { html in
                    switch link.result {
                    case .passed: html.mark(.good, "holds")
                    case .failed:
                        html.mark(link.isAccepted ? .open : .bad, link.isAccepted ? "broken, accepted" : "broken")
                    case .unknown: html.mark(.open, link.isJudged ? "undecided" : "not judged")
                    case .notApplicable: html.mark(.none, "does not apply")
                    }
                }
            }
            html.element("td") { html in
                html.text(HTMLText.message(Self.message(link)))
                if let rule = link.rule, link.result == .failed { html.text(" [\(rule)]") }
                if let basis = link.ground?.basis, link.ground?.isAssumed == true {
                    html.element("span", ["class": "quiet"], " Assumed: \(basis).")
                }
                if form.steps.count < count {
                    html.element("div", ["class": "quiet"]) { html in
                        html.text("\(HTMLText.number(form.steps.count)) of \(HTMLText.number(count)): ")
                        html.names(StepNames(form.steps).names.map(\.short), shown: 4)
                    }
                }
                if let place = link.place {
                    html.element("p") { $0.place(place, places) }
                    html.excerpt(place, places)
                }
            }
        }
    }

    private static func message(_ link: Link) -> String {
        switch link.result {
        case .notApplicable(let reason): reason
        case .unknown(let needs): link.message.isEmpty ? needs : link.message
        case .passed, .failed: link.message
        }
    }
}
