public import Contract

/// Where the bytes of an input come from. They are read only when the input's turn comes, perhaps in another thread.
public struct Source: Sendable {
    public struct Content: Sendable {
        public var bytes: [UInt8]
        /// Whether the limit was reached before the end.
        public var isCut: Bool
        /// Whether the file was written to meanwhile, so that it may never have had these bytes.
        public var isChanged: Bool
        /// The whole input, if `bytes` are only its beginning.
        public var stream: ByteStream?

        public init(bytes: [UInt8], isCut: Bool, isChanged: Bool = false, stream: ByteStream? = nil) {
            self.bytes = bytes
            self.isCut = isCut
            self.isChanged = isChanged
            self.stream = stream
        }
    }

    /// The reason why there are no bytes: one sentence without a full stop.
    public struct Failure: Error, Sendable {
        public var reason: String
        /// What it is in a directory if it is only counted and named.
        public var obstacle: Obstacle?

        public init(reason: String, obstacle: Obstacle? = nil) {
            self.reason = reason
            self.obstacle = obstacle
        }
    }

    /// An entry of a directory that is not read.
    public enum Obstacle: Sendable {
        /// A link that leads out of the directory.
        case link
        /// A pipe, a socket or a device.
        case special

        /// A sentence without a full stop.
        public var reason: String {
            switch self {
            case .link: "a link that leads out of the directory"
            case .special: "is a pipe or a device in a directory, which is not read"
            }
        }
    }

    /// What is to become of a long input after its first bytes.
    public enum Answer: Sendable {
        case read
        /// Nothing more is read.
        case stop
        /// It is read in pieces, whatever its size.
        case stream
    }

    /// Called with the first bytes of a long input.
    public typealias Question = ([UInt8]) -> Answer

    /// The name in reports.
    public var path: String
    /// The name that recognition and parsers see. It differs from the path where that is `<stdin>`.
    public var name: String
    /// Whether somebody named it, so that it has to be an input. A file found in a directory is skipped if it is not one.
    public var isNamed: Bool
    /// The kind that the configuration gives, for content that is not recognised.
    public var fallback: InputKind?
    /// Something that is different whenever the bytes are; `nil` if nothing is known, so that the source is always read.
    public var stamp: String?
    package let content: @Sendable (_ limit: Int, _ question: Question?) throws(Failure) -> Content

    /// - Parameter content: reads the bytes up to a limit.
    public init(
        path: String, name: String? = nil, isNamed: Bool = true, fallback: InputKind? = nil,
        content: @escaping @Sendable (_ limit: Int, _ question: Question?) throws(Failure) -> Content
    ) {
        self.path = path
        self.name = name ?? path
        self.isNamed = isNamed
        self.fallback = fallback
        self.content = content
    }

    /// Bytes in memory.
    public init(path: String, isNamed: Bool = true, bytes: [UInt8]) {
        self.init(path: path, isNamed: isNamed) { limit, _ in
            Content(bytes: Array(bytes.prefix(limit)), isCut: bytes.count > limit)
        }
    }

    /// An input that cannot be read.
    public init(path: String, failure reason: String) {
        self.init(path: path) { (_, _) throws(Failure) in throw Failure(reason: reason) }
    }
}
