import Diagnostics
import JobMonitor
import Subjects

/// UrbanCode Deploy demands LOOPBACK_ONLY=OFF of every Job Monitor it uses.
struct JM101LoopbackOnlyOff: Rule {
    static let info = RuleInfo(
        id: "JM101",
        area: .jobmonitor,
        name: "loopback-only-off",
        title: "LOOPBACK_ONLY=OFF is in effect",
        severity: .error,
        rationale: """
            UrbanCode Deploy requires LOOPBACK_ONLY=OFF in the configuration of every Job Monitor that its agents \
            use, including the one shipped with the agent. With ON, which is the default of Explorer for z/OS (that \
            of the others is not documented), the server binds to the loopback address only and refuses all other \
            connections. Anything attached to the value (a sequence number, a comment, a quote) or to the name makes \
            it another value or another variable, without a message. OFF opens the port to everyone who can reach \
            the system, before any logon.
            """,
        remedy: """
            Write LOOPBACK_ONLY=OFF in column 1, in upper case, with nothing after it, and restart the started \
            task. Then restrict the port: a firewall or NETACCESS rule, PORT 6715 TCP JMON in the TCP/IP profile, \
            AT-TLS.
            """,
        bad: """
            SERV_PORT=6715
            #LOOPBACK_ONLY=OFF
            """,
        good: """
            SERV_PORT=6715
            LOOPBACK_ONLY=OFF
            """,
        source: "UrbanCode Deploy documentation, Deploying by using the Job Monitor; the default is IBM's ON",
        edit: .unsafe("sets LOOPBACK_ONLY=OFF where it has another value or is not set"), links: [.loopback])

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        guard let setting = config["LOOPBACK_ONLY"] else { return reportAbsence(in: config, &sink) }
        let value = setting.value.value
        let range = setting.value.range
        guard value != "OFF" else { return }
        let fix = Fix("set LOOPBACK_ONLY=OFF", replace: setting.record, with: "LOOPBACK_ONLY=OFF")
        if value.uppercased() == "OFF" {
            sink.unknown(
                needs: "LOOPBACK_ONLY=OFF in upper case: no document says whether '\(value)' counts as OFF")
        } else if value.isEmpty {
            sink.report("LOOPBACK_ONLY has no value; the agent needs OFF", at: setting.name.range, fix: fix)
        } else if value.contains("OFF") {
            sink.report(
                "LOOPBACK_ONLY is '\(value.squeezed)', which is not OFF: everything after the = is the value",
                at: range, fix: fix)
        } else {
            sink.report("LOOPBACK_ONLY is \(value.squeezed); the agent needs OFF", at: range, fix: fix)
        }
    }

    private func reportAbsence(in config: JobMonitorConfig, _ sink: inout FindingSink) {
        // Only IBM's Explorer documents the default; the others are not known to default to OFF.
        let absence =
            config.product == .explorer ? "LOOPBACK_ONLY is not set, so ON is in effect" : "LOOPBACK_ONLY is not set"
        guard let miss = config.nearMisses(of: "LOOPBACK_ONLY").last else {
            return sink.report(
                "\(absence); the agent needs OFF",
                fix: config.lastRecord.map { record in
                    Fix("add LOOPBACK_ONLY=OFF", replace: SourceRange(record, record), with: "\nLOOPBACK_ONLY=OFF")
                })
        }
        sink.report(
            "\(absence): '\(miss.name.value)' is a different variable",
            at: miss.name.range,
            fix: Fix("set LOOPBACK_ONLY=OFF", replace: miss.record, with: "LOOPBACK_ONLY=OFF"))
    }
}
