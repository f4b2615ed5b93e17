/// The kind of an input. The raw values are those of `--as` and of reports.
public enum InputKind: String, Sendable, CaseIterable {
    case jobMonitor = "job-monitor"
    case jobMonitorProc = "job-monitor-proc"
    case console
    case racf
    case racfListing = "racf-listing"
    case racfUnload = "racf-unload"
    case securityDescriptor = "security-descriptor"
    case urbancodeProperties = "urbancode-properties"
    case urbancodeExport = "urbancode-export"
    case urbancodePlugin = "urbancode-plugin"
}
