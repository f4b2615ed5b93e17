import ArgumentParser
import Diagnostics
import Reporters

/// Who accepted what, until when.
struct SuppressionsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "suppressions",
        abstract: "List all suppressions, in inputs and configuration, with what became of them.",
        discussion: """
            States: active (something is suppressed), expired, unused (nothing is found there), undecided (its rule \
            did not run, or waits for something), refused (a protected rule), malformed.
            """)

    @OptionGroup var run: RunOptions

    @Option(
        help: ArgumentHelp(
            "Only those that end within so many days (30d) or weeks (4w), or have ended.", valueName: "time"))
    var expiring: Days?

    @Option(help: "text or json.")
    var format = AnswerFormat.text

    @Option(help: "Colour in the text: auto, always or never.")
    var color = ColorChoice.auto

    func execute() throws -> ExitStatus {
        var outcome = try run.check(try run.configuration.file())
        if let expiring {
            let last = CalendarDate(day: run.day.day + expiring.count)
            outcome.suppressions.removeAll { entry in entry.until.map { $0 > last } ?? true }
        }
        let reporter = SuppressionReporter(outcome, palette: color.palette)
        try Console.write(format == .json ? reporter.json : reporter.text)
        return BaselineWriteCommand.status(outcome)
    }
}

/// A stretch of time: `30d`, `4w`.
struct Days: ExpressibleByArgument {
    let count: Int

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), number <= 100_000 else { return nil }
        switch argument.dropFirst(digits.count) {
        case "d", "": count = number
        case "w": count = number * 7
        case _: return nil
        }
    }
}
