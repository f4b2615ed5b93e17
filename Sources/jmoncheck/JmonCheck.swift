import ArgumentParser
import Diagnostics
import Glibc

/// The program: arguments in, exit status out.
@main struct JmonCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jmoncheck",
        abstract: "Tell before a deployment whether z/OS jobs will be submitted, why not, and who else could.",
        discussion: """
            Reads Job Monitor configuration members, the JCL of its started task, captured console output, UrbanCode \
            Deploy exports and property lists, and decks of RACF commands. 'jmoncheck PATH…' is short for \
            'jmoncheck check PATH…'.

            Exit status: 0 everything was read and holds, 1 findings or a step that fails, 2 wrong use, 3 an input was not \
            read or a step is not decided, 4 internal failure.
            """,
        version: longVersion,
        subcommands: ArgumentShortcut.commands,
        defaultSubcommand: CheckCommand.self)

    static let version = "0.2.0"

    /// The version with the commit that it was built from, where the source was a repository.
    static let longVersion = version + (Revision.commit.map { " (\($0))" } ?? "")

    static func main() {
        ProcessState.prepare()
        Glibc.exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    private static func run(_ arguments: [String]) -> ExitStatus {
        do {
            // The argument parser would build the tables of all commands first, which takes longer than all else.
            if arguments == ["--version"] {
                try Console.write(Report([SafeText(longVersion)]))
                return .clean
            }
            if arguments.isEmpty, try ConfigurationFile.find(nil).root == nil {
                try Console.write(Overview.report)
                Console.error("jmoncheck: there was nothing to check")
                return .incomplete
            }
            if arguments.first == "help" { return try Overview.help(Array(arguments.dropFirst())) }
            if let (typed, meant) = Advice.verb(for: arguments) {
                throw ValidationError("no command and no file is named '\(typed)'; did you mean '\(meant)'?")
            }
            if LinkedLibraries.isAsked(arguments) {
                try Console.write(Report(LinkedLibraries.lines))
                return .clean
            }
            return try parsed(arguments).execute()
        } catch let failure as OutputFailure {
            Console.error("jmoncheck: \(failure)")
            return .failure
        } catch {
            return report(error)
        }
    }

    /// Parses arguments without a mistake by their command directly. The argument parser would build the tables of the
    /// default command several times, which takes longer than everything else. It is used if something is wrong, and
    /// for help.
    private static func parsed(_ arguments: [String]) throws -> any Subcommand {
        if let command = ArgumentShortcut.command(arguments) { return command }
        var command = try parsedAnyway(arguments)
        // A command that is not ours is the parser's own help, which ends by throwing.
        guard let own = command as? any Subcommand else {
            try command.run()
            throw CleanExit.helpRequest(self)
        }
        return own
    }

    /// What is wrong with arguments is said of their cleaned form: the parser quotes them in texts of several lines.
    private static func parsedAnyway(_ arguments: [String]) throws -> any ParsableCommand {
        do { return try parseAsRoot(arguments) } catch {
            _ = try parseAsRoot(arguments.map { SafeText($0).description })
            throw error
        }
    }

    /// Prints an error. Help and version are answers; every other error of the argument parser is wrong use.
    private static func report(_ error: any Error) -> ExitStatus {
        // What a command itself refuses is not about the form of its arguments.
        if let error = error as? ValidationError {
            Console.error("jmoncheck: \(SafeText(error.message))")
            return .usage
        }
        let text = Advice.improved(fullMessage(for: error))
        if exitCode(for: error) == .success {
            do throws(OutputFailure) {
                try Console.write(Report(SafeText.lines(of: text)))
            } catch {
                Console.error("jmoncheck: \(error)")
                return .failure
            }
            return .clean
        }
        let prefix = "Error: "
        Console.error(SafeText.lines(of: text.hasPrefix(prefix) ? "jmoncheck: " + text.dropFirst(prefix.count) : text))
        return .usage
    }
}

/// A command that runs where it is called, unlike `ParsableCommand`.
protocol Subcommand: ParsableCommand {
    func execute() throws -> ExitStatus
}
