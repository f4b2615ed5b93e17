public import Diagnostics

/// The bytes of an input from its beginning, in pieces, for inputs that need not fit into memory.
public struct ByteStream: Sendable {
    /// The reason why there are no more bytes: one sentence without a full stop.
    public struct Failure: Error, Equatable, Sendable {
        public var reason: String

        public init(reason: String) { self.reason = reason }
    }

    /// Called with a buffer and the number of bytes in it; if it returns false, nothing more is read.
    public typealias Body = (_ buffer: [UInt8], _ count: Int) -> Bool

    private let read: @Sendable (Body) throws(Failure) -> Void

    /// - Parameter read: calls its argument with each piece in turn. The buffer may be used again for the next one.
    public init(_ read: @escaping @Sendable (Body) throws(Failure) -> Void) { self.read = read }

    /// Bytes in memory.
    public init(_ bytes: [UInt8]) {
        read = { (body) throws(Failure) in _ = body(bytes, bytes.count) }
    }

    public func pieces(_ body: Body) throws(Failure) { try read(body) }
}

extension ByteStream {
    /// The same stream, and the digest of it, which has its value once the stream was read to its end.
    public func digesting() -> (ByteStream, InputDigest) {
        let digest = InputDigest()
        let stream = ByteStream { (body) throws(Failure) in
            var hash = SHA256()
            var isWhole = true
            try pieces { buffer, count in
                hash.update(buffer, count)
                isWhole = body(buffer, count)
                return isWhole
            }
            if isWhole { digest.finish(hash) }
        }
        return (stream, digest)
    }
}
