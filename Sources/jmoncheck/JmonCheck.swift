import ArgumentParser
import Diagnostics
import Glibc

/// The program: arguments in, exit status out.
@main struct JmonCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jmoncheck",
        abstract: "Says before the deployment whether z/OS jobs will be submitted, why not, and who else could.",
        discussion: """
            Reads Job Monitor configuration members, the JCL of its started task, captured console output, UrbanCode \
            Deploy exports and property lists, and decks of RACF commands. 'jmoncheck PATH…' is short for \
            'jmoncheck check PATH…'.

            Exit status: 0 nothing found, 1 findings, 2 wrong use, 3 something was not checked, 4 internal failure.
            """,
        version: version,
        subcommands: commands,
        defaultSubcommand: CheckCommand.self)

    static let version = "0.1.0"

    static func main() {
        ProcessState.prepare()
        let status: ExitStatus
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            if arguments == ["--version"] {
                try Console.write(Array("\(version)\n".utf8))
            } else {
                try parsed(arguments).execute()
            }
            status = .clean
        } catch let finished as Finished {
            status = finished.status
        } catch let failure as OutputFailure {
            Console.error("jmoncheck: \(failure)")
            status = .failure
        } catch {
            status = report(error)
        }
        Glibc.exit(status.rawValue)
    }

    private static let commands: [any Subcommand.Type] = [
        CheckCommand.self, AccessCommand.self, SuppressionsCommand.self, BaselineCommand.self, ReportCommand.self,
        DumpCommand.self, ExplainCommand.self, RulesCommand.self,
    ]

    /// Arguments without a mistake go to their command directly. The argument parser would build the tables of the
    /// default command several times, which takes longer than everything else; it is asked where something is
    /// wrong, and for help.
    private static func parsed(_ arguments: [String]) throws -> any Subcommand {
        let named = commands.first { $0.configuration.commandName == arguments.first }
        let rest = named == nil ? arguments : Array(arguments.dropFirst())
        if let command = try? (named ?? CheckCommand.self).parseAsRoot(rest) as? any Subcommand { return command }
        var command = try parseAsRoot(arguments)
        // What is none of ours is the parser's own help, which ends by throwing.
        guard let own = command as? any Subcommand else {
            try command.run()
            throw CleanExit.helpRequest(self)
        }
        return own
    }

    /// Help and version are answers; every other error of the argument parser is wrong use.
    private static func report(_ error: any Error) -> ExitStatus {
        let text = fullMessage(for: error)
        if exitCode(for: error) == .success {
            do throws(OutputFailure) {
                try Console.write(Array((text + "\n").utf8))
            } catch {
                Console.error("jmoncheck: \(error)")
                return .failure
            }
            return .clean
        }
        Console.error(text.hasPrefix("Error: ") ? "jmoncheck: " + text.dropFirst("Error: ".count) : text)
        return .usage
    }
}

/// A command: what `ParsableCommand` is, but it runs where it is called.
protocol Subcommand: ParsableCommand {
    func execute() throws
}

/// Ends a command with a status.
struct Finished: Error {
    var status: ExitStatus

    /// Ends the process too, with all that its command still holds: the system takes memory back at once, and piece by
    /// piece it would take as long as one of fifty reports.
    func end() -> Never { Glibc.exit(status.rawValue) }
}
