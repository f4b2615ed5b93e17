import Diagnostics
import Subjects

/// What would decide a check is among the inputs.
struct PF406EvidenceMissing: Rule {
    static let info = RuleInfo(
        id: "PF406",
        area: .preflight,
        name: "evidence-missing",
        title: "The inputs show what the checks have to know",
        severity: .info,
        rationale: """
            A deck is a change to a system that nobody showed, and an export is silent about resources and agents. \
            What the inputs do not show is neither fine nor broken: the checks that need it are not decided. This \
            says, once for each missing piece, what to give and which checks wait for it. With --strict-evidence \
            it is an error.
            """,
        remedy: "Give what is named, or state it with the option that is named.",
        bad: "jmoncheck check deck.txt",
        good: "jmoncheck check deck.txt setropts-list.txt --agent-user AGNTUSR",
        source: "design of jmoncheck: what the inputs do not show is unknown")

    func check(_ evidence: MissingEvidence, _ sink: inout FindingSink) {
        var codes: [String] = []
        for check in evidence.waiting where codes.last != check.rule.code { codes.append(check.rule.code) }
        let count = evidence.waiting.count
        sink.report(
            "\(count == 1 ? "1 check waits" : "\(count) checks wait") (\(codes.joined(separator: ", "))): "
                + evidence.needs,
            at: Place(evidence.file), severity: evidence.isStrict ? .error : .info)
    }
}
