import ArgumentParser
import Checking
import Diagnostics
import Subjects

/// Accepts the findings of today, so that a gate can begin with new ones.
struct BaselineCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Record the findings, so that 'check --baseline' fails only for new ones.",
        discussion: """
            Examples:
              jmoncheck baseline write prod/ --agent-user AGNTUSR --baseline known.json
              jmoncheck check prod/ --agent-user AGNTUSR --baseline known.json
              jmoncheck baseline update prod/ --agent-user AGNTUSR --baseline known.json
            """,
        subcommands: [BaselineWriteCommand.self, BaselineUpdateCommand.self])

    func execute() throws -> ExitStatus { throw CleanExit.helpRequest(self) }
}

struct BaselineWriteCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Write all findings that count to a baseline.",
        discussion: """
            Findings of protected rules are left out unless --allow-critical-suppressions is given. The default file \
            is \(BaselineFile.name) next to the configuration, or in the working directory.
            """)

    @OptionGroup var run: RunOptions
    @OptionGroup var baseline: BaselineOptions

    func execute() throws -> ExitStatus {
        let file = try run.configuration.file()
        let target = BaselineFile(baseline.path, file) ?? BaselineFile(default: file)
        let outcome = try run.check(file, accepts: true)
        // What was not read cannot be accepted.
        guard !outcome.isCut else { return Self.incomplete(outcome, target) }
        try ReportPaths.validate([target.path], inputs: outcome.inputs.map(\.path), root: file.root)
        let written = Baseline(
            outcome, project: file.configuration.project, allowsCritical: run.allowCriticalSuppressions)
        try ReportFile.write(written.written, to: target.path)
        try Console.write(
            Report([
                "\(target.path): \(Self.count(written.entries.count)) of \(Self.count(written.inputs.count, "input"))"
            ]))
        let left = outcome.findings.count { $0.suppression == nil } - written.entries.count
        if left > 0 {
            Console.error(
                """
                jmoncheck: \(Self.count(left)) of protected rules \(left == 1 ? "was" : "were") left out\
                \(run.allowCriticalSuppressions ? "" : "; see --allow-critical-suppressions")
                """)
        }
        return .clean
    }

    static func count(_ count: Int, _ what: String = "finding") -> String {
        count == 1 ? "1 \(what)" : "\(count) \(what)s"
    }

    /// Says why a baseline stays as it is.
    static func incomplete(_ outcome: Outcome, _ target: BaselineFile) -> ExitStatus {
        _ = status(outcome)
        // A limit that was reached is a finding, which says so better.
        let cut = outcome.findings.first {
            $0.suppression == nil && ($0.rule == FindingLimit.rule || outcome.losses.contains($0.rule))
        }
        let reason: SafeText = cut.map { "\($0.rule): \($0.message)" } ?? "not every input was read to its end"
        Console.error("jmoncheck: \(target.path) stays as it is, because \(reason)")
        return .incomplete
    }

    /// The status after an answer that findings do not change.
    static func status(_ outcome: Outcome) -> ExitStatus {
        for input in outcome.inputs {
            if let failure = input.failure { Console.error("jmoncheck: \(input.path): \(failure)") }
        }
        if outcome.isEmpty { Console.error("jmoncheck: there was nothing to check") }
        return outcome.isIncomplete ? .incomplete : .clean
    }
}

struct BaselineUpdateCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Remove fixed findings from a baseline; add new findings only with --add.")

    @OptionGroup var run: RunOptions
    @OptionGroup var baseline: BaselineOptions

    @Flag(help: "Also add new findings.")
    var add = false

    func execute() throws -> ExitStatus {
        let file = try run.configuration.file()
        let target = BaselineFile(baseline.path, file) ?? BaselineFile(default: file)
        let old = try target.read()
        let outcome = try run.check(file, baseline: target)
        guard !outcome.isCut else { return BaselineWriteCommand.incomplete(outcome, target) }
        let updated = old.updated(by: outcome, adding: add, allowsCritical: run.allowCriticalSuppressions)
        if updated.written != old.written { try ReportFile.write(updated.written, to: target.path) }
        let kept = Set(old.entries.map(\.fingerprint)).intersection(updated.entries.map(\.fingerprint)).count
        let removed = old.entries.count - kept
        try Console.write(
            Report(["\(target.path): \(removed) removed, \(updated.entries.count - kept) added, \(kept) kept"]))
        let new = outcome.activeFindings.count { !$0.isKnown && $0.rule != "SU503" }
        if new > 0, !add {
            Console.error(
                "jmoncheck: \(BaselineWriteCommand.count(new)) not in the baseline; --add adds those that may be")
        }
        return .clean
    }
}
