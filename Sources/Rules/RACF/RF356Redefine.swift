import Diagnostics
import Evaluator
import Subjects

/// RDEFINE makes profiles; RALTER changes them.
struct RF356Redefine: Rule {
    static let info = RuleInfo(
        id: "RF356",
        area: .racf,
        name: "redefine",
        title: "A profile is defined once",
        severity: .warning,
        rationale: """
            A second RDEFINE of the same name fails and changes nothing: what it says about UACC, key or APPLDATA is \
            lost, and under IKJEFT01 the deck goes on.
            """,
        remedy: "Change the profile with RALTER, or remove the second RDEFINE.",
        bad: """
            RDEFINE PTKTDATA FEKAPPL UACC(NONE)
            RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            """,
        good: """
            RDEFINE PTKTDATA FEKAPPL UACC(NONE)
            RALTER PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            """,
        messages: ["ICH10102I"],
        source: "RACF Messages and Codes, ICH10102I")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for event in evaluation.events(.redefined) {
            guard let place = event.place else { continue }
            sink.report(
                "\(event.profile.squeezed) is already defined, so this RDEFINE changes nothing", at: place,
                related: event.first.map { [RelatedPlace($0, "it is defined here")] } ?? [])
        }
    }
}
