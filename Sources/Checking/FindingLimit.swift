import Diagnostics
import Reading
import Rules
import Subjects

/// Limits the findings of an input to the first ones: nobody reads a million, and each takes a kilobyte.
public struct FindingLimit: Sendable {
    /// The limit without `--max-findings`.
    public static let standard = 100_000

    let count: Int

    /// The rule that reports that findings were left out.
    static let rule: RuleID = "IN006"

    /// - Parameter report: a report with sorted findings.
    func apply(to report: inout Engine.Report, _ workspace: Workspace) {
        guard report.findings.count > count else { return }
        var counts: [FileID: Int] = [:]
        var left: [Finding] = []
        let findings = report.findings.filter { finding in
            let number = counts[finding.place.file, default: 0] + 1
            counts[finding.place.file] = number
            if number == count + 1 { left.append(finding) }
            return number <= count
        }
        guard !left.isEmpty else { return }
        let info = RuleCatalog.info(Self.rule)
        report.findings = Engine.sorted(
            findings
                + left.flatMap { first in
                    let file = first.place.file
                    var sink = FindingSink(info: info, subject: name(of: file, workspace), file: file)
                    sink.report(
                        "only the first \(count) findings of the input are reported (--max-findings)", at: first.place)
                    return sink.findings
                }, in: workspace)
        let cut = Set(left.map(\.place.file))
        for index in report.checks.indices where report.checks[index].rule == info.id {
            if let file = report.checks[index].file, cut.contains(file) { report.checks[index].result = .failed }
        }
    }

    private func name(of file: FileID, _ workspace: Workspace) -> String {
        workspace.inputs.first { $0.file.id == file }?.subjectName ?? workspace.ownFiles[file]?.path ?? ""
    }
}
