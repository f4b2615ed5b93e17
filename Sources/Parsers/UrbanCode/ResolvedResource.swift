public import Diagnostics
import Languages
import Secrets

/// A resource with the resolved properties that it and its parents define, and those that the steps on it read.
public struct ResolvedResource {
    public let resource: UrbanCodeDocument.Resource
    public let place: Place
    public let environment: String?
    /// The agent that it is or is below.
    public let agent: String?
    /// The user of the steps on it, unless the step sets another; `nil` for the user of the agent.
    public let impersonatedUser: Resolution?
    public let isForced: Bool
    /// The properties by name.
    public let values: [(String, Resolution)]

    public static func all(in documents: [UrbanCodeDocument]) -> [ResolvedResource] {
        let parts = documents.flatMap(\.parts)
        guard parts.contains(where: { !$0.resources.isEmpty }) else { return [] }
        var resolver = PropertyResolver(parts)
        let read = namesRead(in: parts)
        return parts.enumerated().flatMap { number, document in
            document.resources.enumerated().map { index, resource in
                let node = resolver.index.forest.node(document: number, resource: index)
                let environment = document.environments.first { $0.range == resource.home }?.value
                var context = PropertyContext(
                    document: number, process: nil, kind: .component, component: resource.component,
                    environment: environment.map { (number, $0) })
                context.chains = [node.chain]
                context.isPlaced = true
                context = resolver.placed(context)
                var names = resolver.names(ofChain: node.chain)
                if let component = resource.component { names.formUnion(read[component] ?? []) }
                let values = names.sorted().compactMap { name -> (String, Resolution)? in
                    guard let reference = PropertyReference(path: name, isLenient: true, isLegacy: false) else {
                        return nil
                    }
                    let resolution = resolver.resolve(reference, in: context)
                    return resolution.origins.isEmpty ? nil : (name, resolution)
                }
                let said = resolver.index.forest.impersonation(node.chain)
                return ResolvedResource(
                    resource: resource, place: Place(document.file.id, resource.name.range), environment: environment,
                    agent: node.agent,
                    impersonatedUser: said.map { resolver.resolve($0.resource.impersonationUser.value, in: context) },
                    isForced: said?.resource.isForced == true, values: values)
            }
        }
    }

    /// The properties to which connecting steps refer without a level, by component.
    private static func namesRead(in documents: [UrbanCodeDocument]) -> [String: Set<String>] {
        documents.lazy.flatMap(\.processes).reduce(into: [:]) { names, process in
            guard let component = process.component else { return }
            for step in process.steps where step.connection != nil {
                for field in step.fields where field.mayRefer {
                    guard case .text(let text) = field.value else { continue }
                    names[component, default: []].formUnion(
                        text.references.lazy.filter { $0.scope == nil && !$0.isLegacy }.map(\.name))
                }
            }
        }
    }
}

extension PropertyResolver {
    /// The properties of a resource and of its parents.
    fileprivate func names(ofChain chain: Int?) -> Set<String> {
        index.forest.chain(chain).reduce(into: []) { names, link in
            for sheet in link.sheets { names.formUnion(index.names(in: sheet.scope, of: sheet.document)) }
        }
    }
}
