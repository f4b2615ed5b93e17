import Diagnostics
import Evaluator
import RACF
import Subjects

/// A key profile holds a key.
struct RF326KeyProfileWithoutKey: Rule {
    static let info = RuleInfo(
        id: "RF326",
        area: .racf,
        name: "key-profile-without-key",
        title: "Key profiles hold a key",
        severity: .error,
        rationale: """
            A PTKTDATA profile that is named after an application exists to hold its key. Without SSIGNON no PassTicket \
            can be generated or accepted. Often the operand was on a line that lost its continuation. This is an error \
            if a deck defines the profile or if it is for an application of the set-up, otherwise a warning: an unload \
            shows the profiles of other products as well.
            """,
        remedy: """
            Add the key: RALTER PTKTDATA FEKAPPL SSIGNON(KEYLABEL(...)). A second RDEFINE would change nothing.
            """,
        bad: "RDEFINE PTKTDATA FEKAPPL UACC(NONE)",
        good: "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "RACF Security Administrator's Guide, defining profiles in the PTKTDATA class")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for profile in evaluation.passTicketProfiles(with: .key)
        where profile.exists == .yes && profile.hasKey == .no && !profile.traits.contains(.pattern) {
            guard let place = profile.definition ?? profile.keyPlace else { continue }
            sink.report(
                "key profile \(profile.text.squeezed) holds no key", at: place,
                severity: evaluation.isOwn(profile, at: place) ? .error : .warning,
                confidence: evaluation.confidence(in: place),
                remedy:
                    "Add the key: RALTER PTKTDATA \(profile.text.squeezed) SSIGNON(KEYLABEL(...)). A second RDEFINE "
                    + "would change nothing.",
                because: evaluation.cause(.rdefine, .ralter, words: [profile.text, "SSIGNON"]))
        }
    }
}
