public import Diagnostics
public import JobMonitor

/// Facts captured from the running system: answers to `D A`, the job log and NETSTAT listings. Each fact has its place;
/// facts are in the order of the file.
public struct ConsoleCapture: Sendable {
    /// An address space that `D A,name` or `D A,L` shows.
    public struct Task: Sendable {
        public let name: Located<String>
        public let step: String
        public let procedureStep: String
        /// `IN`, `OWT`, `NSW` …
        public let status: String
        /// `S` or `SO` for a started task, `J` for a job.
        public let type: String
        /// Whether it is from the list of `D A,L`, which shows no user.
        public let isFromList: Bool
        public internal(set) var userID: Located<String>?
        /// The job ID of a started task, such as `STC01234`.
        public internal(set) var workUnit: Located<String>?
    }

    /// A message of the server, recognised by its number: FEJ211I, BUZ211I and BLZ211I are the same message.
    public struct Message: Sendable {
        public let product: JobMonitorConfig.Product
        public let number: Int
        public let severity: String
        /// The text from the identifier to the end of the line.
        public let range: SourceRange
        /// The port on which the server is ready, from message 211I.
        public internal(set) var port: Located<Int>?
    }

    /// A step or job that ended (IEF142I, IEF404I, $HASP395), with a return code or abnormally (IEF450I, IEA995I).
    public struct Ending: Sendable {
        public let name: Located<String>
        public let code: Located<Int>?
        /// `S0C4`, `S913-38`, `U4038`.
        public let abend: Located<String>?
    }

    /// A task that started (IEF403I, $HASP373).
    public struct Start: Sendable {
        public let name: Located<String>
    }

    /// A NETSTAT listing: the filter of the command and the records that it shows.
    public struct Listing: Sendable {
        /// The place of its heading, or else of the command.
        public internal(set) var range: SourceRange
        /// The ports that the command selects; `nil` for all.
        public internal(set) var ports: [Int]?
        /// The users that the command selects; `nil` for all.
        public internal(set) var clients: [String]?
        /// The name of the TCP/IP stack; `nil` if the heading does not give it.
        public internal(set) var stack: Located<String>?
        /// The number of records that it reports; `nil` if it reports none.
        public internal(set) var records: Int?
        /// Whether the capture contains its end.
        public internal(set) var isWhole = false
        /// The range of its listeners among those of the capture.
        public internal(set) var listeners: Range<Int>

        /// Whether the listing would contain a listener on a port.
        public func covers(port: Int) -> Bool { (ports?.contains(port) ?? true) && clients == nil }
    }

    /// Access that RACF refused (ICH408I).
    public struct Violation: Sendable {
        public let range: SourceRange
        public internal(set) var user = ""
        public internal(set) var group = ""
        public internal(set) var resource: Located<String>?
        public internal(set) var className = ""
        public internal(set) var intent = ""
        /// The reason why a logon failed: `INVALID PASSWORD`, `NOT AUTHORIZED TO APPLICATION`.
        public internal(set) var logon = ""
        /// Whether the profile is in warning mode, so that access was granted.
        public internal(set) var isWarning = false
        public internal(set) var allowed = ""
    }

    /// A TCP socket that waits for connections, as NETSTAT shows it.
    public struct Listener: Sendable {
        public let user: Located<String>
        public let address: Located<String>
        public let port: Located<Int>

        /// Whether only programs on the same system can connect to it.
        public var isLoopback: Bool {
            let address = address.value.uppercased()
            return address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::FFFF:127.")
        }
    }

    public let file: SourceFile
    public internal(set) var tasks: [Task] = []
    /// The names that `D A` did not find.
    public internal(set) var absences: [Located<String>] = []
    /// The headers of answers to `D A,L`.
    public internal(set) var lists: [SourceRange] = []
    public internal(set) var messages: [Message] = []
    public internal(set) var endings: [Ending] = []
    public internal(set) var violations: [Violation] = []
    public internal(set) var listeners: [Listener] = []
    public internal(set) var starts: [Start] = []
    public internal(set) var listings: [Listing] = []
    public internal(set) var probes: [Probe] = []

    init(file: SourceFile) { self.file = file }
}

extension ConsoleCapture {
    /// The last answer of `D A` about a task.
    public enum Presence: Sendable {
        case active(Task)
        case absent(Located<String>)
    }

    /// The last answer about each task whose name matches, in the order of the file.
    public func presence(of isWanted: (String) -> Bool) -> [Presence] {
        var last: [String: Presence] = [:]
        let shown = tasks.map { ($0.name, Presence.active($0)) } + absences.map { ($0, Presence.absent($0)) }
        for (name, presence) in shown.sorted(by: { $0.0.range.start < $1.0.range.start }) where isWanted(name.value) {
            // A list does not override the detailed answer.
            if case .active(let task) = presence, task.isFromList, case .active? = last[name.value] { continue }
            last[name.value] = presence
        }
        return last.values.sorted { $0.place.start < $1.place.start }
    }
}

extension ConsoleCapture.Presence {
    public var place: SourceRange {
        switch self {
        case .active(let task): task.name.range
        case .absent(let name): name.range
        }
    }
}
