import ArgumentParser
import Diagnostics
import Reporters
import Rules

/// Reads, checks, reports.
struct CheckCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check inputs and report what is wrong (the default).",
        discussion: """
            Examples:
              jmoncheck check prod/ --agent-user AGNTUSR --report junit=jmoncheck.xml
              jmoncheck check deck.jcl --assume fresh --fail-on warning
              cat deck.txt | jmoncheck check - --as racf
            """)

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "System") var system: SystemOptions
    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: "What goes to standard output: text, json or junit.")
    var format = ReportFormat.text

    @Option(
        name: .customLong("report"),
        help: ArgumentHelp("Also write a report file; repeatable.", valueName: "format=path"))
    var reports: [ReportTarget] = []

    @Option(help: "What a case of the JUnit report is: check, finding, or strict for readers that validate.")
    var junitLayout = JUnitReporter.Layout.check

    @Option(help: "Least severity that makes the run fail: error, warning, info or never. Default: error.")
    var failOn: FailOn?

    @Flag(help: "What the inputs do not show counts as failed.")
    var strictEvidence = false

    @Option(help: ArgumentHelp("Only these rules: codes, names or prefixes, separated by commas.", valueName: "codes"))
    var select: [String] = []

    @Option(help: ArgumentHelp("Not these rules.", valueName: "codes"))
    var ignore: [String] = []

    @Flag(help: "No input is no failure.")
    var allowEmpty = false

    @Option(help: "Colour in the text report: auto, always or never.")
    var color = ColorChoice.auto

    @Flag(name: .shortAndLong, help: "Only findings.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Also what each input was taken for, and what passed.")
    var verbose = false

    func validate() throws {
        _ = try selection()
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    }

    private func selection() throws -> Selection {
        do {
            return try Selection(select: select.flatMap(Self.words), ignore: ignore.flatMap(Self.words))
        } catch {
            throw ValidationError("\(error)")
        }
    }

    private static func words(_ list: String) -> [String] { list.split(separator: ",").map(String.init) }

    func execute() async throws {
        var options = Run.Options()
        options.preflight = try system.preflight()
        options.selection = try selection()
        let file = try configuration.file()
        options.configuration = file.configuration
        options.failOn = failOn ?? file.configuration.failOn ?? .error
        options.strictEvidence = strictEvidence
        options.threads = input.threads
        options.allowEmpty = allowEmpty
        let reading = await InputReader(input, file).read()
        let outcome = Run.check(
            reading.inputs, notes: reading.notes + (verbose ? reading.passedOver : []), options: options,
            version: JmonCheck.version)
        var failures: [OutputFailure] = []
        func attempt(_ write: () throws(OutputFailure) -> Void) {
            do throws(OutputFailure) { try write() } catch { failures.append(error) }
        }
        let configured = file.configuration.reports.compactMap { name, path in
            ReportFormat(rawValue: name).map { (format: $0, path: file.target(path)) }
        }
        for (format, path) in configured + reports.map({ ($0.format, $0.path) }) {
            attempt { () throws(OutputFailure) in
                try ReportFile.write(reporter(format).report(outcome), to: path)
            }
        }
        attempt { () throws(OutputFailure) in try Console.write(consoleReporter.report(outcome)) }
        for input in outcome.inputs {
            if let failure = input.failure { Console.error("jmoncheck: \(input.path): \(failure)") }
        }
        if outcome.isEmpty { Console.error("jmoncheck: \(Verdicts.reason(outcome))") }
        for failure in failures { Console.error("jmoncheck: \(failure)") }
        throw Finished(status: failures.isEmpty ? outcome.exitStatus : .failure)
    }

    /// For a file.
    private func reporter(_ format: ReportFormat) -> any Reporter {
        format == .junit ? JUnitReporter(layout: junitLayout) : format.reporter
    }

    private var consoleReporter: any Reporter {
        switch format {
        case .text:
            TextReporter(
                palette: color.palette, detail: quiet ? .quiet : verbose ? .verbose : .normal,
                namesFailures: false)
        case .json, .junit: reporter(format)
        }
    }
}
