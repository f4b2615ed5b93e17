import Diagnostics
import RACF
import Subjects

/// A key that can be guessed is not a secret.
struct RF332WeakKey: Rule {
    static let info = RuleInfo(
        id: "RF332",
        area: .racf,
        name: "weak-key",
        title: "Keys are random",
        severity: .error,
        rationale: """
            Weak and semi-weak DES keys, repeated bytes, sequences and palindromes are tried first, and whoever has \
            the key can generate PassTickets for any user of the application. The parity bit of each byte does not \
            count. A key that is text is only a warning.
            """,
        remedy: "Generate a random key in ICSF and refer to it with KEYLABEL.",
        bad: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(1111111111111111))",
        good: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "NIST SP 800-67, weak and semi-weak keys; RACF Security Administrator's Guide, PTKTDATA profiles",
        isSecurity: true,
        acceptance: .guarded)

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        let keys = deck.keys.filter { $0.secret != nil }
        guard !keys.isEmpty else { return sink.notApplicable("the deck contains no key") }
        for key in keys {
            guard let secret = key.secret, !PublishedKeys.contain(secret), let weakness = secret.keyWeakness else {
                continue
            }
            sink.report(
                "the key in \(key.operand) \(weakness.text)", at: key.range,
                severity: weakness == .text ? .warning : .error, confidence: weakness == .text ? .medium : .high)
        }
    }
}
