import Diagnostics

/// The context in which a value is resolved.
struct PropertyContext {
    var document: Int
    /// The index in the document's processes; `nil` for a value outside processes.
    var process: Int?
    var kind: UrbanCodeDocument.Process.Kind
    var component: String?
    /// An environment and the document that describes it; for a generic process, those of its caller.
    var environment: (document: Int, name: String)?
    /// The properties of the resource that it runs on, as links of the forest; there are several if it is unknown which
    /// counts.
    var chains: [Int?] = []
    /// Whether the inputs show the resource.
    var isPlaced = false
    /// The agents on which the process runs, and the paths of the resources.
    var agents: [String] = []
    var paths: [String] = []
    /// What would show whether the process runs there, and on which agent; `nil` if nothing is missing.
    var needs: String?
    /// The starter of the process, if there are several that differ.
    var call: PropertyCall?
    /// The number of its levels in its resolver.
    fileprivate(set) var levels = 0
    /// Its own number in its resolver.
    fileprivate(set) var number = 0
}

/// The values that a process receives from its starter.
struct PropertyCall {
    var call: PropertyIndex.Call
    /// The number of the starter's context.
    var caller: Int
}

extension PropertyResolver {
    /// Gives the context its visible levels.
    mutating func placed(_ context: PropertyContext) -> PropertyContext {
        var context = context
        context.levels = number(of: context)
        context.number = nextNumber()
        return context
    }

    mutating func context(
        document: Int, process: Int?, kind: UrbanCodeDocument.Process.Kind, component: String?,
        environment: (document: Int, name: String)?
    ) -> PropertyContext {
        placed(
            PropertyContext(
                document: document, process: process, kind: kind, component: component, environment: environment))
    }
}

/// The visible levels of a context below the level of the process, in order of precedence (Deploy documentation, order
/// of precedence, and visibility for each kind of process).
struct PropertyLevels {
    /// The part of the context that it shares with others.
    struct Key: Hashable {
        var document: Int
        var kind: UrbanCodeDocument.Process.Kind
        var component: String?
        var environmentDocument: Int?
        var environment: String?
        var chains: [Int?]
        var isPlaced: Bool

        init(_ context: PropertyContext) {
            document = context.document
            kind = context.kind
            component = context.component
            environmentDocument = context.environment?.document
            environment = context.environment?.name
            chains = context.chains
            isPlaced = context.isPlaced
        }
    }

    /// A non-empty level.
    struct Level {
        /// The documents for which it counts, with its scope there in the index of properties.
        var sources: [(document: Int, scope: Int)]
        var level: UrbanCodeDocument.Scope.Level

        init(_ sources: [(document: Int, scope: Int)], _ level: UrbanCodeDocument.Scope.Level) {
            self.sources = sources
            self.level = level
        }
    }

    /// The levels above the resource.
    let above: [Level]
    /// The levels of the resource and its parents, then of the agent; there are several if it is unknown which counts.
    let chains: [[Level]]
    let below: [Level]
    /// The levels that the inputs contain completely.
    let given: Set<UrbanCodeDocument.Scope.Level>

    init(_ context: PropertyContext, _ index: PropertyIndex) {
        let documents = index.documents
        let all = Array(documents.indices)
        let home = context.environment?.document ?? context.document
        let application = documents[home].applicationName
        let lists = all.filter { $0 != home && documents[$0].isPropertyList }
        let requests = all.filter { $0 != home && documents[$0].holdsRequests && !documents[$0].isPropertyList }
        func level(
            _ level: UrbanCodeDocument.Scope.Level, in documents: [Int], _ environment: String? = nil,
            of owner: String? = nil
        ) -> [Level] {
            guard let scope = index.number(of: .init(level: level, environment: environment, owner: owner)) else {
                return []
            }
            return [Level(documents.map { ($0, scope) }, level)]
        }
        /// A level of the application, which lists describe too, and which requests set.
        func ownLevel(
            _ level: UrbanCodeDocument.Scope.Level, _ environment: String? = nil, of owner: String? = nil
        ) -> [Level] {
            let any = index.number(of: .init(level: level, environment: environment, owner: owner))
            // Without an export of the application, requests for any may describe it.
            let named = index.namedScopes(level, environment, owner).filter {
                application == nil || $0.0 == application
            }
            let sources =
                (any.map { scope in ([home] + lists + requests).map { ($0, scope) } } ?? [])
                + named.flatMap { _, scope in ([home] + requests).map { ($0, scope) } }
            return sources.isEmpty ? [] : [Level(sources, level)]
        }
        let template = context.component.flatMap { component in
            documents.lazy.compactMap { $0.templates[component] }.first
        }
        /// The declarations of a component, then those of its template.
        let owners = [context.component, template].compactMap(\.self)
        above = context.kind == .component ? owners.flatMap { level(.version, in: all, of: $0) } : []
        var chains = context.kind == .application ? [] : context.chains.map { Self.levels(index.forest.chain($0)) }
        if context.kind != .application, !context.isPlaced {
            // A step may run on the agent of a request where no tree shows its agent.
            let agents = index.agentScopes.map { scope in [Level(requests.map { ($0, scope) }, .agent)] }
            if !agents.isEmpty { chains = (chains.isEmpty ? [[]] : chains) + agents }
        }
        self.chains = chains
        var below: [Level] = []
        if context.kind != .application {
            below += owners.flatMap { level(.resource, in: all, of: $0) }
            below += level(.resource, in: all)
        }
        if context.kind != .generic {
            if let name = context.environment?.name {
                below += ownLevel(.environment, name)
                if context.kind == .component { below += ownLevel(.componentEnvironment, name, of: context.component) }
            }
            if context.kind == .component {
                below += owners.flatMap { level(.componentEnvironment, in: all, of: $0) }
                below += owners.flatMap { level(.component, in: all, of: $0) }
            }
            below += ownLevel(.application)
        }
        self.below = below + level(.system, in: all)
        given = Self.given(context, documents)
    }

    private static func levels(_ chain: [ResourceForest.Link]) -> [Level] {
        chain.flatMap { link in
            link.sheets.map { Level([($0.document, $0.scope)], .resource) }
        } + chain.flatMap(\.agent).map { Level([($0.document, $0.scope)], .agent) }
    }

    private static func given(
        _ context: PropertyContext, _ documents: [UrbanCodeDocument]
    ) -> Set<UrbanCodeDocument.Scope.Level> {
        var given: Set<UrbanCodeDocument.Scope.Level> = []
        let home = context.environment?.document ?? context.document
        if documents[home].isApplication { given.insert(.application) }
        if context.isPlaced, context.kind != .application { given.insert(.resource) }
        let isDescribed = context.component.map { component in
            documents.contains { $0.describedComponents.contains(component) }
        }
        if isDescribed == true { given.insert(.component) }
        // The declarations of a component are also read under the scope of the environment.
        let isWhole = context.kind == .application || isDescribed == true
        if context.kind != .generic, context.environment != nil, documents[home].isApplication, isWhole {
            given.insert(.environment)
        }
        return given
    }
}
