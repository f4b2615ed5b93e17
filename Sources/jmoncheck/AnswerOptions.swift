import ArgumentParser
import Checking
import Reporters

enum AnswerFormat: String, Choice {
    case text, json
}

/// What is asked of the decks: for the commands that do not check.
struct AnswerOptions: ParsableArguments {
    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "System") var system: SystemOptions
    @OptionGroup var configuration: ConfigurationOptions
    @OptionGroup var setUps: SetUpOptions

    @Flag(help: "Exit 0 when there are no inputs.")
    var allowEmpty = false

    @Option(help: "Use colour in the text.")
    var color = ColorChoice.standard

    var palette: Palette { color.palette }

    /// The configuration with the chosen set-ups.
    func file() throws -> ConfigurationFile { try setUps.chosen(from: configuration.file()) }

    /// Reads the inputs and asks a question about them.
    ///
    /// - Parameter allowsPatterns: whether names of users and applications may hold `*` and `%`.
    func ask<Answer>(
        _ file: ConfigurationFile, allowsPatterns: Bool = false, _ question: (Checker, [Source]) -> Answer
    ) throws -> Answer {
        var options = Checker.Options()
        input.reading(&options)
        options.preflight = try system.preflight(allowsPatterns: allowsPatterns)
        let judged = try input.judged(file, setUps)
        options.configuration = judged.file.configuration
        options.given = input.given + system.given + setUps.given
        return question(Checker(options, version: JmonCheck.version), judged.sources)
    }
}
