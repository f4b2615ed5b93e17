import Contract
public import Diagnostics
import Reading

/// What the parsers understood of inputs.
public struct Dump: Sendable {
    /// An object for each input that was read.
    public let objects: [JSONValue]
    /// Whether a part of an input was not understood.
    public let isBroken: Bool
    public let inputs: [Outcome.Input]

    /// - Parameter influence: the configuration in force, which every object names if there is one.
    init(_ reading: ReadInputs, _ pluginVersion: Int?, _ influence: Influence) {
        let parsed = reading.parsed
        let resolution = ResolutionDump(parsed, pluginVersion: pluginVersion)
        objects = parsed.map { Self.object($0, resolution, influence) }
        isBroken = parsed.contains { input in input.problems.contains { Selection.always.contains($0.code) } }
        inputs = reading.inputs.map { $0.described() }
    }

    private static func object(
        _ input: ParsedInput, _ resolution: ResolutionDump, _ influence: Influence
    ) -> JSONValue {
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
        if influence.configuration != nil {
            members["configuration"] = influence.configurationJSON
            members["effectiveSettings"] = influence.settingsJSON
        }
        return .object(members)
    }
}
