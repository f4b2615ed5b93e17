public import Diagnostics
public import Languages
import Secrets

/// A reference to an undefined property.
public struct DanglingReference: Sendable {
    public enum Defect: Sendable, Hashable {
        /// No level in the inputs defines it; this is certain if no level that could define it is missing.
        case undefined(isCertain: Bool)
        case circular
        /// A generic process refers to a property that only an environment defines; the origin is where the inputs
        /// define it.
        indirect case outOfSight(Resolution.Origin?, isCertain: Bool)
        /// It is an output of a step that the process does not have.
        case noStep
        /// It is an output of a step that has not run yet.
        case laterStep
        /// It is a property of the version, in a process that runs without one.
        case noVersion
        /// It is blank because no level defines it, although a property with a similar name is defined and never read.
        case silentlyBlank
    }

    /// The place of the reference.
    public let place: Place
    public let reference: PropertyReference
    public internal(set) var defect: Defect
    let owner: Owner
    /// Whether it is the job ID that a step waits for.
    public var isAwaitedJob = false
    /// The number of the process, if it is in the working directory that the process gives its steps.
    public internal(set) var process: UInt32?
    /// The environments in which it is undefined; empty if the context has none.
    public internal(set) var environments: [String] = []
    var hints: Hints?
    /// The index of another one at the same place.
    var other: UInt32?

    /// What has the text with the reference.
    enum Owner {
        case text(String)
        case property(String, UrbanCodeDocument.Scope)
    }

    /// What few of very many have.
    final class Hints: Sendable {
        let nearest: String?
        let elsewhere: String?

        init(nearest: String?, elsewhere: String?) {
            self.nearest = nearest
            self.elsewhere = elsewhere
        }
    }

    /// `field port of 'SUBMIT'`, `jes.host of environment/TEST`.
    public var holder: String {
        switch owner {
        case .text(let text): text
        case .property(let name, let scope): "\(name) of \(scope)"
        }
    }

    /// A defined name with a similar spelling; for a step, the name of a step or level.
    public var nearest: String? { hints?.nearest }
    /// A level that defines the name, although the reference names another.
    public var elsewhere: String? { hints?.elsewhere }
}

/// Collects undefined references, each once for all environments.
struct DanglingReferences {
    /// A text with references, and its holder.
    private struct Held {
        var text: ReferenceText
        var range: SourceRange
        /// The name of the field or text; empty if it has none.
        var key: String
        var owner: Owner
        /// The index of the step.
        var step: Int?
        var isConnecting: Bool
        var isAwaitedJob = false
        var process: UInt32?

        enum Owner {
            case field(ofStep: UrbanCodeDocument.Step)
            case step(UrbanCodeDocument.Step)
            case process(String)
        }

        /// Most references are valid, and nobody asks for their holders.
        var holder: DanglingReference.Owner {
            switch owner {
            case .field(let step): .text("field \(key) of '\(step.name.value)'")
            case .step(let step): .text((key.isEmpty ? "" : "\(key) of ") + "'\(step.name.value)'")
            case .process(let name): .text((key.isEmpty ? "" : "\(key) of ") + "process \(name)")
            }
        }
    }

    private(set) var found: [DanglingReference] = []
    /// The last one at each place.
    private var known: [Place: UInt32] = [:]
    private var names: [String]?
    private var readNames: Set<String>?
    /// The references of the process at hand of which nothing is to be reported in any context.
    private var sound: Set<PropertyReference> = []

    // MARK: Properties

    /// A property with an undefined reference as its value fails even steps that do not use it (APAR PH45827).
    mutating func addProperties(of number: Int, _ resolver: inout PropertyResolver) {
        let document = resolver.index.documents[number]
        for property in document.properties {
            guard case .text(let text) = property.value, !text.isPlain, let range = property.valueRange else {
                continue
            }
            let scope = property.scope
            let context = resolver.context(
                document: number, process: nil, kind: scope.level == .application ? .application : .component,
                component: scope.level == .resource ? nil : scope.owner,
                environment: scope.environment.map { (number, $0) })
            let origin = resolver.index.origin(property, in: number)
            for part in text.parts {
                guard case .reference(let reference) = part.kind else { continue }
                let resolution = resolver.resolve(reference, in: context)
                let place = Place(document.file.id, document.file.place(of: part.range, of: text.source, at: range))
                let found: (PropertyReference, DanglingReference.Defect)
                switch resolution.result {
                case .undefined(let missing, let isCertain) where isCertain && resolution.origins.isEmpty:
                    found = (missing, .undefined(isCertain: true))
                case .circular where Self.leads(resolution, backTo: origin): found = (reference, .circular)
                case .text, .secret, .undefined, .circular, .unknown: continue
                }
                _ = add(
                    found.0, found.1, place, holder: .property(origin.name, origin.scope), isProperty: true, context,
                    &resolver)
            }
        }
    }

    private static func leads(_ resolution: Resolution, backTo origin: Resolution.Origin) -> Bool {
        firstOfCircle(resolution) == origin
    }

    /// A cycle is reported at its first property.
    private static func firstOfCircle(_ resolution: Resolution) -> Resolution.Origin? {
        guard let last = resolution.origins.last, let start = resolution.origins.firstIndex(of: last) else {
            return nil
        }
        return resolution.origins[start...].min {
            ($0.place.file, $0.place.range?.start ?? 0) < ($1.place.file, $1.place.range?.start ?? 0)
        }
    }

    // MARK: Processes

    mutating func add(
        _ process: UrbanCodeDocument.Process, document: Int, number: Int, _ contexts: [PropertyContext],
        _ resolver: inout PropertyResolver
    ) {
        let steps = StepReferences(process)
        sound.removeAll(keepingCapacity: true)
        func look(at held: Held, _ found: inout DanglingReferences, _ resolver: inout PropertyResolver) {
            found.add(held, document, steps, contexts, &resolver)
        }
        for (index, step) in process.steps.enumerated() {
            let isConnecting = step.connection != nil
            for field in step.fields where field.mayRefer {
                guard case .text(let text) = field.value, !text.isPlain else { continue }
                let held = Held(
                    text: text, range: field.range, key: field.name, owner: .field(ofStep: step),
                    step: index, isConnecting: isConnecting,
                    isAwaitedJob: step.connection == .waitForJob && field.name.lowercased() == "jobid")
                look(at: held, &self, &resolver)
            }
        }
        for text in resolver.index.texts(ofProcess: number, in: document) {
            let step = text.step.map { process.steps[$0] }
            let isOfAll = step == nil && text.key == "defaultWorkingDir"
            let held = Held(
                text: text.value, range: text.range, key: text.key,
                owner: step.map(Held.Owner.step) ?? .process(process.name), step: text.step,
                isConnecting: step?.connection != nil
                    || isOfAll && process.steps.contains { $0.connection != nil },
                process: isOfAll ? process.number : nil)
            look(at: held, &self, &resolver)
        }
    }

    private mutating func add(
        _ held: Held, _ document: Int, _ steps: StepReferences, _ contexts: [PropertyContext],
        _ resolver: inout PropertyResolver
    ) {
        for part in held.text.parts {
            let references: [PropertyReference]
            switch part.kind {
            case .reference(let reference): references = [reference]
            case .computed(let path, _): references = path.references
            case .text, .malformed: continue
            }
            for reference in references {
                var isLookedFor = true
                if !reference.isLegacy, let (defect, nearest) = steps.defect(of: reference, in: held.step) {
                    let index = add(
                        reference, defect, place(of: part, held, document, resolver), holder: held.holder,
                        isProperty: false, nil, &resolver)
                    found[index].hints = nearest.map { .init(nearest: $0, elsewhere: nil) }
                    found[index].isAwaitedJob = held.isAwaitedJob
                    found[index].process = held.process
                    isLookedFor = false
                }
                if isLookedFor { look(for: reference, part, held, document, contexts, &resolver) }
            }
        }
    }

    private func place(
        of part: ReferenceText.Part, _ held: Held, _ document: Int, _ resolver: PropertyResolver
    ) -> Place {
        let file = resolver.index.documents[document].file
        return Place(file.id, file.place(of: part.range, of: held.text.source, at: held.range))
    }

    private mutating func look(
        for reference: PropertyReference, _ part: ReferenceText.Part, _ held: Held, _ document: Int,
        _ contexts: [PropertyContext], _ resolver: inout PropertyResolver
    ) {
        guard let context = contexts.first else { return }
        if context.kind == .generic,
            let defect = outOfSight(reference, context, isConnecting: held.isConnecting, &resolver)
        {
            let place = place(of: part, held, document, resolver)
            _ = add(reference, defect, place, holder: held.holder, isProperty: false, context, &resolver)
            return
        }
        guard !sound.contains(reference) else { return }
        var index: Int?
        var places = 0
        var blank = 0
        var undefined = 0
        for context in contexts {
            let resolution = resolver.resolve(reference, in: context)
            guard case .undefined(let missing, let isCertain) = resolution.result else {
                addCircle(resolution, context, &resolver)
                if reference.isLenient, resolution.origins.isEmpty, resolution.text == "" { blank += 1 }
                continue
            }
            undefined += 1
            let defect = DanglingReference.Defect.undefined(isCertain: isCertain)
            if let origin = resolution.origins.last {
                guard held.isConnecting else { continue }
                let place = resolver.index.place(of: missing, in: origin)
                _ = add(
                    missing, defect, place, holder: .property(origin.name, origin.scope), isProperty: true, context,
                    &resolver)
            } else {
                let place = place(of: part, held, document, resolver)
                let added = add(reference, defect, place, holder: held.holder, isProperty: false, context, &resolver)
                found[added].process = held.process
                index = added
                places += 1
            }
        }
        // A step of another plug-in may be meant only for some environments.
        if !held.isConnecting, let index, places < contexts.count {
            found[index].defect = .undefined(isCertain: false)
        }
        if undefined == 0, blank < contexts.count { sound.insert(reference) }
        guard blank == contexts.count, let nearest = unread(near: reference.name, resolver) else { return }
        let place = place(of: part, held, document, resolver)
        let added = add(reference, .silentlyBlank, place, holder: held.holder, isProperty: false, nil, &resolver)
        found[added].hints = .init(nearest: nearest, elsewhere: nil)
    }

    /// Only the levels of a resource or a caller may close a cycle.
    private mutating func addCircle(
        _ resolution: Resolution, _ context: PropertyContext, _ resolver: inout PropertyResolver
    ) {
        guard case .circular(let closing) = resolution.result, let origin = Self.firstOfCircle(resolution) else {
            return
        }
        let reference = resolver.index.reference(in: origin) ?? closing
        let place = resolver.index.place(of: reference, in: origin)
        _ = add(
            reference, .circular, place, holder: .property(origin.name, origin.scope), isProperty: true, context,
            &resolver)
    }

    /// Checks a property that a generic process refers to although only an environment has it. A bare list may also
    /// belong to a resource.
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

    /// The maximum number of references with a suggestion, and of names that are compared, because the search examines
    /// all of them.
    private static let suggested = 20
    private static let longest = 5000

    /// - Parameters:
    ///   - isProperty: whether it is in the value of a property, whose description names its environment.
    ///   - context: the context in which it is undefined; `nil` for all.
    private mutating func add(
        _ reference: PropertyReference, _ defect: DanglingReference.Defect, _ place: Place,
        holder: @autoclosure () -> DanglingReference.Owner, isProperty: Bool, _ context: PropertyContext?,
        _ resolver: inout PropertyResolver
    ) -> Int {
        let environment = isProperty || context?.kind == .generic ? nil : context?.environment?.name
        if let index = index(of: reference, at: place) {
            if let environment, found[index].environments.last != environment,
                !found[index].environments.contains(environment)
            {
                found[index].environments.append(environment)
            }
            if defect == .undefined(isCertain: true) { found[index].defect = defect }
            return index
        }
        var dangling = DanglingReference(
            place: place, reference: reference, defect: defect, owner: holder(),
            environments: environment.map { [$0] } ?? [], other: known[place])
        known[place] = UInt32(found.count)
        if case .undefined = defect, found.count < Self.suggested {
            let context = reference.scope == nil ? nil : context
            dangling.hints = .init(
                nearest: nearest(reference.name, resolver),
                elsewhere: context.flatMap { elsewhere(reference, $0, &resolver) })
        }
        found.append(dangling)
        return found.count - 1
    }

    private func index(of reference: PropertyReference, at place: Place) -> Int? {
        var next = known[place]
        while let index = next.map(Int.init), found[index].reference != reference { next = found[index].other }
        return next.map(Int.init)
    }

    private mutating func nearest(_ name: String, _ resolver: PropertyResolver) -> String? {
        guard resolver.index.nameCount <= Self.longest else { return nil }
        let names = names ?? resolver.index.names
        self.names = names
        return NearestName.find(name, among: names.lazy.filter { $0 != name })
    }

    /// A level that is visible to the process and defines the name.
    private func elsewhere(
        _ reference: PropertyReference, _ context: PropertyContext, _ resolver: inout PropertyResolver
    ) -> String? {
        var anywhere = reference
        anywhere.scope = nil
        return resolver.defining(anywhere, context).first?.origin.scope.description
    }

    // MARK: Near misses

    /// Shorter names that differ by one letter usually differ intentionally.
    private static let shortest = 6

    /// A property with a similar name that no reference in the inputs reads, so this reference was probably meant to.
    private mutating func unread(near name: String, _ resolver: PropertyResolver) -> String? {
        guard name.utf8.count >= Self.shortest, found.count < Self.suggested * 50 else { return nil }
        guard resolver.index.nameCount <= Self.longest else { return nil }
        let names = names ?? resolver.index.names
        self.names = names
        guard
            let nearest = NearestName.find(name, among: names.lazy.filter { $0 != name }),
            Self.letters(of: nearest) != Self.letters(of: name)
        else { return nil }
        let read = readNames ?? resolver.index.readNames
        readNames = read
        return read.contains(nearest) ? nil : nearest
    }

    /// `lpar1.host` and `lpar2.host` are different properties.
    private static func letters(of name: String) -> String {
        String(name.lowercased().filter { !$0.isNumber })
    }
}
