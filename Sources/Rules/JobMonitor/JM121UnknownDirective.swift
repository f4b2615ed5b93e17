import Diagnostics
import JobMonitor
import Subjects

/// A misspelt directive is accepted without a message.
struct JM121UnknownDirective: Rule {
    static let info = RuleInfo(
        id: "JM121",
        area: .jobmonitor,
        name: "unknown-directive",
        title: "Every directive is one that the Job Monitor knows",
        severity: .warning,
        rationale: """
            Every NAME=VALUE is accepted as an environment variable, known or not. A misspelt directive therefore \
            causes no message, and its default stays in effect.
            """,
        remedy: "Correct the name, or remove the record.",
        bad: "SERVPORT=6715",
        good: "SERV_PORT=6715",
        source: "Explorer for z/OS Host Configuration Guide, directives of FEJJCNFG",
        edit: .unsafe("writes the most similar name"))

    /// Where names that are put here by mistake belong.
    private static func home(of name: String) -> String {
        if name == "STEPLIB" || name == "REGION" { return ": it belongs to the JCL of the started task" }
        return name.hasPrefix("_RSE_") ? ": it belongs in rse.env" : ""
    }

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        for setting in config.settings {
            let name = setting.intendedName
            // JM114 reports known names in another case.
            guard JobMonitorDirective.named(name.uppercased()) == nil, !JobMonitorDirective.belongsToRuntime(name)
            else { continue }
            let nearest = NearestName.find(name, among: JobMonitorDirective.all.map(\.name))
            sink.report(
                "'\(name.squeezed)' is not a Job Monitor directive"
                    + (nearest.map { "; did you mean \($0)?" } ?? Self.home(of: name)),
                at: setting.name.range,
                fix: nearest.map { Fix("write \($0)", replace: setting.name.range, with: $0) })
        }
    }
}
