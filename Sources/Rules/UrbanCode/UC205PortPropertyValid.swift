import Contract
import Diagnostics
import JobMonitor
import Languages
import Secrets
import Subjects
import UrbanCode

/// Steps have to connect to a TCP port.
struct UC205PortPropertyValid: Rule {
    static let info = RuleInfo(
        id: "UC205",
        area: .urbancode,
        name: "port-property-valid",
        title: "The port of a step is a TCP port",
        severity: .error,
        rationale: """
            The Job Monitor Port of a step, usually ${p:jes.monitor.port}, has to resolve to an integer from 1 to \
            65535. Anything else fails. A blank does not mean 6715: the plug-in has no default of its own.
            """,
        remedy: "Set jes.monitor.port to the SERV_PORT of the Job Monitor, usually 6715.",
        bad: #"{"name": "jes.monitor.port", "value": "67150", "secure": false}"#,
        good: #"{"name": "jes.monitor.port", "value": "6715", "secure": false}"#,
        source: "z/OS Utility plug-in documentation, Job Monitor Port (1 to 65535)",
        links: [.port])

    func check(_ use: PortUse, _ sink: inout FindingSink) {
        switch use {
        case .step(let step):
            guard step.port.field != nil else { return sink.notApplicable("the step has no port field") }
            guard let text = step.port.resolution.text else {
                return sink.unknown(needs: step.port.resolution.needs ?? "give the port, which is hidden as a secret")
            }
            // No documentation says whether the step removes them.
            if text != text.trimmed(), PortNumber.parse(text.trimmed()) != nil {
                return sink.unknown(needs: "remove the blanks around the port '\(text)'")
            }
            check(text, at: step.port.place(in: step.file), &sink)
        case .property(let property, let document, _):
            if property.value == .blank, !property.isDefinition {
                return check("", at: Place(document.file.id, property.place), &sink)
            }
            guard case .text(let text) = property.value else { return }
            guard text.isPlain else { return sink.notApplicable("it refers to another property") }
            check(text.source, at: Place(document.file.id, property.place), &sink)
        }
    }

    private func check(_ text: String, at place: Place?, _ sink: inout FindingSink) {
        guard PortNumber.parse(text.trimmed()) == nil, let place else { return }
        let what = text.trimmed().isEmpty ? "blank" : "'\(text.squeezed)'"
        sink.report("the Job Monitor port is \(what), not a port from 1 to 65535", at: place)
    }
}

/// A place that says which port is used: a step, or `jes.monitor.port`, even if no step refers to it.
enum PortUse: RuleSubject {
    case step(ResolvedStep)
    case property(UrbanCodeDocument.Property, UrbanCodeDocument, prefix: String)

    static var isOfExports: Bool { true }

    static func all(in workspace: Workspace) -> [PortUse] {
        workspace.setUps.flatMap { setUp in
            setUp.steps.map(PortUse.step)
                + setUp.exports.flatMap { document in
                    document.properties.filter { $0.name.value == "jes.monitor.port" }
                        .map { PortUse.property($0, document, prefix: setUp.prefix) }
                }
        }
    }

    var subjectName: String {
        switch self {
        case .step(let step): step.name
        case .property(let property, let document, let prefix):
            "\(prefix)\(document.file.path): \(property.name.value) of \(property.scope)"
        }
    }

    var subjectFile: FileID? {
        switch self {
        case .step(let step): step.file
        case .property(_, let document, _): document.file.id
        }
    }
}
