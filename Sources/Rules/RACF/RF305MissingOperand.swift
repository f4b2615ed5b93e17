import Diagnostics
import RACF
import Subjects

/// A command needs its class, profile and names.
struct RF305MissingOperand: DefectRule {
    static let info = RuleInfo(
        id: "RF305",
        area: .racf,
        name: "missing-operand",
        title: "Class, profile and ID are given",
        severity: .error,
        rationale: """
            Without its class, profile or ID, or with empty parentheses, a command cannot be completed: TSO asks for \
            the operand, and in batch, where nobody answers, the command ends.
            """,
        remedy: "Add the missing operand or value.",
        bad: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ACCESS(UPDATE)",
        good: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        messages: ["IKJ56701I"],
        source: "RACF Command Language Reference; TSO/E parse: prompting")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        guard case .missingOperand(let what) = defect.kind else { return }
        let owner = defect.command.flatMap { deck.commands[$0].verb?.name } ?? ""
        sink.report(
            "\(owner) lacks \(what.first?.isUppercase == true ? "a value for \(what)" : what)", at: defect.range)
    }
}
