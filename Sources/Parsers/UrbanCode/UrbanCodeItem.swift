public import Diagnostics
import Languages
import Secrets

/// One thing that an export or a property list says: a property, a definition, a node of the resource tree, or a step.
/// Two states are compared item by item.
public struct UrbanCodeItem: Sendable {
    public enum Kind: String, Sendable { case property, definition, resource, processStep }

    /// A part of an item that can differ.
    public struct Attribute: Sendable {
        public var name: String
        public var value: Value
        /// The place of the value.
        public var place: Place?
    }

    public enum Value: Sendable, Hashable {
        case absent
        case text(String)
        /// A secret, to be compared and not shown.
        case secret(Secret)
        /// A value that no input shows, such as `****` of a server.
        case hidden
        /// A value that the inputs do not decide.
        case unknown(needs: String)
    }

    public let kind: Kind
    /// The name without the application and, if environments are compared, without the environment.
    public let name: String
    /// The application that it belongs to; `nil` if the file does not say.
    public let application: String?
    public let place: Place
    /// The text of the whole item; items with the same text are the same. `nil` if parts of it stand elsewhere.
    public let text: ArraySlice<UInt8>?
    private let read: @Sendable () -> [Attribute]

    /// The parts, read anew each time.
    public var attributes: [Attribute] { read() }

    init(
        _ kind: Kind, _ name: String, application: String?, place: Place, text: ArraySlice<UInt8>? = nil,
        read: @escaping @Sendable () -> [Attribute]
    ) {
        self.kind = kind
        self.name = name
        self.application = application
        self.place = place
        self.text = text
        self.read = read
    }
}

/// Items that are made when they are asked for, because there may be one for each line of a list.
public struct UrbanCodeItems: Sendable, RandomAccessCollection {
    typealias Maker = @Sendable (Int) -> UrbanCodeItem

    private var makers: [Maker] = []
    /// The maker of each item, and what it makes the item of.
    private var entries: [(maker: UInt32, index: UInt32)] = []

    public var startIndex: Int { 0 }
    public var endIndex: Int { entries.count }

    public subscript(number: Int) -> UrbanCodeItem { makers[Int(entries[number].maker)](Int(entries[number].index)) }

    fileprivate mutating func add(_ indices: some Sequence<Int>, _ make: @escaping Maker) {
        entries += indices.lazy.map { [number = UInt32(makers.count)] in (number, UInt32($0)) }
        makers.append(make)
    }
}

extension UrbanCodeItem {
    /// All items of documents that belong to an environment, in their order, with names that are the same in every
    /// environment, and with steps as they run there.
    public static func all(
        in documents: [UrbanCodeDocument], environment: String, pluginVersion: Int?
    ) -> UrbanCodeItems {
        var items = UrbanCodeItems()
        for part in documents.flatMap(\.parts) { part.add(to: &items, environment, ItemWindow(part)) }
        let steps = steps(of: documents, in: environment, pluginVersion)
        items.add(steps.indices) { steps[$0] }
        return items
    }

    /// The items of two states in their order, without those at the beginning and at the end of a file that are the
    /// same in both: an export has a hundred thousand of them, and a change touches a few.
    public static func differing(
        _ old: [UrbanCodeDocument], _ new: [UrbanCodeDocument]
    ) -> (old: UrbanCodeItems, new: UrbanCodeItems) {
        let (before, after) = (old.flatMap(\.parts), new.flatMap(\.parts))
        var items = (old: UrbanCodeItems(), new: UrbanCodeItems())
        for index in 0..<max(before.count, after.count) {
            let one = index < before.count ? before[index] : nil
            let other = index < after.count ? after[index] : nil
            let windows = one.flatMap { one in other.map { ItemWindow.differing(one, $0) } }
            if let one { one.add(to: &items.old, nil, windows?.0 ?? ItemWindow(one)) }
            if let other { other.add(to: &items.new, nil, windows?.1 ?? ItemWindow(other)) }
        }
        return items
    }

    /// The applications of documents, as far as they say it.
    public static func applications(of documents: [UrbanCodeDocument]) -> Set<String> {
        Set(documents.flatMap(\.parts).compactMap(\.ownApplication))
    }

    /// The steps that log on to the Job Monitor, with the values that they have in an environment.
    private static func steps(
        of documents: [UrbanCodeDocument], in environment: String, _ pluginVersion: Int?
    ) -> [UrbanCodeItem] {
        let resolution = UrbanCodeResolution(
            documents, pluginVersion: pluginVersion, environments: [environment], withAllFields: true)
        return resolution.steps.filter { $0.environment == environment }.map { step in
            let component = step.process.component.map { "\($0): " } ?? ""
            return UrbanCodeItem(
                .processStep, "\(component)\(step.process.name) / \(step.step.name.value)",
                application: step.application, place: Place(step.file, step.step.name.range)
            ) {
                var attributes = step.values.compactMap { value in
                    value.field.map { field in
                        Attribute(
                            name: field.name, value: Value(value.resolution),
                            place: value.place(in: step.file))
                    }
                }
                if let user = step.impersonatedUser {
                    attributes.append(
                        Attribute(name: "user of the step", value: Value(user), place: user.through.last))
                }
                return attributes
            }
        }
    }
}

extension UrbanCodeItem.Value {
    init(_ value: PropertyValue) {
        self =
            switch value {
            case .missing: .absent
            case .blank: .text("")
            case .text(let text): .text(text.source)
            case .masked: .hidden
            case .external(let text): .text(text)
            case .literal(let secret), .ciphertext(let secret, _): .secret(secret)
            }
    }

    init(_ resolution: Resolution) {
        self =
            switch resolution.result {
            case .text(let text): .text(text)
            case .secret: .hidden
            case .undefined(let reference, _): .unknown(needs: "nothing defines \(reference.name)")
            case .circular(let reference): .unknown(needs: "\(reference.name) leads back to itself")
            case .unknown(let needs): .unknown(needs: needs)
            }
    }
}

extension UrbanCodeDocument {
    /// The application, or that of the file if it has only one.
    fileprivate var ownApplication: String? { application ?? starts.lazy.compactMap(\.name).first }

    /// The properties, the definitions and the resources; without an environment also the steps as they are written.
    fileprivate func add(to items: inout UrbanCodeItems, _ environment: String?, _ window: ItemWindow) {
        let home = environments.first { $0.value == environment }?.range
        let names = environment == nil || home == nil ? [:] : placeNames(home)
        let application = ownApplication
        let own = window.properties.filter { properties[$0].scope.name(in: environment, names) != nil }
        items.add(own) { [properties, id = file.id] index in
            let property = properties[index]
            let scope = property.scope.name(in: environment, names) ?? ""
            return UrbanCodeItem(
                property.isDefinition ? .definition : .property, "\(property.name.value) of \(scope)",
                application: application, place: Place(id, property.place)
            ) {
                [
                    .init(name: "value", value: .init(property.value), place: Place(id, property.place)),
                    .init(
                        name: "secure", value: property.isSecure.map { .text($0 ? "yes" : "no") } ?? .absent,
                        place: nil),
                ]
            }
        }
        let wanted = window.resources.filter { index in
            environment == nil || resources[index].home != nil && resources[index].home == home
        }
        items.add(wanted) { [resources, id = file.id] index in
            let resource = resources[index]
            let name = environment == nil ? resource.path : names[resource.number] ?? resource.path
            return UrbanCodeItem(
                .resource, name.isEmpty ? "base resource" : name, application: application,
                place: Place(id, resource.name.range)
            ) {
                [
                    .init(name: "agent", value: resource.agent.map { .text($0) } ?? .absent, place: nil),
                    .init(name: "component", value: resource.component.map { .text($0) } ?? .absent, place: nil),
                    .init(name: "impersonates", value: .init(resource.impersonationUser.value), place: nil),
                    .init(name: "forced", value: .text(resource.isForced ? "yes" : "no"), place: nil),
                ]
            }
        }
        guard environment == nil else { return }
        let steps = stepItems(window.steps)
        items.add(steps.indices) { steps[$0] }
    }

    /// Names of the resources of an environment below its base resource, by their numbers. An agent that stands alone
    /// beside its siblings is named as such, because each environment has its own.
    private func placeNames(_ home: SourceRange?) -> [UInt32: String] {
        var names: [UInt32: String] = [:]
        var agents: [Int: Int] = [:]
        for resource in resources where resource.home == home && resource.agent != nil {
            if let parent = resource.parent { agents[parent, default: 0] += 1 }
        }
        // Parents come before the resources below them.
        for resource in resources where resource.home == home {
            guard let parent = resource.parent, let above = names[resources[parent].number] else {
                names[resource.number] = ""
                continue
            }
            let isOnlyAgent = resource.agent == resource.name.value && agents[parent] == 1
            names[resource.number] = "\(above)/\(isOnlyAgent ? "(agent)" : resource.name.value)"
        }
        return names
    }

    /// Steps with their fields as written. What is not a field has a name that no field has.
    private func stepItems(_ wanted: Range<Int>) -> [UrbanCodeItem] {
        placedSteps[wanted].map { process, step in
            let component = process.component.map { "\($0): " } ?? ""
            return UrbanCodeItem(
                .processStep, "\(component)\(process.name) / \(step.name.value)", application: ownApplication,
                place: Place(file.id, step.name.range), text: file.bytes[step.range.bounds]
            ) { [id = file.id] in
                let user = step.impersonatedUser
                return [
                    .init(name: "plug-in of the step", value: .text(step.plugin), place: nil),
                    .init(
                        name: "version of the plug-in", value: step.version.map { .text("\($0)") } ?? .absent,
                        place: nil),
                    .init(name: "type of the step", value: .text(step.command), place: nil),
                    .init(name: "user of the step", value: user.map { .init($0) } ?? .absent, place: nil),
                ]
                    + step.fields.map { field in
                        .init(name: field.name, value: .init(field.value), place: Place(id, field.range))
                    }
            }
        }
    }

    /// The steps with their processes.
    fileprivate var placedSteps: [(process: Process, step: Step)] {
        processes.flatMap { process in process.steps.map { (process, $0) } }
    }
}

/// The elements of a document that are looked at.
private struct ItemWindow {
    var properties: Range<Int>
    var resources: Range<Int>
    var steps: Range<Int>

    /// Everything.
    init(_ document: UrbanCodeDocument) {
        properties = document.properties.indices
        resources = document.resources.indices
        steps = 0..<document.processes.reduce(0) { $0 + $1.steps.count }
    }

    /// What lies between the elements that are the same in both documents.
    static func differing(_ old: UrbanCodeDocument, _ new: UrbanCodeDocument) -> (ItemWindow, ItemWindow) {
        var (one, other) = (ItemWindow(old), ItemWindow(new))
        trim(&one.properties, &other.properties) { left, right in
            let (a, b) = (old.properties[left], new.properties[right])
            return a.name.value == b.name.value && a.value == b.value && a.value != .masked && a.scope == b.scope
                && a.isDefinition == b.isDefinition && a.isSecure == b.isSecure
        }
        trim(&one.resources, &other.resources) { left, right in
            let (a, b) = (old.resources[left], new.resources[right])
            return a.path == b.path && a.agent == b.agent && a.component == b.component
                && a.impersonationUser.value == b.impersonationUser.value && a.isForced == b.isForced
        }
        let (steps, others) = (old.placedSteps, new.placedSteps)
        trim(&one.steps, &other.steps) { left, right in
            let (a, b) = (steps[left], others[right])
            return a.process.name == b.process.name && a.process.component == b.process.component
                && old.file.bytes[a.step.range.bounds] == new.file.bytes[b.step.range.bounds]
        }
        return (one, other)
    }

    /// Takes equal elements from the beginning and from the end.
    private static func trim(_ old: inout Range<Int>, _ new: inout Range<Int>, _ isSame: (Int, Int) -> Bool) {
        while let one = old.first, let other = new.first, isSame(one, other) {
            (old, new) = (old.dropFirst(), new.dropFirst())
        }
        while let one = old.last, let other = new.last, isSame(one, other) {
            (old, new) = (old.dropLast(), new.dropLast())
        }
    }
}

extension UrbanCodeDocument.Scope {
    /// The name of the scope; among those of one environment without the name of that environment, and `nil` if it
    /// belongs to none.
    ///
    /// - Parameter resources: names of the resources in the environment, by their numbers.
    fileprivate func name(in wanted: String?, _ resources: [UInt32: String]) -> String? {
        guard let wanted else { return description }
        if level == .resource, let resource {
            return resources[resource].map { $0.isEmpty ? "base resource" : $0 }
        }
        guard environment == wanted else { return nil }
        return ([level.rawValue, owner] as [String?]).compactMap(\.self).joined(separator: "/")
    }

    /// The number of the resource whose sheet it is, see `Resource.roleScope`.
    private var resource: UInt32? { number == 0 ? nil : (number - 1) / 2 }
}
