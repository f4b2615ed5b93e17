import Diagnostics

/// Follows references through the levels of properties. What was not given, as resources, agents and the system
/// mostly are not, stays unknown.
struct PropertyResolver {
    /// What stands behind a reference.
    private enum Found {
        case property(PropertyValue, Resolution.Origin)
        /// Passed by the process that calls this one.
        case passed(PropertyValue, Resolution.Origin, PropertyContext)
        case undecided(needs: String, Resolution.Origin?)
        case nothing
    }

    private struct FindKey: Hashable {
        var levels: Int
        var scope: String?
        var name: String
    }

    /// Reference bombs end here.
    private static let budget = 2000
    private static let longest = 1 << 16
    private static let deepest = 64

    let index: PropertyIndex
    private var numbers: [PropertyLevels.Key: Int] = [:]
    private var levels: [PropertyLevels] = []
    private var known: [FindKey: Found] = [:]

    init(_ documents: [UrbanCodeDocument]) { index = PropertyIndex(documents) }

    private var documents: [UrbanCodeDocument] { index.documents }

    mutating func resolve(_ value: PropertyValue, in context: PropertyContext) -> Resolution {
        var budget = Self.budget
        return resolve(value, context, [], &budget)
    }

    mutating func resolve(_ reference: PropertyReference, in context: PropertyContext) -> Resolution {
        var budget = Self.budget
        return resolve(reference, context, [], &budget)
    }

    private mutating func resolve(
        _ value: PropertyValue, _ context: PropertyContext, _ path: [Resolution.Origin], _ budget: inout Int
    ) -> Resolution {
        switch value {
        case .missing, .blank: return Resolution(.text(""), path)
        case .literal, .ciphertext(_, size: .notBlank): return Resolution(.secret, path)
        case .masked:
            return Resolution(.unknown(needs: "say what is behind ****, which hides blanks and secrets alike"), path)
        case .external(let text):
            return Resolution(.unknown(needs: "say what stands for \(text), which is given elsewhere"), path)
        case .ciphertext:
            return Resolution(
                .unknown(needs: "say whether the encrypted value is blank, which its length does not tell"), path)
        case .text(let text):
            return text.isPlain ? Resolution(.text(text.source), path) : resolve(text, context, path, &budget)
        }
    }

    private mutating func resolve(
        _ text: ReferenceText, _ context: PropertyContext, _ path: [Resolution.Origin], _ budget: inout Int
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
            case .malformed: return Resolution(.unknown(needs: "mend the broken reference"), whole.origins)
            case .reference(let reference): found = resolve(reference, context, path, &budget)
            case .computed(let inner, let isLenient):
                let computed = resolve(inner, context, path, &budget)
                guard let name = computed.text else { return computed }
                guard let reference = PropertyReference(path: name, isLenient: isLenient, isLegacy: false) else {
                    return Resolution(
                        .unknown(needs: "give the reference a name: its path comes to '\(name)'"), computed.origins)
                }
                found = resolve(reference, context, path, &budget)
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

    private mutating func resolve(
        _ reference: PropertyReference, _ context: PropertyContext, _ path: [Resolution.Origin], _ budget: inout Int
    ) -> Resolution {
        budget -= 1
        guard budget > 0, path.count < Self.deepest else { return Self.tooMuch(path) }
        switch find(reference, context) {
        case .property(let value, let origin):
            guard !path.contains(origin) else { return Resolution(.circular(reference), path + [origin]) }
            return resolve(value, context, path + [origin], &budget)
        case .passed(let value, let origin, let caller):
            guard !path.contains(origin) else { return Resolution(.circular(reference), path + [origin]) }
            return resolve(value, caller, path + [origin], &budget)
        case .undecided(let needs, let origin):
            return Resolution(.unknown(needs: needs), path + [origin].compactMap(\.self))
        case .nothing: return undefined(reference, context, path)
        }
    }

    // MARK: Looking

    private mutating func find(_ reference: PropertyReference, _ context: PropertyContext) -> Found {
        if reference.scope == nil || reference.scope == "process", let found = inProcess(reference.name, context) {
            return found
        }
        let key = FindKey(levels: context.levels, scope: reference.scope, name: reference.name)
        if let found = known[key] { return found }
        let found = below(reference, context)
        known[key] = found
        return found
    }

    /// Whether anything in the inputs stands behind a reference.
    mutating func finds(_ reference: PropertyReference, in context: PropertyContext) -> Bool {
        if case .nothing = find(reference, context) { false } else { true }
    }

    mutating func number(of context: PropertyContext) -> Int {
        let key = PropertyLevels.Key(context)
        if let number = numbers[key] { return number }
        numbers[key] = levels.count
        levels.append(PropertyLevels(context, index))
        return levels.count - 1
    }

    /// The highest level: what the caller passes, else the default of the process's own property.
    private mutating func inProcess(_ name: String, _ context: PropertyContext) -> Found? {
        guard let number = context.process, index.mayBeInProcess(name) else { return nil }
        let process = documents[context.document].processes[number]
        let scope = UrbanCodeDocument.Scope(level: .process, owner: process.name)
        let calls = index.calls(of: process)
        let passed = calls.compactMap { call in
            call.passed.last { $0.name == name && !$0.value.isEmpty }.map { (call, $0) }
        }
        if let (call, field) = passed.first {
            let origin = Resolution.Origin(
                place: Place(documents[call.document].file.id, field.range), scope: scope, name: name)
            guard passed.count == calls.count, passed.allSatisfy({ $0.1.value == field.value }) else {
                return .undecided(
                    needs: "say which process starts \(process.name): not all pass the same \(name)", origin)
            }
            let starter = documents[call.document].processes[call.process]
            let caller = self.context(
                document: call.document, process: call.process, kind: starter.kind, component: starter.component,
                environment: context.environment)
            return .passed(field.value, origin, caller)
        }
        guard let property = index.property(name, in: scope, of: context.document) else { return nil }
        let origin = index.origin(property, in: context.document)
        guard !property.value.isEmpty else {
            return .undecided(needs: "say what is given for \(name) when \(process.name) is started", origin)
        }
        return .property(property.value, origin)
    }

    private mutating func below(_ reference: PropertyReference, _ context: PropertyContext) -> Found {
        let all = defining(reference, context)
        // A definition without a default decides only where nothing else does.
        guard let first = all.first(where: { !($0.property.isDefinition && $0.property.value.isEmpty) }) ?? all.first
        else { return .nothing }
        if first.isAmbiguous {
            return .undecided(
                needs: "say which resource the step runs on: they give \(reference.name) different values", first.origin
            )
        }
        if first.property.isDefinition, first.property.value.isEmpty, context.environment == nil {
            return .undecided(needs: Self.needed(first.origin.scope.level, context), first.origin)
        }
        return .property(first.property.value, first.origin)
    }

    /// Everything below the level of the process that a reference could mean, the one that wins first.
    mutating func defining(
        _ reference: PropertyReference, _ context: PropertyContext
    ) -> [(property: UrbanCodeDocument.Property, origin: Resolution.Origin, isAmbiguous: Bool)] {
        var name = reference.name
        for part in ["template/", "custom/"] where reference.scope == "component" && name.hasPrefix(part) {
            name.removeFirst(part.count)
        }
        var found: [(UrbanCodeDocument.Property, Resolution.Origin, Bool)] = []
        guard let name = index.number(of: name) else { return found }
        for level in levels[context.levels].levels {
            if let scope = reference.scope, !Self.covers(scope, level.level) { continue }
            for number in level.documents {
                guard let entry = index.property(document: number, scope: level.scope, name: name) else { continue }
                found.append((entry.property, index.origin(entry.property, in: number), entry.isAmbiguous))
                break
            }
        }
        return found
    }

    /// The values that compete for a name, the one that wins first; defaults that are there to be replaced are none.
    mutating func competing(
        for reference: PropertyReference, _ context: PropertyContext
    ) -> [(value: PropertyValue, origin: Resolution.Origin)] {
        var values: [(value: PropertyValue, origin: Resolution.Origin)] = []
        switch inProcess(reference.name, context) {
        case .property(let value, let origin), .passed(let value, let origin, _): values.append((value, origin))
        case .undecided, .nothing, nil: break
        }
        for entry in defining(reference, context) where !entry.isAmbiguous {
            let isDefault = entry.property.isDefinition && entry.origin.scope.level != .version
            if !isDefault, !(entry.property.isDefinition && entry.property.value.isEmpty) {
                values.append((entry.property.value, entry.origin))
            }
        }
        return values
    }

    private static func covers(_ scope: String, _ level: UrbanCodeDocument.Scope.Level) -> Bool {
        // The component environment is read under the name of the environment.
        scope == level.rawValue || (scope == "environment" && level == .componentEnvironment)
    }

    // MARK: What nothing defines

    private mutating func undefined(
        _ reference: PropertyReference, _ context: PropertyContext, _ path: [Resolution.Origin]
    ) -> Resolution {
        if let text = builtIn(reference, context) { return Resolution(.text(text), path) }
        if isAtRunTime(reference, context) {
            return Resolution(.unknown(needs: "run the process: \(reference.text) is known then"), path)
        }
        let level = reference.scope.flatMap(UrbanCodeDocument.Scope.Level.init(rawValue:))
        let isGiven = level.map { levels[context.levels].given.contains($0) } ?? false
        // Exports show environments, but neither resources nor agents nor the system.
        let isSought = isGiven || context.environment != nil && (level == nil || level == .environment)
        guard isSought, !reference.isLegacy else {
            return Resolution(.unknown(needs: Self.needed(level, context)), path)
        }
        if reference.isLenient { return Resolution(.text(""), path, absent: isGiven ? nil : reference) }
        // Whether names differ by case is not documented.
        let isCertain = isGiven && index.otherCase(of: reference.name) == nil
        return Resolution(.undefined(reference, isCertain: isCertain), path)
    }

    /// What would show a property of a level, or one that any level may hold.
    private static func needed(_ level: UrbanCodeDocument.Scope.Level?, _ context: PropertyContext) -> String {
        switch level {
        case .component?: "give the export of the component"
        case .application?: "give the export of the application"
        case .version?, .resource?, .agent?, .system?, .process?:
            "give the properties of the \(level?.rawValue ?? "")"
        case .environment?, .componentEnvironment?:
            "give the environments, in an export of the application or as property lists"
        case nil where context.kind == .generic: needed(.resource, context)
        case nil where context.environment == nil: needed(.environment, context)
        case nil: "give the properties of the agent"
        }
    }

    private func builtIn(_ reference: PropertyReference, _ context: PropertyContext) -> String? {
        guard reference.scope == nil else { return nil }
        return switch reference.name {
        case "component.name": context.component
        case "environment.name": context.environment?.name
        default: nil
        }
    }

    private static let builtInWords: Set<String> = [
        "agent", "application", "component", "environment", "inventory", "process", "request", "resource", "server",
        "snapshot", "system", "user", "version",
    ]

    /// Outputs of earlier steps and what the server fills in when the process runs.
    private func isAtRunTime(_ reference: PropertyReference, _ context: PropertyContext) -> Bool {
        guard reference.scope != nil else {
            let word = reference.name.prefix { $0 != "." }
            return word.count < reference.name.count && Self.builtInWords.contains(String(word))
        }
        guard reference.name != "allProperties" else { return true }
        return !reference.namesLevel
    }
}

extension PropertyValue {
    /// No value, or a blank one.
    var isEmpty: Bool {
        switch self {
        case .missing, .blank: true
        case .text, .masked, .external, .literal, .ciphertext: false
        }
    }
}
