import Diagnostics
import RACF
import Subjects

/// A deck is no place for a key.
struct RF334KeyInClear: Rule {
    static let info = RuleInfo(
        id: "RF334",
        area: .racf,
        name: "key-in-clear",
        title: "No real key stands in a deck",
        severity: .warning,
        rationale: """
            A key that is typed stays readable in the deck, its library and version control, and in ISPLOG or the \
            system log when the command is issued from ISPF or the console.
            """,
        remedy: """
            Make the key in ICSF and write its label: KEYLABEL. Change a key that has stood in a deck.
            """,
        bad: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYENCRYPTED(91B3C8D4E5F60718))",
        good: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "RACF Command Language Reference, RDEFINE SSIGNON", isSecurity: true)

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        let keys = deck.keys.filter { $0.secret != nil }
        guard !keys.isEmpty else { return sink.notApplicable("the deck holds no key") }
        for key in keys {
            guard let secret = key.secret, secret.parityClearedKey != nil, !PublishedKeys.contain(secret),
                secret.keyWeakness == nil
            else { continue }
            sink.report("a key stands in the deck, in \(key.operand)", at: key.range)
        }
    }
}
