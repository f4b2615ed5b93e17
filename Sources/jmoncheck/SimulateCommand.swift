import ArgumentParser
import Checking
import Diagnostics
import Reporters

/// Simulates the decks: the result of each command.
struct SimulateCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Predict the result of each command in a deck, in the order in which they run.",
        discussion: """
            Shows each command with its outcome, its return code and message where they are known, and what it changes. \
            Then shows where the job stops, the state of the classes that the deck touches, and the grants that are \
            gained and lost.

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
