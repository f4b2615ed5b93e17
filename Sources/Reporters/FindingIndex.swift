import Diagnostics

/// The findings by what they are about and by their places.
struct FindingIndex {
    private struct Subject: Hashable {
        var rule: RuleID
        var name: String
    }

    private struct Spot: Hashable {
        var rule: RuleID
        var place: Place
    }

    private let all: [Finding]
    let tally: Tally
    let consequences: Consequences
    /// Indices in ascending order.
    private var subjects: [Subject: [Int]] = [:]
    private let places: Lazy<[Spot: [Int]]>

    init(_ outcome: Outcome) {
        all = outcome.findings
        tally = Tally(outcome)
        consequences = Consequences(outcome)
        for (index, finding) in all.enumerated() {
            for name in finding.subjects {
                subjects[Subject(rule: finding.rule, name: name), default: []].append(index)
            }
        }
        // Few runs ask for it.
        places = Lazy { [all] in
            Dictionary(grouping: all.indices) { Spot(rule: all[$0].rule, place: all[$0].place) }
        }
    }

    /// The findings of a rule about a subject, and those at a place, in the order of the report.
    func findings(of rule: RuleID, about subject: String, at place: Place? = nil) -> [Finding] {
        let named = subjects[Subject(rule: rule, name: subject)] ?? []
        guard let there = place.flatMap({ places.value[Spot(rule: rule, place: $0)] }) else {
            return named.map { all[$0] }
        }
        return Set(named + there).sorted().map { all[$0] }
    }
}
