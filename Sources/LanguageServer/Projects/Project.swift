import Checking
import Contract
import Diagnostics

/// A configuration, and the files that its set-ups name.
final class Project {
    /// The absolute path of the configuration.
    let path: String
    /// The folder that its patterns are relative to.
    let root: String
    let configuration: Configuration
    let options: Checker.Options
    private(set) var files: [ProjectFile]
    private(set) var missing: [MissingFile]
    private let host: any ServerHost

    init(_ path: String, _ configuration: Configuration, _ host: any ServerHost) throws(HostFailure) {
        self.path = path
        self.host = host
        self.configuration = configuration
        root = Self.folder(of: path)
        var options = try host.options(configuration, root: root)
        options.cache = InputCache()
        self.options = options
        (files, missing) = host.files(of: configuration, root: root)
    }

    /// Looks again which files there are.
    func listAgain() { (files, missing) = host.files(of: configuration, root: root) }

    /// The path in reports; `nil` for a file that is not below the root.
    func shown(_ path: String) -> String? {
        let prefix = root == "/" ? "/" : root + "/"
        guard path.hasPrefix(prefix) else { return nil }
        return String(path.dropFirst(prefix.count))
    }

    /// The first pattern of a set-up that matches a path in reports.
    func pattern(of shown: String) -> (Configuration.Pattern, InputKind?)? {
        configuration.setUps.lazy.flatMap(\.named).first { $0.pattern.glob.matches(shown) }
    }

    static func folder(of path: String) -> String {
        guard let end = path.lastIndex(of: "/"), end > path.startIndex else { return "/" }
        return String(path[..<end])
    }
}
