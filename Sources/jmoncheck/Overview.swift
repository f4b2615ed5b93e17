import ArgumentParser
import Diagnostics

/// The short help of a call without arguments, and `jmoncheck help`.
enum Overview {
    static var report: Report {
        let commands = ArgumentShortcut.commands.map { type -> SafeText in
            let name = type.configuration.commandName ?? ""
            let gap = String(repeating: " ", count: max(1, 14 - name.utf8.count))
            return "  \(name)\(gap)\(type.configuration.abstract)"
        }
        return Report(
            [
                "jmoncheck \(JmonCheck.version): \(JmonCheck.configuration.abstract)", "",
                "Usage: jmoncheck [check] PATH…", "       jmoncheck COMMAND …", "", "Commands:",
            ] + commands + [
                "", "A folder with a .jmoncheck.yml is checked without a PATH.",
                "'jmoncheck help COMMAND' explains a command, and 'jmoncheck help' explains the program.",
            ])
    }

    /// The help of the command that words name; without any, that of the program.
    static func help(_ words: [String]) throws -> ExitStatus {
        var command: any ParsableCommand.Type = JmonCheck.self
        for word in words where !word.hasPrefix("-") {
            let names = command.configuration.subcommands.compactMap { $0.configuration.commandName }
            guard let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word })
            else {
                let hint = NearestName.find(word, among: names).map { "; did you mean '\($0)'?" } ?? ""
                let list = names.isEmpty ? "" : " The commands are \(names.joined(separator: ", "))."
                throw ValidationError("no command is named '\(word)'\(hint.isEmpty ? "." : hint)\(list)")
            }
            command = next
        }
        let text = JmonCheck.helpMessage(for: command, columns: Console.columns)
        try Console.write(Report(SafeText.lines(of: text.hasSuffix("\n") ? String(text.dropLast()) : text)))
        return .clean
    }
}
