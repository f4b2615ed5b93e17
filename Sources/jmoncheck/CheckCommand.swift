import ArgumentParser
import Checking
import Diagnostics
import Reporters

/// Reads, checks and reports.
struct CheckCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check inputs and report what is wrong (the default).",
        discussion: """
            Examples:
              jmoncheck check prod/ --agent-user AGNTUSR --report junit=jmoncheck.xml
              jmoncheck check deck.jcl --assume fresh --fail-on warning
              cat deck.txt | jmoncheck check - --as racf

            Exit status:
              0  every input was read, every step that connects and every pair of
                 --agent-user and --target-user holds, and no finding reaches --fail-on
              1  a finding reaches --fail-on, or a step or a pair fails
              2  wrong use
              3  an input was not read, or a verdict is undecided (--allow-undecided)
              4  internal failure, or a report that could not be written
            """)

    @OptionGroup var run: RunOptions
    @OptionGroup var baseline: BaselineOptions
    @OptionGroup(title: "Reports") var report: ReportOptions

    @Option(
        help: ArgumentHelp(
            "List at most this many findings of a rule in an input; the others are only counted.", valueName: "n"))
    var maxAlike = FindingLimit.alike

    func validate() throws {
        guard (1...10_000_000).contains(maxAlike) else {
            throw ValidationError("--max-alike takes 1 to 10000000, not \(maxAlike)")
        }
    }

    func execute() throws -> ExitStatus {
        let file = try run.configuration.file()
        let outcome = try run.check(
            file, baseline: BaselineFile(baseline.path, file) ?? BaselineFile(existing: file), failOn: report.failOn,
            says: report.verbose, maxAlike: maxAlike)
        let configured = file.configuration.reports.compactMap { name, path in
            ReportFormat(rawValue: name).map { (format: $0, path: file.target(path)) }
        }
        try ReportPaths.validate(
            configured.map(\.path) + report.paths,
            inputs: outcome.inputs.map(\.path) + [file.path, baseline.path].compactMap(\.self), root: file.root)
        return report.write(outcome, configured: configured, threads: run.input.threads)
    }
}
