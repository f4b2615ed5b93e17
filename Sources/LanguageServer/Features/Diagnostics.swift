import Checking
import Diagnostics
import Reading

/// What the client was told about a document.
struct Published {
    /// The group that found it: the path of a configuration, or the URI of a document by itself.
    var owner: String
    var hash: String
    var version: Int?
    var isEmpty: Bool
}

extension Group {
    /// The name of the group, which it keeps when it is made again.
    var owner: String { project?.path ?? document ?? "" }
}

extension LanguageServer {
    // MARK: Published

    /// Checks a group and publishes what has changed.
    func publish(_ group: Group) {
        let found: [String: [JSONValue]]
        do throws(Baseline.Failure) {
            found = diagnostics(try projects.check(group), group)
        } catch {
            log("\(SafeText("\(error)"))")
            found = [:]
        }
        group.isTold = true
        for (uri, items) in found.sorted(by: { $0.key < $1.key }) {
            publish(uri, items, owner: group.owner)
        }
        for (uri, last) in sortedPublished where last.owner == group.owner && found[uri] == nil {
            publish(uri, [], owner: group.owner)
            published[uri] = nil
        }
    }

    /// What was published, in an order that is the same in every run.
    private var sortedPublished: [(key: String, value: Published)] { published.sorted { $0.key < $1.key } }

    private func publish(_ uri: String, _ items: [JSONValue], owner: String) {
        let document = projects.documents[uri]
        // The client asks for those of open documents itself, and gets others with them.
        if client.pullsDiagnostics, document != nil || client.takesRelatedDocuments { return }
        let hash = JSONValue.array(items).hash
        let last = published[uri]
        if let last, last.hash == hash, last.version == document?.version {
            published[uri]?.owner = owner
            return
        }
        // Nothing is said of a file that is not open and has nothing.
        if last == nil, items.isEmpty, document == nil { return }
        published[uri] = Published(
            owner: owner, hash: hash, version: document?.version, isEmpty: items.isEmpty)
        var values: [String: JSONValue] = ["uri": .exact(uri), "diagnostics": .array(items)]
        if client.versionsDiagnostics, let document { values["version"] = .number(document.version) }
        notifyClient("textDocument/publishDiagnostics", .object(values))
    }

    /// Takes back what was published about a document that is closed and was checked by itself.
    func forget(_ uri: String) {
        guard let last = published[uri], last.owner == uri else { return }
        published[uri] = nil
        if !last.isEmpty {
            notifyClient("textDocument/publishDiagnostics", ["uri": .exact(uri), "diagnostics": []])
        }
    }

    /// Publishes why configurations cannot be used.
    func publishFaults() {
        let faults = projects.configurationFaults
        // A configuration that is gone or cannot be used says nothing about its files any more.
        let owners = Set(projects.groups.map(\.owner))
        for (uri, last) in sortedPublished where last.owner != "faults" && !owners.contains(last.owner) {
            publish(uri, [], owner: last.owner)
            published[uri] = nil
        }
        for (uri, fault) in faults { publish(uri, [Self.diagnostic(fault)], owner: "faults") }
        for (uri, last) in sortedPublished
        where last.owner == "faults" && !faults.contains(where: { $0.uri == uri }) {
            publish(uri, [], owner: "faults")
            published[uri] = nil
        }
    }

    private static func diagnostic(_ fault: Projects.Fault) -> JSONValue {
        let line = max(0, (fault.position?.line ?? 1) - 1)
        let column = max(0, (fault.position?.column ?? 1) - 1)
        return item(line: line, from: column, to: column + 1, severity: 1, fault.message)
    }

    private static func item(
        line: Int, from start: Int = 0, to end: Int = 0, severity: Int, _ message: String
    ) -> JSONValue {
        [
            "range": [
                "start": ["line": .number(line), "character": .number(start)],
                "end": ["line": .number(line), "character": .number(end)],
            ],
            "severity": .number(severity), "source": "jmoncheck",
            "message": .string(SafeText(message).description),
        ]
    }

    // MARK: Pulled

    func diagnostic(_ values: Wire?) throws(Failure) -> JSONValue {
        let uri = try uri(values)
        var report = report(uri, previous: values?["previousResultId"]?.string)
        guard client.takesRelatedDocuments, let group = projects.group(of: uri) else {
            return .object(report)
        }
        var related: [String: JSONValue] = [:]
        for (other, items) in allDiagnostics(group)
        where other != uri && projects.documents[other] == nil {
            let hash = JSONValue.array(items).hash
            // Only what is new is sent.
            guard published[other]?.hash != hash, published[other] != nil || !items.isEmpty else {
                continue
            }
            published[other] = Published(owner: group.owner, hash: hash, isEmpty: items.isEmpty)
            related[other] = ["kind": "full", "items": .array(items)]
        }
        if !related.isEmpty { report["relatedDocuments"] = .object(related) }
        return .object(report)
    }

    private func report(_ uri: String, previous: String?) -> [String: JSONValue] {
        var items = projects.group(of: uri).map { allDiagnostics($0)[uri] ?? [] } ?? []
        for (faulty, fault) in projects.configurationFaults where faulty == uri { items.append(Self.diagnostic(fault)) }
        return Self.report(items, previous: previous)
    }

    private static func report(_ items: [JSONValue], previous: String?) -> [String: JSONValue] {
        let hash = JSONValue.array(items).hash
        guard hash != previous else { return ["kind": "unchanged", "resultId": .string(hash)] }
        return ["kind": "full", "resultId": .string(hash), "items": .array(items)]
    }

    private func allDiagnostics(_ group: Group) -> [String: [JSONValue]] {
        do throws(Baseline.Failure) { return diagnostics(try projects.check(group), group) } catch {
            return [:]
        }
    }

    func workspaceDiagnostic(_ values: Wire?) -> JSONValue {
        var previous: [String: String] = [:]
        for entry in values?["previousResultIds"]?.list ?? [] {
            if let uri = entry["uri"]?.string { previous[uri] = entry["value"]?.string }
        }
        var found: [String: [JSONValue]] = [:]
        for folder in folders { projects.project(for: folder) }
        for group in projects.groups { found.merge(allDiagnostics(group)) { $0 + $1 } }
        for (uri, fault) in projects.configurationFaults {
            found[uri, default: []].append(Self.diagnostic(fault))
        }
        for uri in previous.keys where found[uri] == nil { found[uri] = [] }
        let items = found.sorted { $0.key < $1.key }.map { uri, items -> JSONValue in
            var report = Self.report(items, previous: previous[uri])
            report["uri"] = .exact(uri)
            report["version"] = projects.documents[uri].map { .number($0.version) } ?? .null
            return .object(report)
        }
        return ["items": .array(items)]
    }

    // MARK: Findings

    /// The diagnostics of a check, by document. A document without any has an empty list.
    private func diagnostics(_ inspected: Inspected, _ group: Group) -> [String: [JSONValue]] {
        var found: [String: [JSONValue]] = [:]
        for uri in inspected.documents { found[uri] = [] }
        let configuration = group.project.map { projects.uri(ofConfiguration: $0.path) }
        if let configuration, let project = group.project {
            found[configuration] = project.missing.map {
                Self.item(line: max(0, $0.line - 1), severity: 2, $0.reason)
            }
        }
        for finding in inspected.outcome.findings where finding.suppression == nil && !finding.isKnown {
            guard let uri = uri(finding.place.file, of: inspected) else { continue }
            found[uri, default: []].append(diagnostic(finding, inspected))
        }
        // A document by itself that is not an input at all is nobody's fault.
        if group.document == nil {
            for (index, input) in inspected.outcome.inputs.enumerated() {
                guard let failure = input.failure, let uri = uri(FileID(index), of: inspected) else {
                    continue
                }
                let prefix = inspected.isInput(FileID(index)) ? "" : "\(input.path): "
                found[uri, default: []].append(Self.item(line: 0, severity: 2, prefix + failure))
            }
        }
        return found
    }

    /// The URI of a file as the client wrote it.
    func uri(_ file: FileID, of inspected: Inspected) -> String? {
        inspected.place(file).map { place in place.path.map(projects.uri(ofConfiguration:)) ?? place.uri }
    }

    private func diagnostic(_ finding: Finding, _ inspected: Inspected) -> JSONValue {
        // What follows from another finding goes away with it.
        let cause = finding.isConsequence ? finding.because : nil
        let severity = cause == nil ? finding.severity : .info
        let remark = cause.map { "; follows from \($0.rule.code)" } ?? ""
        var members: [String: JSONValue] = [
            "range": range(finding.place, inspected), "severity": .number(severity.lspNumber),
            "code": .string(finding.rule.code), "source": "jmoncheck",
            "message": .string(SafeText(finding.message + remark).description),
        ]
        if let site = DocumentationSite.published {
            members["codeDescription"] = ["href": .string(site.page(of: finding.rule))]
        }
        let all = finding.related + (cause.map { [RelatedPlace($0.place, "\($0.rule.code) is the cause")] } ?? [])
        if client.relatesDiagnostics, !all.isEmpty {
            members["relatedInformation"] = .array(
                all.compactMap { related in
                    guard let location = location(related.place, inspected) else { return nil }
                    return ["location": location, "message": .string(SafeText(related.message).description)]
                })
        }
        return .object(members)
    }

    /// The range of a place; the beginning of the file for the file as a whole.
    func range(_ place: Place, _ inspected: Inspected) -> JSONValue {
        let files = inspected.files
        guard let range = place.range, place.file.index < files.count else {
            let start: JSONValue = ["line": 0, "character": 0]
            return ["start": start, "end": start]
        }
        let source = files[place.file.index].source
        let mark = uri(place.file, of: inspected).flatMap { projects.documents[$0] }?.mark(client.unit) ?? 0
        func position(_ offset: UInt32) -> JSONValue {
            let place = source.position(offset, in: client.unit.column)
            let character = place.column - 1 + (place.line == 1 ? mark : 0)
            return ["line": .number(place.line - 1), "character": .number(character)]
        }
        return ["start": position(range.start), "end": position(range.end)]
    }

    /// The places of an input as the client counts them.
    func positions(_ input: ParsedInput, _ uri: String) -> Positions {
        Positions(input.file, client.unit, mark: projects.documents[uri]?.mark(client.unit) ?? 0)
    }

    func location(_ place: Place, _ inspected: Inspected) -> JSONValue? {
        uri(place.file, of: inspected).map { ["uri": .exact($0), "range": range(place, inspected)] }
    }
}

extension Severity {
    /// `DiagnosticSeverity` of the protocol.
    fileprivate var lspNumber: Int {
        switch self {
        case .error: 1
        case .warning: 2
        case .info: 3
        }
    }
}

extension Positions.Unit {
    /// The same unit in reports.
    var column: ReportSource.ColumnUnit {
        switch self {
        case .utf8: .utf8
        case .utf16: .utf16
        case .utf32: .scalars
        }
    }
}
