import Contract
import Languages

extension ResolvedStep {
    /// How the step logs on (z/OS Utility plug-in documentation; the order changed with version 87).
    public enum Authentication: Sendable, Hashable {
        case runID
        case passTicket
        case password
        /// The step cannot log on; the text gives the reason.
        case none(String)
        /// The authentication is unknown; the text names the missing input.
        case unknown(needs: String)
    }

    /// The authentication, and the facts that decide it.
    static func authentication(
        _ step: UrbanCodeDocument.Step, version: Int?, password: Value, usePassticket: Value, useRunID: Value
    ) -> (Authentication, String) {
        func unknown(_ needs: String) -> (Authentication, String) { (.unknown(needs: needs), needs) }
        let level = version.map { "plug-in \($0)" } ?? "the plug-in"
        guard let runID = takesRunID(step, version) ? isTrue(useRunID) : false else {
            return unknown(useRunID.resolution.needs ?? "make useRunId TRUE or FALSE")
        }
        if runID { return (.runID, "useRunId is TRUE") }
        let hasPassword = password.resolution.isBlank.map { !$0 }
        let askForPassword = password.resolution.needs ?? "say whether the password is blank"
        let ticked = takesPassticket(step, version) ? isTicked(usePassticket) : false
        switch (ticked, hasPassword) {
        case (nil, true?) where (version ?? .max) <= 86:
            return (.password, "there is a password, which \(level) uses before a PassTicket")
        case (nil, _): return unknown(usePassticket.resolution.needs ?? "make usePassticket true or false")
        case (false?, true?): return (.password, "there is a password, and \(noTicket(step, version, usePassticket))")
        case (false?, false?):
            let reason = "\(blankness(password)), and \(noTicket(step, version, usePassticket))"
            return (.none(reason), reason)
        case (true?, false?):
            if let version, failsWithPassticket(version) {
                let reason =
                    "\(blankness(password)), and \(level) ends with NoClassDefFoundError when it uses a PassTicket"
                return (.none(reason), reason)
            }
            return (.passTicket, "\(blankness(password)), and usePassticket is ticked")
        case (false?, nil): return unknown(askForPassword)
        case (true?, _):
            guard let version else {
                return unknown(
                    "give --plugin-version: up to 86 a password comes before the PassTicket, from 87 on after it")
            }
            if version >= 87 {
                return (.passTicket, "usePassticket is ticked, which \(level) tries before a password")
            }
            return hasPassword == true
                ? (.password, "there is a password, which \(level) uses before a PassTicket") : unknown(askForPassword)
        }
    }

    /// Whether the step has the field, which came with version 57 of Submit Job and 58 of Wait For Job, and not for the
    /// IMS step.
    private static func takesRunID(_ step: UrbanCodeDocument.Step, _ version: Int?) -> Bool {
        switch step.connection {
        case .submitJob?: (version ?? .max) >= 57
        case .waitForJob?: (version ?? .max) >= 58
        case .executeIMSCommand?, nil: false
        }
    }

    /// Whether the step uses PassTickets. Wait For Job does from version 12 on, Submit Job from 17 on, although it has
    /// the field from 12 on, and the IMS step does not.
    private static func takesPassticket(_ step: UrbanCodeDocument.Step, _ version: Int?) -> Bool {
        switch step.connection {
        case .submitJob?: (version ?? .max) >= 17
        case .waitForJob?: (version ?? .max) >= 12
        case .executeIMSCommand?, nil: false
        }
    }

    /// Whether the version has the defect of PH23624.
    static func failsWithPassticket(_ version: Int) -> Bool { 49...50 ~= version }

    /// Whether the step fails because its version ends with NoClassDefFoundError where it would use a PassTicket.
    public var failsWithPassticket: Bool {
        guard case .none = authentication, ticksPassticket == true else { return false }
        return version.map(Self.failsWithPassticket) ?? false
    }

    /// Whether the box is ticked, whatever the plug-in makes of it.
    public var isPassticketTicked: Bool { Self.isTicked(usePassticket) == true }

    /// Whether the step may use PassTickets; `nil` if it is unknown.
    public var ticksPassticket: Bool? { Self.takesPassticket(step, version) ? Self.isTicked(usePassticket) : false }

    private static func blankness(_ password: Value) -> String {
        password.resolution.absent.map { "the inputs do not define \($0.name)" } ?? "the password is blank"
    }

    private static func noTicket(
        _ step: UrbanCodeDocument.Step, _ version: Int?, _ usePassticket: Value
    ) -> String {
        if step.connection == .executeIMSCommand { return "the step has no PassTicket field" }
        if let version, !takesPassticket(step, version) {
            return "plug-in \(version) does not use PassTickets in \(step.command)"
        }
        return "the step "
            + (usePassticket.field == nil ? "has no usePassticket field" : "does not tick usePassticket")
    }

    /// Whether the box is ticked: a ticked box passes `true`, an unticked one passes nothing.
    private static func isTicked(_ value: Value) -> Bool? {
        value.resolution.text.map { $0.trimmed().lowercased() == "true" }
    }

    /// `nil` where it is unknown, or neither TRUE nor FALSE. A step without the field is from before it came.
    private static func isTrue(_ value: Value) -> Bool? {
        guard value.field != nil else { return false }
        return switch value.resolution.text?.trimmed().lowercased() {
        case "true"?: true
        case "false"?: false
        case ""?: value.resolution.absent == nil ? nil : false
        default: nil
        }
    }

    /// The value of `useRunId` if the step has the field and its value is neither TRUE nor FALSE. Another level may give
    /// what is only declared here.
    public var strangeRunIDChoice: String? {
        guard Self.takesRunID(step, version), let text = useRunID.resolution.text?.trimmed(),
            Self.isTrue(useRunID) == nil
        else { return nil }
        return text.isEmpty && useRunID.resolution.origins.last?.isDefinition == true ? nil : text
    }
}
