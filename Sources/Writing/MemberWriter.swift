import Diagnostics
public import JobMonitor
import Secrets

/// Writes a configuration member with a comment for each directive.
public struct MemberWriter {
    /// A directive that cannot be written: one sentence without a full stop.
    public struct BadDirective: Error, Hashable { public var reason: String }

    private let product: JobMonitorConfig.Product
    private let values: [String: String]

    /// - Parameter settings: directives as `NAME=VALUE`.
    public init(_ product: JobMonitorConfig.Product, settings: [String]) throws(BadDirective) {
        self.product = product
        var values: [String: String] = [:]
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw BadDirective(reason: "a directive is NAME=VALUE, not '\(setting)'")
            }
            let (name, value) = (String(parts[0]), String(parts[1]))
            guard let directive = JobMonitorDirective.named(name) else {
                let nearest = NearestName.find(name, among: JobMonitorDirective.all.map(\.name))
                throw BadDirective(
                    reason: "'\(name)' is not a directive" + (nearest.map { "; did you mean \($0)?" } ?? ""))
            }
            guard values[name] == nil else { throw BadDirective(reason: "\(name) is given twice") }
            guard value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !value.isEmpty else {
                throw BadDirective(reason: "the value of \(name) has to be printable characters without blanks")
            }
            guard name.utf8.count + 1 + value.utf8.count <= 72 else {
                throw BadDirective(reason: "\(name) is longer than a record of the member")
            }
            guard directive.allows(value) else {
                // Somebody may take PASS_PHRASE for the place of one.
                let given = SecretName.matches(name) ? "the given value" : "'\(value)'"
                throw BadDirective(reason: "\(name) takes \(directive.expectation), not \(given)")
            }
            if name == "SERV_PORT", PortNumber.parse(value) == nil {
                throw BadDirective(reason: "SERV_PORT takes a port from 1 to 65535, not '\(value)'")
            }
            values[name] = value
        }
        self.values = values
    }

    /// The port that the member sets.
    public var port: Int { values["SERV_PORT"].flatMap(PortNumber.parse) ?? product.defaultPort }

    private typealias Entry = (name: String, standard: String?, comment: [String])

    /// The directives that the member always has, and their comments.
    private var entries: [Entry] {
        [
            (
                "SERV_PORT", "\(product.defaultPort)",
                ["The port of the server. jes.monitor.port of the environments has to", "be the same."]
            ),
            (
                "LOOPBACK_ONLY", "OFF",
                [
                    "UrbanCode Deploy needs OFF. The port is then open to everyone who can",
                    "reach the system: restrict it with a firewall, NETACCESS or AT-TLS.",
                ]
            ),
            (
                "APPLID", "FEKAPPL",
                ["The application of PassTickets. Its key profile in PTKTDATA has this", "name."]
            ),
            ("AUTHMETHOD", nil, ["How users are verified."]),
            ("PASS_PHRASE", nil, ["Whether clients may send a password phrase."]),
            ("TZ", nil, ["The time zone, such as CET-1CEST."]),
            ("LIMIT_VIEW", "USERID", ["Users see the output of their own jobs only."]),
            ("LIMIT_COMMANDS", "USERID", ["Users change their own jobs only."]),
            ("LIMIT_CONSOLE", "LIMITED", ["The console needs an explicit permission."]),
            ("CONSOLE_NAME", nil, ["The name of the console for operator commands."]),
            ("GEN_CONSOLE_NAME", nil, ["Whether the server makes up a name if that one is in use."]),
            ("CONCHAR", nil, ["The prefix of JES commands."]),
            ("CODEPAGE", nil, ["The code page of clients."]),
            ("HOST_CODEPAGE", nil, ["The code page of job output."]),
            ("SUBMITMETHOD", nil, ["How jobs are submitted."]),
            ("TSO_TEMPLATE", nil, ["The wrapper job of SUBMITMETHOD=TSO."]),
            ("SUBMIT_TIMEOUT", nil, ["The seconds to wait for the wrapper job."]),
        ]
    }

    /// The lines of the member, which fit records of 80 and use none of the columns from 73 on.
    public var lines: [String] {
        var lines = ["# Configuration of the Job Monitor for UrbanCode Deploy (\(product.rawValue)JCNFG)"]
        let entries = entries
        for (name, standard, comment) in entries {
            guard let value = values[name] ?? standard else { continue }
            lines.append("#")
            lines += comment.map { "# \($0)" }
            lines.append("\(name)=\(value)")
        }
        let others = values.keys.filter { name in !entries.contains { $0.name == name } }.sorted()
        if !others.isEmpty {
            lines.append("#")
            lines += others.map { "\($0)=\(values[$0] ?? "")" }
        }
        return lines
    }
}
