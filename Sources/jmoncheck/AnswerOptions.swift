import ArgumentParser
import Checking
import Reporters

enum AnswerFormat: String, Choice {
    case text, json
}

/// What is asked of the decks, and how the answer is written: for the commands that do not check.
struct AnswerOptions: ParsableArguments {
    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "System") var system: SystemOptions
    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: "text or json.")
    var format = AnswerFormat.text

    @Flag(help: "Exit 0 when there are no inputs.")
    var allowEmpty = false

    @Option(help: "Colour in the text: auto, always or never.")
    var color = ColorChoice.auto

    var palette: Palette { color.palette }

    /// Reads the inputs and asks a question about them.
    ///
    /// - Parameter allowsPatterns: whether names of users and applications may hold `*` and `%`.
    func ask<Answer>(
        allowsPatterns: Bool = false, _ question: (Checker, [Source]) -> Answer
    ) throws -> Answer {
        let file = try configuration.file()
        var options = Checker.Options()
        input.reading(&options)
        options.preflight = try system.preflight(allowsPatterns: allowsPatterns)
        options.configuration = file.configuration
        options.given = input.given + system.given
        return question(Checker(options, version: JmonCheck.version), input.sources(file))
    }
}
