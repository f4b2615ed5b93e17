import ArgumentParser
import Diagnostics
import Glibc

/// The program: arguments in, exit status out.
@main struct JmonCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jmoncheck",
        abstract: "Says before the deployment whether z/OS jobs will be submitted, why not, and who else could.",
        discussion: """
            Reads Job Monitor configuration members, UrbanCode Deploy exports and property lists, and decks of \
            RACF commands. 'jmoncheck PATH…' is short for 'jmoncheck check PATH…'.

            Exit status: 0 nothing found, 1 findings, 2 wrong use, 3 something was not checked, 4 internal failure.
            """,
        version: version,
        subcommands: [
            CheckCommand.self, AccessCommand.self, DumpCommand.self, ExplainCommand.self, RulesCommand.self,
        ],
        defaultSubcommand: CheckCommand.self)

    static let version = "0.1.0"

    static func main() async {
        // A closed pipe is an error of write(2), not the end of the process.
        _ = signal(SIGPIPE, SIG_IGN)
        let status: ExitStatus
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
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

/// Ends a command with a status.
struct Finished: Error {
    var status: ExitStatus
}
