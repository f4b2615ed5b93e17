import ArgumentParser
import Checking
import Diagnostics
import Reporters

/// Shows who may generate PassTickets for whom.
struct AccessCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "Show who may generate PassTickets for whom after the decks.",
        discussion: """
            Answers for every --agent-user and every --target-user, at every application that is found or that --appl \
            names. Then it lists the entries of access lists that let anyone generate PassTickets: all of them, or \
            those that --appl, --agent-user or --target-user are about, which may hold * and %.

            Example:
              jmoncheck access setup.jcl --agent-user AGNTUSR --target-user USER1 --explain
            """)

    @OptionGroup var answer: AnswerOptions

    @Flag(help: "Show every condition of a decision with its evidence.")
    var explain = false

    @Flag(help: "Write a security descriptor for z/OSMF with the accesses that the pairs need.")
    var descriptor = false

    func execute() throws -> ExitStatus {
        let access = try answer.ask(allowsPatterns: true) { $0.access($1) }
        guard !descriptor else {
            try Console.write(SecurityDescriptorReporter().report(access))
            return access.inputs.status(allowEmpty: answer.allowEmpty)
        }
        switch answer.format {
        case .text: try Console.write(AccessTextReporter(palette: answer.palette, explains: explain).report(access))
        case .json: try Console.write(AccessJSONReporter().report(access))
        }
        return access.inputs.status(allowEmpty: answer.allowEmpty)
    }
}
