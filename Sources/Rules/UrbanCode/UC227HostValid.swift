import Contract
import Diagnostics
import Subjects
import UrbanCode

/// A host is a name or an address, nothing else.
struct UC227HostValid: Rule {
    static let info = RuleInfo(
        id: "UC227",
        area: .urbancode,
        name: "host-valid",
        title: "The host of a step is a host",
        severity: .error,
        rationale: """
            Host Name takes the name or the address (IPv4 or IPv6) of the system that the Job Monitor runs on. A URL, \
            a name with a port, a name with a blank or a placeholder that nobody replaced cannot be looked up.
            """,
        remedy: "Set jes.host to the name alone; the port belongs in jes.monitor.port.",
        bad: #"{"name": "jes.host", "value": "zos1.example.com:6715"}"#,
        good: #"{"name": "jes.host", "value": "zos1.example.com"}"#,
        source: "z/OS Utility plug-in documentation, Host Name; RFC 1123, 2.1",
        links: [.host])

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        guard step.host.field != nil else { return sink.notApplicable("the step has no host field") }
        guard let text = step.host.resolution.text else {
            return sink.unknown(needs: step.host.resolution.needs ?? "give the host, which is hidden as a secret")
        }
        guard let flaw = FieldSyntax.flaw(ofHost: text) else { return }
        let isUnshown = step.host.resolution.absent != nil || step.host.resolution.origins.last?.isDefinition == true
        let isBlank = text.trimmed().isEmpty
        sink.report(
            "the host \(isBlank ? "" : "'\(text.squeezed)' ")\(flaw)",
            at: step.host.place(in: step.file) ?? Place(step.file),
            // A level that the inputs do not show may give what is declared or left out here.
            severity: isBlank && isUnshown ? .warning : .error)
    }
}
