import Diagnostics
import Evaluator
import Subjects

/// Only the agent should have the right to generate PassTickets.
struct RF358CreatorAccess: Rule {
    static let info = RuleInfo(
        id: "RF358",
        area: .racf,
        name: "creator-access",
        title: "The submitter of the deck does not keep access",
        severity: .info,
        rationale: """
            Unless NOADDCREATOR is in effect, RDEFINE puts its issuer on the access list with ALTER. For an \
            IRRPTAUTH profile this is the right to generate PassTickets, and for a discrete profile also the right \
            to permit others.
            """,
        remedy: """
            End with PERMIT profile CLASS(PTKTDATA) ID(submitter) DELETE. SETROPTS NOADDCREATOR before the RDEFINE \
            prevents it too, but it is system-wide: it holds for all classes and for everyone who defines a profile.
            """,
        bad: "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)",
        good: """
            SETROPTS NOADDCREATOR
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)
            """,
        source: "RACF Security Administrator's Guide, automatically adding the creator to the access list")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        guard let (first, count) = evaluation.profilesWithCreator, let place = first.definition else { return }
        let others = count - 1
        sink.report(
            "the submitter of the deck \(first.creator == .yes ? "keeps" : "may keep") ALTER to "
                + first.text.squeezed + (others > 0 ? " and \(others) more" : ""), at: place,
            remedy:
                "End with PERMIT \(first.text.squeezed) CLASS(PTKTDATA) ID(submitter) DELETE. SETROPTS NOADDCREATOR "
                + "before the RDEFINE prevents it too, but it is system-wide: it holds for all classes and for everyone "
                + "who defines a profile.")
    }
}
