import Diagnostics
import Languages
import Secrets

/// Searches for a property below the level of the process.
extension PropertyResolver {
    mutating func below(_ reference: PropertyReference, _ context: PropertyContext) -> Found {
        let all = defining(reference, context)
        // Each version has a value of its own, which no export shows.
        if let declared = all.first, declared.origin.scope.level == .version, declared.property.isDefinition,
            declared.property.value.isEmpty, let process = context.process,
            documents[context.document].processes[process].takesVersion != false
        {
            return .undecided(needs: Self.needed(.version, context), declared.origin)
        }
        // A definition without a default counts only if nothing else does.
        guard let first = all.first(where: { !($0.property.isDefinition && $0.property.value.isEmpty) }) ?? all.first
        else { return .nothing }
        switch first.doubt {
        case .resource?:
            return .undecided(
                needs: "say which resource the step runs on: resources give \(reference.name) different values",
                first.origin
            )
        case .contradiction(let other)?:
            let contradiction = PropertyContradiction(one: first.origin, other: other)
            note(contradiction)
            let (one, another) = (path(of: first.origin), path(of: other))
            return .undecided(
                needs: "say which \(reference.name) counts: "
                    + (one == another ? "\(one) has two values" : "\(one) and \(another) differ"),
                first.origin)
        case .environment?:
            return .undecided(
                needs: "say which environment \(first.origin.scope.environment ?? "") counts: "
                    + "\(path(of: first.origin)) has several, which differ in \(reference.name)", first.origin)
        case nil: break
        }
        if first.property.isDefinition, first.property.value.isEmpty, context.environment == nil {
            return .undecided(needs: Self.needed(first.origin.scope.level, context), first.origin)
        }
        // A sheet says of itself which level it belongs to.
        if let (list, other) = index.unplacedProperty(reference.name), documents[list].sheetScope == nil,
            ShadowedProperties.differ(first.property.value, other.value)
        {
            let origin = index.origin(other, in: list)
            note(PropertyContradiction(one: first.origin, other: origin))
            return .undecided(needs: Self.place(documents[list], other), origin)
        }
        return .property(first.property.value, first.origin)
    }

    private func path(of origin: Resolution.Origin) -> String {
        documents.first { $0.file.id == origin.place.file }?.file.path ?? ""
    }

    /// What decides which properties a reference may denote.
    struct DefinitionKey: Hashable {
        var levels: Int
        var scope: String?
        var name: Int
    }

    /// A property that a reference may denote.
    struct Defining {
        enum Doubt {
            /// The resources differ, and it is unknown on which of them the process runs.
            case resource
            /// The export has several environments of this name, which differ.
            case environment
            /// Another input gives the same property another value.
            case contradiction(Resolution.Origin)
        }

        var property: UrbanCodeDocument.Property
        var origin: Resolution.Origin
        var doubt: Doubt?
    }

    /// All properties below the level of the process that a reference may denote, in order of precedence.
    mutating func defining(_ reference: PropertyReference, _ context: PropertyContext) -> [Defining] {
        guard let name = index.number(of: Self.plainName(reference, context)) else { return [] }
        let key = DefinitionKey(levels: context.levels, scope: reference.scope, name: name)
        if let known = definitions[key] { return known }
        let levels = levels[context.levels]
        let found =
            entries(levels.above, reference.scope, name) + entries(ofChains: levels.chains, reference.scope, name)
            + entries(levels.below, reference.scope, name)
        if definitions.count >= Self.mostDefinitions { definitions.removeAll() }
        definitions[key] = found
        return found
    }

    /// The name without the name of the sheet before it: `component/custom/x`, `resource/role/x`, `resource/PAY/x`.
    private static func plainName(_ reference: PropertyReference, _ context: PropertyContext) -> String {
        var sheets: [String] = []
        if reference.scope == "component" { sheets = ["template/", "custom/"] }
        if reference.scope == "resource" { sheets = ["role/"] + [context.component].compactMap { $0.map { "\($0)/" } } }
        for sheet in sheets where reference.name.hasPrefix(sheet) {
            return String(reference.name.dropFirst(sheet.count))
        }
        return reference.name
    }

    private func entries(_ levels: [PropertyLevels.Level], _ scope: String?, _ name: Int) -> [Defining] {
        var found: [Defining] = []
        for level in levels {
            if let scope, !Self.covers(scope, level.level) { continue }
            var entry: Defining?
            var isAmbiguous = false
            for (number, scope) in level.sources {
                guard let property = index.property(document: number, scope: scope, name: name) else { continue }
                let another = index.other(document: number, scope: scope, name: name)
                guard let first = entry?.property else {
                    entry = Defining(property: property, origin: index.origin(property, in: number))
                    entry?.doubt = another.map { .contradiction(index.origin($0, in: number)) }
                    isAmbiguous = index.isAmbiguous(property, document: number, scope: scope, name: name)
                    continue
                }
                guard !first.isDefinition,
                    let other = [property, another].compactMap(\.self).first(where: { Self.contradict(first, $0) })
                else { continue }
                entry?.doubt = .contradiction(index.origin(other, in: number))
                break
            }
            guard var entry else { continue }
            if isAmbiguous { entry.doubt = .environment }
            found.append(entry)
        }
        return found
    }

    private static func contradict(
        _ one: UrbanCodeDocument.Property, _ other: UrbanCodeDocument.Property
    ) -> Bool {
        !other.isDefinition && ShadowedProperties.differ(one.value, other.value)
    }

    private func entries(ofChains chains: [[PropertyLevels.Level]], _ scope: String?, _ name: Int) -> [Defining] {
        let all = chains.map { entries($0, scope, name) }
        guard all.count > 1, let first = all.lazy.flatMap(\.self).first else { return all.first ?? [] }
        if all.allSatisfy({ $0.first?.property.value == first.property.value }) { return [first] }
        return [Defining(property: first.property, origin: first.origin, doubt: .resource)]
    }

    /// The values of a name in order of precedence, without defaults that are stand-ins.
    mutating func competing(
        for reference: PropertyReference, _ context: PropertyContext
    ) -> [(value: PropertyValue, origin: Resolution.Origin)] {
        var values: [(value: PropertyValue, origin: Resolution.Origin)] = []
        switch inProcess(reference.name, context) {
        case .property(let value, let origin), .passed(let value, let origin, _): values.append((value, origin))
        case .undecided, .nothing, nil: break
        }
        for entry in defining(reference, context) where entry.doubt == nil {
            let isDefault = entry.property.isDefinition && entry.origin.scope.level != .version
            if !isDefault, !(entry.property.isDefinition && entry.property.value.isEmpty) {
                values.append((entry.property.value, entry.origin))
            }
        }
        return values
    }

    private static func covers(_ scope: String, _ level: UrbanCodeDocument.Scope.Level) -> Bool {
        // The component environment is read under the scope of the environment.
        scope == level.rawValue || (scope == "environment" && level == .componentEnvironment)
    }
}
