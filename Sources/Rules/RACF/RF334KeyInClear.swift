import Diagnostics
import RACF
import Subjects

/// A deck should not contain a key.
struct RF334KeyInClear: Rule {
    static let info = RuleInfo(
        id: "RF334",
        area: .racf,
        name: "key-in-clear",
        title: "Decks contain no real keys",
        severity: .warning,
        rationale: """
            A key that is typed stays readable in the deck, its library and version control, and in ISPLOG or the \
            system log when the command is issued from ISPF or the console.
            """,
        remedy: """
            Generate the key in ICSF and write its label: KEYLABEL. Replace a key that has been in a deck.
            """,
        bad: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYENCRYPTED(91B3C8D4E5F60718))",
        good: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "RACF Command Language Reference, RDEFINE SSIGNON", isSecurity: true)

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        let keys = deck.keys.filter { $0.secret != nil }
        guard !keys.isEmpty else { return sink.notApplicable("the deck contains no key") }
        for key in keys {
            guard let secret = key.secret, secret.parityClearedKey != nil, !PublishedKeys.contain(secret),
                secret.keyWeakness == nil
            else { continue }
            sink.report("the deck contains a key in \(key.operand)", at: key.range)
        }
    }
}
