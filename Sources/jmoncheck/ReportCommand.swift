import ArgumentParser
import Checking
import Diagnostics

/// Works with a stored report.
struct ReportCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Work with a stored JSON report.", subcommands: [ConvertCommand.self])

    func execute() throws -> ExitStatus { throw CleanExit.helpRequest(self) }
}

/// Converts a stored report to another format and judges it again.
struct ConvertCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert a stored JSON report to another format and judge it by its own threshold.",
        discussion: """
            Example:
              jmoncheck check prod/ --report json=jmoncheck.json
              jmoncheck report convert jmoncheck.json --format markdown --fail-on warning
            """)

    @Argument(help: ArgumentHelp("A report of 'check --format json', or - for standard input.", valueName: "file"))
    var path: String

    @OptionGroup(title: "Reports") var report: ReportOptions

    func execute() throws -> ExitStatus {
        let content: Source.Content
        do throws(FileFailure) { content = try FileBytes.read(path, limit: 1 << 30) } catch {
            Console.error("jmoncheck: \(path): \(error)")
            return .incomplete
        }
        guard !content.isCut, (try? UTF8Span(validating: content.bytes.span)) != nil else {
            throw ValidationError("\(path): is not a JSON report of jmoncheck")
        }
        let outcome: Outcome
        do throws(StoredReport.Failure) {
            outcome = try StoredReport.read(SourceFile(path: path, bytes: content.bytes), failOn: report.failOn)
        } catch {
            throw ValidationError("\(error)")
        }
        try ReportPaths.validate(report.paths, inputs: [path], root: nil)
        return report.write(outcome)
    }
}
