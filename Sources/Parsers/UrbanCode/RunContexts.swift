public import Diagnostics
import Secrets

/// A component whose processes do not run in an environment, because none of the resources below the environment's base
/// resources is for the component.
public struct UnmappedComponent: Sendable, Hashable {
    public let component: String
    public let environment: String
    /// The place of the environment's name.
    public let place: Place
}

/// A process that more starters start than are judged, each with other values.
public struct CrowdedProcess: Sendable, Hashable {
    /// The number of starters that are judged.
    static let limit = 50

    public let name: String
    /// The first step of the process, or else its file.
    public let place: Place

    public var limit: Int { Self.limit }
}

/// The contexts of each process: environments, component resources, and the processes that start it.
struct RunContexts {
    private typealias Named = (document: Int, name: Located<String>)

    private struct ProcessKey: Hashable {
        var document: Int
        var process: Int
    }

    /// The maximum number of contexts of one process that are distinguished.
    private static let limit = 20_000

    private let documents: [UrbanCodeDocument]
    private let chosen: Set<String>?
    /// The environments that each document describes.
    private let own: [[Named]]
    private let components: [Set<String>]
    private let ofLists: [Named]
    private let all: [Named]
    private var known: [ProcessKey: [PropertyContext]] = [:]
    private var open: Set<ProcessKey> = []
    private(set) var unmapped: [UnmappedComponent] = []
    /// The number of contexts that may still be made.
    private var left: Int
    /// The exports with more contexts.
    private(set) var cut: Set<FileID> = []
    private var seenUnmapped: Set<UnmappedComponent> = []
    private(set) var crowded: [CrowdedProcess] = []

    /// - Parameters:
    ///   - chosen: the names of the selected environments; `nil` for all.
    ///   - mostContexts: the number of contexts of all processes together that are made.
    init(_ documents: [UrbanCodeDocument], chosen: Set<String>?, mostContexts: Int) {
        self.documents = documents
        left = mostContexts
        self.chosen = chosen
        own = documents.enumerated().map { number, document in
            var seen = Set<String>()
            // Of environments with one name, each may have a tree.
            return document.environments.filter {
                seen.insert($0.value).inserted || document.bases[$0.range] != nil
            }.map { (number, $0) }
        }
        let described = documents.indices.filter { !documents[$0].environments.isEmpty }
        components = documents.map { $0.environments.isEmpty ? [] : Set($0.components) }
        ofLists = described.filter { documents[$0].isPropertyList }.flatMap { [own] in own[$0] }
        all = own.flatMap(\.self)
    }

    /// The environments of its own application; or else of an application with the component, or else of the lists, or
    /// else of all.
    private func environments(of process: UrbanCodeDocument.Process, in number: Int) -> [Named?] {
        let found: [Named]
        if !own[number].isEmpty {
            found = own[number]
        } else {
            let component = process.component ?? ""
            let holding = components.indices.filter { components[$0].contains(component) }.flatMap { own[$0] }
            found = [holding, ofLists, all].first { !$0.isEmpty } ?? []
        }
        guard !found.isEmpty else { return [nil] }
        return found.filter { chosen?.contains($0.name.value) ?? true }
    }

    mutating func contexts(document: Int, process: Int, _ resolver: inout PropertyResolver) -> [PropertyContext] {
        let key = ProcessKey(document: document, process: process)
        if let found = known[key] { return found }
        // Processes that call each other in a cycle have no first context.
        guard open.insert(key).inserted else { return [] }
        var found = make(document, process, &resolver)
        open.remove(key)
        if found.count > max(1, min(left, Self.limit)) {
            found.removeSubrange(max(1, min(left, Self.limit))...)
            cut.insert(documents[document].file.id)
        }
        left = max(0, left - found.count)
        known[key] = found
        return found
    }

    private mutating func make(
        _ document: Int, _ number: Int, _ resolver: inout PropertyResolver
    ) -> [PropertyContext] {
        let process = documents[document].processes[number]
        var base = PropertyContext(
            document: document, process: number, kind: process.kind, component: process.component, environment: nil)
        var calls = Self.distinct(resolver.index.calls(of: process, in: document))
        if calls.count > CrowdedProcess.limit {
            calls.removeSubrange(CrowdedProcess.limit...)
            let place = Place(documents[document].file.id, process.steps.first?.name.range)
            crowded.append(CrowdedProcess(name: process.name, place: place))
        }
        if process.kind == .generic { return generic(&base, calls, &resolver) }
        var found: [PropertyContext] = []
        let environments = environments(of: process, in: document)
        let unshown = environments.count { environment in
            environment.map { documents[$0.document].bases[$0.name.range]?.isShown != true } ?? true
        }
        for environment in environments {
            base.environment = environment.map { ($0.document, $0.name.value) }
            guard process.kind == .component else {
                found.append(resolver.placed(base))
                continue
            }
            let sites = resolver.sites(
                of: process.component, in: environment, document: document, isOnly: unshown == 1)
            var placed: [PropertyContext] = []
            switch sites {
            case .notMapped: noteUnmapped(process, environment)
            case .unknown(let chains):
                var context = base
                context.chains = chains
                placed.append(context)
            case .doubtful(let chains, let needs):
                var context = base
                context.chains = chains
                context.needs = needs
                placed.append(context)
            case .shown(let sites):
                for site in sites {
                    var context = base
                    context.chains = site.chains
                    context.isPlaced = true
                    context.agents = site.agents
                    context.paths = site.paths
                    if !site.hasAgent { context.needs = "give the agent above \(site.paths[0]): the tree shows none" }
                    placed.append(context)
                }
            }
            found += started(placed, calls, &resolver)
            // One more than is kept shows that there are more.
            if found.count > min(left, Self.limit) { return found }
        }
        return found
    }

    /// The contexts of a generic process: the resource and the environment of each process that runs it; otherwise they
    /// are unknown.
    private mutating func generic(
        _ base: inout PropertyContext, _ calls: [PropertyIndex.Call], _ resolver: inout PropertyResolver
    ) -> [PropertyContext] {
        var found: [PropertyContext] = []
        for call in calls {
            for caller in contexts(document: call.document, process: call.process, &resolver) {
                var context = base
                context.environment = caller.environment
                (context.chains, context.isPlaced) = (caller.chains, caller.isPlaced)
                (context.agents, context.paths, context.needs) = (caller.agents, caller.paths, caller.needs)
                context.call = PropertyCall(call: call, caller: resolver.keep(caller))
                found.append(resolver.placed(context))
                guard found.count <= Self.limit else { return found }
            }
        }
        guard found.isEmpty else { return found }
        if case .unknown(let chains) = resolver.sites(of: nil, in: nil, document: base.document, isOnly: false) {
            base.chains = chains
        }
        return [resolver.placed(base)]
    }

    /// The contexts, one for each starter that passes different values.
    private func started(
        _ contexts: [PropertyContext], _ calls: [PropertyIndex.Call], _ resolver: inout PropertyResolver
    ) -> [PropertyContext] {
        guard calls.count > 1 else { return contexts.map { resolver.placed($0) } }
        var found: [PropertyContext] = []
        for context in contexts {
            for call in calls {
                var started = context
                started.call = PropertyCall(call: call, caller: resolver.keep(resolver.starter(of: call, context)))
                found.append(resolver.placed(started))
                guard found.count <= Self.limit else { return found }
            }
        }
        return found
    }

    /// The starters that pass different values, and one more than are judged at most.
    private static func distinct(_ calls: [PropertyIndex.Call]) -> [PropertyIndex.Call] {
        var seen: [[String: PropertyValue]] = []
        return calls.filter { call in
            let passed = Dictionary(
                call.passed.filter { !$0.value.isEmpty }.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            guard seen.count <= CrowdedProcess.limit, !seen.contains(passed) else { return false }
            seen.append(passed)
            return true
        }
    }

    private mutating func noteUnmapped(_ process: UrbanCodeDocument.Process, _ environment: Named?) {
        guard let environment, let component = process.component,
            process.steps.contains(where: { $0.connection != nil })
        else { return }
        let unmapped = UnmappedComponent(
            component: component, environment: environment.name.value,
            place: Place(documents[environment.document].file.id, environment.name.range))
        if seenUnmapped.insert(unmapped).inserted { self.unmapped.append(unmapped) }
    }
}
