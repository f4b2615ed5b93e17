import ArgumentParser
import Checking
import Diagnostics
import Reporters

enum AnswerFormat: String, Choice {
    case text, json
}

/// Shows who may generate PassTickets for whom.
struct AccessCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "Show who may generate PassTickets for whom after the decks.",
        discussion: """
            Answers for every --agent-user and every --target-user. Always lists every entry of an access list that \
            lets anyone generate PassTickets.

            Example:
              jmoncheck access setup.jcl --agent-user AGNTUSR --target-user USER1 --explain
            """)

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "System") var system: SystemOptions
    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: "text or json.")
    var format = AnswerFormat.text

    @Flag(help: "Show every condition of a decision with its evidence.")
    var explain = false

    @Flag(help: "Exit 0 when there are no inputs.")
    var allowEmpty = false

    @Option(help: "Colour in the text: auto, always or never.")
    var color = ColorChoice.auto

    func execute() throws -> ExitStatus {
        let file = try configuration.file()
        var options = Checker.Options()
        input.reading(&options)
        options.preflight = try system.preflight()
        options.configuration = file.configuration
        let access = Checker(options, version: JmonCheck.version).access(input.sources(file))
        switch format {
        case .text: try Console.write(AccessTextReporter(palette: color.palette, explains: explain).report(access))
        case .json: try Console.write(AccessJSONReporter().report(access))
        }
        return access.inputs.status(allowEmpty: allowEmpty)
    }
}
