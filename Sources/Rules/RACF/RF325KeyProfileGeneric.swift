import Diagnostics
import Evaluator
import RACF
import Subjects

/// A key profile is discrete.
struct RF325KeyProfileGeneric: Rule {
    static let info = RuleInfo(
        id: "RF325",
        area: .racf,
        name: "key-profile-generic",
        title: "Key profiles have discrete names",
        severity: .error,
        rationale: """
            RACF looks for the key under the exact name of the application. A generic profile is ignored for this \
            purpose, whatever it holds. This is an error if a deck defines the profile or if it is for an application \
            of the set-up, otherwise a warning: an unload shows the profiles of other products as well.
            """,
        remedy: "Define the profile under the exact name, such as FEKAPPL.",
        bad: "RDEFINE PTKTDATA FEK* UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        good: "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "RACF Security Administrator's Guide, defining profiles in the PTKTDATA class")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for profile in evaluation.passTicketProfiles(with: .pattern) {
            // `IRRPTAUTH.FEKAPPL.*` and `**` without a key are there for the right to generate.
            guard !profile.traits.contains(.access) || profile.hasKey == .yes, let place = profile.definition else {
                continue
            }
            sink.report(
                "\(profile.text.squeezed) is generic, so RACF ignores it as a key profile", at: place,
                severity: evaluation.isOwn(profile, at: place) ? .error : .warning)
        }
    }
}
