import ArgumentParser
import Diagnostics
import Reporters

/// Adds the nearest word to what the argument parser says of a misspelt one.
enum Advice {
    /// - Parameter text: a message of the argument parser: what is wrong in the first line, then details.
    static func improved(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let first = lines.first else { return text }
        if let value = first.firstMatch(of: /The value '(.*)' is invalid for '(--?[a-z-]+|<[a-z-]+>)( <.*>)?'/) {
            let listed = lines.dropFirst().prefix { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
            let named = first[value.range.upperBound...].matches(of: /'([^']+)'/).map { String($0.1) }
            let isReport = value.2 == "--report"
            let words = isReport ? ReportFormat.allCases.map(\.rawValue) : listed + named
            let typed = String(isReport ? value.1.prefix { $0 != "=" } : value.1)
            let nearest = isReport && words.contains(typed) ? nil : NearestName.find(typed, among: words)
            let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
            let values =
                words.isEmpty
                ? "" : " It takes \(words.joined(separator: ", "))" + (isReport ? ", each with =PATH." : ".")
            lines[0] =
                "\(first[..<value.range.lowerBound])'\(value.1)' is not a value of \(value.2)"
                + (hint.isEmpty ? "." : hint) + values
            lines.removeSubrange(1..<(1 + listed.count))
            return lines.joined(separator: "\n")
        }
        if let word = first.firstMatch(of: /nexpected arguments?:? '([^']*)'/),
            let usage = lines.first(where: { $0.hasPrefix("Usage: jmoncheck ") }),
            let parent = command(usage.split(separator: " ").dropFirst(2).first.map(String.init) ?? ""),
            let nearest = NearestName.find(
                String(word.1), among: parent.configuration.subcommands.compactMap { $0.configuration.commandName })
        {
            lines[0] += "; did you mean '\(nearest)'?"
        }
        return lines.joined(separator: "\n")
    }

    private static func command(_ name: String) -> (any Subcommand.Type)? {
        ArgumentShortcut.commands.first { $0.configuration.commandName == name }
    }

    /// The verb that somebody meant who wrote a word that is neither a verb nor a file.
    static func verb(for arguments: [String]) -> (typed: String, meant: String)? {
        guard let word = arguments.first, !word.hasPrefix("-"), !word.contains("/"), !SourceList.exists(word) else {
            return nil
        }
        let verbs = ArgumentShortcut.commands.compactMap { $0.configuration.commandName } + ["help"]
        guard !verbs.contains(word), let nearest = NearestName.findLikely(word, among: verbs) else { return nil }
        return (word, nearest)
    }
}
