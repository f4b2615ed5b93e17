import Diagnostics
import RACF
import Subjects

/// A key that is published is not a secret.
struct RF331KnownKey: Rule {
    static let info = RuleInfo(
        id: "RF331",
        area: .racf,
        name: "known-key",
        title: "Keys are not published anywhere",
        severity: .error,
        rationale: """
            A PassTicket key from a manual or a public sample is known to everyone who reads it, and whoever has the \
            key can generate PassTickets for any user of the application. Keys that differ only in the parity bit of \
            their bytes are the same key.
            """,
        remedy: "Generate your own key in ICSF and refer to it with KEYLABEL. Never copy one.",
        bad: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(0123456789ABCDEF))",
        good: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "RACF Security Administrator's Guide: protecting PassTicket keys", isSecurity: true,
        acceptance: .guarded)

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        let keys = deck.keys.filter { $0.secret != nil }
        guard !keys.isEmpty else { return sink.notApplicable("the deck contains no key") }
        for key in keys {
            guard let publication = key.secret.flatMap(PublishedKeys.publication) else { continue }
            sink.report("the key in \(key.operand) is printed in \(publication)", at: key.range)
        }
    }
}
