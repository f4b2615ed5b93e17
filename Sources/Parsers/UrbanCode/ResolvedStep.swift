public import Diagnostics

/// A step that logs on to the Job Monitor, in one environment, with its fields resolved.
public struct ResolvedStep: Sendable {
    /// A field and what it comes to there.
    public struct Value: Sendable {
        /// `nil` if the step has no such field.
        public let field: UrbanCodeDocument.Field?
        public let resolution: Resolution

        /// Where the text stands that decides: the last property, else the field.
        public func place(in file: FileID) -> Place? {
            resolution.through.last ?? field.map { Place(file, $0.range) }
        }
    }

    /// Stable and unique: `app.json: Deploy / SUBMIT @ TEST`.
    public var name: String
    private let content: Content

    /// What is the same for everyone who asks; rules pass steps around by the hundred.
    private final class Content: Sendable {
        let file: SourceFile
        let process: UrbanCodeDocument.Process
        let step: UrbanCodeDocument.Step
        let environment: String?
        let version: Int?
        let host: Value
        let port: Value
        let user: Value
        let password: Value
        let usePassticket: Value
        let useRunID: Value
        let jar: Value
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
            version = step.version ?? pluginVersion
            host = value(fields.host, &resolver)
            port = value(fields.port, &resolver)
            user = value(fields.user, &resolver)
            password = value(fields.passwords.last ?? .init(nil), &resolver)
            usePassticket = value(fields.usePassticket, &resolver)
            useRunID = value(fields.useRunID, &resolver)
            jar = value(fields.jar, &resolver)
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
    /// Of the plug-in; as exported, else as the user says.
    public var version: Int? { content.version }

    public var host: Value { content.host }
    public var port: Value { content.port }
    public var user: Value { content.user }
    public var password: Value { content.password }
    public var usePassticket: Value { content.usePassticket }
    public var useRunID: Value { content.useRunID }
    /// The Java interface of RACF.
    public var jar: Value { content.jar }
    /// Whom the step runs as if not as the agent.
    public var impersonatedUser: Resolution? { content.impersonatedUser }
    /// All fields, where they were asked for.
    public var values: [Value] { content.values }

    public var authentication: Authentication { content.authentication }
    /// What the way to log on follows from.
    public var authenticationReason: String { content.authenticationReason }

    init(
        _ step: UrbanCodeDocument.Step, _ fields: ConnectingFields, _ process: UrbanCodeDocument.Process,
        _ context: PropertyContext, _ resolver: inout PropertyResolver, pluginVersion: Int?, withAllFields: Bool
    ) {
        content = Content(
            step, fields, process, context, &resolver, pluginVersion: pluginVersion, withAllFields: withAllFields)
        name = ""
        name = name(withComponent: nil)
    }

    private func name(withComponent component: String?) -> String {
        "\(content.file.path): " + (component.map { "\($0): " } ?? "") + "\(process.name) / \(step.name.value)"
            + (environment.map { " @ \($0)" } ?? "")
    }

    /// Steps of the same name get their component before it, then a number behind it.
    static func nameApart(_ steps: inout [ResolvedStep]) {
        func counts() -> [String: Int] { steps.reduce(into: [:]) { $0[$1.name, default: 0] += 1 } }
        let repeated = counts()
        for index in steps.indices where repeated[steps[index].name, default: 0] > 1 {
            guard let component = steps[index].process.component else { continue }
            steps[index].name = steps[index].name(withComponent: component)
        }
        var seen: [String: Int] = [:]
        for index in steps.indices {
            seen[steps[index].name, default: 0] += 1
            if let number = seen[steps[index].name], number > 1 { steps[index].name += " (\(number))" }
        }
    }

    /// The ID that the resource forces on its steps, else that of the step, else that of the resource (Deploy
    /// documentation, impersonation); `nil` for the agent's own.
    private static func impersonatedUser(
        _ own: PropertyValue?, _ context: PropertyContext, _ resolver: inout PropertyResolver
    ) -> Resolution? {
        let resources = resolver.index.resources
        let forced = resources.filter { $0.isForced && !$0.impersonationUser.value.isEmpty }
        if forced.isEmpty, let user = own {
            guard !user.isEmpty else {
                return Resolution(.unknown(needs: "give the user whom the step impersonates"))
            }
            return resolver.resolve(user, in: context)
        }
        let users = forced.isEmpty ? resources.filter { !$0.impersonationUser.value.isEmpty } : forced
        guard let user = users.first?.impersonationUser else { return nil }
        guard users.count == resources.count, users.allSatisfy({ $0.impersonationUser.value == user.value }) else {
            return Resolution(.unknown(needs: "say which resource the step runs on: they impersonate differently"))
        }
        return resolver.resolve(user.value, in: context)
    }
}

extension UrbanCodeDocument.Step {
    public var hostField: UrbanCodeDocument.Field? { connecting(["hostname", "host"]) }
    public var portField: UrbanCodeDocument.Field? { connecting(["port"]) }
    public var userField: UrbanCodeDocument.Field? { connecting(["userid", "username", "user"]) }

    /// On the z/OS steps the first name; those of the IMS step are not documented, so what they end in counts.
    private func connecting(_ names: [String]) -> UrbanCodeDocument.Field? {
        guard connection == .executeIMSCommand else { return self[names[0]] }
        return fields.last { field in
            let key = field.key.value.lowercased()
            return names.contains { key.hasSuffix($0) }
        }
    }
}
