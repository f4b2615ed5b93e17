import Diagnostics
import JobMonitor
import Subjects

/// The plug-in generates PassTickets for FEKAPPL and has no field to change that.
struct JM140ApplidFekappl: Rule {
    static let info = RuleInfo(
        id: "JM140",
        area: .jobmonitor,
        name: "applid-fekappl",
        title: "APPLID is FEKAPPL",
        severity: .warning,
        rationale: """
            APPLID is the name under which the Job Monitor has users verified. The deployment steps generate their \
            PassTickets for FEKAPPL and have no field for another name, so with another APPLID every PassTicket is \
            rejected although the RACF definitions are right.
            """,
        remedy: "Remove APPLID, or set APPLID=FEKAPPL.",
        bad: "APPLID=OMVSAPPL",
        good: "APPLID=FEKAPPL",
        source: "UrbanCode Deploy documentation, Deploying by using the Job Monitor; z/OS Utility plug-in, Submit Job",
        edit: .unsafe("sets APPLID=FEKAPPL"))

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        guard let setting = config["APPLID"], setting.value.value != "FEKAPPL", !setting.value.value.isEmpty
        else { return }
        sink.report(
            "APPLID is '\(setting.value.value.squeezed)': PassTickets that the plug-in makes for FEKAPPL are rejected",
            at: setting.value.range, fix: Fix("set APPLID=FEKAPPL", replace: setting.value.range, with: "FEKAPPL"))
    }
}
