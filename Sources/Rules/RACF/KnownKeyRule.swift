import Diagnostics
import Parsers

/// A key that is printed is no secret.
struct KnownKeyRule: Rule {
    static let info = RuleInfo(
        id: "RF331",
        area: .racf,
        name: "known-key",
        title: "No key is one that is printed somewhere",
        severity: .error,
        rationale: """
            A PassTicket key from a manual or a public sample is known to everyone who reads it, and whoever holds the \
            key makes PassTickets for any user of the application. Keys that differ only in the parity bit of their \
            bytes are the same key.
            """,
        remedy: "Make a key of your own, in ICSF, and refer to it with KEYLABEL; never copy one.",
        bad: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(0123456789ABCDEF))",
        good: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))",
        source: "RACF Security Administrator's Guide: protecting PassTicket keys")

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        let keys = deck.keys.filter { $0.secret != nil }
        guard !keys.isEmpty else { return sink.notApplicable("the deck holds no key") }
        for key in keys {
            guard let publication = key.secret?.parityClearedKey.flatMap({ Self.published[$0] }) else { continue }
            sink.report("the key in \(key.operand) is printed in \(publication)", at: key.range)
        }
    }

    /// Keys of public documents (racf.md 3.3) and where they are printed.
    private static let published: [DESKey: String] = [
        DESKey(0x0123_4567_89AB_CDEF): "the UrbanCode Deploy documentation",
        DESKey(0xE001_1935_1956_1977): "the RACF Security Administrator's Guide",
        DESKey(0x1234_5678_9ABC_DEF0): "public Liberty and z/OS Connect samples",
        DESKey(0xFEDC_BA98_7654_3210): "the Zowe documentation",
        DESKey(0xCACD_4AD6_D79E_CA71): "Broadcom article 32160",
        DESKey(0xA1A2_A3A4_A5A6_A7A8): "the Micro Focus MSS guide",
        DESKey(0xE1E2_E3E4_E5E6_E7E8): "the HCL ZIE guide",
        DESKey(0x66F4_F933_1E09_5436): "Zowe docs-site issue 3194",
        DESKey(0xC237_D184_25CF_E12D): "the CA ACF2 for z/VM guide",
        DESKey(0x4D49_4B45_4749_5A55): "public z/OSMF notes",
        DESKey(0x1234_5678_1234_5678): "IBM education slides for z/OS V2R4",
    ]
}
