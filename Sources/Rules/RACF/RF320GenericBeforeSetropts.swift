import Diagnostics
import Evaluator
import RACF
import Subjects

/// Generic profiles have to be enabled before a generic name is defined.
struct RF320GenericBeforeSetropts: Rule {
    static let info = RuleInfo(
        id: "RF320",
        area: .racf,
        name: "generic-before-setropts",
        title: "Generic names are defined after SETROPTS GENERIC",
        severity: .error,
        rationale: """
            While generics are off for a class, RDEFINE of a name with *, % or & makes a discrete profile whose name \
            holds that character (ICH10321I). It covers only its own name, and it cannot be used at all once generics are on.
            """,
        remedy: """
            Put SETROPTS GENERIC(PTKTDATA) before the first generic name, on a line of its own. Use RDELETE … NOGENERIC to \
            remove a profile that was defined too early.
            """,
        bad: """
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)
            SETROPTS GENERIC(PTKTDATA)
            """,
        good: """
            SETROPTS GENERIC(PTKTDATA)
            RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(NONE)
            """,
        messages: ["ICH10321I"],
        source: "RACF Messages and Codes, ICH10321I; SETROPTS GENERIC")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for event in evaluation.events(.genericName, .genericRefresh) {
            guard let place = event.place else { continue }
            let later = evaluation.state[event.className].generic
            let isTurnedOn = later.value == .yes && later.place != nil
            if event.kind == .genericRefresh {
                guard event.state == .no, !isTurnedOn else { continue }
                sink.report(
                    "GENERIC(\(event.className)) with REFRESH does not turn generics on", at: place,
                    severity: .warning,
                    remedy: "Put SETROPTS GENERIC(\(event.className)) without REFRESH on an earlier line.")
                continue
            }
            guard event.state == .no || isTurnedOn else {
                sink.unknown(
                    needs:
                        "use --assume \(event.className)=generic, or begin with SETROPTS GENERIC(\(event.className)): "
                        + "no input shows that generics are on")
                continue
            }
            let lost = event.className == "PTKTDATA" ? evaluation.lostOption(.generic) : nil
            let related =
                isTurnedOn
                ? later.place.map { RelatedPlace($0, "generics are turned on here, too late") }
                : lost.map { RelatedPlace($0, "this SETROPTS GENERIC does not run") }
            sink.report(
                "\(event.profile.squeezed) is defined while generics are off for \(event.className), so it becomes a "
                    + "discrete profile", at: place, related: related.map { [$0] } ?? [],
                remedy: "Put SETROPTS GENERIC(\(event.className)) before the first generic name, on a line of its own. "
                    + "Remove a profile that was defined too early with RDELETE \(event.className) "
                    + "\(event.profile.squeezed) NOGENERIC.")
        }
    }
}
