public import Diagnostics
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
    /// The exports of which not every step is judged in every environment, because that would be too many rows.
    public private(set) var cut: [FileID] = []
    /// Processes with more starters than are judged.
    public private(set) var crowded: [CrowdedProcess] = []
    /// What runs and is not among the inputs.
    public private(set) var unshown: [UnshownPart] = []

    /// - Parameters:
    ///   - pluginVersion: the version to use if the export has none.
    ///   - environments: the selected environments; `nil` for all.
    ///   - withAllFields: whether to resolve all fields, for `dump`; rules use only some of them.
    ///   - onlySteps: whether only the steps are wanted, and not what is wrong with references and properties.
    public init(
        _ documents: [UrbanCodeDocument], pluginVersion: Int?, environments chosen: Set<String>? = nil,
        withAllFields: Bool = false, onlySteps: Bool = false
    ) {
        guard !documents.isEmpty else { return }
        let parts = documents.flatMap(\.parts)
        var resolver = PropertyResolver(parts)
        var references = DanglingReferences()
        var shadows = ShadowedProperties()
        var budget = ResolutionBudget(parts)
        var runs = RunContexts(parts, chosen: chosen, mostContexts: budget.work)
        var all: [StepRow] = []
        for (number, document) in parts.enumerated() {
            if !onlySteps { references.addProperties(of: number, &resolver) }
            for (place, process) in document.processes.enumerated() {
                let shown = runs.contexts(document: number, process: place, &resolver)
                let contexts = budget.spend(on: process, in: shown, of: document)
                if !onlySteps { references.add(process, document: number, number: place, contexts, &resolver) }
                for step in process.steps where step.connection != nil {
                    let fields = ConnectingFields(step)
                    let references = onlySteps ? [] : fields.bareReferences
                    var rows = StepRows(joinsEnvironments: budget.joinsEnvironments)
                    for context in contexts {
                        let content = ResolvedStep.Content(
                            step, fields, process, context, &resolver, pluginVersion: pluginVersion,
                            withAllFields: withAllFields)
                        rows.add(StepRow(content, in: context), isApart: withAllFields)
                        if !onlySteps { shadows.use(content) }
                        for reference in references { shadows.add(reference, context, &resolver) }
                    }
                    all += budget.keep(rows.finished, of: document)
                }
            }
        }
        steps = StepRow.named(all)
        dangling = references.found
        shadowed = shadows.found
        contradictions = resolver.contradictions
        unmapped = runs.unmapped
        cut = budget.cut.union(runs.cut).sorted()
        crowded = runs.crowded
        unshown = UnshownPart.all(in: documents, parts: parts)
    }
}

/// The limits of what is judged: an export of 100 KB may have 1,000 steps and as many environments. They grow with the
/// inputs, so that memory does not grow faster.
struct ResolutionBudget {
    /// The number of contexts of steps that are resolved.
    private(set) var work: Int
    private var rows: Int
    /// Whether environments in which nothing differs are one row.
    let joinsEnvironments: Bool
    private(set) var cut: Set<FileID> = []

    static let leastWork = 200_000
    static let leastRows = 10_000
    /// Above this number of rows environments are joined.
    static let apart = 2_000

    init(_ documents: [UrbanCodeDocument]) {
        let size =
            Set(documents.map(\.file.id)).count == 1
            ? documents[0].file.bytes.count : documents.reduce(0) { $0 + $1.file.bytes.count }
        work = Self.leastWork + size / 50
        rows = Self.leastRows + size / 500
        let connecting = documents.reduce(0) { sum, document in
            sum + document.processes.reduce(0) { $0 + $1.steps.count { $0.connection != nil } }
        }
        let environments = documents.map(\.environments.count).max() ?? 0
        joinsEnvironments =
            connecting.multipliedReportingOverflow(by: environments).partialValue > Self.apart + size / 500
    }

    /// The contexts of a process for which there is work left, at least one.
    mutating func spend(
        on process: UrbanCodeDocument.Process, in contexts: [PropertyContext], of document: UrbanCodeDocument
    ) -> [PropertyContext] {
        let each = max(1, process.steps.count)
        let most = max(1, work / each)
        work = max(0, work - min(contexts.count, most) * each)
        guard contexts.count > most else { return contexts }
        cut.insert(document.file.id)
        return Array(contexts.prefix(most))
    }

    mutating func keep(_ found: [StepRow], of document: UrbanCodeDocument) -> [StepRow] {
        let most = rows
        rows = max(0, rows - found.count)
        guard found.count > most else { return found }
        cut.insert(document.file.id)
        return Array(found.prefix(most))
    }
}

/// A property to which two inputs give different values.
public struct PropertyContradiction: Sendable, Hashable {
    public let one: Resolution.Origin
    public let other: Resolution.Origin
}

/// A property to which steps refer and whose value none of them uses, because higher levels have other values.
public struct ShadowedProperty: Sendable, Hashable {
    public let hidden: Resolution.Origin
    /// The properties that are used instead, in the order of the steps.
    public internal(set) var winners: [Resolution.Origin]
}

/// Collects overridden properties of the connecting fields of a step.
struct ShadowedProperties {
    private var hidden: [ShadowedProperty] = []
    /// The indices in `hidden`, by place.
    private var known: [Place: Int] = [:]
    private var used: Set<Place> = []
    /// What was looked at last, because the steps of a process have most references in common.
    private var seen: Set<Use> = []
    private static let mostSeen = 1_000

    private struct Use: Hashable {
        var context: Int
        var reference: PropertyReference
    }

    /// What no step uses: an override for some environments or resources is what levels are for.
    var found: [ShadowedProperty] { hidden.filter { !used.contains($0.hidden.place) } }

    mutating func add(
        _ reference: PropertyReference, _ context: PropertyContext, _ resolver: inout PropertyResolver
    ) {
        if seen.count >= Self.mostSeen { seen.removeAll(keepingCapacity: true) }
        guard seen.insert(Use(context: context.number, reference: reference)).inserted else { return }
        let values = resolver.competing(for: reference, context)
        guard let winner = values.first else { return }
        used.insert(winner.origin.place)
        for other in values.dropFirst() where Self.differ(winner.value, other.value) {
            let index = known[other.origin.place] ?? hidden.count
            if index == hidden.count {
                known[other.origin.place] = index
                hidden.append(ShadowedProperty(hidden: other.origin, winners: []))
            }
            if hidden[index].winners.count < Self.listed, !hidden[index].winners.contains(winner.origin) {
                hidden[index].winners.append(winner.origin)
            }
        }
    }

    /// The number of winners that are kept.
    private static let listed = 4

    /// Records what a step uses, also through references that name a level.
    mutating func use(_ step: ResolvedStep.Content) {
        for value in step.connectingValues {
            for origin in value.resolution.origins { used.insert(origin.place) }
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
