import Diagnostics
import Subjects
import UrbanCode

/// A step that connects says where and as whom.
struct UC226RequiredField: Rule {
    static let info = RuleInfo(
        id: "UC226",
        area: .urbancode,
        name: "required-field",
        title: "A step that connects has the fields it needs",
        severity: .error,
        rationale: """
            Host Name and Job Monitor Port of Submit Job and Wait For Job are required, and a step that does not \
            submit with the agent's own ID needs User Name. The fields are hidden in the editor, and a body made by \
            hand or by a script easily leaves them out. They have no defaults.
            """,
        remedy: "Give the field, as a reference to the property: ${p:jes.host}, ${p:jes.monitor.port}, ${p:jes.user}.",
        bad: #"{"commandName": "Submit Job", "properties": {"port": "${p:jes.monitor.port}"}}"#,
        good: #"{"commandName": "Submit Job", "properties": {"hostname": "${p:jes.host}", "port": "…"}}"#,
        source: "z/OS Utility plug-in documentation, Submit Job and Wait For Job",
        links: [.host, .port, .user])

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        guard step.step.connection != .executeIMSCommand else {
            return sink.notApplicable("the names of the fields of Execute IMS Command are not documented")
        }
        var missing: [String] = []
        if step.host.field == nil { missing.append("hostname") }
        if step.port.field == nil { missing.append("port") }
        switch step.authentication {
        case .password, .passTicket: if step.user.field == nil { missing.append("userid") }
        case .runID, .none, .unknown: break
        }
        guard !missing.isEmpty else { return }
        // Text of a process may leave out what the plug-in has a default for.
        guard step.step.showsAllFields else { return sink.unknown(needs: "give the field \(missing[0]) of the step") }
        for field in missing {
            sink.report(
                "\(step.step.command) '\(step.step.name.value.squeezed)' has no field \(field)",
                at: step.step.name.range)
        }
    }
}
