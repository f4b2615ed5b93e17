import Checking
import Diagnostics

/// The open documents, and the groups in which they are checked.
final class Projects {
    /// A configuration that cannot be used: its place, if it has one, and the reason.
    struct Fault {
        var position: Position?
        var message: String
    }

    /// By URI.
    private(set) var documents: [String: Document] = [:]
    /// The URIs of open documents by their paths.
    private var paths: [String: String] = [:]
    /// The set-ups by the paths of their configurations.
    private var projects: [String: Group] = [:]
    private(set) var faults: [String: Fault] = [:]
    /// Documents by themselves, by URI.
    private var alone: [String: Group] = [:]
    /// The configuration of each folder, as far as somebody asked.
    private var known: [String: String?] = [:]
    private let host: any ServerHost
    private let version: String
    /// The names of the report formats, which a configuration may use.
    let formats: [String]

    init(_ host: any ServerHost, version: String, formats: [String]) {
        self.host = host
        self.version = version
        self.formats = formats
    }

    // MARK: Documents

    func open(_ document: Document) {
        documents[document.uri] = document
        if let path = FileURI.path(document.uri) { paths[path] = document.uri }
        noteConfiguration(document.uri)
    }

    func change(_ uri: String, _ change: (inout Document) -> Bool) -> Bool {
        guard var document = documents[uri] else { return false }
        // The text has one owner while it is changed.
        documents[uri] = nil
        let isChanged = change(&document)
        documents[uri] = document
        noteConfiguration(uri)
        return isChanged
    }

    func close(_ uri: String) {
        documents[uri] = nil
        if let path = FileURI.path(uri), paths[path] == uri { paths[path] = nil }
        alone[uri] = nil
        noteConfiguration(uri)
    }

    /// Whether a document is a configuration.
    static func isConfiguration(_ uri: String) -> Bool { uri.hasSuffix("/.jmoncheck.yml") }

    private func noteConfiguration(_ uri: String) {
        guard Self.isConfiguration(uri), let path = FileURI.path(uri) else { return }
        forget(path)
    }

    // MARK: Changes of files

    /// Reads a configuration again when somebody asks for it.
    func forget(_ configuration: String) {
        projects[configuration] = nil
        faults[configuration] = nil
        known = [:]
        alone = [:]
    }

    /// Reads the configurations whose baseline a file is again.
    func forgetBaselines(_ file: String) {
        for (path, group) in projects {
            guard let project = group.project, let shown = project.shown(file) else { continue }
            if shown == project.configuration.baseline ?? ".jmoncheck-baseline.json" { forget(path) }
        }
    }

    /// Looks again which files there are and when they were changed.
    func listAgain() {
        known = [:]
        for group in projects.values { group.project?.listAgain() }
    }

    // MARK: Groups

    /// The configuration of a folder, even if only an open document has it.
    private func configuration(above folder: String) -> String? {
        if let found = known[folder] { return found }
        var found = host.configuration(above: folder)
        var current = folder
        while true {
            let path = current == "/" ? "/.jmoncheck.yml" : current + "/.jmoncheck.yml"
            if path == found { break }
            if paths[path] != nil {
                found = path
                break
            }
            guard current != "/" else { break }
            current = Project.folder(of: current)
        }
        known[folder] = .some(found)
        return found
    }

    /// The set-ups of the configuration for a folder.
    @discardableResult
    func project(for folder: String) -> Group? {
        guard let path = configuration(above: folder) else { return nil }
        if let group = projects[path] { return group }
        guard faults[path] == nil else { return nil }
        let open = paths[path].flatMap { documents[$0]?.bytes }
        guard let bytes = open ?? host.configurationBytes(path) else {
            faults[path] = Fault(position: nil, message: "the configuration cannot be read")
            return nil
        }
        guard (try? UTF8Span(validating: bytes.span)) != nil else {
            faults[path] = Fault(position: nil, message: "the configuration is not UTF-8")
            return nil
        }
        do {
            let configuration = try ConfigurationReader.read(
                SourceFile(path: ".jmoncheck.yml", bytes: bytes), formats: formats)
            let group = Group(try Project(path, configuration, host), version: version)
            projects[path] = group
            return group
        } catch let failure as Configuration.Failure {
            faults[path] = Fault(position: failure.position, message: failure.message)
        } catch {
            faults[path] = Fault(
                position: nil, message: (error as? HostFailure)?.reason ?? "cannot be used")
        }
        return nil
    }

    /// The group in which a document is checked; `nil` for a configuration, and for one that is not open.
    func group(of uri: String) -> Group? {
        guard !Self.isConfiguration(uri) else {
            return FileURI.path(uri).flatMap { self.project(for: Project.folder(of: $0)) }
        }
        let path = FileURI.path(uri)
        if let path, let group = project(for: Project.folder(of: path)), let project = group.project {
            if project.files.contains(where: { $0.path == path }) { return group }
            if documents[uri] != nil, project.shown(path).map({ project.pattern(of: $0) != nil }) ?? false {
                return group
            }
        }
        guard documents[uri] != nil else { return nil }
        if let group = alone[uri] { return group }
        let project = path.flatMap { self.project(for: Project.folder(of: $0)) }?.project
        var options = Checker.Options()
        if let project {
            options = project.options
        } else if let own = try? host.options(Configuration(), root: "/") {
            options = own
        }
        // An environment or a file that is missing is the project's affair.
        options.configuration.setUps = []
        let shown = path.flatMap { project?.shown($0) } ?? FileURI.name(uri)
        let group = Group(document: uri, shown: shown, options: options, version: version)
        alone[uri] = group
        return group
    }

    /// All groups: the projects that were opened, and the documents by themselves.
    var groups: [Group] {
        let opened = documents.keys.sorted().compactMap { group(of: $0) }
        var seen: Set<ObjectIdentifier> = []
        return (projects.sorted { $0.key < $1.key }.map(\.value) + opened).filter {
            seen.insert(ObjectIdentifier($0)).inserted
        }
    }

    /// Whether the client does not know yet what a check would find.
    func isDirty(_ group: Group) -> Bool { !group.isTold || group.isDirty(documents, paths) }

    func size(_ group: Group) -> Int { group.size(documents, paths) }

    /// - Throws: if the baseline is another project's.
    func check(_ group: Group) throws(Baseline.Failure) -> Inspected {
        try group.check(documents, paths)
    }

    /// The check that has a document, up to date.
    func inspected(_ uri: String) -> Inspected? { group(of: uri).flatMap { try? check($0) } }

    /// The faults of the configurations, with their URIs.
    var configurationFaults: [(uri: String, fault: Fault)] {
        faults.map { (uri: paths[$0.key] ?? FileURI.uri($0.key), fault: $0.value) }.sorted {
            $0.uri < $1.uri
        }
    }

    func uri(ofConfiguration path: String) -> String { paths[path] ?? FileURI.uri(path) }
}
