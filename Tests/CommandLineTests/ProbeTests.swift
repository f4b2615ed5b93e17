import Foundation
import Testing

/// `probe` against servers that greet, are silent, flood, close, or speak something else.
struct ProbeTests {
    private static let server = Program.root.appending(path: "Tests/probe-server").path

    /// Runs a command line while the servers run; `$monitor`, `$flood` … are their ports.
    private static func shell(_ program: Program, _ line: String) throws -> Program.Result {
        try program.shell(
            """
            python3 '\(server)' ports.sh & server=$!
            while ! [ -s ports.sh ]; do kill -0 $server || exit 99; sleep 0.05; done
            . ./ports.sh
            status=0; { \(line); } || status=$?
            kill $server; exit $status
            """)
    }

    @Test(arguments: [
        ("monitor", 0, "a Job Monitor answers, protocol level v09"),
        ("slow", 0, "a Job Monitor answers, protocol level v10"),
        ("flood", 1, "what answers is not a Job Monitor"), ("hostile", 1, "what answers is not a Job Monitor"),
        ("silent", 1, "something accepts the connection and does not answer"),
        ("close", 1, "something accepts the connection and closes it without an answer"),
        ("alert", 1, "something speaks TLS"), ("refused", 1, "the connection is refused"),
    ])
    func `says what answers`(name: String, status: Int, words: String) throws {
        let result = try Self.shell(try Program(), "jmoncheck probe 127.0.0.1:$\(name) --timeout 2")
        #expect(Int(result.status) == status, "\(result)")
        #expect(result.output.contains(words), "\(result)")
        #expect(!result.output.contains("\u{1B}") && !result.output.contains("owned"))
        #expect(result.output.split(separator: "\n").count == 1)
    }

    @Test func `names the address that it asks from`() throws {
        let result = try Self.shell(try Program(), "jmoncheck probe 127.0.0.1:$monitor --from 127.0.0.2")
        #expect(result.output.contains("asked from 127.0.0.2"), "\(result)")
        let foreign = try Self.shell(try Program(), "jmoncheck probe 127.0.0.1:$monitor --from 192.0.2.1")
        #expect(
            foreign.status == 1 && foreign.output.contains("this machine cannot connect from 192.0.2.1"), "\(foreign)")
    }

    @Test(arguments: [
        "host:0", "host:65536", "host:", ":6715", "[::1", "a b", "http://host", "host:67x5", "-h:1",
    ])
    func `refuses what is not a host and port`(target: String) throws {
        let result = try Program().run(["probe", "--", target])
        #expect(result.status == 2 && result.output.isEmpty, "\(result)")
    }

    private static func status(_ answer: String, of host: String, from: String = "null") throws -> Program.Result {
        let program = try Program()
        try program.copy("examples/correct")
        try program.write(
            "examples/correct/probe.json",
            #"{"version":1,"probes":[{"host":"\#(host)","port":6715,"answer":"\#(answer)","from":\#(from)}]}"#)
        return try program.shell(
            """
            sed -i 's/"localhost"/"zos.example.com"/' examples/correct/payroll.json
            jmoncheck check examples/correct --assume fresh --agent-user AGNTUSR --format json
            """)
    }

    @Test(arguments: [
        ("job-monitor", "zos.example.com", "holds"), ("job-monitor", "ZOS.EXAMPLE.COM", "holds"),
        ("other", "zos.example.com", "fails"), ("refused", "zos.example.com", "fails"),
        ("unreachable", "zos.example.com", "unknown"), ("silent", "zos.example.com", "unknown"),
        ("tls", "zos.example.com", "unknown"), ("job-monitor", "another.example.com", "unknown"),
        ("refused", "another.example.com", "unknown"), ("job-monitor", "localhost", "unknown"),
    ])
    func `an answer decides only about the host that steps connect to`(
        answer: String, host: String, state: String
    ) throws {
        let result = try Self.status(answer, of: host)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result)")
        let checks = try #require(report["checks"] as? [[String: Any]])
        let results = Set(checks.filter { $0["code"] as? String == "PF405" }.compactMap { $0["result"] as? String })
        #expect(results == [["holds": "passed", "fails": "failed", "unknown": "unknown"][state] ?? ""], "\(results)")
        #expect((result.status == 1) == (state == "fails"), "\(result.errors)")
    }

    @Test func `the answer as JSON is recognised`() throws {
        let result = try Self.shell(
            try Program(),
            """
            jmoncheck probe 127.0.0.1:$monitor --format json > probe.json
            jmoncheck dump probe.json --format json
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains(#""kind":"console""#) && result.output.contains(#""answer":"job-monitor""#))
    }
}
