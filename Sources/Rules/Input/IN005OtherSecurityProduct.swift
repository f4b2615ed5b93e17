import Diagnostics
import RACF
import Subjects

/// jmoncheck only knows RACF.
struct IN005OtherSecurityProduct: DefectRule {
    static let info = RuleInfo(
        id: "IN005",
        area: .input,
        name: "other-security-product",
        title: "The deck is for RACF",
        severity: .info,
        rationale: """
            ACF2 and Top Secret keep the same things in other places, with commands of their own. Their decks are \
            recognised but not judged: the results for the set-up do not take them into account.
            """,
        remedy: "Check the definitions with the means of that product.",
        bad: "TSS PERMIT(AGNTUSR) PTKTDATA(IRRPTAUTH.FEKAPPL.) ACCESS(UPDATE)",
        good: "PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        source: "ACF2 and Top Secret administration guides")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        // One command shows that the whole deck is for another product.
        guard sink.findings.isEmpty, case .otherProduct(let product) = defect.kind else { return }
        sink.report("\(product.rawValue) commands are out of scope", at: defect.range)
    }
}
