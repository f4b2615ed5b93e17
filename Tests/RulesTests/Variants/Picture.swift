import Diagnostics
import Evaluator
import Fixing
import Reporters
import Subjects
import Writing

@testable import Checking
@testable import Reading

/// What every command says about some inputs: a part that people read, and digests of everything.
struct Picture {
    /// A finding: its rule and the offset of its place.
    struct Spot: Hashable {
        var rule: String
        var file: Int
        var offset: Int?
    }

    /// What decks are asked for beside the answers of the other commands.
    struct Question {
        var keyLabel: String?
        var isGeneric = false
        var style = DeckStyle.text
        var port = 6715

        /// Everything that may be asked for.
        static let all = DeckStyle.allCases.enumerated().flatMap { number, style in
            [nil, "PTK.KEY"].map { label in
                Question(
                    keyLabel: label, isGeneric: (number % 2 == 0) == (label == nil), style: style, port: 6800)
            }
        }
    }

    let state: CheckedState
    private(set) var spots: [Spot] = []
    /// The kinds of the inputs, and how many elements each list of their models has.
    private(set) var kinds = ""
    /// The outcome of each command, as a letter.
    private(set) var commands = ""
    /// The result of each link of each step, as a letter.
    private(set) var chains = ""
    /// What `fix` corrects.
    private(set) var fixes = ""
    /// By the name of what is digested.
    private(set) var digests: [(name: String, digest: String)] = []

    init(_ checker: Checker, _ files: [(name: String, bytes: [UInt8])], _ questions: [Question]) throws {
        let sources = TestRun.sources(files)
        let reading = checker.reading(of: sources)
        state = try checker.state(reading)
        let outcome = state.outcome
        spots = outcome.findings.map {
            Spot(rule: "\($0.rule)", file: $0.place.file.index, offset: $0.place.range.map { Int($0.start) })
        }
        digest("findings", Self.transcript(outcome))
        digest("steps", Self.steps(outcome))
        chains = outcome.steps.map { $0.links.map { Self.letter($0.result) }.joined() }.joined(separator: " ")

        let dump = checker.dump(reading)
        digest("dump", Report(.array(dump.objects), for: .programs).bytes)
        kinds = dump.objects.map(Self.kind).joined(separator: "; ")
        var access = checker.access(reading)
        access.inputs = Self.withoutDigests(access.inputs)
        digest("access", AccessJSONReporter().report(access).bytes)
        var simulation = checker.simulate(reading)
        simulation.inputs = Self.withoutDigests(simulation.inputs)
        digest("simulate", SimulationJSONReporter().report(simulation).bytes)
        commands = simulation.runs.map { $0.map { Self.letter($0.outcome) }.joined() }.joined(separator: " ")
        digest("written", Array(Self.written(checker, reading, questions).joined(separator: "\n").utf8))

        if outcome.findings.contains(where: { $0.fix != nil }) {
            let fixer = Fixer(checker, allowsUnsafe: true) { path in files.first { $0.name == path }?.bytes ?? [] }
            do throws(Fixer.Failure) {
                let result = try fixer.fix(sources)
                fixes = result.applied.map { "\($0.rule)@\($0.line)" }.joined(separator: " ")
                digest("fixed", result.files.flatMap { Array($0.path.utf8) + $0.after })
            } catch {
                fixes = "refused"
                digest("fixed", Array("\(error)".utf8))
            }
        }
    }

    /// A digest of all decks that may be written for some inputs.
    static func decks(_ checker: Checker, _ files: [(name: String, bytes: [UInt8])]) -> String {
        let lines = written(checker, checker.reading(of: TestRun.sources(files)), Question.all)
        return digest(Array(lines.joined(separator: "\n").utf8))
    }

    private mutating func digest(_ name: String, _ bytes: [UInt8]) { digests.append((name, Self.digest(bytes))) }

    /// Four hexadecimal digits.
    static func digest(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String((hash ^ (hash >> 32)) & 0xFFFF, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// Every change of a file changes its digest.
    private static func withoutDigests(_ inputs: [Outcome.Input]) -> [Outcome.Input] {
        inputs.map { input in
            var input = input
            input.digest = nil
            return input
        }
    }

    // MARK: Parts

    static func transcript(_ outcome: Outcome) -> [UInt8] {
        var lines = [TestRun.transcript(of: outcome)]
        lines += outcome.findings.map { "\($0.subjects) \($0.key) \($0.confidence) \($0.more) \($0.remedy ?? "")" }
        lines += outcome.suppressions.map { "\($0)" }
        lines += outcome.notes
        lines += outcome.inputs.map {
            "\($0.path) \($0.kind ?? "-") \($0.reason) \($0.encoding) \($0.record) \($0.setUp) \($0.failure ?? "") "
                + ($0.digest == nil ? "secret" : "")
        }
        lines.append("\(outcome.exitStatus)")
        return Array(lines.joined(separator: "\n").utf8)
    }

    private static func steps(_ outcome: Outcome) -> [UInt8] {
        var lines: [String] = []
        for step in outcome.steps {
            lines.append(
                "\(step.setUp) \(step.subject) \(step.environment ?? "-") \(step.authentication) \(step.verdict)")
            for link in step.links {
                let ground = link.ground.map { "\($0)" } ?? "-"
                let rule = link.rule.map { "\($0)" } ?? "-"
                let place = link.place.map { "\($0.file.index) \($0.range?.start ?? 0)" } ?? "-"
                lines.append("\(link.name) \(link.result) \(link.message) \(link.isJudged) \(link.isAccepted)")
                lines.append("\(ground) \(rule) \(place)")
            }
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// What `deck`, `member --export` and `init` write.
    private static func written(_ checker: Checker, _ reading: ReadInputs, _ questions: [Question]) -> [String] {
        let setUps = checker.setUps(in: reading)
        var lines: [String] = []
        for question in questions {
            lines += PropertyChanges(setUps, port: question.port).lines
            for setUp in setUps {
                do throws(DeckPlanner.Gap) {
                    let planner = DeckPlanner(setUp, keyLabel: question.keyLabel, isGeneric: question.isGeneric)
                    let plan = try planner.plan()
                    lines += DeckWriter(question.style).lines(plan)
                    lines += DeckWriter(question.style).lines(plan.undoing, isUndo: true)
                } catch {
                    lines.append(error.reason)
                }
            }
        }
        guard let whole = setUps.first else { return lines }
        return lines + SetUpProposal(reading.parsed, whole).lines
    }

    private static func letter(_ result: Check.Result) -> String {
        switch result {
        case .passed: "p"
        case .failed: "f"
        case .unknown: "u"
        case .notApplicable: "n"
        }
    }

    private static func letter(_ outcome: SimulationReport.Outcome) -> String {
        switch outcome {
        case .done: "d"
        case .doneWithRemark: "w"
        case .doneInPart: "i"
        case .refused: "r"
        case .notRun: "n"
        case .notReached: "-"
        case .unknown: "u"
        }
    }

    private static func kind(_ object: JSONValue) -> String {
        guard case .object(let members) = object, case .string(let kind)? = members["kind"] else { return "" }
        let counts = members.sorted { $0.key < $1.key }.compactMap { name, value -> String? in
            let count =
                switch value {
                case .array(let elements): elements.count
                case .list(let count, _): count
                case _: 0
                }
            return count > 0 ? " \(name) \(count)" : nil
        }
        return kind + counts.joined()
    }

    // MARK: Text

    /// Everything, in words.
    func summary(_ place: (Spot) -> String) -> String {
        let parts = [
            kinds, Self.counted(spots.map(place)).joined(separator: " "), commands, chains,
            fixes.isEmpty ? "" : "fix \(fixes)",
            digests.map { "\($0.name) \($0.digest)" }.joined(separator: " "),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: " | ")
    }

    /// What differs from another picture, in words.
    ///
    /// - Parameters:
    ///   - original: the place before the change of a place after it.
    ///   - place: a finding in words.
    func change(from base: Picture, original: (Spot) -> Spot, place: (Spot) -> String) -> String {
        var parts: [String] = []
        if kinds != base.kinds { parts.append(Self.changed(base.kinds, kinds)) }
        parts += changedSpots(from: base, original, place)
        if commands != base.commands { parts.append(Self.short("\(base.commands)>\(commands)")) }
        if chains != base.chains { parts.append(Self.short("\(base.chains)>\(chains)")) }
        if fixes != base.fixes { parts.append(Self.short("fix \(fixes)")) }
        parts += differences(from: base)
        let before = Dictionary(base.digests.map { ($0.name, $0.digest) }, uniquingKeysWith: { $1 })
        let changed = digests.filter { before[$0.name] != $0.digest }.map { "\($0.name) \($0.digest)" }
        parts.append(changed.joined(separator: " "))
        let text = parts.filter { !$0.isEmpty }.joined(separator: " | ")
        return text.isEmpty ? "the same" : text
    }

    /// The words that differ, of texts in which words have the same places.
    private static func changed(_ before: String, _ after: String) -> String {
        let (old, new) = (before.split(separator: " "), after.split(separator: " "))
        guard old.count == new.count else { return short("\(before) > \(after)") }
        return short(
            old.indices.filter { old[$0] != new[$0] }
                .map { "\($0 > 0 && old[$0].allSatisfy(\.isNumber) ? "\(old[$0 - 1]) " : "")\(old[$0])>\(new[$0])" }
                .joined(separator: " "))
    }

    private func changedSpots(
        from base: Picture, _ original: (Spot) -> Spot, _ place: (Spot) -> String
    ) -> [String] {
        var lost = base.spots
        var gained: [Spot] = []
        for spot in spots.map(original) {
            if let index = lost.firstIndex(of: spot) { lost.remove(at: index) } else { gained.append(spot) }
        }
        let words = lost.map { "-\(place($0))" } + gained.map { "+\(place($0))" }
        return words.isEmpty ? [] : [Self.listed(Self.counted(words), 6)]
    }

    /// What is there several times is named once.
    private static func counted(_ words: [String]) -> [String] {
        var counts: [(word: String, count: Int)] = []
        for word in words {
            if let index = counts.firstIndex(where: { $0.word == word }) {
                counts[index].count += 1
            } else {
                counts.append((word, 1))
            }
        }
        return counts.map { $0.count == 1 ? $0.word : "\($0.count)*\($0.word)" }
    }

    private func differences(from base: Picture) -> [String] {
        let report = Checker.difference(before: base.state, after: state)
        return report.rows.isEmpty ? [] : [Self.told(report)]
    }

    /// What `diff` says, with a digest of it.
    static func told(_ report: DifferenceReport) -> String {
        let words = report.rows.map { row in
            let name = row.name.utf8.count > 40 ? "\(row.name.prefix(40))…" : row.name
            return "\(row.change.rawValue) \(name)"
        }
        let statuses = DifferenceReport.FailOn.allCases.map { report.exitStatus(failOn: $0).rawValue }
        var same = report
        (same.before, same.after) = (withoutDigests(same.before), withoutDigests(same.after))
        let text = DifferenceJSONReporter(failOn: nil, status: .clean).report(same).bytes + Array("\(statuses)".utf8)
        return (words.isEmpty ? "no difference" : listed(words, 2, separator: ", ")) + " \(digest(text))"
    }

    private static func listed(_ words: [String], _ count: Int, separator: String = " ") -> String {
        words.count <= count
            ? words.joined(separator: separator)
            : words.prefix(count).joined(separator: separator) + " and \(words.count - count) more"
    }

    private static func short(_ text: String) -> String {
        text.utf8.count <= 60 ? text : "\(text.prefix(56))…\(digest(Array(text.utf8)))"
    }
}
