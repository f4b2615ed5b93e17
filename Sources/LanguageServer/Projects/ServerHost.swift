public import Checking
public import Diagnostics

/// What the server needs of the file system and of the rest of the program.
public protocol ServerHost: Sendable {
    /// The path of the configuration for files of a folder: in it or above it.
    func configuration(above folder: String) -> String?

    /// The bytes of a configuration; `nil` if it cannot be read.
    func configurationBytes(_ path: String) -> [UInt8]?

    /// The options of a check with a configuration.
    ///
    /// - Throws: one sentence about a baseline that cannot be used.
    func options(_ configuration: Configuration, root: String) throws(HostFailure) -> Checker.Options

    /// The files that the set-ups of a configuration name, in the order of their paths, and the patterns without files.
    func files(of configuration: Configuration, root: String) -> (
        files: [ProjectFile], missing: [MissingFile]
    )

    /// Writes a line about the run.
    func log(_ line: SafeText)

    /// Whether a process with this number exists.
    func isAlive(process: Int) -> Bool
}

/// A fault that the user has to remove: one sentence without a full stop.
public struct HostFailure: Error, Equatable, Sendable {
    public var reason: String

    public init(reason: String) { self.reason = reason }
}

/// A file that belongs to a set-up.
public struct ProjectFile: Sendable {
    /// The absolute path.
    public var path: String
    /// Reads the file; its path is that of reports.
    public var source: Source

    public init(path: String, source: Source) {
        self.path = path
        self.source = source
    }
}

/// A pattern of a set-up that matches no file.
public struct MissingFile: Sendable {
    /// The line of the pattern, from 1.
    public var line: Int
    public var reason: String

    public init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}
