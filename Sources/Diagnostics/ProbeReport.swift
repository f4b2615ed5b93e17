/// The answer of `probe`: what listens on a port, as far as one connection shows it.
public struct ProbeReport: Sendable {
    public enum Answer: String, Sendable {
        /// The greeting of a Job Monitor (docs/reference/job-monitor.md, 3.3).
        case jobMonitor = "job-monitor"
        /// Something else answered.
        case other
        /// The connection was accepted, and nothing came until the time was over.
        case silent
        /// The connection was accepted and closed without an answer.
        case closed
        /// TLS is spoken. Who speaks it is not known.
        case tls
        /// The system answered that nothing listens there, at least not for this network.
        case refused
        /// No answer of the system within the time, or no way to it.
        case unreachable
        /// The name has no address.
        case unknownName = "unknown-name"
    }

    public struct Result: Sendable {
        /// The name or address that was asked for.
        public var host: String
        public var port: Int
        /// The address that the name stands for; `nil` if it has none.
        public var address: String?
        /// The address of this machine from which the connection was made; `nil` if none was made.
        public var from: String?
        public var answer: Answer
        /// The protocol level in the greeting, such as `v09`; `nil` if it names none.
        public var level: String?
        /// The system's word for what went wrong.
        public var reason: String?

        public init(host: String, port: Int, answer: Answer) {
            self.host = host
            self.port = port
            self.answer = answer
        }
    }

    public var results: [Result]

    public init(results: [Result]) { self.results = results }
}
