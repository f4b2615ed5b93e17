import Diagnostics
import RACF
import Subjects

/// A value has the form that its operand requires.
struct RF316ValueSyntax: DefectRule {
    static let info = RuleInfo(
        id: "RF316",
        area: .racf,
        name: "value-syntax",
        title: "Values have the form that their operands require",
        severity: .error,
        rationale: """
            The form of every value is checked before the command does anything. An ID of more than 8 characters, a number \
            outside its range or a class in the place of the profile ends the command, and none of its operands takes \
            effect.
            """,
        remedy: "Write the value in the form that the message gives.",
        bad: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR,TOOLONGUSER) ACCESS(UPDATE)",
        good: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        messages: ["IKJ56702I", "IKJ56710I"],
        source: "RACF Command Language Reference, syntax of the commands")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        switch defect.kind {
        case .invalidValue(let why):
            sink.report("'\(deck.quoted(defect.range))' is refused: \(why)", at: defect.range)
        case .longText(let why): sink.report(why, at: defect.range, severity: .warning)
        case .doubtfulValue(let why):
            sink.report("'\(deck.quoted(defect.range))': \(why)", at: defect.range, severity: .warning)
        default: break
        }
    }
}
