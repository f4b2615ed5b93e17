public import Diagnostics
import Glibc

/// Asks whether a Job Monitor answers on a port, with one connection, without a logon and without a second try.
///
/// The only code of jmoncheck that opens a connection.
public struct Probe: Sendable {
    public struct Options: Sendable {
        /// The time for everything: the connection and the answer, in milliseconds.
        public var timeout: Int
        /// The address of this machine to connect from; `nil` lets the system choose.
        public var from: String?
        /// Whether to greet in TLS instead of asking for the Job Monitor.
        public var usesTLS: Bool

        public init(timeout: Int, from: String? = nil, usesTLS: Bool = false) {
            self.timeout = timeout
            self.from = from
            self.usesTLS = usesTLS
        }
    }

    /// What is read of an answer. The greeting is one short line, and a server may send without end.
    private static let answerLimit = 256

    private let options: Options

    public init(_ options: Options) { self.options = options }

    public func ask(_ target: ProbeTarget) -> ProbeReport.Result {
        var result = ProbeReport.Result(host: target.host, port: target.port, answer: .unreachable)
        let deadline = Deadline(milliseconds: options.timeout)
        let addresses: [SocketAddress]
        switch SocketAddress.resolve(target.host, port: target.port) {
        case .success(let found): addresses = found
        case .failure(let failure):
            result.answer = .unknownName
            result.reason = failure.reason
            return result
        }
        // The next address of a name counts only where no connection to the one before came about.
        for address in addresses {
            result.address = address.numeric
            guard let connection = Connection(to: address, from: options.from, deadline, &result) else { continue }
            result.from = connection.localAddress
            result.reason = nil
            converse(connection, deadline, &result)
            break
        }
        return result
    }

    private func converse(
        _ connection: borrowing Connection, _ deadline: Deadline, _ result: inout ProbeReport.Result
    ) {
        guard connection.send(options.usesTLS ? Greeting.tls : Greeting.jobMonitor, deadline) else {
            result.answer = .closed
            return
        }
        var bytes: [UInt8] = []
        while bytes.count < Self.answerLimit {
            guard let part = connection.receive(Self.answerLimit - bytes.count, deadline) else {
                result.answer = .silent
                break
            }
            guard !part.isEmpty else {
                result.answer = .closed
                break
            }
            bytes += part
            if Greeting.isDecided(bytes) { break }
        }
        guard !bytes.isEmpty else { return }
        (result.answer, result.level) = Greeting.meaning(of: bytes)
    }
}
