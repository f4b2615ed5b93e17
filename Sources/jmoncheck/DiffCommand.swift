import ArgumentParser
import Checking
import Comparing
import Diagnostics
import Reporters

extension DifferenceReport.FailOn: Choice {}

/// Shows what differs between two states.
struct DiffCommand: Subcommand {
    enum Format: String, Choice {
        case text, json, markdown
    }

    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what differs between two states: grants, keys, class options, verdicts, properties.",
        discussion: """
            A state is a list of files and directories, or a report of 'check --format json'. Without --to, the state \
            before the decks among the inputs is compared with the state after them. A directory with a configuration \
            of its own is judged by it, and its paths are relative to it.

            In the text, + is there only after, - only before, ~ has changed, and ? is not known.

            Examples:
              jmoncheck diff deck.jcl
              jmoncheck diff unload.txt --to unload.txt deck.jcl --fail-on gained
              jmoncheck diff ../main --to . --format markdown
              jmoncheck diff app.json --from-environment TEST --to-environment PROD

            Exit status:
              0  compared, whatever the answer is
              1  with --fail-on: there is such a difference
              2  wrong use
              3  an input was not read, or --fail-on is not decided (see --allow-undecided)
              4  internal failure
            """)

    @OptionGroup(title: "Inputs") var input: InputOptions

    @Option(
        name: .customLong("to"), parsing: .upToNextOption,
        help: ArgumentHelp("The state after: files, directories, or a stored report.", valueName: "path"))
    var after: [String] = []

    @Option(
        help: ArgumentHelp(
            "Compare only what exports say about this environment before with --to-environment after.",
            valueName: "name"))
    var fromEnvironment: String?

    @Option(help: ArgumentHelp("The environment of the state after.", valueName: "name"))
    var toEnvironment: String?

    @OptionGroup(title: "System") var system: SystemOptions
    @OptionGroup var configuration: ConfigurationOptions

    @Option(
        name: .customLong("set-up"),
        help: ArgumentHelp(
            "Compare only this set-up of the configuration; * stands for any characters; repeatable.",
            valueName: "name"))
    var setUps: [String] = []

    @Option(help: "Exit 1 for such a difference: gained, lost (of grants) or any.")
    var failOn: DifferenceReport.FailOn?

    @Flag(help: "Exit 0 although it is not decided whether there is such a difference.")
    var allowUndecided = false

    @Option(help: "Form of the answer.")
    var format = Format.text

    @Option(help: "Use colour in the text.")
    var color = ColorChoice.standard

    func validate() throws {
        _ = try system.preflight()
        guard (fromEnvironment == nil) == (toEnvironment == nil) else {
            throw ValidationError("--from-environment and --to-environment belong together")
        }
        guard (input.paths + after).count(where: { $0 == "-" }) < 2 else {
            throw ValidationError("standard input can be read only once")
        }
    }

    func execute() throws -> ExitStatus {
        guard !input.paths.isEmpty || after.isEmpty else { throw ValidationError("--to needs a state before it") }
        let environments = fromEnvironment.flatMap { before in
            toEnvironment.map { Comparison.Environments(before: before, after: $0) }
        }
        let difference = try compared(environments)
        let status = difference.exitStatus(failOn: failOn, allowsUndecided: allowUndecided)
        switch format {
        case .text: try Console.write(DifferenceTextReporter(palette: color.palette).report(difference))
        case .json: try Console.write(DifferenceJSONReporter(failOn: failOn, status: status).report(difference))
        case .markdown: try Console.write(DifferenceMarkdownReporter().report(difference))
        }
        report(difference)
        return status
    }

    private func compared(_ environments: Comparison.Environments?) throws -> DifferenceReport {
        let reader = StateReader(input: input, system: system, configuration: configuration, setUps: setUps)
        if after.isEmpty {
            // Two environments are compared within one state.
            if let environments {
                let state = try reader.state(input.paths)
                try expect(environments.before, in: state)
                try expect(environments.after, in: state)
                return Checker.difference(before: state, after: state, environments: environments)
            }
            let (before, after) = try reader.statesAroundDecks(input.paths)
            guard after.hasDecks || after.outcome.isIncomplete else {
                throw ValidationError("there is no deck among the inputs; --to names the state to compare with")
            }
            return Checker.difference(before: before, after: after, isAroundDecks: true)
        }
        let (before, after) = try reader.states(input.paths, self.after)
        if let environments {
            try expect(environments.before, in: before)
            try expect(environments.after, in: after)
        }
        return Checker.difference(before: before, after: after, environments: environments)
    }

    private func expect(_ environment: String, in state: CheckedState) throws {
        guard !state.isStored else {
            throw ValidationError("a stored report does not hold what exports say about an environment")
        }
        guard !state.environments.contains(environment), !state.outcome.isIncomplete else { return }
        let hint = NearestName.find(environment, among: state.environments).map { "; did you mean '\($0)'?" } ?? ""
        throw ValidationError("no export has the environment '\(environment)'\(hint)")
    }

    /// Says what was not read.
    private func report(_ difference: DifferenceReport) {
        let states =
            difference.isAroundDecks
            ? [("", difference.after)] : [("before: ", difference.before), ("after: ", difference.after)]
        for (state, inputs) in states {
            for input in inputs {
                if let failure = input.failure { Console.error("jmoncheck: \(state)\(input.path): \(failure)") }
            }
            if inputs.isEmpty { Console.error("jmoncheck: \(state)there was nothing to read") }
        }
    }
}
