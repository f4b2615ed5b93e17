import ArgumentParser
import Checking
import Diagnostics
import Reporters

/// Simulates the decks: the result of each command.
struct SimulateCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Say what each command of the decks comes to, in the order in which they run.",
        discussion: """
            For each command its outcome, return code and message as far as they are established, and what it changes; \
            then where the job stops, the state of the classes touched, and the grants that are new or gone.

            Example:
              jmoncheck simulate setup.jcl --assume fresh
            """)

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "System") var system: SystemOptions
    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: "text or json.")
    var format = AnswerFormat.text

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
        let simulation = Checker(options, version: JmonCheck.version).simulate(input.sources(file))
        switch format {
        case .text: try Console.write(SimulationTextReporter(palette: color.palette).report(simulation))
        case .json: try Console.write(SimulationJSONReporter().report(simulation))
        }
        return simulation.inputs.status(allowEmpty: allowEmpty)
    }
}
