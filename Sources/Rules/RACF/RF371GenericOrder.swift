import Diagnostics
import Evaluator
import Subjects

/// The order of generic profiles in an unload decides.
struct RF371GenericOrder: Rule {
    static let info = RuleInfo(
        id: "RF371",
        area: .racf,
        name: "generic-order",
        title: "Generic profiles have the expected order",
        severity: .info,
        rationale: """
            RACF looks at generic profiles in the order in which an unload lists them. Where that order differs from the one
            that jmoncheck derives from the names, the order of the unload decides.
            """,
        remedy: """
            Nothing has to be changed. Report the two names to the maintainers of jmoncheck.
            """,
        bad: "A.* before A.B* in an unload",
        good: "A.B* before A.* in an unload",
        source: "RACF Command Language Reference, RLIST")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        guard !evaluation.unloads.isEmpty else { return sink.notApplicable("there is no unload") }
        for order in evaluation.differingOrders {
            sink.report(
                "the unload has \(order.first.squeezed) before \(order.second.squeezed) in \(order.className), unlike the "
                    + "order of the names: the unload counts", at: order.place)
        }
    }
}
