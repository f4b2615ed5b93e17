import Diagnostics
import Reading
import Secrets
import UrbanCode
import YAML

extension Configuration {
    /// The inputs with property lists at their levels.
    func prepared(_ inputs: [ParsedInput]) -> [ParsedInput] {
        guard !placements.isEmpty else { return inputs }
        return inputs.map { input in
            guard let placement = placements.last(where: { $0.paths.contains { $0.matches(input.file.path) } }) else {
                return input
            }
            return input.placed(at: placement.level)
        }
    }
}

extension Configuration {
    /// Property lists and requests for an environment, component, resource or agent that no export has. They are inputs
    /// that fail, because nothing uses them.
    func unusedLists(in inputs: [ParsedInput]) -> [ReadInputs.Input] {
        let documents = inputs.compactMap { if case .urbanCode(let document) = $0.document { document } else { nil } }
        return documents.compactMap { list in
            guard let owner = list.unknownOwner(among: documents) else { return nil }
            let place = file.map { " (\($0.path))" } ?? ""
            let hint = NearestName.find(owner.name, among: owner.known.sorted()).map { "; did you mean \($0)?" } ?? ""
            return .failed(
                path: list.file.path,
                reason:
                    "no export has the \(owner.kind) \(owner.name) of \(list.isPropertyList ? "its level\(place)" : "a request in it")\(hint)"
            )
        }
    }
}

extension ConfigurationReader {
    /// Reads `names` of properties and fields, and `patterns` of whole values.
    func secrets(_ node: Int) throws(Failure) -> SecretPatterns {
        var patterns = SecretPatterns()
        for (_, value, name) in try members(node, ["names", "patterns"], of: "secrets") {
            let found = try texts(value).map { SecretPattern($0.text) }
            if name == "names" { patterns.names = found } else { patterns.values = found }
        }
        guard !patterns.isEmpty else { throw failure("secrets needs names or patterns", at: node) }
        return patterns
    }

    /// A list of paths, each with a level: `system`, `application`, or a mapping such as `environment: PROD`.
    func placements(_ node: Int) throws(Failure) -> [Configuration.Placement] {
        guard document.nodes[node].kind == .sequence else {
            throw failure("properties expects a list of paths with a level", at: node)
        }
        return try document.elements(node).map { (element) throws(Failure) in
            var placement = Configuration.Placement(paths: [], level: .init(level: .system))
            var hasLevel = false
            for (_, value, name) in try members(element, ["paths", "level"], of: "an entry of properties") {
                if name == "paths" {
                    placement.paths = try patterns(value).map(\.glob)
                } else {
                    placement.level = try level(value)
                    hasLevel = true
                }
            }
            guard !placement.paths.isEmpty, hasLevel else {
                throw failure("an entry of properties needs paths and a level", at: element)
            }
            return placement
        }
    }

    private func level(_ node: Int) throws(Failure) -> UrbanCodeDocument.Scope {
        if let word = text(node) {
            switch word {
            case "system": return .init(level: .system)
            case "application": return .init(level: .application)
            default:
                throw failure(
                    "'\(word)' is not a level: system, application, environment: NAME, component: NAME, "
                        + "resource: /PATH or agent: NAME", at: node)
            }
        }
        var names: [String: String] = [:]
        for (_, value, name) in try members(node, ["environment", "component", "resource", "agent"], of: "level") {
            names[name] = try word(value, "\(name) expects a name")
        }
        switch (names["environment"], names["component"], names["resource"], names["agent"]) {
        case (let environment?, nil, nil, nil): return .init(level: .environment, environment: environment)
        case (let environment?, let component?, nil, nil):
            return .init(level: .componentEnvironment, environment: environment, owner: component)
        case (nil, let component?, nil, nil): return .init(level: .component, owner: component)
        case (nil, nil, let path?, nil): return .init(level: .resource, owner: path)
        case (nil, nil, nil, let agent?): return .init(level: .agent, owner: agent)
        default: throw failure("a level is one of environment, component, resource, agent, or the first two", at: node)
        }
    }
}
