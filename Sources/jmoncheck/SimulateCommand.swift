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

    @OptionGroup var answer: AnswerOptions

    @Option(help: "Form of the answer.")
    var format = AnswerFormat.text

    func execute() throws -> ExitStatus {
        let simulation = try answer.ask(answer.file()) { $0.simulate($1) }
        switch format {
        case .text: try Console.write(SimulationTextReporter(palette: answer.palette).report(simulation))
        case .json: try Console.write(SimulationJSONReporter().report(simulation))
        }
        return simulation.inputs.status(allowEmpty: answer.allowEmpty)
    }
}
