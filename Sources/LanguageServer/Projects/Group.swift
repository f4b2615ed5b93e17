import Checking
import Contract
import Diagnostics

/// Inputs that are checked together: the set-ups of a configuration, or one document that belongs to none.
final class Group {
    /// The configuration; `nil` for a document by itself.
    let project: Project?
    /// The document by itself.
    let document: String?
    private let checker: Checker
    /// The path in reports of the document by itself.
    private let shown: String
    private(set) var inspected: Inspected?
    private var failure: Baseline.Failure?
    private var state: [String]?
    /// Whether the client knows the result of the last check.
    var isTold = false

    /// The set-ups of a project.
    init(_ project: Project, version: String) {
        self.project = project
        document = nil
        shown = ""
        checker = Checker(project.options, version: version)
    }

    /// A document by itself.
    init(document: String, shown: String, options: Checker.Options, version: String) {
        project = nil
        self.document = document
        self.shown = shown
        var options = options
        options.cache = InputCache()
        checker = Checker(options, version: version)
    }

    /// The sources, each with its URI, as they are now: an open document replaces its file.
    private func sources(_ open: [String: Document], _ paths: [String: String]) -> [(
        source: Source, uri: String
    )] {
        if let document {
            guard let held = open[document] else { return [] }
            return [(Self.source(held, shown, isNamed: true, Self.kind(held.language)), document)]
        }
        guard let project else { return [] }
        var found: [(source: Source, uri: String)] = []
        var known: Set<String> = []
        for file in project.files {
            known.insert(file.path)
            if let uri = paths[file.path], let held = open[uri] {
                let source = Self.source(
                    held, file.source.path, isNamed: file.source.isNamed, file.source.fallback)
                found.append((source, uri))
            } else {
                found.append((file.source, FileURI.uri(file.path)))
            }
        }
        // A document that is not saved yet may have the name of an input.
        let added = paths.filter { !known.contains($0.key) }.compactMap {
            path, uri -> (Source, String)? in
            guard let held = open[uri], let shown = project.shown(path),
                let (_, kind) = project.pattern(of: shown)
            else { return nil }
            return (Self.source(held, shown, isNamed: false, kind), uri)
        }
        guard !added.isEmpty else { return found }
        return (found + added).sorted {
            $0.source.path.utf8.lexicographicallyPrecedes($1.source.path.utf8)
        }
    }

    private static func source(
        _ document: Document, _ shown: String, isNamed: Bool, _ fallback: InputKind?
    ) -> Source {
        let bytes = document.bytes
        var source = Source(path: shown, isNamed: isNamed, fallback: fallback) { limit, _ in
            Source.Content(
                bytes: bytes.count > limit ? Array(bytes.prefix(limit)) : bytes, isCut: bytes.count > limit)
        }
        source.stamp = "open \(document.stamp)"
        return source
    }

    /// The kind of a document whose language is one of ours.
    private static func kind(_ language: String) -> InputKind? {
        switch language {
        case "racf-deck": .racf
        case "jmon-config": .jobMonitor
        default: nil
        }
    }

    /// Whether something has changed since the last check.
    func isDirty(_ open: [String: Document], _ paths: [String: String]) -> Bool {
        Self.state(sources(open, paths)) != state
    }

    private static func state(_ sources: [(source: Source, uri: String)]) -> [String] {
        sources.map { "\($0.source.path) \($0.source.stamp ?? "")" }
    }

    /// The number of bytes of open documents in it.
    func size(_ open: [String: Document], _ paths: [String: String]) -> Int {
        if let document { return open[document]?.bytes.count ?? 0 }
        return project?.files.reduce(0) { $0 + (paths[$1.path].flatMap { open[$0]?.bytes.count } ?? 0) }
            ?? 0
    }

    /// Checks everything again, as far as it has changed.
    func check(_ open: [String: Document], _ paths: [String: String]) throws(Baseline.Failure)
        -> Inspected
    {
        let sources = sources(open, paths)
        let state = Self.state(sources)
        if state == self.state {
            if let inspected { return inspected }
            if let failure { throw failure }
        }
        self.state = state
        isTold = false
        inspected = nil
        failure = nil
        let inspection: Inspection
        do { inspection = try checker.inspect(sources.map(\.source)) } catch {
            failure = error
            throw error
        }
        let made = Inspected(
            inspection,
            uris: Dictionary(sources.map { ($0.source.path, $0.uri) }, uniquingKeysWith: { first, _ in first }),
            configuration: project?.path)
        inspected = made
        return made
    }
}
