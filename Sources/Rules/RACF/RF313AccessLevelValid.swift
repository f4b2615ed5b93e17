import Diagnostics
import RACF
import Subjects

/// RACF has six access levels.
struct RF313AccessLevelValid: DefectRule {
    static let info = RuleInfo(
        id: "RF313",
        area: .racf,
        name: "access-level-valid",
        title: "Access levels are NONE to ALTER",
        severity: .error,
        rationale: """
            UACC and ACCESS accept NONE, EXECUTE, READ, UPDATE, CONTROL or ALTER, or an unambiguous abbreviation. \
            A command with anything else is rejected.
            """,
        remedy: "Write UPDATE to let an ID generate PassTickets, and NONE for UACC.",
        bad: "PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(WRITE)",
        good: "PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        messages: ["IKJ56702I"],
        source: "RACF Security Administrator's Guide, access authorities")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        sink.report("'\(deck.quoted(defect.range))' is not an access level", at: defect.range)
    }
}
