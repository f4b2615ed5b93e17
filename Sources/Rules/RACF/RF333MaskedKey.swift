import Diagnostics
import RACF
import Subjects
import Unload

/// A masked key can be read back.
struct RF333MaskedKey: Rule {
    static let info = RuleInfo(
        id: "RF333",
        area: .racf,
        name: "masked-key",
        title: "Keys are not masked",
        severity: .warning,
        rationale: """
            KEYMASKED masks the key in the RACF database in a way that is publicly known and reversible. IBM \
            recommends it only for tests, the DISA STIG forbids it, and the health check RACF_PTKTDATA_CLASS reports \
            it.
            """,
        remedy: """
            Keep the key in ICSF: KEYLABEL, KEYENCRYPTED, or EPTKEYLABEL for enhanced PassTickets. RALTER with \
            ENCRYPTKEY moves a masked key into ICSF.
            """,
        bad: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(key16))",
        good: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        messages: ["IRRH339E"],
        source: "DISA STIG V-257135; z/OS health check RACF_PTKTDATA_CLASS", isSecurity: true)

    func check(_ source: KeySource, _ sink: inout FindingSink) {
        switch source {
        case .deck(let deck): keys(of: deck, &sink)
        case .listing(let listing):
            for profile in listing.profiles where profile.className == "PTKTDATA" {
                guard let key = profile.legacyKey, key.value == .masked else { continue }
                sink.report(
                    "the key of \(profile.name.value.squeezed) is masked, which can be reversed",
                    at: key.range, confidence: .medium)
            }
        case .unload(let unload):
            for profile in unload.profiles where profile.className == "PTKTDATA" {
                guard let key = profile.key, case .masked = key.legacy, let range = key.legacyPlace else { continue }
                sink.report("the key of \(profile.text.squeezed) is masked, which can be reversed", at: range)
            }
        }
    }

    private func keys(of deck: Deck, _ sink: inout FindingSink) {
        guard !deck.keys.isEmpty else { return sink.notApplicable("the deck contains no key") }
        for key in deck.keys where key.operand == "KEYMASKED" {
            sink.report("KEYMASKED stores the key in a form that can be reversed", at: key.range)
        }
    }
}
