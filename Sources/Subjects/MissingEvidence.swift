public import Diagnostics
import Reading
import UrbanCode

/// Something that the inputs of a set-up do not show, with the checks that wait for it.
public struct MissingEvidence: RuleSubject {
    public let setUp: SetUp
    /// What the user should give.
    public let needs: String
    /// The checks that wait, in the order of their rules.
    public let waiting: [Check]
    /// The file of the first check, or the first file of the set-up.
    public let file: FileID
    /// Whether missing evidence counts as failed.
    public let isStrict: Bool

    public static let phase = RulePhase.checks

    public static func all(in workspace: Workspace) -> [MissingEvidence] {
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
