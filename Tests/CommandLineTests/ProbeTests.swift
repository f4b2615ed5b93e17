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

    @Test func `check reads the answer as evidence`() throws {
        let program = try Program()
        try program.copy("examples/correct")
        let result = try Self.shell(
            program,
            """
            sed -i "s/^SERV_PORT=.*/SERV_PORT=$monitor/" examples/correct/FEJJCNFG
            sed -i "s/6715/$monitor/" examples/correct/payroll.json
            jmoncheck probe 127.0.0.1:$monitor --format json > examples/correct/probe.json
            jmoncheck check examples/correct --assume fresh --agent-user AGNTUSR -v; status=$?
            sed -i 's/"job-monitor"/"other"/' examples/correct/probe.json
            jmoncheck check examples/correct --assume fresh --agent-user AGNTUSR > other.txt; echo "then $?"
            cat other.txt; exit $status
            """)
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("then 1"))
        #expect(result.output.contains("error[PF405]"), "\(result.output)")
        #expect(result.output.contains("is not a Job Monitor"), "\(result.output)")
    }

    @Test func `a refusal proves something only where others may connect`() throws {
        let program = try Program()
        try program.copy("examples/correct")
        try program.write(
            "examples/correct/probe.json",
            #"{"version":1,"probes":[{"host":"zos.example.com","port":6715,"answer":"refused","from":null}]}"#)
        let open = try program.run([
            "check", "examples/correct", "--assume", "fresh", "--agent-user", "AGNTUSR", "--format", "concise",
        ])
        #expect(
            open.status == 1 && open.output.contains("zos.example.com refused the connection to port 6715"), "\(open)")
        let answer = #"{"version":1,"probes":[{"host":"zos.example.com","port":6715,"answer":"unreachable"}]}"#
        try program.write("examples/correct/probe.json", answer)
        let firewall = try program.run([
            "check", "examples/correct", "--assume", "fresh", "--agent-user", "AGNTUSR", "--format", "concise",
        ])
        #expect(!firewall.output.contains("[PF405]"), "\(firewall)")
    }
}
