import Diagnostics
import Glibc

/// A moment after which nobody waits any longer.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(milliseconds: Int) { end = .now + .milliseconds(milliseconds) }

    /// The milliseconds that are left, at least 0.
    var left: Int32 {
        let left = end - .now
        let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
        return Int32(clamping: max(0, milliseconds))
    }
}

/// A TCP connection that closes itself.
struct Connection: ~Copyable {
    private let descriptor: Int32

    /// - Parameter result: gets the reason if no connection comes about.
    init?(to address: SocketAddress, from source: String?, _ deadline: Deadline, _ result: inout ProbeReport.Result) {
        let descriptor = socket(
            address.family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        self.descriptor = descriptor
        guard descriptor >= 0 else {
            result.reason = Self.reason(errno)
            return nil
        }
        if let source {
            guard case .success(let own) = SocketAddress.resolve(source, port: 0, isNumeric: true),
                let local = own.first, unsafe local.with({ unsafe bind(descriptor, $0, $1) }) == 0
            else {
                result.reason = "this machine cannot connect from \(source)"
                return nil
            }
        }
        let code = unsafe address.with { unsafe connect(descriptor, $0, $1) }
        let failure = code == 0 ? 0 : errno == EINPROGRESS ? Self.outcome(descriptor, deadline) : errno
        guard failure == 0 else {
            result.answer = failure == ECONNREFUSED ? .refused : .unreachable
            // A refusal says all by itself.
            result.reason = failure == ECONNREFUSED ? nil : Self.reason(failure)
            return nil
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The address from which this machine connected.
    var localAddress: String? { SocketAddress(localEndOf: descriptor)?.numeric }

    /// - Returns: whether everything was sent in time.
    func send(_ bytes: [UInt8], _ deadline: Deadline) -> Bool {
        var sent = 0
        while sent < bytes.count {
            guard Self.wait(descriptor, POLLOUT, deadline) else { return false }
            let count = unsafe bytes[sent...].withUnsafeBytes { part in
                unsafe Glibc.send(descriptor, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// - Returns: what came, nothing if the other side closed the connection, `nil` if the time is over.
    func receive(_ limit: Int, _ deadline: Deadline) -> [UInt8]? {
        while Self.wait(descriptor, POLLIN, deadline) {
            var failure: Int32 = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
                let result = unsafe recv(descriptor, buffer.baseAddress, limit, 0)
                failure = result < 0 ? errno : 0
                count = max(0, result)
            }
            if failure == EINTR || failure == EAGAIN { continue }
            return bytes
        }
        return nil
    }

    /// The error of a connection that was begun; 0 if it succeeded.
    private static func outcome(_ descriptor: Int32, _ deadline: Deadline) -> Int32 {
        guard wait(descriptor, POLLOUT, deadline) else { return ETIMEDOUT }
        var failure: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &length) == 0 else { return errno }
        return failure
    }

    private static func wait(_ descriptor: Int32, _ event: Int32, _ deadline: Deadline) -> Bool {
        while true {
            var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let count = unsafe poll(&entry, 1, deadline.left)
            if count < 0, errno == EINTR { continue }
            return count > 0
        }
    }

    private static func reason(_ code: Int32) -> String {
        code == ETIMEDOUT ? "no answer in time" : unsafe String(cString: strerror(code))
    }
}
