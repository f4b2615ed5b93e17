import Diagnostics

/// From where a value is looked at.
struct PropertyContext {
    var document: Int
    /// Index in the document's processes; `nil` for a value that stands outside of them.
    var process: Int?
    var kind: UrbanCodeDocument.Process.Kind
    var component: String?
    /// An environment and the document that describes it; of a generic process that of its caller.
    var environment: (document: Int, name: String)?
    /// What the resource that it runs on says: links of the forest. Several where it is not known which counts.
    var chains: [Int?] = []
    /// Whether the resource is shown.
    var isPlaced = false
    /// Agents that the process runs on, and the paths of the resources.
    var agents: [String] = []
    var paths: [String] = []
    /// Who starts the process, if it is one of several that differ.
    var call: PropertyCall?
    /// The number of its levels in the resolver that made it.
    fileprivate(set) var levels = 0
}

/// What a process is handed by the one that starts it.
struct PropertyCall {
    var call: PropertyIndex.Call
    /// Number of the starter's context.
    var caller: Int
}

extension PropertyResolver {
    /// Gives the context the levels that it sees.
    mutating func placed(_ context: PropertyContext) -> PropertyContext {
        var context = context
        context.levels = number(of: context)
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

/// The levels that a context sees below that of the process, from the one that wins down (Deploy documentation,
/// order of precedence and what each kind of process sees).
struct PropertyLevels {
    /// What the context has in common with others.
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

    /// A place to look that holds something, in the documents in which it counts.
    struct Level {
        var documents: [Int]
        var level: UrbanCodeDocument.Scope.Level
        /// In the index of properties.
        var scope: Int
    }

    /// Above the resource.
    let above: [Level]
    /// Of the resource and those around it, then of the agent; several where it is not known which counts.
    let chains: [[Level]]
    let below: [Level]
    /// Levels that the inputs hold in full.
    let given: Set<UrbanCodeDocument.Scope.Level>

    init(_ context: PropertyContext, _ index: PropertyIndex) {
        let documents = index.documents
        let all = Array(documents.indices)
        func level(
            _ level: UrbanCodeDocument.Scope.Level, in documents: [Int], _ environment: String? = nil,
            of owner: String? = nil
        ) -> [Level] {
            guard let scope = index.number(of: .init(level: level, environment: environment, owner: owner)) else {
                return []
            }
            return [Level(documents: documents, level: level, scope: scope)]
        }
        let template = context.component.flatMap { component in
            documents.lazy.compactMap { $0.templates[component] }.first
        }
        /// What a component declares, then what the template that it is made from does.
        let owners = [context.component, template].compactMap(\.self)
        above = context.kind == .component ? owners.flatMap { level(.version, in: all, of: $0) } : []
        chains = context.kind == .application ? [] : context.chains.map { Self.levels(index.forest.chain($0)) }
        var below: [Level] = []
        if context.kind != .application {
            below += owners.flatMap { level(.resource, in: all, of: $0) }
            below += level(.resource, in: all)
        }
        if context.kind != .generic {
            if let (home, name) = context.environment {
                let lists = all.filter { $0 != home && documents[$0].isPropertyList }
                below += level(.environment, in: [home] + lists, name)
                if context.kind == .component {
                    below += level(.componentEnvironment, in: [home] + lists, name, of: context.component)
                }
            }
            if context.kind == .component {
                below += owners.flatMap { level(.componentEnvironment, in: all, of: $0) }
                below += owners.flatMap { level(.component, in: all, of: $0) }
            }
            let home = context.environment?.document ?? context.document
            below += level(.application, in: [home] + all.filter { $0 != home && documents[$0].isPropertyList })
        }
        self.below = below + level(.system, in: all)
        given = Self.given(context, documents)
    }

    private static func levels(_ chain: [ResourceForest.Link]) -> [Level] {
        chain.flatMap { link in
            link.sheets.map { Level(documents: [$0.document], level: .resource, scope: $0.scope) }
        } + chain.flatMap(\.agent).map { Level(documents: [$0.document], level: .agent, scope: $0.scope) }
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
        // What a component declares is read under the name of the environment too.
        let isWhole = context.kind == .application || isDescribed == true
        if context.kind != .generic, context.environment != nil, documents[home].isApplication, isWhole {
            given.insert(.environment)
        }
        return given
    }
}
