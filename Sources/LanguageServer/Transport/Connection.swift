import Dispatch
import Glibc

/// The two ends of the pipe to the client: a thread that reads messages into a queue, and writing.
final class Connection: Sendable {
    let queue = MessageQueue()
    private let input: Int32
    private let output: Int32

    init(input: Int32, output: Int32) {
        self.input = input
        self.output = output
    }

    /// Reads until the client closes the pipe.
    func start() {
        DispatchQueue(label: "jmoncheck.lsp.reader", qos: .userInitiated).async { [self] in
            var frames = FrameReader()
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = unsafe buffer.withUnsafeMutableBytes {
                    unsafe read(input, $0.baseAddress, $0.count)
                }
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN {
                    var ready = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
                    _ = unsafe poll(&ready, 1, -1)
                    continue
                }
                guard count > 0 else { break }
                frames.append(buffer[..<count])
                while let frame = frames.next() {
                    switch frame {
                    case .message(let bytes): queue.add(.message(Message(bytes)), size: bytes.count)
                    case .fault(let reason): queue.add(.fault(reason))
                    }
                }
            }
            if frames.isInside { queue.add(.fault("the input ends inside a message")) }
            queue.add(.end)
        }
    }

    /// Writes a message; `false` if nobody reads any more.
    func write(_ content: [UInt8]) -> Bool {
        let message = Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content
        var offset = 0
        while offset < message.count {
            let count = unsafe message.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    output, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                var ready = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&ready, 1, -1)
                continue
            }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }
}
