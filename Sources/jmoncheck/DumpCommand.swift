import ArgumentParser
import Checking
import Contract
import Diagnostics
import Reading
import Reporters

/// Prints what the parsers understood.
struct DumpCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Print what the parsers understood: one JSON object per file, each on a line of its own.")

    @OptionGroup(title: "Inputs") var input: InputOptions

    @Option(help: ArgumentHelp("z/OS Utility plug-in version, if the export does not say.", valueName: "n"))
    var pluginVersion: Int?

    @Flag(help: "Exit 0 when there are no inputs.")
    var allowEmpty = false

    func execute() throws -> ExitStatus {
        let reading = InputReader(input).read()
        let parsed = reading.inputs.compactMap { if case .parsed(let input) = $0 { input } else { nil } }
        let resolution = ResolutionDump(parsed, pluginVersion: pluginVersion)
        var values: [JSONValue] = []
        var isBroken = false
        for input in parsed {
            values.append(Self.dump(input, resolution))
            isBroken = isBroken || input.problems.contains { $0.code == "IN001" || $0.code == "IN003" }
        }
        try Console.write(Report(lines: values))
        let status = reading.status(allowEmpty: allowEmpty)
        return status == .clean && isBroken ? .findings : status
    }

    private static func dump(_ input: ParsedInput, _ resolution: ResolutionDump) -> JSONValue {
        let source = ReportSource(input.file, secrets: input.secrets)
        let problems = (input.problems + input.document.model.dumpedProblems)
            .sorted { ($0.range.start, $0.code) < ($1.range.start, $1.code) }
            .map { problem -> JSONValue in
                let place = source.position(problem.range.start)
                return [
                    "code": .string(problem.code.code), "line": .number(place.line), "column": .number(place.column),
                ]
            }
        var members = input.document.model.dumped()
        if let resolved = resolution[input.file.id] { members["resolved"] = resolved }
        if let resources = resolution.resources(of: input.file.id) { members["resources"] = resources }
        members["path"] = .string(input.file.path)
        members["kind"] = .string(input.kind.rawValue)
        members["encoding"] = .string(input.file.encoding)
        members["record"] = .string(input.file.record.rawValue)
        members["problems"] = .array(problems)
        return .object(members)
    }
}
