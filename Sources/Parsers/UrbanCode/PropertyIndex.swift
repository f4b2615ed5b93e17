import Diagnostics
import Languages
import Secrets

/// The properties of all documents by their scopes, and the processes that pass values to others.
struct PropertyIndex {
    /// The key of scope and name by their numbers, because a step queries a dozen scopes.
    private struct Key: Hashable {
        var document: UInt32
        var scope: UInt32
        var name: UInt32

        init(_ document: Int, _ scope: Int, _ name: Int) {
            self.document = UInt32(document)
            self.scope = UInt32(scope)
            self.name = UInt32(name)
        }
    }

    private struct ScopeKey: Hashable {
        var document: Int
        var scope: Int
    }

    struct CallKey: Hashable {
        var kind: UrbanCodeDocument.Process.Kind
        var component: String?
        var process: String
    }

    /// A call, and the process that makes it.
    struct Call {
        var document: Int
        var process: Int
        var passed: [UrbanCodeDocument.Field]
    }

    let documents: [UrbanCodeDocument]
    var forest: ResourceForest
    /// The lists without a known level.
    private let unplaced: [Int]
    /// The properties that scripts set on resources by their paths, if no input shows resources.
    private let loose: [String: (list: Int, property: UrbanCodeDocument.Property)]
    private var scopes: [UrbanCodeDocument.Scope: Int] = [:]
    /// Those with an application, in the order of the inputs.
    private var scopesOfRequests: [UrbanCodeDocument.Scope] = []
    private var nameNumbers: [String: UInt32] = [:]
    /// The names that a process declares or receives.
    private var namesInProcesses: Set<String> = []
    /// The last property of each name in a scope.
    private var properties: [Key: UInt32] = [:]
    /// The first property with the same name in the same scope of the same document, and with another value.
    private var others: [Key: UInt32] = [:]
    /// The environments that an export has twice.
    private let repeated: [Set<String>]
    /// The number of properties for each place in them, of which none differs from the last.
    private var copies: [Key: Int] = [:]
    private var calls: [CallKey: [Call]] = [:]
    /// The properties with which requests start processes, by their names.
    private var starting: [String: [(document: Int, property: Int)]] = [:]
    /// The environments that define a name themselves or for a component, by the name.
    private let madeEnvironmentNames = Memo<[String: (document: Int, property: Int)]>()
    /// For each document, the contiguous ranges of the texts of each process.
    private var texts: [[Int: Range<Int>]] = []
    /// The properties of resources only.
    private var namesByScope: [ScopeKey: [String]] = [:]
    private let madeCapitals = Memo<[String: String]>()

    init(_ documents: [UrbanCodeDocument]) {
        self.documents = documents
        forest = ResourceForest([], [:])
        unplaced = Self.unplaced(documents)
        loose = Self.loose(documents)
        repeated = documents.map { Set($0.repeatedEnvironments.map(\.environment.value)) }
        for (number, document) in documents.enumerated() {
            for (place, property) in document.properties.enumerated() { add(number, place, property) }
            var texts: [Int: Range<Int>] = [:]
            for (index, text) in document.texts.enumerated() {
                guard let process = text.process else { continue }
                texts[process] = (texts[process]?.lowerBound ?? index)..<(index + 1)
            }
            self.texts.append(texts)
            for (index, process) in document.processes.enumerated() {
                for call in process.calls {
                    for field in call.passed { namesInProcesses.insert(field.name) }
                    calls[CallKey(kind: call.kind, component: call.component, process: call.process), default: []]
                        .append(
                            Call(document: number, process: index, passed: call.passed))
                }
            }
        }
        forest = ResourceForest(documents, scopes)
    }

    /// If there are exports with environments, a list belongs to the environment with its name, a sheet to the agent,
    /// component or resource with its name, or to none.
    private static func unplaced(_ documents: [UrbanCodeDocument]) -> [Int] {
        let named = documents.filter { !$0.isPropertyList && !$0.holdsRequests }.flatMap(\.environments).map(\.value)
        guard !named.isEmpty else { return [] }
        return documents.indices.filter { number in
            let list = documents[number]
            guard list.isPropertyList else { return false }
            if let level = list.givenLevel?.level {
                // Without a tree nothing shows which steps run there.
                return (level == .resource || level == .agent) && documents.allSatisfy(\.resources.isEmpty)
            }
            guard let scope = list.sheetScope else { return !list.environments.contains { named.contains($0.value) } }
            return !documents.contains { $0.has(scope) }
        }
    }

    private static func loose(
        _ documents: [UrbanCodeDocument]
    ) -> [String: (list: Int, property: UrbanCodeDocument.Property)] {
        guard documents.allSatisfy(\.resources.isEmpty) else { return [:] }
        var found: [String: (list: Int, property: UrbanCodeDocument.Property)] = [:]
        for (number, document) in documents.enumerated() where document.form == .script {
            for property in document.properties where property.scope.level == .resource && !property.isDefinition {
                found[property.name.value] = (number, property)
            }
        }
        return found
    }

    /// Whether the environments of one name in an export differ in a property, so that its value is unknown.
    func isAmbiguous(_ property: UrbanCodeDocument.Property, document: Int, scope: Int, name: Int) -> Bool {
        guard let environment = property.scope.environment, repeated[document].contains(environment) else {
            return false
        }
        let count = documents[document].environments.count { $0.value == environment }
        return copies[Key(document, scope, name), default: 0] != count
    }

    /// A property of a list without a known level, with that list; or one that a script sets on a resource, while nothing
    /// shows what runs there.
    func unplacedProperty(_ name: String) -> (list: Int, property: UrbanCodeDocument.Property)? {
        if let found = loose[name] { return found }
        guard !unplaced.isEmpty, nameNumbers[name] != nil else { return nil }
        return unplaced.lazy.compactMap { list in
            let own = documents[list].givenLevel ?? documents[list].sheetScope ?? documents[list].listScope
            return documents[list].properties.first { $0.name.value == name && $0.scope == own }.map { (list, $0) }
        }.first
    }

    private mutating func add(_ number: Int, _ place: Int, _ property: UrbanCodeDocument.Property) {
        let name = property.name.value
        let scope = scopes[property.scope] ?? scopes.count
        if scope == scopes.count {
            scopes[property.scope] = scope
            if property.scope.application != nil { scopesOfRequests.append(property.scope) }
        }
        let nameNumber = nameNumbers[name] ?? UInt32(nameNumbers.count)
        if nameNumber == nameNumbers.count { nameNumbers[name] = nameNumber }
        if property.scope.level == .process {
            namesInProcesses.insert(name)
            if documents[number].holdsRequests { starting[name, default: []].append((number, place)) }
        }
        let key = Key(number, scope, Int(nameNumber))
        let isRepeated = property.scope.environment.map { repeated[number].contains($0) } ?? false
        if isRepeated {
            let before = properties[key].map { documents[number].properties[Int($0)].value }
            if before.map({ !ShadowedProperties.differ($0, property.value) }) ?? true { copies[key, default: 0] += 1 }
        }
        let index = properties[key]
        let before = index.map { documents[number].properties[Int($0)] }
        // What is declared and has a value has the value, whichever stands first.
        if before?.isDefinition != false || !property.isDefinition { properties[key] = UInt32(place) }
        if let before, before.isDefinition == property.isDefinition, !isRepeated, others[key] == nil,
            ShadowedProperties.differ(before.value, property.value)
        {
            others[key] = index
        }
        if property.scope.level == .resource {
            namesByScope[ScopeKey(document: number, scope: scope), default: []].append(name)
        }
    }

    /// Made for the first generic process with a reference.
    private var environmentNames: [String: (document: Int, property: Int)] {
        madeEnvironmentNames.value {
            var names: [String: (document: Int, property: Int)] = [:]
            for (number, document) in documents.enumerated() {
                for (place, property) in document.properties.enumerated()
                where property.scope.environment != nil && names[property.name.value] == nil {
                    names[property.name.value] = (number, place)
                }
            }
            return names
        }
    }

    /// The names with capitals by their lower-case forms, made for the first reference that nothing defines.
    private var capitals: [String: String] {
        madeCapitals.value {
            documents.reduce(into: [:]) { names, document in
                for property in document.properties {
                    let lower = property.name.value.lowercased()
                    if lower != property.name.value { names[lower] = property.name.value }
                }
            }
        }
    }

    var nameCount: Int { nameNumbers.count }

    /// The scopes of a level that requests give with an application.
    func namedScopes(
        _ level: UrbanCodeDocument.Scope.Level, _ environment: String?, _ owner: String?
    ) -> [(application: String, scope: Int)] {
        scopesOfRequests.compactMap { scope in
            guard scope.level == level, scope.environment == environment, scope.owner == owner,
                let application = scope.application
            else { return nil }
            return scopes[scope].map { (application, $0) }
        }
    }

    /// The scopes of agents that requests name.
    var agentScopes: [Int] {
        guard documents.contains(where: \.holdsRequests) else { return [] }
        return scopes.filter { $0.key.level == .agent }.map(\.value).sorted()
    }

    /// `nil` if it has no property.
    func number(of scope: UrbanCodeDocument.Scope) -> Int? { scopes[scope] }

    /// `nil` if no property has it.
    func number(of name: String) -> Int? { nameNumbers[name].map(Int.init) }

    func property(
        document: Int, scope: Int, name: Int
    ) -> UrbanCodeDocument.Property? {
        properties[Key(document, scope, name)].map { documents[document].properties[Int($0)] }
    }

    /// Another value that the document gives a property: the order of its parts decides nothing.
    func other(document: Int, scope: Int, name: Int) -> UrbanCodeDocument.Property? {
        others[Key(document, scope, name)].map { documents[document].properties[Int($0)] }
    }

    func property(_ name: String, in scope: UrbanCodeDocument.Scope, of document: Int) -> UrbanCodeDocument.Property? {
        guard let scope = number(of: scope), let name = number(of: name) else { return nil }
        return property(document: document, scope: scope, name: name)
    }

    /// The properties of a name with which requests start processes.
    func startingProperties(_ name: String) -> [(document: Int, property: UrbanCodeDocument.Property)] {
        (starting[name] ?? []).map { ($0.document, documents[$0.document].properties[$0.property]) }
    }

    /// Whether a process may define a name.
    func mayBeInProcess(_ name: String) -> Bool { namesInProcesses.contains(name) }

    func origin(_ property: UrbanCodeDocument.Property, in document: Int) -> Resolution.Origin {
        Resolution.Origin(
            place: Place(documents[document].file.id, property.place), scope: property.scope,
            name: property.name.value, isDefinition: property.isDefinition)
    }

    /// All defined names, sorted.
    var names: [String] { nameNumbers.keys.sorted() }

    /// The properties of one document in one scope.
    func names(in scope: Int, of document: Int) -> [String] {
        namesByScope[ScopeKey(document: document, scope: scope)] ?? []
    }

    /// The properties that a reference in the inputs reads.
    var readNames: Set<String> {
        documents.reduce(into: []) { names, document in
            for text in document.referenceTexts {
                for reference in text.value.references { names.insert(reference.name) }
            }
        }
    }

    /// The texts of a process other than the fields of its steps.
    func texts(ofProcess process: Int, in document: Int) -> ArraySlice<UrbanCodeDocument.Text> {
        documents[document].texts[texts[document][process] ?? 0..<0]
    }

    /// The place of a reference in the value of a property; the whole value if it is not in the value itself.
    func place(of reference: PropertyReference, in origin: Resolution.Origin) -> Place {
        guard let (document, text, range) = text(of: origin),
            let part = text.parts.first(where: { $0.kind == .reference(reference) })
        else { return origin.place }
        return Place(origin.place.file, document.file.place(of: part.range, of: text.source, at: range))
    }

    /// The first reference in the value of a property.
    func reference(in origin: Resolution.Origin) -> PropertyReference? { text(of: origin)?.text.references.first }

    /// The value of a property with references.
    private func text(
        of origin: Resolution.Origin
    ) -> (document: UrbanCodeDocument, text: ReferenceText, range: SourceRange)? {
        let files = documents.indices.lazy.filter { documents[$0].file.id == origin.place.file }
        guard
            let (number, property) = files.compactMap({ number in
                property(origin.name, in: origin.scope, of: number).map { (number, $0) }
            }).first,
            case .text(let text) = property.value, let range = property.valueRange
        else { return nil }
        return (documents[number], text, range)
    }

    /// The properties of its own application, if there are any.
    func calls(of process: UrbanCodeDocument.Process, in document: Int) -> [Call] {
        guard !calls.isEmpty, process.kind != .application else { return [] }
        let component = process.kind == .component ? process.component : nil
        let all = calls[CallKey(kind: process.kind, component: component, process: process.name)] ?? []
        let own = all.filter { $0.document == document }
        return own.isEmpty ? all : own
    }

    /// A property with that name in some environment.
    func inEnvironment(_ name: String) -> (property: UrbanCodeDocument.Property, document: Int)? {
        environmentNames[name].map { (documents[$0.document].properties[$0.property], $0.document) }
    }

    /// A defined name that differs only in case; whether case matters is undocumented.
    func otherCase(of name: String) -> String? {
        let lower = name.lowercased()
        return [capitals[lower], nameNumbers[lower].map { _ in lower }].lazy.compactMap(\.self).first { $0 != name }
    }
}
