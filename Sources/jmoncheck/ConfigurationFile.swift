import ArgumentParser
import Checking
import Diagnostics
import Glibc
import Reporters

/// The configuration file: given with `--config`, or the nearest `.jmoncheck.yml` or `.jmoncheck.yaml` from the working
/// directory upwards.
struct ConfigurationFile {
    static let name = ".jmoncheck.yml"
    private static let names = [name, ".jmoncheck.yaml"]
    /// The largest size; a configuration is written by hand.
    static let sizeLimit = 1 << 20

    private(set) var configuration: Configuration
    /// The folder that its patterns and report files are relative to; `nil` without a file.
    private(set) var root: String?
    /// The path in messages.
    let path: String

    private init(configuration: Configuration, root: String?, path: String) {
        self.configuration = configuration
        self.root = root
        self.path = path
    }

    /// A configuration that was read from a folder.
    init(_ configuration: Configuration, root: String) {
        self.init(configuration: configuration, root: root, path: Self.name)
    }

    /// The path of the configuration in a folder or above it. One that somebody else may have put there is not used.
    static func path(above folder: String) -> String? {
        var folder = folder
        while true {
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            if exists(path) { return (try? expectOwn(path, path)) == nil ? nil : path }
            guard folder != "/" else { return nil }
            folder = Self.folder(of: folder)
        }
    }

    static let none = ConfigurationFile(configuration: Configuration(), root: nil, path: "")

    /// No file, with a folder that paths in reports are relative to.
    static func rooted(at folder: String) -> ConfigurationFile {
        guard let found = unsafe realpath(folder, nil) else { return .none }
        defer { unsafe free(found) }
        return ConfigurationFile(configuration: Configuration(), root: unsafe String(cString: found), path: "")
    }

    /// - Throws: `ValidationError`, exit status 2.
    static func find(_ given: String?) throws -> ConfigurationFile {
        if let given { return try read(given, in: folder(of: absolute(given))) }
        var folder = SourceList.workingDirectory()
        var way = ""
        while true {
            if let name = try own(in: folder, shown: way) {
                var file = try read(way + name, in: folder)
                file.configuration.isAbove = !way.isEmpty
                return file
            }
            guard folder != "/" else { return .none }
            folder = Self.folder(of: folder)
            way += "../"
        }
    }

    /// The name of the configuration in a folder, if there is one.
    ///
    /// - Parameter way: the way to the folder in messages; empty, or with a slash at its end.
    private static func own(in folder: String, shown way: String) throws -> String? {
        let found = names.filter { name in
            exists(folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)")
        }
        guard let name = found.first else { return nil }
        guard found.count == 1 else {
            throw ValidationError("\(way)\(found[0]) and \(way)\(found[1]) lie side by side; keep one of them")
        }
        try expectOwn(folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)", way + name)
        return name
    }

    /// The configuration that lies in a folder; `nil` if there is none.
    static func own(in folder: String) throws -> ConfigurationFile? {
        let way = folder.hasSuffix("/") ? folder : "\(folder)/"
        return try own(in: folder, shown: way).map { try read(way + $0, in: SourceList.absolute(folder)) }
    }

    /// The same for the inputs in a folder, whose paths are relative to it.
    func `in`(_ folder: String) -> ConfigurationFile {
        var file = self
        file.root = SourceList.absolute(folder)
        return file
    }

    /// The same with these set-ups only; with all if there are none.
    func limited(to setUps: [Configuration.SetUpPlan]?) -> ConfigurationFile {
        guard let setUps else { return self }
        var file = self
        file.configuration.setUps = setUps
        return file
    }

    /// The same without set-ups, so that all inputs form one.
    var withoutSetUps: ConfigurationFile {
        var file = self
        file.configuration.setUps = []
        return file
    }

    /// The same with some of its set-ups only.
    func choosing(_ names: [String]) throws(Configuration.UnknownSetUp) -> ConfigurationFile {
        var file = self
        file.configuration = try configuration.choosing(setUps: names)
        return file
    }

    /// Whether there is something with a name, even if it is a link that leads nowhere: whoever made it expects that it
    /// counts.
    static func exists(_ path: String) -> Bool {
        var link = stat()
        return unsafe lstat(path, &link) == 0
    }

    /// Refuses a file that somebody else may have put there: it decides what is checked.
    ///
    /// - Parameter option: the option that would name it.
    static func expectOwn(_ path: String, _ shown: String, option: String = "--config") throws {
        var (target, link) = (stat(), stat())
        guard unsafe stat(path, &target) == 0, unsafe lstat(path, &link) == 0 else { return }
        for owner in [target.st_uid, link.st_uid] where owner != geteuid() && owner != 0 {
            throw ValidationError(
                "\(shown): belongs to another user (number \(owner)), so it is used only if \(option) names it")
        }
    }

    private static func read(_ path: String, in root: String) throws -> ConfigurationFile {
        let content: Source.Content
        do throws(FileFailure) {
            content = try FileBytes.read(path, limit: sizeLimit)
        } catch {
            throw ValidationError("\(path): \(error)")
        }
        guard !content.isCut else { throw ValidationError("\(path): is larger than \(sizeLimit) bytes") }
        let bytes = content.bytes
        guard (try? UTF8Span(validating: bytes.span)) != nil else { throw ValidationError("\(path): is not UTF-8") }
        do throws(Configuration.Failure) {
            let configuration = try ConfigurationReader.read(
                SourceFile(path: path, bytes: bytes), formats: ReportFormat.allCases.map(\.rawValue))
            return ConfigurationFile(configuration: configuration, root: root, path: path)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// The path of a report file that the configuration names.
    func target(_ path: String) -> String {
        guard let root, !path.hasPrefix("/"), root != SourceList.workingDirectory() else { return path }
        return "\(root)/\(path)"
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(SourceList.workingDirectory())/\(path)"
    }

    private static func folder(of path: String) -> String {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        return end == path.startIndex ? "/" : String(path[..<end])
    }
}
