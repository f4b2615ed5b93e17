import Diagnostics
import Evaluator
import Subjects

/// A key should serve one application.
struct RF335SharedKey: Rule {
    static let info = RuleInfo(
        id: "RF335",
        area: .racf,
        name: "shared-key",
        title: "Every application has a key of its own",
        severity: .warning,
        rationale: """
            Whoever learns a key can generate PassTickets for every application that uses it. Keys that differ only \
            in the parity bit of their bytes are the same key.
            """,
        remedy: "Generate a key for each application.",
        bad: """
            RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.KEY))
            RDEFINE PTKTDATA CICSPROD SSIGNON(KEYLABEL(PTK.KEY))
            """,
        good: """
            RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            RDEFINE PTKTDATA CICSPROD SSIGNON(KEYLABEL(PTK.CICSPROD.KEY))
            """,
        source: "RACF Security Administrator's Guide, protecting PassTicket keys", isSecurity: true)

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        let uses = evaluation.keyUses
        var first: [KeyUse.Identity: Int] = [:]
        for (index, use) in uses.enumerated() {
            guard let other = first[use.identity].map({ uses[$0] }) else {
                first[use.identity] = index
                continue
            }
            guard other.application != use.application else { continue }
            sink.report(
                "\(use.application.squeezed) has the same key as \(other.application.squeezed)", at: use.place,
                related: [RelatedPlace(other.place, "it is the key of \(other.application.squeezed) here")])
        }
    }
}
