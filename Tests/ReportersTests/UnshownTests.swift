import Diagnostics
import Testing

@testable import Reporters

/// An output without errors always names the facts that no input shows.
@Suite struct UnshownTests {
    private static func outcome(_ unshown: PreflightStep.Link.Name...) -> Outcome {
        var outcome = SampleOutcome.clean
        for step in outcome.steps.indices {
            for link in outcome.steps[step].links.indices where unshown.contains(outcome.steps[step].links[link].name) {
                outcome.steps[step].links[link].result = .notApplicable("nobody showed it")
            }
        }
        return outcome
    }

    private static func text(_ reporter: any Reporter, _ outcome: Outcome) -> String {
        // Line ends and indentation are those of the page.
        String(decoding: reporter.report(outcome).bytes, as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func `a task that no input shows is named`() {
        let outcome = Self.outcome(.task)
        let plain = Self.text(TextReporter(), outcome)
        #expect(plain.contains("Not judged: the task (nobody showed it)."))
        #expect(Self.text(MarkdownReporter(), outcome).contains("passed | not judged: task |"))
    }

    @Test func `links that the logon does not use are not reported as unknown`() {
        let outcome = Self.outcome(.impersonation)
        #expect(!Self.text(TextReporter(), outcome).contains("Not judged"))
        #expect(!Self.text(MarkdownReporter(), outcome).contains("not judged"))
    }

    @Test func `an export without a step that logs on is not reported as nothing wrong`() {
        var outcome = SampleOutcome.clean
        #expect(Verdicts.reason(outcome).description == "nothing wrong was found")
        outcome.steps = []
        outcome.inputs[0].kind = "urbancode-export"
        let words = "no step of the export logs on to the Job Monitor"
        #expect(Verdicts.reason(outcome).description == "\(words), so no log-on was judged")
        #expect(Self.text(TextReporter(), outcome).contains("exit 0: \(words), so no log-on was judged."))
        #expect(Self.text(MarkdownReporter(), outcome).contains(words))
        // With other findings it is said too.
        var failing = SampleOutcome.outcome()
        failing.steps = []
        failing.inputs[0].kind = "urbancode-export"
        #expect(Verdicts.reason(failing).description.hasSuffix("; \(words)"))
    }
}
