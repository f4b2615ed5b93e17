public import Diagnostics

/// A reference that leads nowhere.
public struct DanglingReference: Sendable {
    public enum Defect: Sendable, Hashable {
        /// No level in the inputs defines it; certain if none that could is missing.
        case undefined(isCertain: Bool)
        case circular
        /// A generic process looks for what only an environment defines: there, where the inputs show it.
        case outOfSight(Resolution.Origin?, isCertain: Bool)
    }

    /// Of the reference itself.
    public let place: Place
    public let reference: PropertyReference
    public internal(set) var defect: Defect
    /// `field port of 'SUBMIT'`, `jes.host of environment/TEST`.
    public let holder: String
    /// Where it leads nowhere; empty if the context has no environment.
    public internal(set) var environments: [String] = []
    /// A name that is defined and spelt almost like it.
    public internal(set) var nearest: String?
}

/// Collects them, each once for all environments.
struct DanglingReferences {
    private struct Key: Hashable {
        var place: Place
        var reference: PropertyReference
    }

    private(set) var found: [DanglingReference] = []
    private var known: [Key: Int] = [:]
    private var names: [String]?

    // MARK: Properties

    /// A property whose value is a reference to nothing fails steps that never use it (APAR PH45827).
    mutating func addProperties(of number: Int, _ resolver: inout PropertyResolver) {
        let document = resolver.index.documents[number]
        for property in document.properties {
            guard case .text(let text) = property.value, !text.isPlain, let range = property.valueRange else {
                continue
            }
            let scope = property.scope
            let context = resolver.context(
                document: number, process: nil, kind: scope.level == .application ? .application : .component,
                component: scope.owner, environment: scope.environment.map { (number, $0) })
            let origin = resolver.index.origin(property, in: number)
            for part in text.parts {
                guard case .reference(let reference) = part.kind else { continue }
                let resolution = resolver.resolve(reference, in: context)
                let place = Place(document.file.id, document.file.place(of: part.range, of: text.source, at: range))
                switch resolution.result {
                case .undefined(let missing, let isCertain) where isCertain && resolution.origins.isEmpty:
                    _ = add(missing, .undefined(isCertain: true), place, origin.description, context, &resolver)
                case .circular where Self.leads(resolution, backTo: origin):
                    _ = add(reference, .circular, place, origin.description, context, &resolver)
                case .text, .secret, .undefined, .circular, .unknown: continue
                }
            }
        }
    }

    /// Of a circle the first property reports it.
    private static func leads(_ resolution: Resolution, backTo origin: Resolution.Origin) -> Bool {
        guard let last = resolution.origins.last, let start = resolution.origins.firstIndex(of: last) else {
            return false
        }
        let circle = resolution.origins[start...]
        let first = circle.min {
            ($0.place.file, $0.place.range?.start ?? 0) < ($1.place.file, $1.place.range?.start ?? 0)
        }
        return first == origin
    }

    // MARK: Processes

    mutating func add(
        _ process: UrbanCodeDocument.Process, _ contexts: [PropertyContext], _ resolver: inout PropertyResolver
    ) {
        guard let first = contexts.first, let number = first.process else { return }
        for step in process.steps {
            let isConnecting = step.connection != nil
            for field in step.fields where field.mayRefer {
                guard case .text(let text) = field.value, !text.isPlain else { continue }
                let holder = "field \(field.key.value) of '\(step.name.value)'"
                add(text, field.range, holder, isConnecting: isConnecting, contexts, &resolver)
            }
        }
        for text in resolver.index.texts(ofProcess: number, in: first.document) {
            add(text.value, text.range, process.name, isConnecting: false, contexts, &resolver)
        }
    }

    private mutating func add(
        _ text: ReferenceText, _ range: SourceRange, _ holder: String, isConnecting: Bool,
        _ contexts: [PropertyContext], _ resolver: inout PropertyResolver
    ) {
        for part in text.parts {
            guard case .reference(let reference) = part.kind else { continue }
            if let context = contexts.first, context.kind == .generic,
                let defect = outOfSight(reference, context, isConnecting: isConnecting, &resolver)
            {
                let file = resolver.index.documents[context.document].file
                let place = Place(file.id, file.place(of: part.range, of: text.source, at: range))
                _ = add(reference, defect, place, holder, context, &resolver)
                continue
            }
            guard isConnecting || Self.maybeCertain(reference) else { continue }
            var index: Int?
            var places = 0
            for context in contexts {
                let resolution = resolver.resolve(reference, in: context)
                guard case .undefined(let missing, let isCertain) = resolution.result else { continue }
                let defect = DanglingReference.Defect.undefined(isCertain: isCertain)
                if let origin = resolution.origins.last {
                    guard isConnecting else { continue }
                    let place = resolver.index.place(of: missing, in: origin)
                    _ = add(missing, defect, place, origin.description, context, &resolver)
                } else if isCertain || isConnecting {
                    let file = resolver.index.documents[context.document].file
                    let place = Place(file.id, file.place(of: part.range, of: text.source, at: range))
                    index = add(reference, defect, place, holder, context, &resolver)
                    places += 1
                }
            }
            // A step of another plug-in may be meant for some environments only.
            if !isConnecting, let index, places < contexts.count {
                found[index].defect = .undefined(isCertain: false)
            }
        }
    }

    /// What a generic process refers to though only an environment has it. A bare list may be a resource's as well.
    private func outOfSight(
        _ reference: PropertyReference, _ context: PropertyContext, isConnecting: Bool,
        _ resolver: inout PropertyResolver
    ) -> DanglingReference.Defect? {
        guard !reference.isLegacy else { return nil }
        let shown = resolver.index.inEnvironment(reference.name)
        let origin = shown.map { resolver.index.origin($0.property, in: $0.document) }
        if reference.scope == "environment" { return .outOfSight(origin, isCertain: true) }
        guard reference.scope == nil, isConnecting, let shown, resolver.finds(reference, in: context) == false else {
            return nil
        }
        return .outOfSight(origin, isCertain: !resolver.index.documents[shown.document].isPropertyList)
    }

    /// Whether a reference names a level that exports hold in full.
    private static func maybeCertain(_ reference: PropertyReference) -> Bool {
        !reference.isLenient && !reference.isLegacy
            && ["environment", "component", "application"].contains(reference.scope)
    }

    /// How many get a suggestion, and among how many names at most: it takes a look at all of them.
    private static let suggested = 20
    private static let longest = 5000

    private mutating func add(
        _ reference: PropertyReference, _ defect: DanglingReference.Defect, _ place: Place, _ holder: String,
        _ context: PropertyContext, _ resolver: inout PropertyResolver
    ) -> Int {
        // The description of a property names its environment.
        let environment = holder.hasPrefix("field ") ? context.environment?.name : nil
        let key = Key(place: place, reference: reference)
        if let index = known[key] {
            if let environment, !found[index].environments.contains(environment) {
                found[index].environments.append(environment)
            }
            if defect == .undefined(isCertain: true) { found[index].defect = defect }
            return index
        }
        known[key] = found.count
        var nearest: String?
        if case .undefined = defect, found.count < Self.suggested {
            if names == nil { names = resolver.index.names }
            if let names, names.count <= Self.longest {
                nearest = NearestName.find(reference.name, among: names.lazy.filter { $0 != reference.name })
            }
        }
        found.append(
            DanglingReference(
                place: place, reference: reference, defect: defect, holder: holder,
                environments: environment.map { [$0] } ?? [],
                nearest: nearest))
        return found.count - 1
    }
}
