import Diagnostics
import Languages
import Secrets

/// The result of resolving the references of all documents of a set-up.
public struct UrbanCodeResolution: Sendable {
    /// Every step that logs on to the Job Monitor, in every environment in which it can run.
    public private(set) var steps: [ResolvedStep] = []
    /// References to undefined properties.
    public private(set) var dangling: [DanglingReference] = []
    /// Properties that a higher level overrides for the steps.
    public private(set) var shadowed: [ShadowedProperty] = []
    /// Properties to which two inputs give different values.
    public private(set) var contradictions: [PropertyContradiction] = []
    /// Components with steps that log on, and without a resource in some environment.
    public private(set) var unmapped: [UnmappedComponent] = []

    /// - Parameters:
    ///   - pluginVersion: the version to use if the export has none.
    ///   - environments: the selected environments; `nil` for all.
    ///   - withAllFields: whether to resolve all fields, for `dump`; rules use only some of them.
    public init(
        _ documents: [UrbanCodeDocument], pluginVersion: Int?, environments chosen: Set<String>? = nil,
        withAllFields: Bool = false
    ) {
        guard !documents.isEmpty else { return }
        let parts = documents.flatMap(\.parts)
        var resolver = PropertyResolver(parts)
        var references = DanglingReferences()
        var shadows = ShadowedProperties()
        var runs = RunContexts(parts, chosen: chosen)
        for (number, document) in parts.enumerated() {
            references.addProperties(of: number, &resolver)
            for (place, process) in document.processes.enumerated() {
                let contexts = runs.contexts(document: number, process: place, &resolver)
                references.add(process, document: number, number: place, contexts, &resolver)
                for step in process.steps where step.connection != nil {
                    let fields = ConnectingFields(step)
                    let references = fields.bareReferences
                    var rows = ResolvedRows()
                    for context in contexts {
                        rows.add(
                            ResolvedStep(
                                step, fields, process, context, &resolver, pluginVersion: pluginVersion,
                                withAllFields: withAllFields), isApart: withAllFields)
                        for reference in references { shadows.add(reference, context, &resolver) }
                    }
                    steps += rows.finished
                }
            }
        }
        ResolvedStep.nameApart(&steps)
        dangling = references.found
        shadowed = shadows.found
        contradictions = resolver.contradictions
        unmapped = runs.unmapped
    }
}

/// A property to which two inputs give different values.
public struct PropertyContradiction: Sendable, Hashable {
    public let one: Resolution.Origin
    public let other: Resolution.Origin
}

/// A property that a step refers to, on a level that a higher level overrides with a different value.
public struct ShadowedProperty: Sendable, Hashable {
    public let hidden: Resolution.Origin
    public let winner: Resolution.Origin
}

/// Collects overridden properties of the connecting fields of a step.
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

    /// Whether two values certainly differ; this is unknown for masks and ciphertexts.
    static func differ(_ one: PropertyValue, _ other: PropertyValue) -> Bool {
        func isOpen(_ value: PropertyValue) -> Bool {
            switch value {
            case .missing, .blank, .text, .literal: true
            case .masked, .external, .ciphertext: false
            }
        }
        return isOpen(one) && isOpen(other) && one != other && !(one.isEmpty && other.isEmpty)
    }
}
