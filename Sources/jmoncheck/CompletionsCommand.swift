import ArgumentParser
import Diagnostics

/// Prints what a shell needs to complete commands, options and values.
struct CompletionsCommand: Subcommand {
    enum Shell: String, Choice {
        case bash, zsh, fish
    }

    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completion script of a shell.",
        discussion: """
            Examples:
              jmoncheck completions bash > ~/.local/share/bash-completion/completions/jmoncheck
              jmoncheck completions zsh > ~/.zsh/completions/_jmoncheck
              jmoncheck completions fish > ~/.config/fish/completions/jmoncheck.fish
            """)

    @Argument(help: "The shell.")
    var shell: Shell

    func execute() throws -> ExitStatus {
        guard let known = CompletionShell(rawValue: shell.rawValue) else {
            throw ValidationError("there is no completion script for \(shell.rawValue)")
        }
        let script = JmonCheck.completionScript(for: known)
        try Console.write(Report(script: script.hasSuffix("\n") ? String(script.dropLast()) : script))
        return .clean
    }
}
