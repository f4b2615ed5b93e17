/// Cuts the stream of a client into messages (LSP 3.17, Base Protocol): header lines, an empty line, and as many bytes as
/// `Content-Length` says.
///
/// After something that is not a header it continues with the next `Content-Length`.
struct FrameReader {
    enum Frame: Equatable {
        case message([UInt8])
        /// What was passed over, and why: one sentence without a full stop.
        case fault(String)
    }

    /// The largest message that is read. A document of 100 MB takes twice as much if every character is an escape.
    static let messageLimit = 1 << 28
    /// The largest header.
    private static let headerLimit = 4096
    private static let lengthName = Array("content-length:".utf8)

    private var buffer: [UInt8] = []
    /// The beginning of what was not read yet.
    private var start = 0
    /// The bytes that still have to arrive before the next frame can be complete, so that nothing is searched twice.
    private var missing = 0
    /// The bytes of a message that is too long and is passed over.
    private var skipped = 0
    private var isLost = false

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        let dropped = min(skipped, bytes.count)
        skipped -= dropped
        let rest = bytes.dropFirst(dropped)
        buffer += rest
        missing -= rest.count
    }

    /// The next message; `nil` until more bytes arrive.
    mutating func next() -> Frame? {
        guard missing <= 0 else { return nil }
        if isLost { return findAgain() }
        guard let header = headerEnd() else {
            guard buffer.count - start > Self.headerLimit else { return nil }
            return lose("a header of more than \(Self.headerLimit) bytes")
        }
        switch length(in: buffer[start..<header.text]) {
        case .failure(let fault): return lose(fault.reason)
        case .success(let length):
            guard length <= Self.messageLimit else {
                let held = min(length, buffer.count - header.end)
                skipped = length - held
                drop(to: header.end + held)
                return .fault("a message of \(length) bytes, which is longer than \(Self.messageLimit)")
            }
            guard buffer.count - header.end >= length else {
                missing = length - (buffer.count - header.end)
                return nil
            }
            let message = Array(buffer[header.end..<(header.end + length)])
            drop(to: header.end + length)
            return .message(message)
        }
    }

    /// Whether bytes are left that belong to no complete message.
    var isInside: Bool { buffer.count > start }

    private struct Fault: Error { var reason: String }

    /// The end of the header lines, and the offset after the empty line.
    private func headerEnd() -> (text: Int, end: Int)? {
        var offset = start
        let limit = min(buffer.count, start + Self.headerLimit + 4)
        while offset < limit {
            guard buffer[offset] == UInt8(ascii: "\n") else {
                offset += 1
                continue
            }
            // Lines end at CR LF; LF alone is understood too.
            let next = offset + 1
            if next < limit, buffer[next] == UInt8(ascii: "\n") { return (offset, next + 1) }
            if next + 1 < limit, buffer[next] == UInt8(ascii: "\r"),
                buffer[next + 1] == UInt8(ascii: "\n")
            {
                return (offset, next + 2)
            }
            offset += 1
        }
        return nil
    }

    private func length(in header: ArraySlice<UInt8>) -> Result<Int, Fault> {
        var found: Int?
        for line in header.split(whereSeparator: {
            $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                return .failure(Fault(reason: "a header line without a colon"))
            }
            guard line[...colon].elementsEqual(Self.lengthName, by: { $0 | 0x20 == $1 | 0x20 }) else {
                continue
            }
            let value = String(decoding: line[(colon + 1)...], as: UTF8.self).split(separator: " ")
                .joined()
            guard let length = Int(value), length >= 0, value.utf8.allSatisfy({ 0x30...0x39 ~= $0 })
            else {
                return .failure(Fault(reason: "a Content-Length that is not a number"))
            }
            found = length
        }
        return found.map { .success($0) } ?? .failure(Fault(reason: "a header without Content-Length"))
    }

    // MARK: After a fault

    private mutating func lose(_ reason: String) -> Frame {
        isLost = true
        start = min(start + 1, buffer.count)
        return .fault(reason)
    }

    private mutating func findAgain() -> Frame? {
        let name = Self.lengthName
        var offset = start
        while offset + name.count <= buffer.count {
            if buffer[offset] | 0x20 == name[0],
                buffer[offset..<(offset + name.count)].elementsEqual(name, by: { $0 | 0x20 == $1 | 0x20 })
            {
                drop(to: offset)
                isLost = false
                return next()
            }
            offset += 1
        }
        drop(to: offset)
        return nil
    }

    private mutating func drop(to offset: Int) {
        start = offset
        missing = 0
        guard start == buffer.count || start > 1 << 16 && start > buffer.count / 2 else { return }
        if start == buffer.count, buffer.capacity > 1 << 20 {
            buffer = []
        } else {
            buffer.removeFirst(start)
        }
        start = 0
    }
}
