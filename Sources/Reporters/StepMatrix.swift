import Diagnostics

/// The matrix of the preflight for people, with `-v`: a line for each step and environment, a mark for each link, and the
/// evidence.
struct StepMatrix {
    private typealias Link = PreflightStep.Link

    private let outcome: Outcome
    private let palette: Palette
    private let places: Places

    private static let verdictWidth = 7
    private static let authenticationWidth = 11
    private static let marksWidth = Link.Name.allCases.count * 2 - 1
    private static let fixedWidth = 2 + verdictWidth + authenticationWidth + 1 + marksWidth
    /// Names are not padded to the end of a very wide terminal.
    private static let mostNameWidth = 60

    private var nameWidth: Int { min(palette.frameWidth - Self.fixedWidth, Self.mostNameWidth) }

    init(_ outcome: Outcome, palette: Palette) {
        self.outcome = outcome
        self.palette = palette
        places = Places(outcome)
    }

    /// The lines of the section; none if no step logs on to the Job Monitor.
    var lines: [SafeText] {
        guard !outcome.steps.isEmpty else { return [] }
        let header = Link.Name.allCases.map(\.letter).joined(separator: " ")
        let title: SafeText =
            outcome.steps.contains { !$0.isPair }
            ? "Preflight: does each step log on and submit?" : "Preflight: does each pair hold?"
        var lines = [palette.bold(title)] + legend
        lines.append(Wrapping.repeated(" ", Self.fixedWidth + nameWidth - Self.marksWidth) + header)
        var pending: [SafeText] = []
        var setUp = outcome.steps.allSatisfy { $0.setUp == outcome.steps[0].setUp } ? outcome.steps[0].setUp : nil
        for step in outcome.steps {
            if step.setUp != setUp {
                lines += pending + ["  " + palette.bold("set-up \(step.setUp)")]
                pending = []
                setUp = step.setUp
            }
            // Details that successive steps have in common are shown once, after the last of them.
            let details = details(step)
            if details != pending { lines += pending }
            lines += row(step)
            pending = details
        }
        return lines + pending + [""]
    }

    private var legend: [SafeText] {
        let names = Link.Name.allCases.map { "\($0.letter)\u{A0}\($0.rawValue)" as SafeText }.joined(separator: ", ")
        let marks: SafeText =
            "\(palette.marks.good)\u{A0}holds, \(palette.marks.bad)\u{A0}does\u{A0}not, ?\u{A0}not\u{A0}decided, "
            + ".\u{A0}does\u{A0}not\u{A0}apply"
        return [names, marks].flatMap { palette.wrap($0, first: "  ", rest: "  ") }
            .map { $0.replacing { $0 == "\u{A0}" ? " " : nil } }
    }

    // MARK: A step

    private func row(_ step: PreflightStep) -> [SafeText] {
        let marks = step.links.map(mark).joined(separator: " ")
        let verdict = Wrapping.padded(step.verdict.word, to: Self.verdictWidth)
        let full = SafeText(step.name)
        let fits = DisplayWidth.of(full) <= nameWidth
        let name = Wrapping.padded(fits ? full : "", to: nameWidth)
        let painted =
            switch step.verdict {
            case .passed: palette.good(verdict)
            case .failed: palette.severity(.error, verdict)
            case .unknown: palette.severity(.warning, verdict)
            }
        let links = Wrapping.padded(SafeText(step.authentication), to: Self.authenticationWidth) + marks
        if fits { return ["  \(painted)\(name) \(links)"] }
        // A long name gets separate lines, because the part that would be cut distinguishes steps.
        let margin = Wrapping.padded("", to: 2 + Self.verdictWidth)
        var lines = palette.wrap(full, first: margin, rest: margin)
        lines[0] = "  \(painted)\(String(lines[0].description.dropFirst(2 + Self.verdictWidth)))"
        return lines + [Wrapping.padded(margin, to: 2 + Self.verdictWidth + nameWidth + 1) + links]
    }

    private func mark(_ link: PreflightStep.Link) -> SafeText {
        switch link.result {
        case .passed: palette.good(palette.marks.good)
        case .failed: palette.severity(.error, palette.marks.bad)
        case .unknown: palette.severity(.warning, "?")
        case .notApplicable: palette.dim(".")
        }
    }

    /// Every broken link with its evidence, in order, and the names of undecided links.
    private func details(_ step: PreflightStep) -> [SafeText] {
        var lines: [SafeText] = []
        for link in step.links {
            let show =
                switch link.result {
                case .failed, .passed: true
                case .unknown, .notApplicable: false
                }
            guard show else { continue }
            let place: SafeText = link.place.map { "\(places.link($0)): " } ?? ""
            let accepted: SafeText = link.isAccepted ? ", accepted" : ""
            let code: SafeText = link.result == .failed ? link.rule.map { "[\($0)\(accepted)]" } ?? "" : ""
            lines += palette.wrap(
                "\(link.name.rawValue)\(code): \(place)\(link.message)",
                first: "    \(link.result == .failed ? palette.marks.bad : palette.marks.good) ", rest: "        ")
        }
        let open = step.openLinks.filter(\.isJudged)
        if !open.isEmpty {
            lines += palette.wrap(
                "\(open.map(\.name.rawValue).joined(separator: ", ")) not decided", first: "    ? ",
                rest: "        ")
        }
        for link in step.openLinks where !link.isJudged {
            lines += palette.wrap(
                "\(link.name.rawValue) not judged: \(link.message)", first: "    ? ", rest: "        ")
        }
        return lines
    }
}

extension PreflightStep.Link.Name {
    /// The letter in the head of a column.
    fileprivate var letter: SafeText {
        switch self {
        case .step: "S"
        case .host: "H"
        case .port: "P"
        case .user: "U"
        case .authentication: "A"
        case .member: "M"
        case .loopback: "L"
        case .application: "N"
        case .key: "K"
        case .permit: "G"
        case .refresh: "R"
        case .target: "T"
        case .impersonation: "I"
        case .task: "J"
        }
    }
}

extension PreflightStep.Verdict {
    fileprivate var word: SafeText {
        switch self {
        case .passed: "passes"
        case .failed: "fails"
        case .unknown: "open"
        }
    }
}

extension PreflightStep {
    /// The subject without the prefix of the set-up.
    var name: String {
        subject.hasPrefix("\(setUp): ") ? String(subject.dropFirst(setUp.count + 2)) : subject
    }
}
