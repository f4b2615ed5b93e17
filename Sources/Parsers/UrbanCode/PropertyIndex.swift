import Diagnostics

/// The properties of all documents by where they live, and who passes values to which process.
struct PropertyIndex {
    struct Key: Hashable {
        var document: Int
        var scope: UrbanCodeDocument.Scope
        var name: String
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
    /// Of several in one scope the last.
    private var properties: [Key: Int] = [:]
    /// Resources of one document that disagree: which of them a step runs on is not in it.
    private var ambiguous: Set<Key> = []
    private var calls: [CallKey: [Call]] = [:]
    /// Environments that define a name themselves or for a component, by the name.
    private var environmentNames: [String: (document: Int, property: Int)] = [:]
    /// Of each document, which texts stand in which process; they do so in a row.
    private var texts: [[Int: Range<Int>]] = []
    /// Names in any scope, letters without case.
    private var anyCase: [String: String] = [:]

    init(_ documents: [UrbanCodeDocument]) {
        self.documents = documents
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
                    calls[CallKey(kind: call.kind, component: call.component, process: call.process), default: []]
                        .append(
                            Call(document: number, process: index, passed: call.passed))
                }
            }
        }
    }

    private mutating func add(_ number: Int, _ place: Int, _ property: UrbanCodeDocument.Property) {
        let name = property.name.value
        let key = Key(document: number, scope: property.scope, name: name)
        if property.scope.level == .resource, let other = properties[key],
            documents[number].properties[other].value != property.value
        {
            ambiguous.insert(key)
        }
        properties[key] = place
        if property.scope.environment != nil, environmentNames[name] == nil {
            environmentNames[name] = (number, place)
        }
        anyCase[name.lowercased()] = name
    }

    func property(_ key: Key) -> (property: UrbanCodeDocument.Property, isAmbiguous: Bool)? {
        properties[key].map { (documents[key.document].properties[$0], ambiguous.contains(key)) }
    }

    func origin(_ property: UrbanCodeDocument.Property, in document: Int) -> Resolution.Origin {
        Resolution.Origin(
            place: Place(documents[document].file.id, property.place), scope: property.scope,
            name: property.name.value, isDefinition: property.isDefinition)
    }

    /// All that are defined somewhere, sorted.
    var names: [String] { anyCase.values.sorted() }

    /// Texts of a process beside the fields of its steps.
    func texts(ofProcess process: Int, in document: Int) -> ArraySlice<UrbanCodeDocument.Text> {
        documents[document].texts[texts[document][process] ?? 0..<0]
    }

    /// Where a reference stands in the value of a property; all of the value where it is not in it itself.
    func place(of reference: PropertyReference, in origin: Resolution.Origin) -> Place {
        guard let number = documents.firstIndex(where: { $0.file.id == origin.place.file }),
            let property = property(Key(document: number, scope: origin.scope, name: origin.name))?.property,
            case .text(let text) = property.value, let range = property.valueRange,
            let part = text.parts.first(where: { $0.kind == .reference(reference) })
        else { return origin.place }
        return Place(origin.place.file, documents[number].file.place(of: part.range, of: text.source, at: range))
    }

    func calls(of process: UrbanCodeDocument.Process) -> [Call] {
        guard !calls.isEmpty, process.kind != .application else { return [] }
        let component = process.kind == .component ? process.component : nil
        return calls[CallKey(kind: process.kind, component: component, process: process.name)] ?? []
    }

    /// A property of that name in some environment.
    func inEnvironment(_ name: String) -> (property: UrbanCodeDocument.Property, document: Int)? {
        environmentNames[name].map { (documents[$0.document].properties[$0.property], $0.document) }
    }

    /// The name that a property has somewhere, if it differs by case only: whether that counts is not documented.
    func otherCase(of name: String) -> String? {
        anyCase[name.lowercased()].flatMap { $0 == name ? nil : $0 }
    }
}
