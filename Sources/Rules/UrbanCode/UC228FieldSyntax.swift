import Contract
import Diagnostics
import Languages
import Secrets
import Subjects
import UrbanCode

/// Data sets and numbers of a step are written as such.
struct UC228FieldSyntax: Rule {
    static let info = RuleInfo(
        id: "UC228",
        area: .urbancode,
        name: "field-syntax",
        title: "The fields of a step hold values of the right form",
        severity: .error,
        rationale: """
            JCL Dataset takes a data set name with a member or a pattern of members, Max Return Code a number from 0 \
            to 4095, Timeout and Max Lines a number. Anything else, placeholders included, fails the step after it \
            has begun. A step that does not wait for its job ignores the last two.
            """,
        remedy: "Write the name or the number, or a reference to a property that holds it.",
        bad: #""mvsFilename": "<hlq>.JCL(BIND)", "maxRC": "four""#,
        good: #""mvsFilename": "PAY.JCL(BIND)", "maxRC": "4""#,
        source: "z/OS Utility plug-in documentation, Submit Job and Wait For Job; z/OS DFSMS, data set names",
        links: [.step])

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        var name: String { step.step.name.value.squeezed }
        if let text = step.dataSet.resolution.text, let place = step.dataSet.place(in: step.file) {
            let lines = text.split { $0.isNewline || $0 == "," }.map { String($0).trimmed() }.filter { !$0.isEmpty }
            for line in lines {
                guard let flaw = FieldSyntax.flaw(ofDataSet: line) else { continue }
                sink.report("JCL Dataset '\(line.squeezed)' of '\(name)' \(flaw)", at: place)
                break
            }
        }
        for (field, label, range) in numbers(of: step) {
            guard let text = field.resolution.text, !text.trimmed().isEmpty, let place = field.place(in: step.file),
                !FieldSyntax.isNumber(text, in: range)
            else { continue }
            sink.report(
                "\(label) of '\(name)' is '\(text.squeezed)', not a number from \(range.lowerBound) to \(range.upperBound)",
                at: place)
        }
    }

    private func numbers(of step: ResolvedStep) -> [(ResolvedStep.Value, String, ClosedRange<Int>)] {
        let maxRC = (step.maxRC, "Max Return Code", 0...4095)
        if case .text(let waits) = step.step["waitForJob"]?.value, waits.source.trimmed().lowercased() == "false" {
            return []
        }
        return [maxRC, (step.timeout, "Timeout", 0...Int(Int32.max)), (step.cutOff, "Max Lines", 0...Int(Int32.max))]
    }
}
