import Diagnostics
import Subjects

/// The inputs should contain the evidence that decides the checks.
struct PF406EvidenceMissing: Rule {
    static let info = RuleInfo(
        id: "PF406",
        area: .preflight,
        name: "evidence-missing",
        title: "The inputs show what the checks need to know",
        severity: .info,
        rationale: """
            A deck changes a system that the inputs do not show, and an export says nothing about resources and \
            agents. What the inputs do not show is neither fine nor broken, so the checks that need it are not \
            decided. This rule says once for each missing piece what to give and which checks wait for it. With \
            --strict-evidence it is an error.
            """,
        remedy: "Give the input that the message names, or state the fact with the option that it names.",
        bad: "jmoncheck check deck.txt",
        good: "jmoncheck check deck.txt setropts-list.txt --agent-user AGNTUSR",
        source: "what the inputs do not show is unknown to jmoncheck")

    func check(_ evidence: MissingEvidence, _ sink: inout FindingSink) {
        let codes = evidence.rules.map(\.code).joined(separator: ", ")
        sink.report(
            "\(evidence.count == 1 ? "1 check waits" : "\(evidence.count) checks wait") (\(codes)): " + evidence.needs,
            at: Place(evidence.file), severity: evidence.isStrict ? .error : .info)
    }
}
