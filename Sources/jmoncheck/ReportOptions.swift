import ArgumentParser
import Diagnostics
import Reporters

/// The reports of an outcome, and their targets.
struct ReportOptions: ParsableArguments {
    @Option(help: "Format for standard output: \(ReportFormat.names).")
    var format = ReportFormat.text

    @Option(
        name: .customLong("report"),
        help: ArgumentHelp("Also write a report file in one of these formats; repeatable.", valueName: "format=path"))
    var reports: [ReportTarget] = []

    @Option(help: "Test cases of the JUnit report: check, finding, or strict for readers that validate.")
    var junitLayout = JUnitReporter.Layout.check

    @Option(help: "Lowest severity that fails the run: error, warning, info or never. Default: error.")
    var failOn: FailOn?

    @Option(help: "Colour in the text report: auto, always or never.")
    var color = ColorChoice.auto

    @Flag(name: .shortAndLong, help: "Print only findings, one line each, as --format concise does.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Also print how each input was recognised, and what passed.")
    var verbose = false

    func validate() throws {
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    }

    /// Writes all reports. One that cannot be written does not prevent the others.
    ///
    /// - Parameters:
    ///   - configured: the reports that the configuration asks for.
    ///   - threads: the number of threads for one report.
    func write(
        _ outcome: Outcome, configured: [(format: ReportFormat, path: String)] = [], threads: Int = 1
    ) -> ExitStatus {
        var failures: [OutputFailure] = []
        func attempt(_ write: () throws(OutputFailure) -> Void) {
            do throws(OutputFailure) { try write() } catch { failures.append(error) }
        }
        for (format, path) in configured + reports.map({ ($0.format, $0.path) }) {
            attempt { () throws(OutputFailure) in
                try ReportFile.write(reporter(format).report(outcome), to: path)
            }
        }
        attempt { () throws(OutputFailure) in try Console.write(consoleReporter(threads).report(outcome)) }
        for input in outcome.inputs {
            if let failure = input.failure { Console.error("jmoncheck: \(input.path): \(failure)") }
        }
        if outcome.isEmpty { Console.error("jmoncheck: \(Verdicts.reason(outcome))") }
        for failure in failures { Console.error("jmoncheck: \(failure)") }
        return failures.isEmpty ? outcome.exitStatus : .failure
    }

    /// The reporter for a file.
    private func reporter(_ format: ReportFormat) -> any Reporter {
        format == .junit ? JUnitReporter(layout: junitLayout) : format.reporter
    }

    private func consoleReporter(_ threads: Int) -> any Reporter {
        guard format == .text else { return reporter(format) }
        if quiet { return ConciseReporter() }
        return TextReporter(
            palette: color.palette, detail: verbose ? .verbose : .normal, namesFailures: false, threads: threads)
    }
}
