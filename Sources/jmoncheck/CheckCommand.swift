import ArgumentParser
import Checking
import Diagnostics
import Fixing
import Reporters
import SystemPackage

/// Reads, checks and reports.
struct CheckCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        // As a command of another one it has no completion script of its own, which each start would look for.
        _superCommandName: "jmoncheck",
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

    @Flag(help: "Apply the edits that findings come with, as 'jmoncheck fix' does, and report what is left.")
    var fix = false

    @OptionGroup(title: "Edits") var edits: EditOptions

    @Flag(help: "Check again whenever an input changes, until it is interrupted.")
    var watch = false

    func validate() throws {
        guard (1...10_000_000).contains(maxAlike) else {
            throw ValidationError("--max-alike takes 1 to 10000000, not \(maxAlike)")
        }
        if watch, fix || run.input.paths.contains("-") {
            throw ValidationError("--watch goes neither with --fix nor with standard input")
        }
        guard fix || !edits.unsafe && !edits.diff else {
            throw ValidationError("--unsafe and --diff are about the edits of --fix")
        }
    }

    func execute() throws -> ExitStatus {
        guard watch else { return try once() }
        var paths = try watched()
        while true {
            let changes = FolderWatch(paths)
            let seen = FolderWatch.stamps(paths)
            if Console.isTerminal(.standardOutput) { try Console.write(.clearingScreen) }
            // What is wrong with the configuration may be right after the next change.
            do { _ = try once() } catch let error as ValidationError { Console.error("jmoncheck: \(error.message)") }
            repeat {
                changes.wait()
                paths = (try? watched()) ?? paths
            } while FolderWatch.stamps(paths) == seen
        }
    }

    /// The inputs, the folders in which they are, and the configuration. What the run itself writes is not among them.
    private func watched() throws -> [String] {
        let file = try run.configuration.file()
        let written = Set(
            (report.paths + file.configuration.reports.map { file.target($0.path) }).map(SourceList.absolute))
        let paths = try run.input.found(file, run.setUps).paths.values.filter { path in
            !written.contains(SourceList.absolute(path)) && !SourceList.isOutput(path)
        }
        let folders = paths.map { path in path.lastIndex(of: "/").map { String(path[...$0]) } ?? "." }
        let own = [file.path].filter { !$0.isEmpty }
        return Set(paths + folders + own + run.input.paths).sorted()
    }

    /// Reads, checks and reports.
    private func once() throws -> ExitStatus {
        let file = try run.configuration.file()
        let configured = file.configuration.reports.compactMap { name, path in
            ReportFormat(rawValue: name).map { (format: $0, path: file.target(path)) }
        }
        let formats = [report.format] + report.reports.map(\.format) + configured.map(\.format)
        let outcome: Outcome
        if fix {
            guard
                let (result, isWritten) = try edits.fix(
                    run, file, baseline.path, failOn: report.failOn, says: report.verbose,
                    keepsRecord: formats.contains(where: \.keepsRecord))
            else { return .failure }
            let reporter = FixReporter(palette: report.color.palette, allowsUnsafe: edits.unsafe)
            guard isWritten else {
                try Console.write(reporter.report(result, isWritten: false))
                return reporter.status(result, isWritten: false)
            }
            Console.error(reporter.edits(result))
            outcome = result.after
        } else {
            outcome = try run.check(
                file, baseline: BaselineFile(baseline.path, file) ?? BaselineFile(existing: file),
                failOn: report.failOn, says: report.verbose, maxAlike: maxAlike,
                keepsRecord: formats.contains(where: \.keepsRecord))
        }
        try ReportPaths.validate(
            configured.map(\.path) + report.paths,
            inputs: outcome.inputs.map(\.path) + [file.path, baseline.path].compactMap(\.self), root: file.root)
        return report.write(outcome, configured: configured, threads: run.input.threads)
    }
}
