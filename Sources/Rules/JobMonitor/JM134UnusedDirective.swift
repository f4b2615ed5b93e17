import Diagnostics
import JobMonitor
import Subjects

/// Some directives work only together with another one.
struct JM134UnusedDirective: Rule {
    static let info = RuleInfo(
        id: "JM134",
        area: .jobmonitor,
        name: "unused-directive",
        title: "Every directive has the other directive that it needs",
        severity: .info,
        rationale: """
            TSO_TEMPLATE and SUBMIT_TIMEOUT are read only with SUBMITMETHOD=TSO, and GEN_CONSOLE_NAME=ON is \
            useful only with CONSOLE_NAME=&SYSUID. Without those the setting has no effect.
            """,
        remedy: "Remove the directive, or set the one that it needs.",
        bad: "TSO_TEMPLATE=FEK.#CUST.CNTL(FEJTSO)",
        good: """
            SUBMITMETHOD=TSO
            TSO_TEMPLATE=FEK.#CUST.CNTL(FEJTSO)
            """,
        source: "Explorer for z/OS Host Configuration Guide, directives of FEJJCNFG")

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        if config["SUBMITMETHOD"]?.value.value != "TSO" {
            for name in ["TSO_TEMPLATE", "SUBMIT_TIMEOUT"] {
                guard let setting = config[name] else { continue }
                sink.report("\(name) has no effect without SUBMITMETHOD=TSO", at: setting.name.range)
            }
        }
        if let setting = config["GEN_CONSOLE_NAME"], setting.value.value == "ON",
            config["CONSOLE_NAME"]?.value.value != "&SYSUID"
        {
            sink.report(
                "GEN_CONSOLE_NAME=ON has an effect only with CONSOLE_NAME=&SYSUID", at: setting.name.range,
                confidence: .medium)
        }
    }
}
