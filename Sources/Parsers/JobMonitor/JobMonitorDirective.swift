import Diagnostics

/// A variable that the Job Monitor reads from its configuration member.
public struct JobMonitorDirective: Sendable {
    /// The values that are allowed after `=`.
    public enum Values: Sendable {
        case oneOf([String])
        case integer(ClosedRange<Int>)
        case character
        /// Any text of these lengths.
        case text(ClosedRange<Int>)
        /// Any value: the directive is checked by a rule of its own, or is not documented well enough to be checked.
        case notJudged
    }

    public let name: String
    public let values: Values
    /// Whether files of other programs are unlikely to set a variable with this name.
    public let isDistinctive: Bool

    private init(_ name: String, _ values: Values, distinctive: Bool = true) {
        self.name = name
        self.values = values
        isDistinctive = distinctive
    }

    /// Explorer for z/OS Host Configuration Guide (SC27-8437), chapter on FEJJCNFG.
    public static let all: [JobMonitorDirective] = [
        JobMonitorDirective("APPLID", .text(1...8), distinctive: false),
        JobMonitorDirective("AUTHMETHOD", .oneOf(["SAF"])),
        JobMonitorDirective("CODEPAGE", .notJudged, distinctive: false),
        JobMonitorDirective("CONCHAR", .character),
        JobMonitorDirective("CONSOLE_NAME", .notJudged),
        JobMonitorDirective("GEN_CONSOLE_NAME", .oneOf(["ON", "OFF"])),
        JobMonitorDirective("HOST_CODEPAGE", .notJudged),
        JobMonitorDirective("LIMIT_COMMANDS", .oneOf(["USERID", "LIMITED", "NOLIMIT"])),
        JobMonitorDirective("LIMIT_CONSOLE", .oneOf(["LIMITED", "NOLIMIT"])),
        JobMonitorDirective("LIMIT_VIEW", .oneOf(["USERID", "NOLIMIT"])),
        JobMonitorDirective("LISTEN_QUEUE_LENGTH", .integer(1...2_147_483_647)),
        JobMonitorDirective("LOOPBACK_ONLY", .oneOf(["ON", "OFF"])),
        JobMonitorDirective("MAX_DATASETS", .integer(1...2_147_483_647)),
        JobMonitorDirective("MAX_THREADS", .integer(1...2_147_483_647), distinctive: false),
        JobMonitorDirective("PASS_PHRASE", .oneOf(["ON", "OFF"]), distinctive: false),
        JobMonitorDirective("SEARCHALL", .notJudged),
        JobMonitorDirective("SERV_PORT", .notJudged),
        JobMonitorDirective("SUBMITMETHOD", .oneOf(["TSO", "JES"])),
        JobMonitorDirective("SUBMIT_TIMEOUT", .integer(0...2_147_483_647)),
        JobMonitorDirective("TIMEOUT", .integer(0...2_147_483_647), distinctive: false),
        JobMonitorDirective("TIMEOUT_INTERVAL", .integer(0...2_147_483_647), distinctive: false),
        JobMonitorDirective("TRACE_STORAGE", .oneOf(["ON", "OFF"])),
        JobMonitorDirective("TSO_TEMPLATE", .text(1...56)),
        JobMonitorDirective("TZ", .notJudged, distinctive: false),
        JobMonitorDirective("_BPXK_SETIBMOPT_TRANSPORT", .text(1...8), distinctive: false),
        JobMonitorDirective("_CEE_ENVFILE_COMMENT", .character, distinctive: false),
    ]

    public static func named(_ name: String) -> JobMonitorDirective? { all.first { $0.name == name } }

    /// Variables of Language Environment, the C library and z/OS UNIX, which any such file may set.
    public static func belongsToRuntime(_ name: String) -> Bool {
        name == "LANG" || ["_CEE_", "_BPX", "_EDC_", "LC_"].contains { name.hasPrefix($0) }
    }

    public func allows(_ value: String) -> Bool {
        switch values {
        case .oneOf(let words): words.contains(value)
        case .integer(let range):
            value.utf8.allSatisfy(\.isDigit)
                && Int(value).map(range.contains) ?? false
        case .character: value.unicodeScalars.count == 1
        case .text(let lengths): lengths.contains(value.unicodeScalars.count)
        case .notJudged: true
        }
    }

    /// The allowed values, for a message.
    public var expectation: String {
        switch values {
        case .oneOf(let words): words.joined(separator: " or ")
        case .integer(let range) where range.lowerBound == 0: "a whole number"
        case .integer: "a whole number from 1"
        case .character: "one character"
        case .text(let lengths): "1 to \(lengths.upperBound) characters"
        case .notJudged: "anything"
        }
    }
}
