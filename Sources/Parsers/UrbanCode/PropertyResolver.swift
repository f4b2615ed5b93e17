public import Diagnostics

/// What a value comes to when its references are followed.
public struct Resolution: Sendable {
    public enum Result: Sendable, Hashable {
        /// Known; a blank is the empty text.
        case text(String)
        /// Not blank, and not to be shown.
        case secret
        /// A strict reference to what no level in the inputs defines.
        case undefined(PropertyReference)
        /// The inputs do not tell; the text says what would, as an order to the user.
        case unknown(needs: String)
    }

    public var result: Result
    /// The properties it went through, the last one holds the text.
    public var through: [Place]

    public var text: String? { if case .text(let text) = result { text } else { nil } }

    /// What has to be given so that the value is known; `nil` if it is.
    public var needs: String? {
        switch result {
        case .text, .secret: nil
        case .undefined(let reference):
            "give the properties that define \(reference.name): no level in the inputs holds it"
        case .unknown(let needs): needs
        }
    }

    /// Whether there is nothing in it; `nil` if the inputs do not tell.
    public var isBlank: Bool? {
        switch result {
        case .text(let text): text.trimmed().isEmpty
        case .secret: false
        case .undefined, .unknown: nil
        }
    }
}

/// Follows references through the levels of properties (Deploy documentation, order of precedence and what each
/// kind of process sees). What was not given, as resources, agents and the system mostly are not, stays unknown.
struct PropertyResolver {
    /// From where a value is looked at.
    struct Context {
        var document: Int
        var kind: UrbanCodeDocument.Process.Kind
        var process: String
        var component: String?
        /// An environment and the document that describes it.
        var environment: (document: Int, name: String)?
    }

    private struct Key: Hashable {
        var document: Int
        var scope: UrbanCodeDocument.Scope
        var name: String
    }

    /// A place to look, in one document or in all.
    private struct Level {
        var document: Int?
        var scope: UrbanCodeDocument.Scope
    }

    /// Reference bombs end here.
    private static let budget = 2000
    private static let longest = 1 << 16

    private let documents: [UrbanCodeDocument]
    private var index: [Key: Int] = [:]

    init(_ documents: [UrbanCodeDocument]) {
        self.documents = documents
        for (number, document) in documents.enumerated() {
            for (place, property) in document.properties.enumerated() {
                index[Key(document: number, scope: property.scope, name: property.name.value)] = place
            }
        }
    }

    func resolve(_ value: PropertyValue, in context: Context) -> Resolution {
        var budget = Self.budget
        return resolve(value, context, [], &budget)
    }

    private func resolve(
        _ value: PropertyValue, _ context: Context, _ path: [Place], _ budget: inout Int
    ) -> Resolution {
        switch value {
        case .missing, .blank: return Resolution(result: .text(""), through: path)
        case .literal, .ciphertext(_, size: .notBlank): return Resolution(result: .secret, through: path)
        case .masked:
            return Resolution(
                result: .unknown(needs: "say what is behind ****, which hides blanks and secrets alike"),
                through: path)
        case .ciphertext:
            return Resolution(
                result: .unknown(needs: "say whether the encrypted value is blank, which its length does not tell"),
                through: path)
        case .text(let text): return resolve(text, context, path, &budget)
        }
    }

    private func resolve(
        _ text: ReferenceText, _ context: Context, _ path: [Place], _ budget: inout Int
    ) -> Resolution {
        var joined = ""
        var through = path
        var hasSecret = false
        for part in text.parts {
            switch part {
            case .text(let text): joined += text
            case .malformed:
                return Resolution(result: .unknown(needs: "mend the broken reference"), through: through)
            case .reference(let reference):
                let found = resolve(reference, context, path, &budget)
                if text.parts.count == 1 || found.text == nil && found.result != .secret { return found }
                through += found.through.dropFirst(path.count)
                hasSecret = hasSecret || found.result == .secret
                joined += found.text ?? ""
            }
            guard joined.utf8.count <= Self.longest else { return Self.tooMuch(through) }
        }
        return Resolution(result: hasSecret ? .secret : .text(joined), through: through)
    }

    private static func tooMuch(_ through: [Place]) -> Resolution {
        Resolution(
            result: .unknown(needs: "give references that end; these are circular or too many"), through: through)
    }

    private func resolve(
        _ reference: PropertyReference, _ context: Context, _ path: [Place], _ budget: inout Int
    ) -> Resolution {
        budget -= 1
        guard budget > 0 else { return Self.tooMuch(path) }
        if let text = builtIn(reference, context) { return Resolution(result: .text(text), through: path) }
        if let needs = atRunTime(reference) { return Resolution(result: .unknown(needs: needs), through: path) }
        guard let (place, property) = find(reference, context) else {
            guard reference.isLenient else { return Resolution(result: .undefined(reference), through: path) }
            // Blank if no level has it; the levels that exports do not show may.
            return Resolution(
                result: isGiven(reference, context)
                    ? .text("")
                    : .unknown(
                        needs: "give the properties that define \(reference.name), if any do: "
                            + "no level in the inputs holds it"),
                through: path)
        }
        guard !path.contains(place) else { return Self.tooMuch(path) }
        return resolve(property.value, context, path + [place], &budget)
    }

    // MARK: Levels

    private func find(
        _ reference: PropertyReference, _ context: Context
    ) -> (place: Place, property: UrbanCodeDocument.Property)? {
        var name = reference.name
        for part in ["template/", "custom/"] where reference.scope == "component" && name.hasPrefix(part) {
            name.removeFirst(part.count)
        }
        var blankDefinition: (Place, UrbanCodeDocument.Property)?
        for level in levels(context) {
            if let scope = reference.scope, !Self.covers(scope, level.scope.level) { continue }
            for number in level.document.map({ [$0] }) ?? Array(documents.indices) {
                guard let found = index[Key(document: number, scope: level.scope, name: name)] else { continue }
                let property = documents[number].properties[found]
                let place = Place(documents[number].file.id, property.place)
                guard property.isDefinition, property.value == .missing || property.value == .blank else {
                    return (place, property)
                }
                // A definition without a default decides only where nothing else does.
                blankDefinition = blankDefinition ?? (place, property)
            }
        }
        return blankDefinition
    }

    private static func covers(_ scope: String, _ level: UrbanCodeDocument.Scope.Level) -> Bool {
        // The component environment is read under the name of the environment.
        scope == level.rawValue || (scope == "environment" && level == .componentEnvironment)
    }

    /// From the level that wins down.
    private func levels(_ context: Context) -> [Level] {
        var levels = [Level(document: context.document, scope: .init(level: .process, owner: context.process))]
        let environment = context.environment.map {
            Level(document: $0.document, scope: .init(level: .environment, environment: $0.name))
        }
        switch context.kind {
        case .generic: return levels + [Level(scope: .init(level: .resource))]
        case .application: levels += [environment].compactMap(\.self)
        case .component:
            levels.append(Level(scope: .init(level: .version, owner: context.component)))
            levels.append(Level(scope: .init(level: .resource, owner: context.component)))
            levels.append(Level(scope: .init(level: .resource)))
            levels += [environment].compactMap(\.self)
            if let environment = context.environment {
                levels.append(
                    Level(
                        document: environment.document,
                        scope: .init(
                            level: .componentEnvironment, environment: environment.name, owner: context.component)))
            }
            levels.append(Level(scope: .init(level: .componentEnvironment, owner: context.component)))
            levels.append(Level(scope: .init(level: .component, owner: context.component)))
        }
        levels.append(
            Level(document: context.environment?.document ?? context.document, scope: .init(level: .application)))
        return levels
    }

    /// Whether the inputs hold all of the level that a scoped reference names.
    private func isGiven(_ reference: PropertyReference, _ context: Context) -> Bool {
        switch reference.scope {
        case "environment"?: context.environment != nil
        case "component"?: context.component.map { documents[context.document].components.contains($0) } ?? false
        case "application"?: documents[context.document].isApplication
        default: false
        }
    }

    // MARK: What needs no property

    private func builtIn(_ reference: PropertyReference, _ context: Context) -> String? {
        guard reference.scope == nil else { return nil }
        return switch reference.name {
        case "component.name": context.component
        case "environment.name": context.environment?.name
        default: nil
        }
    }

    /// Outputs of earlier steps and what the server fills in when the process runs.
    private func atRunTime(_ reference: PropertyReference) -> String? {
        let levels: Set = [
            "version", "resource", "agent", "environment", "component", "application", "system", "process",
        ]
        if let scope = reference.scope, !levels.contains(scope) {
            return "run the process: \(reference.text) is known then"
        }
        if reference.name == "allProperties" { return "run the process: \(reference.text) is known then" }
        return nil
    }
}
