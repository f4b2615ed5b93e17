import ArgumentParser

/// Parses arguments without a mistake by their command directly, and the usual ones of `check` without the parser.
///
/// The argument parser's own way builds the tables of the default command several times: without the shortcut, a check
/// of a small set-up takes a fifth more time (52 instead of 42 million instructions).
enum ArgumentShortcut {
    static let commands: [any Subcommand.Type] = [
        CheckCommand.self, AccessCommand.self, DiffCommand.self, SimulateCommand.self, FixCommand.self,
        DeckCommand.self,
        MemberCommand.self, InitCommand.self, SuppressionsCommand.self, BaselineCommand.self, ReportCommand.self,
        DumpCommand.self, ExplainCommand.self, RulesCommand.self, ProbeCommand.self, ServerCommand.self,
        CompletionsCommand.self,
    ]

    /// - Returns: `nil` if something is wrong or help is asked for. The argument parser then knows what to say.
    static func command(_ arguments: [String]) -> (any Subcommand)? {
        let named = commands.first { $0.configuration.commandName == arguments.first }
        let rest = named == nil ? arguments : Array(arguments.dropFirst())
        if named ?? CheckCommand.self == CheckCommand.self, let command = UsualArguments.read(rest) { return command }
        return (try? (named ?? CheckCommand.self).parseAsRoot(rest)) as? any Subcommand
    }
}
