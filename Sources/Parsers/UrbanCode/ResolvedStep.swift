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

    /// How the step logs on (z/OS Utility plug-in documentation; the order changed with version 87).
    public enum Authentication: Sendable, Hashable {
        case runID
        case passTicket
        case password
        /// No way: the text says why.
        case none(String)
        /// The inputs do not tell; the text says what would.
        case unknown(needs: String)
    }

    /// Stable and unique: `app.json: Deploy / SUBMIT @ TEST`.
    public internal(set) var name: String
    public let file: FileID
    private let path: String
    public let process: UrbanCodeDocument.Process
    public let step: UrbanCodeDocument.Step
    public let environment: String?
    /// Of the plug-in; as exported, else as the user says.
    public let version: Int?

    public let host: Value
    public let port: Value
    public let user: Value
    public let password: Value
    public let usePassticket: Value
    public let useRunID: Value
    /// Whom the step runs as if it impersonates.
    public let impersonatedUser: Resolution?

    public let authentication: Authentication
}

extension ResolvedStep {
    /// Every connecting step of the documents in every environment that it can run in.
    ///
    /// - Parameter pluginVersion: where the export does not say.
    public static func all(in documents: [UrbanCodeDocument], pluginVersion: Int?) -> [ResolvedStep] {
        guard documents.contains(where: { $0.processes.contains { $0.steps.contains { $0.connection != nil } } }) else {
            return []
        }
        let resolver = PropertyResolver(documents)
        var steps: [ResolvedStep] = []
        for (number, document) in documents.enumerated() {
            for process in document.processes {
                for step in process.steps where step.connection != nil {
                    for environment in environments(of: process, number, documents) {
                        let context = PropertyResolver.Context(
                            document: number, kind: process.kind, process: process.name,
                            component: process.component, environment: environment)
                        steps.append(
                            ResolvedStep(step, process, document, context, resolver, pluginVersion: pluginVersion))
                    }
                }
            }
        }
        nameApart(&steps)
        return steps
    }

    /// The environments of its own file; else those of an application that holds the component, else of the lists,
    /// else of all. A generic process has none.
    private static func environments(
        of process: UrbanCodeDocument.Process, _ number: Int, _ documents: [UrbanCodeDocument]
    ) -> [(document: Int, name: String)?] {
        guard process.kind != .generic else { return [nil] }
        func named(_ numbers: [Int]) -> [(document: Int, name: String)] {
            numbers.flatMap { number in
                var seen = Set<String>()
                return documents[number].environments.filter { seen.insert($0.value).inserted }
                    .map { (number, $0.value) }
            }
        }
        let others = documents.indices.filter { !documents[$0].environments.isEmpty }
        let candidates = [
            [number], others.filter { documents[$0].components.contains(process.component ?? "") },
            others.filter { documents[$0].isPropertyList }, others,
        ]
        return candidates.lazy.map(named).first { !$0.isEmpty } ?? [nil]
    }

    private init(
        _ step: UrbanCodeDocument.Step, _ process: UrbanCodeDocument.Process, _ document: UrbanCodeDocument,
        _ context: PropertyResolver.Context, _ resolver: PropertyResolver, pluginVersion: Int?
    ) {
        func value(_ field: UrbanCodeDocument.Field?) -> Value {
            Value(field: field, resolution: resolver.resolve(field?.value ?? .missing, in: context))
        }
        self.step = step
        self.process = process
        file = document.file.id
        path = document.file.path
        environment = context.environment?.name
        version = step.version ?? pluginVersion
        host = value(step["hostname"])
        port = value(step["port"])
        user = value(step["userid"])
        password = value(step.passwordFields.last)
        usePassticket = value(step["usePassticket"])
        useRunID = value(step["useRunId"])
        impersonatedUser = step.impersonatedUser.map { resolver.resolve($0, in: context) }
        authentication = Self.authentication(
            step, version: version, password: password, usePassticket: usePassticket, useRunID: useRunID)
        name = ""
        name = name(withComponent: nil)
    }

    private func name(withComponent component: String?) -> String {
        "\(path): " + (component.map { "\($0): " } ?? "") + "\(process.name) / \(step.name.value)"
            + (environment.map { " @ \($0)" } ?? "")
    }

    /// Steps of the same name get their component before it, then a number behind it.
    private static func nameApart(_ steps: inout [ResolvedStep]) {
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
}

extension ResolvedStep {
    private static func authentication(
        _ step: UrbanCodeDocument.Step, version: Int?, password: Value, usePassticket: Value, useRunID: Value
    ) -> Authentication {
        let isIMS = step.connection == .executeIMSCommand
        // The field came with version 57 (58 for Wait For Job).
        let runID = isIMS || (version ?? .max) < 57 ? false : isTrue(useRunID)
        guard let runID else {
            return .unknown(needs: useRunID.resolution.needs ?? "make useRunId TRUE or FALSE")
        }
        if runID { return .runID }
        let hasPassword = password.resolution.isBlank.map { !$0 }
        // PassTickets came with version 12, and never to the IMS step.
        let ticked = isIMS || (version ?? .max) < 12 ? false : isTicked(usePassticket)
        switch (ticked, hasPassword) {
        case (nil, true?) where (version ?? .max) <= 86: return .password
        case (nil, _): return .unknown(needs: usePassticket.resolution.needs ?? "make usePassticket true or false")
        case (false?, true?): return .password
        case (false?, false?): return .none(reason(step, usePassticket))
        case (true?, false?): return .passTicket
        case (false?, nil): return .unknown(needs: password.resolution.needs ?? "say whether the password is blank")
        case (true?, _):
            guard let version else {
                return .unknown(
                    needs: "give --plugin-version: up to 86 a password comes before the PassTicket, from 87 on after it"
                )
            }
            if version >= 87 { return .passTicket }
            return hasPassword == true
                ? .password : .unknown(needs: password.resolution.needs ?? "say whether the password is blank")
        }
    }

    /// Whether the step may use PassTickets; `nil` if the inputs do not tell.
    public var ticksPassticket: Bool? {
        step.connection == .executeIMSCommand || (version ?? .max) < 12 ? false : Self.isTicked(usePassticket)
    }

    private static func reason(_ step: UrbanCodeDocument.Step, _ usePassticket: Value) -> String {
        if step.connection == .executeIMSCommand {
            return "the password is blank, and the step has no PassTicket field"
        }
        let ticket = usePassticket.field == nil ? "has no usePassticket field" : "does not tick usePassticket"
        return "the password is blank, and the step \(ticket)"
    }

    /// A ticked box passes `true`, an unticked one nothing.
    private static func isTicked(_ value: Value) -> Bool? {
        value.resolution.text.map { $0.trimmed().lowercased() == "true" }
    }

    /// `nil` where it is unknown, or neither TRUE nor FALSE.
    private static func isTrue(_ value: Value) -> Bool? {
        switch value.resolution.text?.trimmed().lowercased() {
        case "true"?: true
        case "false"?, ""?: false
        default: nil
        }
    }

    /// What `useRunId` comes to if that is known and neither TRUE nor FALSE nor blank.
    public var strangeRunIDChoice: String? {
        guard let text = useRunID.resolution.text?.trimmed(), !text.isEmpty, Self.isTrue(useRunID) == nil else {
            return nil
        }
        return text
    }
}
