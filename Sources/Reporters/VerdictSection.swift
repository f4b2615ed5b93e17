import Diagnostics

/// The verdicts of a set-up for people: one headline, then the steps that will not log on and submit, in one block for all
/// that the same link stops, then those that are not decided.
struct VerdictSection {
    private typealias Link = PreflightStep.Link

    /// The number of names of a block that are shown without `-v`.
    private static let mostNames = 20

    private let outcome: Outcome
    private let palette: Palette
    private let isVerbose: Bool
    private let places: Places

    init(_ outcome: Outcome, palette: Palette, isVerbose: Bool) {
        self.outcome = outcome
        self.palette = palette
        self.isVerbose = isVerbose
        places = Places(outcome)
    }

    /// None if no step logs on to the Job Monitor and no pair was asked for.
    var lines: [SafeText] {
        var setUps: [(name: String, steps: [PreflightStep])] = []
        var numbers: [String: Int] = [:]
        for step in outcome.steps {
            let number = numbers[step.setUp, default: setUps.count]
            if number == setUps.count {
                numbers[step.setUp] = number
                setUps.append((step.setUp, []))
            }
            setUps[number].steps.append(step)
        }
        var lines: [SafeText] = []
        for (name, steps) in setUps {
            let failed = steps.filter { $0.verdict == .failed }
            let unknown = steps.filter { $0.verdict == .unknown }
            lines += headline(steps, named: setUps.count > 1 || name != Outcome.defaultSetUp ? SafeText(name) : nil)
            for group in Self.grouped(failed, by: Self.firstBroken) { lines += broken(group) }
            for group in Self.grouped(unknown, by: Self.allOpen) { lines += open(group) }
            lines += shown(steps.filter { $0.verdict == .passed }) + [""]
        }
        return lines
    }

    // MARK: The headline

    private func headline(_ steps: [PreflightStep], named name: SafeText?) -> [SafeText] {
        let text = (name.map { "\($0): " } ?? "") + Self.headline(steps)
        let verdicts = Set(steps.map(\.verdict))
        let mark = verdicts.contains(.failed) ? bad : verdicts.contains(.unknown) ? undecided : good
        var lines = palette.wrap(text, rest: "  ", narrower: 2).map(palette.bold)
        lines[0] = "\(mark) \(lines[0])"
        return lines
    }

    /// How many steps and pairs of a set-up hold, in one sentence.
    static func headline(_ steps: [PreflightStep]) -> SafeText {
        let own = steps.filter { !$0.isPair }
        let pairs = steps.filter(\.isPair)
        var parts: [SafeText] = []
        if !own.isEmpty {
            let fails: SafeText = "will not"
            parts.append(sentence(own, noun: "step", holds: "will log on and submit", fails: (fails, fails)))
        }
        if !pairs.isEmpty {
            let holds: SafeText = pairs.count == 1 ? "holds" : "hold"
            parts.append(sentence(pairs, noun: "pair", holds: holds, fails: ("does not", "do not")))
        }
        return parts.joined(separator: "; ")
    }

    private static func sentence(
        _ steps: [PreflightStep], noun: SafeText, holds: SafeText, fails: (one: SafeText, many: SafeText)
    ) -> SafeText {
        let passed = steps.count { $0.verdict == .passed }
        let failed = steps.count { $0.verdict == .failed }
        let open = steps.count - passed - failed
        if passed == steps.count { return "\(passed == 1 ? "the \(noun)" : "all \(passed) \(noun)s") \(holds)" }
        var text: SafeText = "\(passed) of \(Wrapping.plural(steps.count, noun)) \(holds)"
        if failed > 0 { text += ", \(failed) \(failed == 1 ? fails.one : fails.many)" }
        if open > 0 { text += ", \(open) \(open == 1 ? "is" : "are") undecided" }
        return text
    }

    // MARK: Blocks

    /// The steps that share something, in the order of the first of each group.
    static func grouped<Key: Hashable>(_ steps: [PreflightStep], by key: (PreflightStep) -> Key) -> [[PreflightStep]] {
        var groups: [[PreflightStep]] = []
        var numbers: [Key: Int] = [:]
        // There are few groups of many steps, and it is faster to compare a key than to hash it.
        var first: [Key] = []
        for step in steps {
            let key = key(step)
            if let number = first.firstIndex(of: key) ?? numbers[key] {
                groups[number].append(step)
            } else {
                if first.count < 4 { first.append(key) } else { numbers[key] = groups.count }
                groups.append([step])
            }
        }
        return groups
    }

    static func firstBroken(_ step: PreflightStep) -> String { step.headline.map(key) ?? "" }
    static func allOpen(_ step: PreflightStep) -> [OpenLink] { step.openLinks.map(OpenLink.init) }

    /// What is said of an undecided link.
    struct OpenLink: Hashable {
        private let name: PreflightStep.Link.Name
        private let isJudged: Bool
        private let message: String

        init(_ link: PreflightStep.Link) {
            name = link.name
            isJudged = link.isJudged
            message = link.message
        }
    }

    private static func key(_ link: Link) -> String {
        let place = link.place.map { "\($0.file.index):\($0.range?.start ?? 0)" } ?? ""
        return "\(link.name.rawValue) \(link.rule?.code ?? "") \(place) \(link.isAccepted) \(link.message)"
    }

    private func broken(_ steps: [PreflightStep]) -> [SafeText] {
        guard let first = steps[0].headline else { return [] }
        var lines = palette.wrap("\(count(steps)): \(sentence(first))", first: "  \(bad) ", rest: "    ")
        if let fix = fix(first, of: steps[0]) { lines += palette.wrap(fix, first: "      = fix: ", rest: "        ") }
        lines += names(steps)
        var later: [(link: Link, count: Int)] = []
        var numbers: [String: Int] = [:]
        for link in steps.flatMap({ $0.links.filter { $0.result == .failed }.dropFirst() }) {
            let key = Self.key(link)
            let number = numbers[key, default: later.count]
            if number == later.count {
                numbers[key] = number
                later.append((link, 0))
            }
            later[number].count += 1
        }
        for (link, count) in later {
            let some: SafeText = count == steps.count ? "" : " for \(count) of them"
            lines += palette.wrap("then\(some): \(sentence(link))", first: "      ", rest: "        ")
        }
        return lines + openNames(steps)
    }

    private func sentence(_ link: Link) -> SafeText {
        let place: SafeText = link.place.map { "\(places.link($0)): " } ?? ""
        let accepted: SafeText = link.isAccepted ? ", accepted" : ""
        let code: SafeText = link.rule.map { "[\($0)\(accepted)]" } ?? ""
        return "\(link.name.rawValue)\(code): \(place)\(link.message)"
    }

    func fix(_ link: PreflightStep.Link, of step: PreflightStep) -> SafeText? {
        let finding = outcome.findings.first { $0.breaks(link, of: step) }
        let remedy = finding?.fix?.title ?? finding?.remedy ?? link.rule.flatMap { outcome.info($0)?.remedy }
        return remedy.map { SafeText($0) }
    }

    /// What is open beside what is broken.
    private func openNames(_ steps: [PreflightStep]) -> [SafeText] {
        var names: [SafeText] = []
        for link in steps.flatMap(\.openLinks) {
            let name: SafeText = "\(link.name.rawValue)\(link.isJudged ? "" : " (not judged: \(link.message))")"
            if !names.contains(name) { names.append(name) }
        }
        return names.isEmpty
            ? [] : palette.wrap("not decided: \(names.joined(separator: ", "))", first: "      ", rest: "        ")
    }

    /// Links that wait for the same thing share a line.
    private func open(_ steps: [PreflightStep]) -> [SafeText] {
        var reasons: [(message: String, isJudged: Bool, names: [SafeText])] = []
        for link in steps[0].openLinks {
            let name = SafeText(link.name.rawValue)
            if let number = reasons.firstIndex(where: { $0.message == link.message && $0.isJudged == link.isJudged }) {
                reasons[number].names.append(name)
            } else {
                reasons.append((link.message, link.isJudged, [name]))
            }
        }
        var lines: [SafeText] = []
        for (message, isJudged, names) in reasons {
            let verb: SafeText = names.count == 1 ? "is" : "are"
            let start: SafeText = lines.isEmpty ? "\(count(steps)): " : ""
            let state: SafeText = isJudged ? "not decided" : "not judged"
            lines += palette.wrap(
                "\(start)\(names.joined(separator: ", ")) \(verb) \(state): \(message)",
                first: lines.isEmpty ? "  \(undecided) " : "    ", rest: "      ")
        }
        return lines + names(steps)
    }

    /// What holds: only the number without `-v`, and what nobody showed.
    private func shown(_ steps: [PreflightStep]) -> [SafeText] {
        guard !steps.isEmpty else { return [] }
        var reasons: [SafeText] = []
        for link in steps.flatMap(\.unshown) {
            guard case .notApplicable(let reason) = link.result else { continue }
            let text: SafeText = "the \(link.name.rawValue) (\(reason))"
            if !reasons.contains(text) { reasons.append(text) }
        }
        let links = steps.reduce(0) { $0 + $1.links.count { $0.result == .passed } }
        let unshown: SafeText = reasons.isEmpty ? "" : " Not judged: \(reasons.joined(separator: ", "))."
        let hold: SafeText = links == 1 ? "link holds" : "links hold"
        return palette.wrap("\(count(steps)): \(links) \(hold).\(unshown)", first: "  \(good) ", rest: "    ")
            + (isVerbose ? names(steps) : [])
    }

    // MARK: Names

    private func count(_ steps: [PreflightStep]) -> SafeText {
        Wrapping.plural(steps.count, steps.allSatisfy(\.isPair) ? "pair" : "step")
    }

    /// The names of steps in full; environments of the same step share a line.
    private func names(_ steps: [PreflightStep]) -> [SafeText] {
        var order: [String] = []
        var environments: [String: [String]] = [:]
        for step in steps {
            let (name, environment) = Self.divided(step.name)
            if environments[name] == nil { order.append(name) }
            environments[name, default: []].append(environment)
        }
        let most = isVerbose ? order.count : Self.mostNames
        var lines = order.prefix(most).flatMap { name in
            let places = (environments[name] ?? []).filter { !$0.isEmpty }.joined(separator: ", ")
            return palette.wrap("\(name)\(places.isEmpty ? "" : " @ \(places)")", first: "      - ", rest: "        ")
        }
        if order.count > most { lines.append("      and \(order.count - most) more; -v names them") }
        return lines
    }

    /// The name before the last ` @ `, and the environment after it.
    private static func divided(_ name: String) -> (name: String, environment: String) {
        let bytes = name.utf8
        var place = bytes.endIndex
        while let at = bytes[..<place].lastIndex(of: UInt8(ascii: "@")) {
            place = at
            let after = bytes.index(after: at)
            guard at > bytes.startIndex, after < bytes.endIndex, bytes[after] == UInt8(ascii: " "),
                bytes[bytes.index(before: at)] == UInt8(ascii: " ")
            else { continue }
            return (
                String(name[..<bytes.index(before: at)]), String(name[bytes.index(after: after)...])
            )
        }
        return (name, "")
    }

    private var good: SafeText { palette.good(palette.marks.good) }
    private var bad: SafeText { palette.severity(.error, palette.marks.bad) }
    private var undecided: SafeText { palette.severity(.warning, "?") }
}
