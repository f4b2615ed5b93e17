import Diagnostics
import JobMonitor
import Subjects

/// CONSOLE_NAME has to be a name that z/OS accepts.
struct JM133ConsoleNameValid: Rule {
    static let info = RuleInfo(
        id: "JM133",
        area: .jobmonitor,
        name: "console-name-valid",
        title: "CONSOLE_NAME is a console name or &SYSUID",
        severity: .warning,
        rationale: """
            Console names have 2 to 8 characters: letters, digits, # $ @, the first not a digit. With another name \
            the server cannot activate its console, and commands against jobs fail.
            """,
        remedy: "Remove the directive (the default is JMON), or write a valid name or &SYSUID.",
        bad: "CONSOLE_NAME=1JMON",
        good: "CONSOLE_NAME=JMON",
        source: "z/OS MVS Planning: Operations, restrictions for console names")

    func check(_ config: JobMonitorConfig, _ sink: inout FindingSink) {
        guard let setting = config["CONSOLE_NAME"], setting.value.value != "&SYSUID",
            !Self.isConsoleName(setting.value.value), !setting.isSpoilt(in: config.file)
        else { return }
        let value = setting.value.value
        sink.report(
            value.isEmpty ? "CONSOLE_NAME is empty" : "'\(value.squeezed)' is not a console name",
            at: value.isEmpty ? setting.name.range : setting.value.range)
    }

    private static func isConsoleName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (2...8).contains(bytes.count), let first = bytes.first, !first.isDigit else { return false }
        return bytes.allSatisfy { $0.isUpper || $0.isDigit || $0.isNational }
    }
}
