public import Diagnostics
import Reading
import UrbanCode

/// Something that the inputs of a set-up do not show, with the checks that wait for it.
public struct MissingEvidence: RuleSubject {
    public let setUp: SetUp
    /// What the user should give.
    public let needs: String
    /// The rules with checks that wait, in their order.
    public let rules: [RuleID]
    /// The number of checks that wait.
    public let count: Int
    /// The file of the first check, or the first file of the set-up.
    public let file: FileID
    /// Whether missing evidence counts as failed.
    public let isStrict: Bool

    public static let phase = RulePhase.checks

    public static func all(in workspace: Workspace) -> [MissingEvidence] {
        guard !workspace.earlierChecks.isEmpty else { return [] }
        let homes = Homes(workspace)
        var waiting = workspace.setUps.map { _ in Waiting() }
        for checks in workspace.earlierChecks {
            // By index, because there may be very many and a loop over elements copies each.
            for index in checks.indices {
                guard case .unknown(let needs) = checks[index].result else { continue }
                waiting[homes.setUp(of: checks[index])].add(needs, checks[index])
            }
        }
        return zip(workspace.setUps, waiting).flatMap { setUp, waiting in
            // Without any input there is no place for the finding; the run is incomplete anyway.
            setUp.inputs.first.map(\.file.id).map { first in
                waiting.all.map { open in
                    MissingEvidence(
                        setUp: setUp, needs: open.needs, rules: open.rules, count: open.count,
                        file: open.file ?? first, isStrict: workspace.strictEvidence)
                }
            } ?? []
        }
    }

    /// What the checks of a set-up wait for, in the order of the first of them.
    private struct Waiting {
        struct Open {
            let needs: String
            var rules: [RuleID] = []
            var count = 0
            var file: FileID?
        }

        private(set) var all: [Open] = []
        private var known: [String: Int] = [:]
        /// What the last check waits for, because most of those of a rule wait for the same.
        private var last = 0

        mutating func add(_ needs: String, _ check: borrowing Check) {
            if last >= all.count || all[last].needs != needs {
                last = known[needs] ?? all.count
                if last == all.count {
                    known[needs] = last
                    all.append(Open(needs: needs))
                }
            }
            if all[last].rules.last != check.rule { all[last].rules.append(check.rule) }
            all[last].count += 1
            if all[last].file == nil { all[last].file = check.file }
        }
    }

    public var subjectName: String { "\(setUp.subjectName): \(needs)" }
    public var subjectFile: FileID? { file }

    /// Finds the set-up that a check belongs to, by its subject or by its input.
    private struct Homes {
        private var bySubject: [String: Int] = [:]
        private var byFile: [FileID: Int] = [:]

        init(_ workspace: Workspace) {
            guard workspace.setUps.count > 1 else { return }
            for (index, setUp) in workspace.setUps.enumerated().reversed() {
                for input in setUp.inputs { byFile[input.file.id] = index }
                bySubject[setUp.subjectName] = index
                bySubject[setUp.evaluation.subjectName] = index
                for use in setUp.passTicketUses { bySubject[use.subjectName] = index }
                for step in setUp.steps { bySubject[step.name] = index }
            }
        }

        func setUp(of check: Check) -> Int {
            bySubject[check.subject] ?? check.file.flatMap { byFile[$0] } ?? 0
        }
    }
}
