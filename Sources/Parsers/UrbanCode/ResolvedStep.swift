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

    private let named: Named

    /// The only storage of a step, because rules copy many thousands of steps.
    private final class Named: Sendable {
        let name: String
        let file: FileID
        let row: StepRow

        init(_ name: String, _ row: StepRow) {
            self.name = name
            file = row.content.file.id
            self.row = row
        }
    }

    init(_ name: String, _ row: StepRow) { named = Named(name, row) }

    /// The same step with a name that begins with a prefix.
    public func named(after prefix: String) -> ResolvedStep { ResolvedStep(prefix + name, named.row) }

    private var content: Content { named.row.content }

    /// A stable and unique name: `app.json: Deploy / SUBMIT @ TEST`.
    public var name: String { named.name }
    /// The agents on which it runs, if the resource tree is shown: all with the same result.
    public var agents: [String] { named.row.agents }
    /// The paths of the component resources.
    public var paths: [String] { named.row.paths }
    /// What would show whether and where it runs; `nil` if nothing is missing.
    public var placementNeeds: String? { named.row.needs }

    /// What the fields of a step are in an environment; all rows with the same result share one.
    final class Content: Sendable {
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
        let jobID: Value
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
            jobID = value(fields.jobID, &resolver)
            impersonatedUser = ResolvedStep.impersonatedUser(fields.impersonatedUser, context, &resolver)
            values = withAllFields ? step.fields.map { value(.init($0), &resolver) } : []
            (authentication, authenticationReason) = ResolvedStep.authentication(
                step, version: version, password: password, usePassticket: usePassticket, useRunID: useRunID)
        }

        /// The fields that decide where and as whom the step logs on, and what it submits.
        var connectingValues: [Value] { [host, port, user, password, usePassticket, useRunID, jar, dataSet, jobID] }
    }

    public var file: FileID { named.file }
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
    public var timeout: Value { content.timeout }
    public var cutOff: Value { content.cutOff }
    /// The job that the step waits for.
    public var jobID: Value { content.jobID }
    /// The user of the step if it is not that of the agent.
    public var impersonatedUser: Resolution? { content.impersonatedUser }
    /// All fields, if they were requested.
    public var values: [Value] { content.values }

    public var authentication: Authentication { content.authentication }
    /// The facts that decide the authentication.
    public var authenticationReason: String { content.authenticationReason }

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

extension UrbanCodeDocument.Step {
    /// A field of the IMS step. The names of its fields are undocumented, so their endings count.
    func field(ending endings: [String]) -> UrbanCodeDocument.Field? {
        fields.last { field in
            let key = field.key.value.lowercased()
            return endings.contains { key.hasSuffix($0) }
        }
    }
}
