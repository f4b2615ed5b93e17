import Diagnostics
import RACF
import Subjects

/// A PassTicket key has 64 bits.
struct RF330KeyFormat: Rule {
    static let info = RuleInfo(
        id: "RF330",
        area: .racf,
        name: "key-format",
        title: "A key is exactly 16 hexadecimal digits",
        severity: .error,
        rationale: """
            KEYMASKED and KEYENCRYPTED take a 64-bit key as 16 characters 0-9 and A-F, bare: without X, quotes or \
            blanks. With anything else the command fails, and there is no key.
            """,
        remedy: "Write 16 hexadecimal digits, or better KEYLABEL with the label of a key in ICSF.",
        bad: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(12345))",
        good: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "RACF Security Administrator's Guide, defining profiles in the PTKTDATA class", isSecurity: true,
        acceptance: .guarded)

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        let keys = deck.keys.filter { $0.secret != nil }
        guard !keys.isEmpty else { return sink.notApplicable("the deck contains no key") }
        for key in keys {
            guard let secret = key.secret, !(secret.count == 16 && secret.isHexadecimal) else { continue }
            let fault =
                secret.isHexadecimal
                ? "has \(secret.count) hexadecimal digits instead of 16" : "is not 16 hexadecimal digits"
            sink.report("the key in \(key.operand) \(fault)", at: key.range)
        }
    }
}
