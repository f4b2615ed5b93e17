import Diagnostics
import Subjects
import UrbanCode

/// Execute IMS Command logs on only with a password.
struct UC216ImsStepNeedsPassword: Rule {
    static let info = RuleInfo(
        id: "UC216",
        area: .urbancode,
        name: "ims-step-needs-password",
        title: "Execute IMS Command has a password",
        severity: .error,
        rationale: """
            The step opens its own connection to the Job Monitor, with host, port, user and password; it has no \
            PassTicket field. A jes.password that is blank because of PassTickets works for Submit Job but makes \
            this step fail.
            """,
        remedy: "Let its password refer to a secure property of its own that holds a password.",
        bad: #"{"commandName": "Execute IMS Command", "properties": {"password": ""}}"#,
        good: #"{"commandName": "Execute IMS Command", "properties": {"password": "${p:ims.password}"}}"#,
        source: "IMS plug-in documentation, Execute IMS Command",
        links: [.authentication])

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        guard step.step.connection == .executeIMSCommand else {
            return sink.notApplicable("the step is not an IMS step")
        }
        let resolution = step.password.resolution
        guard let isBlank = resolution.isBlank else {
            return sink.unknown(needs: resolution.needs ?? "say whether the password is blank")
        }
        guard isBlank else { return }
        let place = Place(step.file, step.password.field?.range ?? step.step.name.range)
        let related = resolution.origins.last.flatMap { origin in
            origin.place == place ? nil : RelatedPlace(origin.place, "\(origin.description.squeezed) is blank")
        }
        sink.report(
            "\(step.step.command) '\(step.step.name.value.squeezed)' has no password and cannot use a PassTicket",
            at: place, severity: resolution.absent == nil ? .error : .warning, related: [related].compactMap(\.self))
    }
}
