import ArgumentParser
import Diagnostics
import Reporters

/// Lists suppressions: who accepted what, and until when.
struct SuppressionsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "suppressions",
        abstract: "List all suppressions in inputs and configuration, with their state.",
        discussion: """
            States: active (it suppresses a finding), expired, unused (nothing is found there), undecided (its rule \
            did not run, or the inputs do not decide it), refused (a protected rule), malformed.
            """)

    @OptionGroup var run: RunOptions

    @Option(
        help: ArgumentHelp(
            "List only those that end within this many days (30d) or weeks (4w), or have ended.", valueName: "time"))
    var expiring: Days?

    @Option(help: "Form of the answer.")
    var format = AnswerFormat.text

    @Option(help: "Use colour in the text.")
    var color = ColorChoice.standard

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

/// A number of days, written `30d` or `4w`.
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
