import Diagnostics
import JobMonitor
import Subjects

/// The server can only listen on a TCP port.
struct JM102PortValid: Rule {
    static let info = RuleInfo(
        id: "JM102",
        area: .jobmonitor,
        name: "port-valid",
        title: "SERV_PORT is a TCP port",
        severity: .error,
        rationale: """
            SERV_PORT has to be an integer from 1 to 65535, in digits only. What the server does with anything else \
            is not documented; in no case does it listen where the deployment steps connect. Without the directive \
            the product's default applies: 6715, but 6716 for RTC / EWM.
            """,
        remedy: "Write SERV_PORT=6715, or the port that jes.monitor.port names, with nothing after it.",
        bad: "SERV_PORT=67150",
        good: "SERV_PORT=6715",
        source: "z/OS Utility plug-in documentation, Job Monitor Port (1 to 65535)",
        links: [.port])

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        guard let setting = config["SERV_PORT"] else { return }
        let value = setting.value.value
        guard PortNumber.parse(value) == nil else { return }
        if value.isEmpty {
            sink.report("SERV_PORT has no value; a port from 1 to 65535 is needed", at: setting.name.range)
        } else if PortNumber.parse(setting.trimmedValue) != nil {
            sink.unknown(
                needs: "SERV_PORT without blanks or tabs around its value: no document says whether they are skipped")
        } else {
            sink.report("SERV_PORT is '\(value.squeezed)', not a port from 1 to 65535", at: setting.value.range)
        }
    }
}
