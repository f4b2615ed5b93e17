import Diagnostics
import Languages
import Secrets

/// Follows references through the levels of properties. Levels that are not among the inputs, which often applies to
/// resources, agents and the system, remain unknown.
struct PropertyResolver {
    /// The definition that a reference leads to.
    indirect enum Found {
        case property(PropertyValue, Resolution.Origin)
        /// The value is passed by the calling process.
        case passed(PropertyValue, Resolution.Origin, PropertyContext)
        case undecided(needs: String, Resolution.Origin?)
        case nothing
    }

    /// The limit that stops reference bombs.
    private static let budget = 2_000
    private static let longest = 1 << 16
    /// The maximum number of references in a row.
    private static let deepest = 64

    private(set) var index: PropertyIndex
    /// Properties to which two inputs give different values, with unknown precedence.
    private(set) var contradictions: [PropertyContradiction] = []
    private var seenContradictions: Set<PropertyContradiction> = []

    mutating func note(_ contradiction: PropertyContradiction) {
        if seenContradictions.insert(contradiction).inserted { contradictions.append(contradiction) }
    }

    /// The contexts of processes that start others.
    private var callers: [PropertyContext] = []
    private var numbers: [PropertyLevels.Key: Int] = [:]
    private(set) var levels: [PropertyLevels] = []
    /// Those of the last references, because most steps refer to the same properties.
    var definitions: [DefinitionKey: [Defining]] = [:]
    static let mostDefinitions = 10_000
    /// The results of the last references, because the steps of a process have most of them in common.
    private var resolutions: [ResolutionKey: Resolution] = [:]
    private static let mostResolutions = 1_000
    private var contexts = 0

    private struct ResolutionKey: Hashable {
        var context: Int
        var reference: PropertyReference
    }

    init(_ documents: [UrbanCodeDocument]) { index = PropertyIndex(documents) }

    var documents: [UrbanCodeDocument] { index.documents }

    mutating func resolve(_ value: PropertyValue, in context: PropertyContext) -> Resolution {
        if case .text(let text) = value, let only = text.onlyReference { return resolve(only, in: context) }
        var budget = Self.budget
        return resolve(value, context, [], 0, &budget)
    }

    mutating func resolve(_ reference: PropertyReference, in context: PropertyContext) -> Resolution {
        let key = ResolutionKey(context: context.number, reference: reference)
        if let known = resolutions[key] { return known }
        var budget = Self.budget
        let resolution = resolve(reference, context, [], 0, &budget)
        if resolutions.count >= Self.mostResolutions { resolutions.removeAll(keepingCapacity: true) }
        resolutions[key] = resolution
        return resolution
    }

    private mutating func resolve(
        _ value: PropertyValue, _ context: PropertyContext, _ path: [Resolution.Origin], _ depth: Int,
        _ budget: inout Int
    ) -> Resolution {
        switch value {
        case .missing, .blank: return Resolution(.text(""), path)
        case .literal, .ciphertext(_, size: .notBlank): return Resolution(.secret, path)
        case .masked:
            return Resolution(.unknown(needs: "give the value of ****, which may be a secret or blank"), path)
        case .external(let text):
            return Resolution(.unknown(needs: "give the value of \(text), which is defined elsewhere"), path)
        case .ciphertext:
            return Resolution(
                .unknown(needs: "say whether the encrypted value is blank, which its length does not show"), path)
        case .text(let text):
            if text.isPlain { return Resolution(.text(text.source), path) }
            if let only = text.onlyReference { return resolve(only, context, path, depth, &budget) }
            return resolve(text, context, path, depth + 1, &budget)
        }
    }

    private mutating func resolve(
        _ text: ReferenceText, _ context: PropertyContext, _ path: [Resolution.Origin], _ depth: Int,
        _ budget: inout Int
    ) -> Resolution {
        var joined = ""
        var whole = Resolution(.text(""), path)
        var hasSecret = false
        for part in text.parts {
            let found: Resolution
            switch part.kind {
            case .text:
                joined += text.text(of: part)
                continue
            case .malformed: return Resolution(.unknown(needs: "fix the broken reference"), whole.origins)
            case .reference(let reference): found = resolve(reference, context, path, depth, &budget)
            case .computed(let inner, let isLenient):
                let computed = resolve(inner, context, path, depth + 1, &budget)
                guard let name = computed.text else { return computed }
                guard let reference = PropertyReference(path: name, isLenient: isLenient, isLegacy: false) else {
                    return Resolution(
                        .unknown(needs: "give the reference a name: its path resolves to '\(name)'"), computed.origins)
                }
                found = resolve(reference, context, path, depth, &budget)
            }
            if text.parts.count == 1 || found.text == nil && found.result != .secret { return found }
            whole.origins += found.origins.dropFirst(path.count)
            whole.absent = whole.absent ?? found.absent
            hasSecret = hasSecret || found.result == .secret
            joined += found.text ?? ""
            guard joined.utf8.count <= Self.longest else { return Self.tooMuch(whole.origins) }
        }
        whole.result = hasSecret ? .secret : .text(joined)
        return whole
    }

    private static func tooMuch(_ origins: [Resolution.Origin]) -> Resolution {
        Resolution(.unknown(needs: "give fewer references; there are too many to follow"), origins)
    }

    /// Follows references that are a whole value.
    private mutating func resolve(
        _ first: PropertyReference, _ outer: PropertyContext, _ path: [Resolution.Origin], _ depth: Int,
        _ budget: inout Int
    ) -> Resolution {
        guard depth < Self.deepest else { return Self.tooMuch(path) }
        var (reference, context, path) = (first, outer, path)
        var seen = Passed(path)
        while true {
            budget -= 1
            guard budget > 0, path.count <= Self.deepest else { return Self.tooMuch(path) }
            let value: PropertyValue
            switch find(reference, context) {
            case .property(let found, let origin):
                path.append(origin)
                guard seen.insert(origin) else { return Resolution(.circular(reference), path) }
                value = found
            case .passed(let found, let origin, let caller):
                path.append(origin)
                guard seen.insert(origin) else { return Resolution(.circular(reference), path) }
                value = found
                context = caller
            case .undecided(let needs, let origin):
                return Resolution(.unknown(needs: needs), path + [origin].compactMap(\.self))
            case .nothing: return undefined(reference, context, path)
            }
            guard case .text(let text) = value, let next = text.onlyReference else {
                return resolve(value, context, path, depth, &budget)
            }
            reference = next
        }
    }

    /// The properties that a chain passed; most chains have one or two.
    private struct Passed {
        private var few: [Resolution.Origin] = []
        private var many: Set<Resolution.Origin>?

        init(_ path: [Resolution.Origin]) {
            if path.count > 8 { many = Set(path) } else { few = path }
        }

        /// - Returns: whether the chain did not pass it before.
        mutating func insert(_ origin: Resolution.Origin) -> Bool {
            if many != nil { return many?.insert(origin).inserted ?? false }
            guard !few.contains(origin) else { return false }
            few.append(origin)
            if few.count > 8 { many = Set(few) }
            return true
        }
    }

    // MARK: Looking

    private mutating func find(_ reference: PropertyReference, _ context: PropertyContext) -> Found {
        var found: Found?
        if reference.scope == nil || reference.scope == "process" { found = inProcess(reference.name, context) }
        let value = found ?? below(reference, context)
        return replaced(reference, context, by: value) ?? value
    }

    /// Whether an input defines a reference.
    mutating func finds(_ reference: PropertyReference, in context: PropertyContext) -> Bool {
        if case .nothing = find(reference, context) { false } else { true }
    }

    mutating func nextNumber() -> Int {
        contexts += 1
        return contexts
    }

    mutating func number(of context: PropertyContext) -> Int {
        let key = PropertyLevels.Key(context)
        if let number = numbers[key] { return number }
        numbers[key] = levels.count
        levels.append(PropertyLevels(context, index))
        return levels.count - 1
    }

    /// Stores the context of a process that starts others.
    mutating func keep(_ caller: PropertyContext) -> Int {
        callers.append(caller)
        return callers.count - 1
    }

    mutating func sites(
        of component: String?, in environment: (document: Int, name: Located<String>)?, document: Int, isOnly: Bool
    ) -> ResourceForest.Sites {
        index.forest.sites(
            of: component, document: environment?.document ?? document, home: environment?.name.range, isOnly: isOnly)
    }

    /// The highest level: the value from the caller, or else the default of the process's own property.
    mutating func inProcess(_ name: String, _ context: PropertyContext) -> Found? {
        guard let number = context.process, index.mayBeInProcess(name) else { return nil }
        let process = documents[context.document].processes[number]
        if let (call, caller) = context.call.map({ ($0.call, callers[$0.caller]) }) {
            if let field = call.passed.last(where: { $0.name == name && !$0.value.isEmpty }) {
                return .passed(field.value, origin(of: field, call, process), caller)
            }
            return ownDefault(name, process, context)
        }
        let calls = index.calls(of: process, in: context.document)
        let passed = calls.compactMap { call in
            call.passed.last { $0.name == name && !$0.value.isEmpty }.map { (call, $0) }
        }
        guard let (call, field) = passed.first else { return ownDefault(name, process, context) }
        let origin = origin(of: field, call, process)
        guard passed.count == calls.count, passed.allSatisfy({ $0.1.value == field.value }) else {
            return .undecided(
                needs: "say which process starts \(process.name): not all pass the same \(name)", origin)
        }
        return .passed(field.value, origin, starter(of: call, context))
    }

    /// The context of the calling process, on the same resource and in the same environment.
    mutating func starter(of call: PropertyIndex.Call, _ context: PropertyContext) -> PropertyContext {
        let starter = documents[call.document].processes[call.process]
        var caller = PropertyContext(
            document: call.document, process: call.process, kind: starter.kind, component: starter.component,
            environment: context.environment)
        if starter.kind != .application {
            caller.chains = context.chains
            caller.isPlaced = context.isPlaced
        }
        return placed(caller)
    }

    private func origin(
        of field: UrbanCodeDocument.Field, _ call: PropertyIndex.Call, _ process: UrbanCodeDocument.Process
    ) -> Resolution.Origin {
        Resolution.Origin(
            place: Place(documents[call.document].file.id, field.range), scope: process.scope, name: field.name)
    }

    private mutating func ownDefault(
        _ name: String, _ process: UrbanCodeDocument.Process, _ context: PropertyContext
    ) -> Found? {
        guard let property = index.property(name, in: process.scope, of: context.document) else { return nil }
        let origin = index.origin(property, in: context.document)
        if let scope = index.number(of: process.scope), let number = index.number(of: name),
            let other = index.other(document: context.document, scope: scope, name: number)
        {
            note(PropertyContradiction(one: origin, other: index.origin(other, in: context.document)))
            return .undecided(needs: "say which \(name) of \(process.name) counts: it has two values", origin)
        }
        guard !property.value.isEmpty else {
            return .undecided(needs: "say which value \(name) gets when \(process.name) is started", origin)
        }
        return .property(property.value, origin)
    }
}

extension PropertyValue {
    /// Whether there is no value or a blank one.
    var isEmpty: Bool {
        switch self {
        case .missing, .blank: true
        case .text, .masked, .external, .literal, .ciphertext: false
        }
    }
}
