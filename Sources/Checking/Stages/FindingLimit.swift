import Diagnostics
import Rules
import Subjects

/// Limits the findings of an input to the first ones: nobody reads a million, and each takes a kilobyte.
public enum FindingLimit {
    /// The limit without `--max-findings`.
    public static let standard = 100_000

    /// The rule that reports that findings were left out.
    static let rule: RuleID = "IN006"
}

extension Checker {
    /// Removes the findings beyond the limit, and reports that. Without the rule that reports it, nothing is removed.
    func limit(_ progress: inout Progress) {
        let count = options.maxFindings
        guard let info = RuleCatalog.info(FindingLimit.rule), selects(info.id), progress.findings.all.count > count
        else { return }
        var counts: [FileID: Int] = [:]
        var left: [Finding] = []
        progress.changeFindings { findings in
            findings.removeAll { finding in
                let number = counts[finding.place.file, default: 0] + 1
                counts[finding.place.file] = number
                if number == count + 1 { left.append(finding) }
                return number > count
            }
        }
        guard !left.isEmpty else { return }
        let notes = left.flatMap { first in
            let file = first.place.file
            var sink = FindingSink(info: info, subject: progress.findings.paths[file.index], file: file)
            sink.report("only the first \(count) findings of the input are reported (--max-findings)", at: first.place)
            return sink.findings
        }
        progress.take(Judged(findings: notes))
        let cut = Set(left.map(\.place.file))
        for index in progress.checks.indices where progress.checks[index].rule == info.id {
            if let file = progress.checks[index].file, cut.contains(file) { progress.checks[index].result = .failed }
        }
    }
}
