import ArgumentParser
import Diagnostics
import Probing
import Reporters

/// Asks over the network whether a Job Monitor answers. No other command opens a connection.
struct ProbeCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Ask whether a Job Monitor answers at an address: the only command that opens a connection.",
        discussion: """
            Connects once to each address, sends the first line of the protocol, reads the first line of the answer and \
            hangs up. It does not log on. The answer as JSON is evidence that 'jmoncheck check' reads.

            Exit status: 0 a Job Monitor answers at each address, 1 not at each, 2 to 4 as usual.

            Example:
              jmoncheck probe zos.example.com:6715 --format json > captures/probe.json
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @Argument(help: ArgumentHelp("What to ask; the port is 6715 if none is given.", valueName: "host[:port]"))
    var targets: [String]

    @Option(help: "The seconds to wait for each address, 1 to 60.")
    var timeout = 5

    @Option(help: ArgumentHelp("The address of this machine to connect from.", valueName: "address"))
    var from: String?

    @Flag(help: "Greet in TLS, to see whether the port speaks it.")
    var tls = false

    @Option(help: "Form of the answer.")
    var format = Format.text

    func validate() throws {
        guard 1...60 ~= timeout else { throw ValidationError("--timeout takes 1 to 60 seconds") }
        for target in targets where ProbeTarget(target) == nil {
            throw ValidationError("'\(target)' is not a host, or a host and a port from 1 to 65535")
        }
    }

    func execute() throws -> ExitStatus {
        let probe = Probe(.init(timeout: timeout * 1000, from: from, usesTLS: tls))
        let report = ProbeReport(results: targets.compactMap(ProbeTarget.init).map(probe.ask))
        switch format {
        case .text: try Console.write(ProbeTextReporter().report(report))
        case .json: try Console.write(ProbeJSONReporter().report(report))
        }
        return report.results.allSatisfy { $0.answer == .jobMonitor } ? .clean : .findings
    }
}
