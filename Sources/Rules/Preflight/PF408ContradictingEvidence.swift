import Diagnostics
import Evaluator
import JobMonitor
import RACF
import Subjects
import UrbanCode

/// The inputs of one set-up have to agree.
struct PF408ContradictingEvidence: Rule {
    static let info = RuleInfo(
        id: "PF408",
        area: .preflight,
        name: "contradicting-evidence",
        title: "The inputs of a set-up agree",
        severity: .warning,
        rationale: """
            A step connects to one Job Monitor. If several configuration members are given and nothing says which \
            one counts, or if the inputs of a set-up disagree, choosing one would be a guess, so every check that \
            needs it stays undecided. A property list stands for the environment it is named after, or \
            for what .jmoncheck.yml says; where it gives a property another value than the export does, neither counts.
            """,
        remedy: """
            Give the inputs of one set-up only, or write a .jmoncheck.yml in which named set-ups tie each member to \
            the exports and decks that belong to it.
            """,
        bad: "jmoncheck check test/FEJJCNFG prod/FEJJCNFG app.json",
        good: "jmoncheck check prod/FEJJCNFG app.json",
        source: "jmoncheck does not choose silently",
        links: [.member])

    func check(_ setUp: SetUp, _ sink: inout FindingSink) {
        members(of: setUp, &sink)
        keys(of: setUp, &sink)
        properties(of: setUp, &sink)
        environments(of: setUp, &sink)
        for disagreement in setUp.evaluation.disagreements {
            sink.report(
                "\(disagreement.before)\(disagreement.name.squeezed)\(disagreement.after): neither counts",
                at: disagreement.place,
                related: disagreement.other.map { [RelatedPlace($0, disagreement.source)] } ?? [])
        }
    }

    /// Environments of one name in one application.
    private func environments(of setUp: SetUp, _ sink: inout FindingSink) {
        for export in setUp.exports {
            for (environment, first) in export.parts.flatMap(\.repeatedEnvironments) {
                sink.report(
                    "environment \(environment.value.squeezed) occurs twice: what differs stays undecided",
                    at: Place(export.file.id, environment.range),
                    related: [RelatedPlace(Place(export.file.id, first), "it also occurs here")])
            }
        }
    }

    /// A list and an export, or two lists, that describe the same level.
    private func properties(of setUp: SetUp, _ sink: inout FindingSink) {
        func path(_ place: Place) -> String {
            setUp.exports.first { $0.file.id == place.file }?.file.path.squeezed ?? ""
        }
        for contradiction in setUp.resolution.contradictions {
            let (one, other) = (contradiction.one, contradiction.other)
            let isOne = one.place.file == other.place.file
            sink.report(
                "\(one.description.squeezed) has \(isOne ? "two values" : "another value") in \(path(one.place)): checks "
                    + "that need it stay undecided",
                at: other.place, related: [RelatedPlace(one.place, "the other value")])
        }
    }

    private func members(of setUp: SetUp, _ sink: inout FindingSink) {
        guard setUp.members.count > 1, let first = setUp.members.first else { return }
        let disagreement = setUp.disagreement
        guard !setUp.isConfigured || disagreement != nil else { return }
        let count = "\(setUp.members.count) configuration members"
        sink.report(
            disagreement.map { "\(count) disagree on \($0): checks that need one stay undecided" }
                ?? "\(count), and nothing says which one counts: checks that need one stay undecided",
            at: place(first, disagreement),
            related: setUp.members.dropFirst().prefix(8).map {
                RelatedPlace(place($0, disagreement), disagreement.map { "\($0) here" } ?? "another member")
            })
    }

    private func place(_ member: JobMonitorConfig, _ directive: String?) -> Place {
        Place(member.file.id, directive.flatMap { member[$0]?.record })
    }

    /// Reports two decks that define one key profile with different keys. The order of the decks decides which key is
    /// in the database.
    private func keys(of setUp: SetUp, _ sink: inout FindingSink) {
        guard setUp.decks.count > 1 else { return }
        var first: [String: (key: DESKey, place: Place)] = [:]
        for deck in setUp.decks {
            var keys = deck.keys[...]
            for command in deck.commands where command.verb == .rdefine && command.effect == .runs {
                keys = keys.drop { $0.range.start < command.range.start }
                guard let key = keys.first, key.range.end <= command.range.end,
                    let value = key.secret?.parityClearedKey, command.positional.first?.text == "PTKTDATA",
                    let profile = command.positional.dropFirst().first
                else { continue }
                let place = Place(deck.file.id, profile.range)
                guard let before = first[profile.text] else {
                    first[profile.text] = (value, place)
                    continue
                }
                guard before.place.file != place.file, before.key != value else { continue }
                sink.report(
                    "\(profile.text) is defined here with another key: only the deck that runs first takes effect",
                    at: place, related: [RelatedPlace(before.place, "defined here too")])
            }
        }
    }
}
