public import Diagnostics
import Secrets
import UrbanCode

/// The values of fields in each environment and how steps log on there, for `dump`.
public struct ResolutionDump {
    private let files: [FileID: ParsedInput]
    private let steps: [FileID: [ResolvedStep]]
    private let resources: [FileID: [ResolvedResource]]

    public init(_ inputs: [ParsedInput], pluginVersion: Int?) {
        files = Dictionary(inputs.map { ($0.file.id, $0) }, uniquingKeysWith: { $1 })
        let documents = inputs.compactMap { if case .urbanCode(let document) = $0.document { document } else { nil } }
        let resolution = UrbanCodeResolution(documents, pluginVersion: pluginVersion, withAllFields: true)
        steps = Dictionary(grouping: resolution.steps, by: \.file)
        resources = Dictionary(grouping: ResolvedResource.all(in: documents), by: \.place.file)
    }

    /// An object for each resource of a file, with the values of its properties; `nil` if it has none.
    public func resources(of file: FileID) -> JSONValue? {
        resources[file].map { .array($0.map(dumped)) }
    }

    private func dumped(_ resource: ResolvedResource) -> JSONValue {
        let values = resource.values.map { name, resolution in
            (name, dumped(resolution, hidden: resolution.through.contains(where: holdsSecret)))
        }
        var members: [String: JSONValue] = [
            "path": .string(resource.resource.path), "line": line(resource.place),
            "agent": resource.agent.map(JSONValue.string) ?? .null,
            "component": resource.resource.component.map(JSONValue.string) ?? .null,
            "environment": resource.environment.map(JSONValue.string) ?? .null,
            "runsAs": .string("agent"),
            "values": .object(Dictionary(values, uniquingKeysWith: { $1 })),
        ]
        if let user = resource.impersonatedUser {
            members["runsAs"] = dumped(user, hidden: false)
            members["forced"] = .bool(resource.isForced)
        }
        return .object(members)
    }

    /// An object for each connecting step of a file in each environment; `nil` if it has none.
    public subscript(file: FileID) -> JSONValue? {
        steps[file].map { .array($0.map(dumped)) }
    }

    private func dumped(_ step: ResolvedStep) -> JSONValue {
        let fields = step.values.compactMap { value in value.field.map { ($0.key.value, dumped(value, in: step.file)) }
        }
        var members: [String: JSONValue] = [
            "process": .string(step.process.name), "step": .string(step.step.name.value),
            "command": .string(step.step.command), "line": line(Place(step.file, step.step.range)),
            "environment": step.environment.map(JSONValue.string) ?? .null,
            "agents": .array(step.agents.map(JSONValue.string)),
            "version": step.version.map(JSONValue.number) ?? .null,
            "fields": .object(Dictionary(fields, uniquingKeysWith: { $1 })),
            "authentication": .string(step.authentication.name), "because": .string(step.authenticationReason),
            "runsAs": .string("agent"),
        ]
        if let user = step.impersonatedUser { members["runsAs"] = dumped(user, hidden: false) }
        return .object(members)
    }

    private func dumped(_ value: ResolvedStep.Value, in file: FileID) -> JSONValue {
        let places = value.resolution.through + (value.field.map { [Place(file, $0.range)] } ?? [])
        return dumped(value.resolution, hidden: places.contains(where: holdsSecret))
    }

    private func dumped(_ resolution: Resolution, hidden: Bool) -> JSONValue {
        var members: [String: JSONValue] = [:]
        switch resolution.result {
        case .text(let text):
            members["value"] = .string(hidden ? Secret.mask : text.hidingSecrets)
        case .secret: members["value"] = .string(Secret.mask)
        case .undefined, .circular, .unknown:
            members["value"] = .null
            members["needs"] = resolution.needs.map(JSONValue.string)
        }
        if let origin = resolution.origins.last {
            members["from"] = .string(origin.scope.description)
            members["path"] = .string(files[origin.place.file]?.file.path ?? "")
            members["line"] = line(origin.place)
        }
        return .object(members)
    }

    private func holdsSecret(_ place: Place) -> Bool {
        guard let input = files[place.file], let range = place.range else { return false }
        return input.secrets.contains { $0.start < range.end && range.start < $0.end }
    }

    private func line(_ place: Place) -> JSONValue {
        guard let file = files[place.file]?.file, let range = place.range else { return .null }
        return .number(file.lineIndex(at: Int(range.start)) + 1)
    }
}

extension ResolvedStep.Authentication {
    /// The JSON form for `dump`.
    var name: String {
        switch self {
        case .runID: "runID"
        case .passTicket: "passTicket"
        case .password: "password"
        case .none: "none"
        case .unknown: "unknown"
        }
    }
}
