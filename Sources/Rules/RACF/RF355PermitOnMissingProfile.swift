import Diagnostics
import Evaluator
import RACF
import Subjects

/// PERMIT needs the name of a profile.
struct RF355PermitOnMissingProfile: Rule {
    static let info = RuleInfo(
        id: "RF355",
        area: .racf,
        name: "permit-on-missing-profile",
        title: "PERMIT and RALTER name a profile that exists",
        severity: .error,
        rationale: """
            PERMIT and RALTER need the name of a profile, not of what it protects. If only IRRPTAUTH.FEKAPPL.* is \
            defined, PERMIT IRRPTAUTH.FEKAPPL.USER1 fails and nobody gets access.
            """,
        remedy: "Name the profile as RDEFINE does, or define it first.",
        bad: """
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)
            PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
            """,
        good: """
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)
            PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
            """,
        messages: ["ICH06004I"],
        source: "RACF Messages and Codes, ICH06004I")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for event in evaluation.events(.missingProfile) {
            guard event.state == .no else {
                guard event.className == "PTKTDATA" else { continue }
                sink.unknown(
                    needs: "give the deck that defines \(event.profile.squeezed), or use --assume "
                        + "\(event.className)=complete if there is no other profile")
                continue
            }
            // That a fresh system has no profile of a class is assumed; a deck that defines none relies on others.
            guard evaluation.isShownIncomplete(event.className) else {
                sink.unknown(
                    needs: "give the deck that defines \(event.profile.squeezed), or say --assume "
                        + "fresh:\(event.className) if there is no profile")
                continue
            }
            guard let place = event.place else { continue }
            let cause = evaluation.cause(.rdefine, words: [event.profile, event.className], isWhole: true)
            let covering = evaluation.profileCovering(event.profile, in: event.className)
            if let covering, covering.text == event.profile {
                sink.report(
                    "\(event.profile.squeezed) is defined in \(event.className) only after this command, which fails",
                    at: place, related: covering.definition.map { [RelatedPlace($0, "it is defined here")] } ?? [],
                    remedy: "Put the command after RDEFINE \(event.className) \(event.profile.squeezed).",
                    because: cause)
                continue
            }
            sink.report(
                "\(event.profile.squeezed) is not defined in \(event.className), so this command fails"
                    + (covering.map { "; the profile is called \($0.text.squeezed)" } ?? ""), at: place,
                related: covering?.definition.map { [RelatedPlace($0, "this profile covers it")] } ?? [],
                remedy: covering.map { "Name the profile \($0.text.squeezed), as RDEFINE does." }
                    ?? "Put RDEFINE \(event.className) \(event.profile.squeezed) before it, or name a profile that is "
                    + "there.",
                because: cause)
        }
    }
}
