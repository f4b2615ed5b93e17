import ArgumentParser
import Checking
import Contract
import Diagnostics
import Reading
import Reporters
import Subjects
import SystemPackage

/// Prints the models of the parsers.
struct DumpCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Print what the parsers understood.",
        discussion: """
            On a terminal the answer is an outline. Elsewhere, or with --format json, it is one JSON object for each \
            file, each on a line of its own.
            """)

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: ArgumentHelp("z/OS Utility plug-in version, if the export does not say.", valueName: "n"))
    var pluginVersion: Int?

    @Option(help: "Form of the answer. Default: text on a terminal, else json.")
    var format: AnswerFormat?

    @Option(help: "Use colour in the text.")
    var color = ColorChoice.standard

    @Flag(help: "Exit 0 when there are no inputs.")
    var allowEmpty = false

    func execute() throws -> ExitStatus {
        let file = try configuration.file()
        var options = Checker.Options()
        input.reading(&options)
        options.configuration = file.configuration
        options.preflight.pluginVersion = pluginVersion
        options.given =
            input.given
            + (pluginVersion.map { [Influence.Setting("plugin-version", "\($0)", from: "--plugin-version")] } ?? [])
        let dump = Checker(options, version: JmonCheck.version).dump(try input.sources(file))
        switch format ?? (Console.isTerminal(.standardOutput) ? .text : .json) {
        case .text: try Console.write(DumpReporter(palette: color.palette).report(dump.objects))
        case .json: try Console.write(Report(lines: dump.objects))
        }
        let status = dump.inputs.status(allowEmpty: allowEmpty)
        return status == .clean && dump.isBroken ? .findings : status
    }
}
