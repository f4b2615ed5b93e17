import Diagnostics

/// From where a value is looked at.
struct PropertyContext {
    var document: Int
    /// Index in the document's processes; `nil` for a value that stands outside of them.
    var process: Int?
    var kind: UrbanCodeDocument.Process.Kind
    var component: String?
    /// An environment and the document that describes it.
    var environment: (document: Int, name: String)?
    /// The number of its levels in the resolver that made it.
    fileprivate(set) var levels = 0
}

extension PropertyResolver {
    mutating func context(
        document: Int, process: Int?, kind: UrbanCodeDocument.Process.Kind, component: String?,
        environment: (document: Int, name: String)?
    ) -> PropertyContext {
        var context = PropertyContext(
            document: document, process: process, kind: kind, component: component, environment: environment)
        context.levels = number(of: context)
        return context
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

        init(_ context: PropertyContext) {
            document = context.document
            kind = context.kind
            component = context.component
            environmentDocument = context.environment?.document
            environment = context.environment?.name
        }
    }

    /// A place to look that holds something, in the documents in which it counts.
    struct Level {
        var documents: [Int]
        var level: UrbanCodeDocument.Scope.Level
        /// In the index of properties.
        var scope: Int
    }

    let levels: [Level]
    /// Levels that the inputs hold in full.
    let given: Set<UrbanCodeDocument.Scope.Level>

    init(_ context: PropertyContext, _ index: PropertyIndex) {
        let documents = index.documents
        let all = Array(documents.indices)
        var levels: [Level] = []
        func add(
            _ level: UrbanCodeDocument.Scope.Level, in documents: [Int], _ environment: String? = nil,
            of owner: String? = nil
        ) {
            guard let scope = index.number(of: .init(level: level, environment: environment, owner: owner)) else {
                return
            }
            levels.append(Level(documents: documents, level: level, scope: scope))
        }
        let template = context.component.flatMap { component in
            documents.lazy.compactMap { $0.templates[component] }.first
        }
        /// What a component declares, then what the template that it is made from does.
        let owners = [context.component, template].compactMap(\.self)
        if context.kind == .component { for owner in owners { add(.version, in: all, of: owner) } }
        if context.kind != .application {
            for owner in owners { add(.resource, in: all, of: owner) }
            add(.resource, in: all)
        }
        if context.kind != .generic {
            if let (home, name) = context.environment {
                let lists = all.filter { $0 != home && documents[$0].isPropertyList }
                add(.environment, in: [home] + lists, name)
                if context.kind == .component {
                    add(.componentEnvironment, in: [home] + lists, name, of: context.component)
                }
            }
            if context.kind == .component {
                for owner in owners { add(.componentEnvironment, in: all, of: owner) }
                for owner in owners { add(.component, in: all, of: owner) }
            }
            add(.application, in: [context.environment?.document ?? context.document])
        }
        add(.system, in: all)
        self.levels = levels
        given = Self.given(context, documents)
    }

    private static func given(
        _ context: PropertyContext, _ documents: [UrbanCodeDocument]
    ) -> Set<UrbanCodeDocument.Scope.Level> {
        var given: Set<UrbanCodeDocument.Scope.Level> = []
        let home = context.environment?.document ?? context.document
        if documents[home].isApplication { given.insert(.application) }
        let isDescribed = context.component.map { component in
            documents.contains { $0.describedComponents.contains(component) }
        }
        if isDescribed == true { given.insert(.component) }
        // What a component declares is read under the name of the environment too.
        let isWhole = context.kind == .application || isDescribed == true
        if context.environment != nil, documents[home].isApplication, isWhole { given.insert(.environment) }
        return given
    }
}
