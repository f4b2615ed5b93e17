import Diagnostics
import Evaluator
import RACF
import Subjects

/// An application needs a profile with its key.
struct RF324KeyProfileMissing: Rule {
    static let info = RuleInfo(
        id: "RF324",
        area: .racf,
        name: "key-profile-missing",
        title: "The application has a key profile",
        severity: .error,
        rationale: """
            PassTickets for an application are made with the key in the discrete PTKTDATA profile of its name. The \
            IRRPTAUTH profiles only say who may; without the key profile generation fails with 8/16/28.
            """,
        remedy: "Define the profile with its key: RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(...)).",
        bad: "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)",
        good: """
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)
            """,
        source: "RACF Security Administrator's Guide, defining profiles in the PTKTDATA class")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        let applications = evaluation.applicationsInUse
        guard !applications.isEmpty else { return sink.notApplicable("no IRRPTAUTH profile names an application") }
        for (application, profile) in applications where evaluation.passTicketProfile(named: application) == nil {
            // What a site has for other products is not a defect of this set-up.
            if evaluation.isUnloaded(profile.definition) { continue }
            guard evaluation.passTickets.complete == .yes,
                let place = profile.definition ?? evaluation.firstPassTicketCommand
            else {
                sink.unknown(needs: "give the deck that defines the key profile \(application), or its RLIST output")
                continue
            }
            sink.report(
                "key profile \(application) is not defined, so PassTickets cannot be generated for it", at: place,
                related: evaluation.lostProfile(application).map {
                    [RelatedPlace($0, "this RDEFINE is not carried out")]
                } ?? [],
                because: evaluation.cause(.rdefine, words: [application, "PTKTDATA"], isWhole: true))
        }
    }
}
