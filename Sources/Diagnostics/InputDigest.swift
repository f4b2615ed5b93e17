import Synchronization

/// The SHA-256 digest of an input's bytes, by which a reader of a report recognises the file that was judged.
///
/// An input that is read in pieces has its digest once it was read to its end.
public final class InputDigest: Sendable {
    private let digest: Mutex<String?>

    /// - Parameter bytes: the input as it is stored, before anything is decoded.
    public init(_ bytes: [UInt8]) { digest = Mutex(SHA256.hexadecimal(bytes)) }

    public init() { digest = Mutex(nil) }

    /// 64 hexadecimal digits; `nil` as long as the input is not read to its end.
    public var value: String? { digest.withLock { $0 } }

    public func finish(_ hash: SHA256) { digest.withLock { $0 = hash.hexadecimal } }
}
