import Contract
import Diagnostics
import JobMonitor
import Subjects
import UrbanCode

/// Steps have to connect to the port that the Job Monitor listens on.
struct PF402PortAgreement: Rule {
    static let info = RuleInfo(
        id: "PF402",
        area: .preflight,
        name: "port-agreement",
        title: "Steps connect to the port that the Job Monitor listens on",
        severity: .error,
        rationale: """
            The port in the step (usually ${p:jes.monitor.port}) has to be the SERV_PORT in effect. The defaults \
            differ between products: 6715 for UrbanCode Deploy and Developer for z/OS, 6716 for RTC / EWM, so \
            the port of a Job Monitor that is shared with EWM is often wrong by one.
            """,
        remedy: "Set jes.monitor.port to the SERV_PORT of the Job Monitor that the environment uses.",
        bad: "jes.monitor.port=6715 in the environment, SERV_PORT=6716 in the member",
        good: "jes.monitor.port=6715 in the environment, SERV_PORT=6715 in the member",
        source: "EWM 7.0.3, Prerequisites and security considerations (6716); z/OS Utility plug-in (6715)",
        links: [.port])

    func check(_ subject: StepInSetUp, _ sink: inout FindingSink) {
        let step = subject.step
        guard step.port.field != nil else { return sink.notApplicable("the step has no port field") }
        let member: JobMonitorConfig
        switch subject.setUp.member {
        case .unknown(let needs): return sink.unknown(needs: needs)
        case .one(let one): member = one
        }
        guard let text = step.port.resolution.text else {
            return sink.unknown(needs: step.port.resolution.needs ?? "give the port, which is hidden as a secret")
        }
        guard let port = PortNumber.parse(text.trimmed()), let place = step.port.place(in: step.file) else {
            return sink.unknown(needs: "give the step a port from 1 to 65535 (UC205)")
        }
        let served = member.effectivePort
        guard let value = served.value else {
            return sink.unknown(needs: "give a member whose SERV_PORT is a port (JM102)")
        }
        let evidence = Place(member.file.id, served.setting?.value.range)
        guard port != value else {
            return sink.holds(
                "the Job Monitor listens on \(value)" + (served.isDefault ? " by default" : ""), at: evidence)
        }
        sink.report(
            "\(step.step.command) connects to port \(port), but the Job Monitor listens on \(value)"
                + (served.isDefault ? " by default" : "") + hint(port, value),
            at: place,
            related: [
                RelatedPlace(evidence, served.isDefault ? "SERV_PORT is not set here" : "SERV_PORT is set here")
            ])
    }

    private func hint(_ port: Int, _ served: Int) -> String {
        switch (port, served) {
        case (6715, 6716): "; 6716 is the default of the RTC / EWM Job Monitor"
        case (6716, 6715): "; 6716 is the default of RTC / EWM, 6715 of the others"
        default: ""
        }
    }
}
