import Diagnostics
import Evaluator
import Subjects

/// Access for an ID that does not exist waits for whoever gets the ID.
struct RF372OrphanAccess: Rule {
    static let info = RuleInfo(
        id: "RF372",
        area: .racf,
        name: "orphan-access",
        title: "IDs with access to IRRPTAUTH profiles exist",
        severity: .warning,
        rationale: """
            An ID on an access list that is neither a user nor a group is a leftover of a user who was deleted. Whoever
            defines a user with that ID gets the access, here the right to generate PassTickets.
            """,
        remedy: """
            Remove the entry: PERMIT ... ID(...) DELETE, or let IRRRID00 write the commands for all leftovers.
            """,
        bad: "GONEUSR, whom nobody knows, with UPDATE to IRRPTAUTH.FEKAPPL.*",
        good: "only users and groups that exist on the list",
        source: "RACF Security Administrator's Guide, remove ID utility", isSecurity: true)

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        guard !evaluation.unloads.isEmpty else { return sink.notApplicable("there is no unload") }
        for orphan in evaluation.orphans {
            guard let place = orphan.place else { continue }
            sink.report(
                "\(orphan.id.squeezed) has \(orphan.access) to \(orphan.profile.squeezed), but is neither a user nor a group",
                at: place)
        }
    }
}
