import Diagnostics
import Evaluator
import Subjects

extension Workspace {
    /// Who may generate PassTickets for whom, in every set-up that has something about RACF, for a report that is kept.
    var accessRecord: AccessReport {
        var record = AccessReport(inputs: [], decisions: [], grants: [])
        for setUp in setUps where setUp.evaluation.firstFile != nil {
            let answer = setUp.evaluation.accessReport(
                AccessQuestion(callers: [], applications: [], targets: []), setUp: setUp.name)
            record.grants += answer.grants
            record.administrators += answer.administrators
            record.orphans += answer.orphans
            record.evidence += answer.evidence
            record.classes += answer.classes
            record.keys += answer.keys
            record.omissions += answer.omissions
            record.unread += answer.unread
        }
        return record
    }
}
