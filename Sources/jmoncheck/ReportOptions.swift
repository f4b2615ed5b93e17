import ArgumentParser
import Diagnostics
import Reporters

/// The reports of an outcome, and their targets.
struct ReportOptions: ParsableArguments {
    @Option(help: "Format for standard output.")
    var format = ReportFormat.standard

    @Option(
        name: .customLong("report"),
        help: ArgumentHelp("Also write a report file in one of these formats; repeatable.", valueName: "format=path"))
    var reports: [ReportTarget] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write the report to this file instead of standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "Print the number of findings of each rule instead of the report; as text or JSON.")
    var statistics = false

    @Option(help: "Test cases of the JUnit report; strict is for readers that validate.")
    var junitLayout = JUnitReporter.Layout.standard

    @Option(help: "Lowest severity that fails the run. Default: error.")
    var failOn: FailOn?

    @Option(help: "Use colour in the text report.")
    var color = ColorChoice.standard

    @Flag(name: .shortAndLong, help: "Print only findings, one line each, as --format concise does.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Also print how each input was recognised, and what passed.")
    var verbose = false

    func validate() throws {
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
        guard !statistics || format == .text || format == .json else {
            throw ValidationError("--statistics takes --format text or json, not \(format.rawValue)")
        }
        if statistics, quiet { throw ValidationError("--statistics and --quiet exclude each other") }
        if output?.isEmpty ?? false { throw ValidationError("--output takes the path of a file") }
    }

    /// The files that are written beside those of the configuration.
    var paths: [String] { reports.map(\.path) + (output.map { [$0] } ?? []) }

    /// What is written to files, in order.
    private func targets(
        _ configured: [(format: ReportFormat, path: String)], _ threads: Int
    ) -> [(reporter: any Reporter, path: String)] {
        (configured + reports.map { ($0.format, $0.path) }).map { (reporter($0.format), $0.path) }
            + (output.map { [(mainReporter(Palette(isOn: color == .always), threads), $0)] } ?? [])
    }

    /// Writes all reports, or none: if one cannot be written, those written before are withdrawn, and the report on the
    /// console states the failure.
    ///
    /// - Parameters:
    ///   - configured: the reports that the configuration asks for.
    ///   - threads: the number of threads for one report.
    func write(
        _ outcome: Outcome, configured: [(format: ReportFormat, path: String)] = [], threads: Int = 1
    ) -> ExitStatus {
        var outcome = outcome
        var files = ReportFiles()
        var others: [(reporter: any Reporter, path: String)] = []
        ProcessState.uninterrupted {
            for (reporter, path) in targets(configured, threads) {
                let isFile = files.prepare(path) { reporter.report(outcome) }
                if !isFile { others.append((reporter, path)) }
            }
            files.publish()
        }
        for (reporter, path) in others {
            outcome.isUnwritten = files.hasFailed
            files.attempt { () throws(OutputFailure) in try ReportFile.write(reporter.report(outcome), to: path) }
        }
        outcome.isUnwritten = files.hasFailed
        if output == nil {
            files.attempt { () throws(OutputFailure) in
                try Console.write(mainReporter(color.palette, threads).report(outcome))
            }
        }
        for input in outcome.inputs {
            if let failure = input.failure { Console.error("jmoncheck: \(input.path): \(failure)") }
        }
        if outcome.isEmpty { Console.error("jmoncheck: \(Verdicts.reason(outcome))") }
        for failure in files.failures { Console.error("jmoncheck: \(failure)") }
        files.withdrawIfFailed()
        return files.hasFailed ? .failure : outcome.exitStatus
    }

    /// The reporter for a file.
    private func reporter(_ format: ReportFormat) -> any Reporter {
        format == .junit ? JUnitReporter(layout: junitLayout) : format.reporter
    }

    /// The reporter for standard output, or for the file that takes its place.
    private func mainReporter(_ palette: Palette, _ threads: Int) -> any Reporter {
        if statistics { return StatisticsReporter(isJSON: format == .json, palette: palette) }
        guard format == .text else { return reporter(format) }
        if quiet { return ConciseReporter() }
        return TextReporter(
            palette: palette, detail: verbose ? .verbose : .normal, namesFailures: false, threads: threads)
    }
}

/// The report files of a run.
private struct ReportFiles {
    private var pending: [ReportFile.Pending] = []
    private var published = 0
    private(set) var failures: [OutputFailure] = []

    var hasFailed: Bool { !failures.isEmpty }

    /// Writes a report next to its place.
    ///
    /// - Returns: false if the path is not that of a file, so that it is written later.
    mutating func prepare(_ path: String, _ report: () -> Report) -> Bool {
        do throws(OutputFailure) {
            guard let made = try ReportFile.prepare(report, for: path) else { return false }
            pending.append(made)
        } catch {
            failures.append(error)
        }
        return true
    }

    /// Puts all reports into their places.
    mutating func publish() {
        while !hasFailed, published < pending.count {
            attempt { [file = pending[published]] () throws(OutputFailure) in try file.publish() }
            if !hasFailed { published += 1 }
        }
        withdrawIfFailed()
    }

    mutating func attempt(_ write: () throws(OutputFailure) -> Void) {
        do throws(OutputFailure) { try write() } catch { failures.append(error) }
    }

    /// A report of a run that failed would state another status than the run.
    mutating func withdrawIfFailed() {
        guard hasFailed else { return }
        for (index, file) in pending.enumerated() { file.withdraw(isPublished: index < published) }
        (pending, published) = ([], 0)
    }
}
