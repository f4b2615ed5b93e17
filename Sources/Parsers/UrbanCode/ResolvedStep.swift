public import Diagnostics
import Secrets

/// A step that logs on to the Job Monitor, in one environment, with its resolved fields.
public struct ResolvedStep: Sendable {
    /// A field and its resolution.
    public struct Value: Sendable {
        /// `nil` if the step has no such field.
        public let field: UrbanCodeDocument.Field?
        public let resolution: Resolution

        /// The place of the deciding text: the last property, or else the field.
        public func place(in file: FileID) -> Place? {
            resolution.through.last ?? field.map { Place(file, $0.range) }
        }
    }

    /// A stable and unique name: `app.json: Deploy / SUBMIT @ TEST`.
    public var name: String
    /// The agents on which it runs, if the resource tree is shown: all with the same result.
    public private(set) var agents: [String]
    /// The paths of the component resources.
    public private(set) var paths: [String]
    /// What would show whether and where it runs; `nil` if nothing is missing.
    public let placementNeeds: String?
    /// Further environments in which nothing differs.
    private var otherEnvironments: Set<String> = []
    private let content: Content

    /// The shared storage of the step, because rules copy hundreds of steps.
    private final class Content: Sendable {
        let file: SourceFile
        let process: UrbanCodeDocument.Process
        let step: UrbanCodeDocument.Step
        let environment: String?
        let environmentDocument: Int?
        let application: String?
        let starter: String?
        let version: Int?
        let host: Value
        let port: Value
        let user: Value
        let password: Value
        let usePassticket: Value
        let useRunID: Value
        let jar: Value
        let dataSet: Value
        let maxRC: Value
        let timeout: Value
        let cutOff: Value
        let impersonatedUser: Resolution?
        let values: [Value]
        let authentication: Authentication
        let authenticationReason: String

        init(
            _ step: UrbanCodeDocument.Step, _ fields: ConnectingFields, _ process: UrbanCodeDocument.Process,
            _ context: PropertyContext, _ resolver: inout PropertyResolver, pluginVersion: Int?, withAllFields: Bool
        ) {
            func value(_ read: ConnectingFields.Read, _ resolver: inout PropertyResolver) -> Value {
                Value(field: read.field, resolution: resolver.resolve(read.value, in: context))
            }
            self.step = step
            self.process = process
            file = resolver.index.documents[context.document].file
            environment = context.environment?.name
            environmentDocument = context.environment?.document
            application = resolver.index.documents[context.document].application
            starter = context.call.map { resolver.index.documents[$0.call.document].processes[$0.call.process].name }
            version = step.version ?? pluginVersion
            host = value(fields.host, &resolver)
            port = value(fields.port, &resolver)
            user = value(fields.user, &resolver)
            password = value(fields.passwords.last ?? .init(nil), &resolver)
            usePassticket = value(fields.usePassticket, &resolver)
            useRunID = value(fields.useRunID, &resolver)
            jar = value(fields.jar, &resolver)
            dataSet = value(fields.dataSet, &resolver)
            maxRC = value(fields.maxRC, &resolver)
            timeout = value(fields.timeout, &resolver)
            cutOff = value(fields.cutOff, &resolver)
            impersonatedUser = ResolvedStep.impersonatedUser(fields.impersonatedUser, context, &resolver)
            values = withAllFields ? step.fields.map { value(.init($0), &resolver) } : []
            (authentication, authenticationReason) = ResolvedStep.authentication(
                step, version: version, password: password, usePassticket: usePassticket, useRunID: useRunID)
        }
    }

    public var file: FileID { content.file.id }
    public var process: UrbanCodeDocument.Process { content.process }
    public var step: UrbanCodeDocument.Step { content.step }
    public var environment: String? { content.environment }
    /// The application of the export that holds the step, if it is one.
    public var application: String? { content.application }
    /// The version of the plug-in: as exported, or else as the user gives it.
    public var version: Int? { content.version }

    public var host: Value { content.host }
    public var port: Value { content.port }
    public var user: Value { content.user }
    public var password: Value { content.password }
    public var usePassticket: Value { content.usePassticket }
    public var useRunID: Value { content.useRunID }
    /// The Java interface of RACF.
    public var jar: Value { content.jar }
    /// The data set with the JCL: a member, a pattern or all members.
    public var dataSet: Value { content.dataSet }
    public var maxRC: Value { content.maxRC }
    /// The fields that decide where and as whom the step logs on, and what it submits.
    var connectingValues: [Value] { [host, port, user, password, usePassticket, useRunID, jar, dataSet] }
    public var timeout: Value { content.timeout }
    public var cutOff: Value { content.cutOff }
    /// The user of the step if it is not that of the agent.
    public var impersonatedUser: Resolution? { content.impersonatedUser }
    /// All fields, if they were requested.
    public var values: [Value] { content.values }

    public var authentication: Authentication { content.authentication }
    /// The facts that decide the authentication.
    public var authenticationReason: String { content.authenticationReason }

    init(
        _ step: UrbanCodeDocument.Step, _ fields: ConnectingFields, _ process: UrbanCodeDocument.Process,
        _ context: PropertyContext, _ resolver: inout PropertyResolver, pluginVersion: Int?, withAllFields: Bool
    ) {
        content = Content(
            step, fields, process, context, &resolver, pluginVersion: pluginVersion, withAllFields: withAllFields)
        agents = context.agents
        paths = context.paths
        placementNeeds = context.needs
        name = ""
    }

    /// The number of distinguishing parts in a name.
    private enum Naming: Int, CaseIterable { case plain, component, application, paths, starter }

    /// The maximum number of agents that a name lists; beyond it the name gives their number.
    private static let listed = 4

    private func name(_ naming: Naming) -> String {
        var name = "\(content.file.path): "
        if naming.rawValue >= Naming.application.rawValue, let application = content.application {
            name += "\(application): "
        }
        if naming != .plain, let component = process.component { name += "\(component): " }
        name += "\(process.name) / \(step.name.value)"
        if let environment { name += " @ \(environment)" }
        if !otherEnvironments.isEmpty { name += " and \(otherEnvironments.count) more" }
        let places = naming.rawValue >= Naming.paths.rawValue ? paths : agents
        if !places.isEmpty {
            name += " on " + places.prefix(Self.listed).joined(separator: ", ")
            if places.count > Self.listed { name += " and \(places.count - Self.listed) more" }
        }
        if naming == .starter, let starter = content.starter { name += " by \(starter)" }
        return name
    }

    /// Steps with the same name get their component and application before the name, then the paths of their resources
    /// and the process that starts theirs, then a number after it.
    static func nameApart(_ steps: inout [ResolvedStep]) {
        for index in steps.indices { steps[index].name = steps[index].name(.plain) }
        for naming in Naming.allCases.dropFirst() {
            let counts = steps.reduce(into: [String: Int]()) { $0[$1.name, default: 0] += 1 }
            guard counts.count < steps.count else { return }
            for index in steps.indices where counts[steps[index].name, default: 0] > 1 {
                steps[index].name = steps[index].name(naming)
            }
        }
        var seen: [String: Int] = [:]
        for index in steps.indices {
            seen[steps[index].name, default: 0] += 1
            if let number = seen[steps[index].name], number > 1 { steps[index].name += " (\(number))" }
        }
    }

    /// The ID that the resource forces on its steps, or else that of the step, or else that of the resource (Deploy
    /// documentation, impersonation); `nil` for the user of the agent.
    private static func impersonatedUser(
        _ own: PropertyValue?, _ context: PropertyContext, _ resolver: inout PropertyResolver
    ) -> Resolution? {
        let said = context.chains.map { resolver.index.forest.impersonation($0) }
        guard let first = said.first else { return own.map { resolveOwn($0, context, &resolver) } }
        let users = said.map { $0?.resource.impersonationUser.value }
        let isForced = first?.resource.isForced == true
        guard said.allSatisfy({ $0?.resource.isForced ?? false == isForced }), users.allSatisfy({ $0 == users[0] })
        else {
            return own != nil && said.allSatisfy { $0?.resource.isForced != true }
                ? own.map { resolveOwn($0, context, &resolver) }
                : Resolution(.unknown(needs: "say which resource the step runs on: resources impersonate differently"))
        }
        if let own, !isForced { return resolveOwn(own, context, &resolver) }
        return users[0].map { resolver.resolve($0, in: context) }
    }

    private static func resolveOwn(
        _ user: PropertyValue, _ context: PropertyContext, _ resolver: inout PropertyResolver
    ) -> Resolution {
        guard !user.isEmpty else { return Resolution(.unknown(needs: "give the user that the step impersonates")) }
        return resolver.resolve(user, in: context)
    }
}

/// The rows of a step: contexts of one environment with the same result are one row.
struct ResolvedRows {
    private struct Key: Hashable {
        var environment: String?
        var results: [Resolution.Result]
        var authentication: ResolvedStep.Authentication
        var placementNeeds: String?
    }

    /// Whether environments in which nothing differs are one row.
    private let joinsEnvironments: Bool
    private var rows: [ResolvedStep] = []
    private var known: [Key: Int] = [:]
    /// The only row of an environment, whose key is made when another one comes.
    private var alone: [String?: Int] = [:]

    init(joinsEnvironments: Bool) { self.joinsEnvironments = joinsEnvironments }

    var finished: [ResolvedStep] { rows.map(\.withoutRepeats) }

    /// - Parameter isApart: whether each context is a separate row.
    mutating func add(_ row: ResolvedStep, isApart: Bool) {
        guard !isApart else { return rows.append(row) }
        let environment = joinsEnvironments ? nil : row.environment
        guard let first = alone.updateValue(-1, forKey: environment) else {
            alone[environment] = rows.count
            return rows.append(row)
        }
        if first >= 0 { known[key(of: rows[first])] = first }
        let key = key(of: row)
        guard let index = known[key], rows[index].sameEnvironment(as: row) else {
            known[key] = rows.count
            return rows.append(row)
        }
        rows[index].join(row)
    }

    private func key(of row: ResolvedStep) -> Key {
        let fields =
            row.connectingValues + (joinsEnvironments ? [row.maxRC, row.timeout, row.cutOff] : [])
        return Key(
            environment: joinsEnvironments ? nil : row.environment,
            results: (fields.map(\.resolution) + [row.impersonatedUser].compactMap(\.self)).map(\.result),
            authentication: row.authentication, placementNeeds: row.placementNeeds)
    }
}

extension ResolvedStep {
    fileprivate func sameEnvironment(as other: ResolvedStep) -> Bool {
        content.environmentDocument == other.content.environmentDocument
    }

    fileprivate mutating func join(_ other: ResolvedStep) {
        agents += other.agents
        paths += other.paths
        if let name = other.environment, name != environment { otherEnvironments.insert(name) }
    }

    /// In an order that does not depend on that of the resources.
    fileprivate var withoutRepeats: ResolvedStep {
        var step = self
        step.agents = Set(agents).sorted()
        step.paths = Set(paths).sorted()
        return step
    }
}

extension UrbanCodeDocument.Step {
    /// A field of the IMS step. The names of its fields are undocumented, so their endings count.
    func field(ending endings: [String]) -> UrbanCodeDocument.Field? {
        fields.last { field in
            let key = field.key.value.lowercased()
            return endings.contains { key.hasSuffix($0) }
        }
    }
}
