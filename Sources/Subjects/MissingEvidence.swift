package import Diagnostics
import Reading
import UrbanCode

/// Something that the inputs of a set-up do not show, with the checks that wait for it.
package struct MissingEvidence: RuleSubject {
    package let setUp: SetUp
    /// What the user should give.
    package let needs: String
    /// The checks that wait, in the order of their rules.
    package let waiting: [Check]
    /// The file of the first check, or the first file of the set-up.
    package let file: FileID
    /// Whether missing evidence counts as failed.
    package let isStrict: Bool

    package static let phase = RulePhase.checks

    package static func all(in workspace: Workspace) -> [MissingEvidence] {
        guard !workspace.openChecks.isEmpty else { return [] }
        let homes = Homes(workspace)
        var order: [[String]] = workspace.setUps.map { _ in [] }
        var waiting: [[String: [Check]]] = workspace.setUps.map { _ in [:] }
        for check in workspace.openChecks {
            guard case .unknown(let needs) = check.result else { continue }
            let home = homes.setUp(of: check)
            if waiting[home][needs] == nil { order[home].append(needs) }
            waiting[home][needs, default: []].append(check)
        }
        return workspace.setUps.enumerated().flatMap { index, setUp in
            // Without any input there is no place for the finding; the run is incomplete anyway.
            setUp.inputs.first.map(\.file.id).map { first in
                order[index].map { needs in
                    let waiting = waiting[index][needs] ?? []
                    return MissingEvidence(
                        setUp: setUp, needs: needs, waiting: waiting,
                        file: waiting.lazy.compactMap(\.file).first ?? first, isStrict: workspace.strictEvidence)
                }
            } ?? []
        }
    }

    package var subjectName: String { "\(setUp.subjectName): \(needs)" }
    package var subjectFile: FileID? { file }

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
