import Diagnostics

/// The numbers of a run in words, the same in every report for people.
struct SummaryLines {
    private let tally: Tally

    init(_ outcome: Outcome) { tally = Tally(outcome) }

    /// `1 error, 2 warnings; 3 more findings follow from them.`
    var findings: SafeText {
        let counts = Severity.allCases.reversed().compactMap { severity in
            let count = tally.count(severity)
            return count == 0 ? nil : Wrapping.plural(count, "\(severity.rawValue)")
        }
        guard !counts.isEmpty else { return "No findings." }
        let total = tally.errors + tally.warnings + tally.infos
        let more = tally.consequences
        let origin: SafeText = total == 1 ? "it" : "them"
        let rest: SafeText =
            more == 0 ? "" : "; \(more) more \(more == 1 ? "finding follows" : "findings follow") from \(origin)"
        return "\(counts.joined(separator: ", "))\(rest)."
    }

    /// `41 checks of 5 inputs: 33 passed, 1 failed, 3 fail as a consequence, 4 undecided.`
    var checks: SafeText {
        let words: [(Tally.State, SafeText)] = [
            (.passed, "passed"), (.failed, "failed"), (.consequence, "failed as a consequence"),
            (.accepted, "accepted"), (.undecided, "undecided"),
        ]
        let parts = words.compactMap { state, word in
            let count = tally.count(state)
            return count == 0 ? nil : "\(count) \(word)" as SafeText
        }
        let total: SafeText = "\(Wrapping.plural(tally.inputs, "input")), \(Wrapping.plural(tally.checks, "check"))"
        return "\(total)\(parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))")."
    }

    /// The numbers by their names, for formats that hold properties.
    var properties: [(name: SafeText, value: Int)] {
        [
            ("errors", tally.errors), ("warnings", tally.warnings), ("infos", tally.infos),
            ("consequences", tally.consequences), ("suppressed", tally.accepted), ("checks", tally.checks),
            ("checks-passed", tally.count(.passed)), ("checks-failed", tally.count(.failed)),
            ("checks-undecided", tally.count(.undecided)), ("checks-consequence", tally.count(.consequence)),
            ("checks-accepted", tally.count(.accepted)),
        ]
    }
}
