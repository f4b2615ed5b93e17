import Diagnostics

/// What following the references of all documents of a set-up gives.
public struct UrbanCodeResolution: Sendable {
    /// Every step that logs on to the Job Monitor, in every environment that it can run in.
    public private(set) var steps: [ResolvedStep] = []
    /// References that lead nowhere.
    public private(set) var dangling: [DanglingReference] = []
    /// Properties that a higher level hides from the steps.
    public private(set) var shadowed: [ShadowedProperty] = []

    /// - Parameters:
    ///   - pluginVersion: where the export does not say.
    ///   - environments: only these; `nil` for all.
    ///   - withAllFields: for `dump`; rules look at the fields that matter to them.
    public init(
        _ documents: [UrbanCodeDocument], pluginVersion: Int?, environments chosen: Set<String>? = nil,
        withAllFields: Bool = false
    ) {
        guard !documents.isEmpty else { return }
        var resolver = PropertyResolver(documents)
        var references = DanglingReferences()
        var shadows = ShadowedProperties()
        let shown = Environments(documents)
        for (number, document) in documents.enumerated() {
            references.addProperties(of: number, &resolver)
            for (place, process) in document.processes.enumerated() {
                let contexts = shown.environments(of: process, in: number).filter { environment in
                    chosen.map { names in environment.map { names.contains($0.name) } ?? true } ?? true
                }.map {
                    resolver.context(
                        document: number, process: place, kind: process.kind, component: process.component,
                        environment: $0)
                }
                references.add(process, contexts, &resolver)
                for step in process.steps where step.connection != nil {
                    let fields = ConnectingFields(step)
                    let references = fields.bareReferences
                    for context in contexts {
                        steps.append(
                            ResolvedStep(
                                step, fields, process, context, &resolver, pluginVersion: pluginVersion,
                                withAllFields: withAllFields))
                        for reference in references { shadows.add(reference, context, &resolver) }
                    }
                }
            }
        }
        ResolvedStep.nameApart(&steps)
        dangling = references.found
        shadowed = shadows.found
    }

    /// Which environments a process can run in.
    private struct Environments {
        private typealias Named = (document: Int, name: String)

        /// Those that each document describes.
        private let own: [[Named]]
        private let components: [Set<String>]
        private let ofLists: [Named]
        private let all: [Named]

        init(_ documents: [UrbanCodeDocument]) {
            own = documents.enumerated().map { number, document in
                var seen = Set<String>()
                return document.environments.filter { seen.insert($0.value).inserted }.map { (number, $0.value) }
            }
            let described = documents.indices.filter { !documents[$0].environments.isEmpty }
            components = documents.map { $0.environments.isEmpty ? [] : Set($0.components) }
            ofLists = described.filter { documents[$0].isPropertyList }.flatMap { [own] in own[$0] }
            all = own.flatMap(\.self)
        }

        /// The environments of its own file; else those of an application that holds the component, else of the
        /// lists, else of all. A generic process has none.
        func environments(of process: UrbanCodeDocument.Process, in number: Int) -> [(document: Int, name: String)?] {
            guard process.kind != .generic else { return [nil] }
            if !own[number].isEmpty { return own[number] }
            let component = process.component ?? ""
            let holding = components.indices.filter { components[$0].contains(component) }.flatMap { own[$0] }
            return [holding, ofLists, all].first { !$0.isEmpty } ?? [nil]
        }
    }
}

/// A property that a step refers to, on a level that a higher one hides with another value.
public struct ShadowedProperty: Sendable, Hashable {
    public let hidden: Resolution.Origin
    public let winner: Resolution.Origin
}

/// Collects properties that are hidden from the fields a step connects with.
struct ShadowedProperties {
    private(set) var found: [ShadowedProperty] = []
    private var seen: Set<ShadowedProperty> = []

    mutating func add(
        _ reference: PropertyReference, _ context: PropertyContext, _ resolver: inout PropertyResolver
    ) {
        let values = resolver.competing(for: reference, context)
        guard let winner = values.first else { return }
        for hidden in values.dropFirst() where Self.differ(winner.value, hidden.value) {
            let shadowed = ShadowedProperty(hidden: hidden.origin, winner: winner.origin)
            if seen.insert(shadowed).inserted { found.append(shadowed) }
        }
    }

    /// Whether two values are known to differ; masks and ciphertexts do not tell.
    private static func differ(_ one: PropertyValue, _ other: PropertyValue) -> Bool {
        func isOpen(_ value: PropertyValue) -> Bool {
            switch value {
            case .missing, .blank, .text, .literal: true
            case .masked, .external, .ciphertext: false
            }
        }
        return isOpen(one) && isOpen(other) && one != other && !(one.isEmpty && other.isEmpty)
    }
}
