import Contract
public import Diagnostics
import Reading
import Subjects

/// What the parsers understood of inputs.
public struct Dump: Sendable {
    /// An object for each input that was read.
    public let objects: [JSONValue]
    /// Whether a part of an input was not understood.
    public let isBroken: Bool
    public let inputs: [Outcome.Input]

    /// - Parameters:
    ///   - influence: the configuration in force, which every object names if there is one.
    ///   - setUps: the set-ups of the configuration; none without one.
    init(_ reading: ReadInputs, _ pluginVersion: Int?, _ influence: Influence, setUps: [SetUp] = []) {
        let parsed = reading.parsed
        let resolution = ResolutionDump(parsed, pluginVersion: pluginVersion)
        var names: [FileID: [String]] = [:]
        for setUp in setUps {
            for input in setUp.inputs { names[input.file.id, default: []].append(setUp.name) }
        }
        objects = parsed.map { input in
            var members = Self.members(input, resolution, influence)
            if !setUps.isEmpty {
                members["setUps"] = .array(names[input.file.id, default: []].map { .string($0) })
            }
            return .object(members)
        }
        isBroken = parsed.contains { input in input.problems.contains { Selection.always.contains($0.code) } }
        inputs = reading.inputs.map { $0.described() }
    }

    private static func members(
        _ input: ParsedInput, _ resolution: ResolutionDump, _ influence: Influence
    ) -> [String: JSONValue] {
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
        return members
    }
}
