import Diagnostics
import Languages
import Secrets

/// What following the references of all documents of a set-up gives.
public struct UrbanCodeResolution: Sendable {
    /// Every step that logs on to the Job Monitor, in every environment that it can run in.
    public private(set) var steps: [ResolvedStep] = []
    /// References that lead nowhere.
    public private(set) var dangling: [DanglingReference] = []
    /// Properties that a higher level hides from the steps.
    public private(set) var shadowed: [ShadowedProperty] = []
    /// Properties that two inputs give different values.
    public private(set) var contradictions: [PropertyContradiction] = []
    /// Components with steps that log on and that some environment has no resource for.
    public private(set) var unmapped: [UnmappedComponent] = []

    /// - Parameters:
    ///   - pluginVersion: where the export does not say.
    ///   - environments: only these; `nil` for all.
    ///   - withAllFields: for `dump`; rules look at the fields that matter to them.
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

/// A property that two inputs give different values.
public struct PropertyContradiction: Sendable, Hashable {
    public let one: Resolution.Origin
    public let other: Resolution.Origin
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
