/// A variable that the Job Monitor reads from its configuration member.
public struct JobMonitorDirective: Sendable {
    public let name: String
    /// No other program's file is likely to set a variable of this name.
    public let isDistinctive: Bool

    private init(_ name: String, distinctive: Bool = true) {
        self.name = name
        isDistinctive = distinctive
    }

    /// Explorer for z/OS Host Configuration Guide (SC27-8437), chapter on FEJJCNFG.
    public static let all: [JobMonitorDirective] = [
        JobMonitorDirective("APPLID", distinctive: false),
        JobMonitorDirective("AUTHMETHOD"),
        JobMonitorDirective("CODEPAGE", distinctive: false),
        JobMonitorDirective("CONCHAR"),
        JobMonitorDirective("CONSOLE_NAME"),
        JobMonitorDirective("GEN_CONSOLE_NAME"),
        JobMonitorDirective("HOST_CODEPAGE"),
        JobMonitorDirective("LIMIT_COMMANDS"),
        JobMonitorDirective("LIMIT_CONSOLE"),
        JobMonitorDirective("LIMIT_VIEW"),
        JobMonitorDirective("LISTEN_QUEUE_LENGTH"),
        JobMonitorDirective("LOOPBACK_ONLY"),
        JobMonitorDirective("MAX_DATASETS"),
        JobMonitorDirective("MAX_THREADS", distinctive: false),
        JobMonitorDirective("PASS_PHRASE", distinctive: false),
        JobMonitorDirective("SEARCHALL"),
        JobMonitorDirective("SERV_PORT"),
        JobMonitorDirective("SUBMITMETHOD"),
        JobMonitorDirective("SUBMIT_TIMEOUT"),
        JobMonitorDirective("TIMEOUT", distinctive: false),
        JobMonitorDirective("TIMEOUT_INTERVAL", distinctive: false),
        JobMonitorDirective("TRACE_STORAGE"),
        JobMonitorDirective("TSO_TEMPLATE"),
        JobMonitorDirective("TZ", distinctive: false),
        JobMonitorDirective("_BPXK_SETIBMOPT_TRANSPORT", distinctive: false),
        JobMonitorDirective("_CEE_ENVFILE_COMMENT", distinctive: false),
    ]

    public static func named(_ name: String) -> JobMonitorDirective? { all.first { $0.name == name } }

    /// Variables of Language Environment, the C library and z/OS UNIX, which any such file may set.
    public static func belongsToRuntime(_ name: String) -> Bool {
        name == "LANG" || ["_CEE_", "_BPX", "_EDC_", "LC_"].contains { name.hasPrefix($0) }
    }
}
