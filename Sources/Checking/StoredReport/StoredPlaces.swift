import Diagnostics

/// The files and places of a stored report. Places are numbered in their order, so that they compare as in the text.
struct StoredPlaces {
    private(set) var paths: [String]
    private var files: [String: FileID]
    private var marks: [[ReportRecord.Mark]] = []
    private var indices: [[ReportRecord.Mark: Int]] = []
    private var records: [ReportRecord] = []

    /// - Parameter inputs: the paths of the inputs; files that only places name are numbered after them.
    init(_ root: StoredValue, inputs: [String]) throws(StoredReport.Failure) {
        paths = inputs
        files = Dictionary(
            inputs.enumerated().map { ($1, FileID($0)) }, uniquingKeysWith: { first, _ in first })
        var found: [Int: Set<ReportRecord.Mark>] = [:]
        for value in try Self.places(root) {
            let path = try value.text("path")
            let file = files[path] ?? FileID(paths.count)
            if files.updateValue(file, forKey: path) == nil { paths.append(path) }
            if let (start, end) = try Self.marks(value) { found[file.index, default: []].formUnion([start, end]) }
        }
        for file in paths.indices {
            let marks = found[file, default: []].sorted()
            var record = ReportRecord()
            record.marks = marks
            records.append(record)
            indices.append(Dictionary(uniqueKeysWithValues: marks.enumerated().map { ($1, $0) }))
        }
    }

    /// All places in a report.
    private static func places(_ root: StoredValue) throws(StoredReport.Failure) -> [StoredValue] {
        var places = try root.optional("suppressions")?.items() ?? []
        for finding in try root.member("findings").items() {
            places.append(finding)
            places += try finding.member("related").items()
            places += try finding.optional("fix")?.member("replacements").items() ?? []
            places += finding.optional("because").map { [$0] } ?? []
            places += finding.optional("suppressed").map { [$0] } ?? []
        }
        for step in try root.optional("preflight")?.items() ?? [] {
            if step.optional("path") != nil { places.append(step) }
            places += try step.member("links").items().filter { $0.optional("path") != nil }
        }
        if let access = root.optional("access") {
            for key: StaticString in ["grants", "administrators", "orphans", "evidence", "unread"] {
                places += try access.member(key).items().filter { $0.optional("path") != nil }
            }
            places += try access.optional("keys")?.items().filter { $0.optional("path") != nil } ?? []
        }
        places += try root.member("checks").items().filter { $0.optional("path") != nil }
        return places
    }

    private static func marks(
        _ value: StoredValue
    ) throws(StoredReport.Failure) -> (ReportRecord.Mark, ReportRecord.Mark)? {
        guard let line = value.optional("line"), value.optional("column") != nil else { return nil }
        let (utf16, utf8) = (value.optional("utf16"), value.optional("utf8"))
        func mark(_ line: Int, _ key: StaticString) throws(StoredReport.Failure) -> ReportRecord.Mark {
            let column = try value.member(key).number()
            return ReportRecord.Mark(
                Position(line: line, column: column), utf16: try utf16?.member(key).number() ?? column,
                utf8: try utf8?.member(key).number() ?? column)
        }
        let start = try mark(try line.number(), "column")
        let end = try mark(try value.member("endLine").number(), "endColumn")
        guard start <= end || start == end else { throw value.failure("the place ends before it begins") }
        return (start, end)
    }

    func file(_ value: StoredValue) throws(StoredReport.Failure) -> FileID {
        files[try value.text("path")] ?? FileID(0)
    }

    func place(_ value: StoredValue) throws(StoredReport.Failure) -> Place {
        let file = try file(value)
        guard let (start, end) = try Self.marks(value) else { return Place(file) }
        return Place(file, SourceRange(indices[file.index][start] ?? 0, indices[file.index][end] ?? 0))
    }

    /// Records the lines that a fix changes.
    mutating func record(_ value: StoredValue, of fix: Fix, in file: FileID) throws(StoredReport.Failure) {
        guard let changes = value.optional("changes") else { return }
        func lines(_ value: StoredValue) throws(StoredReport.Failure) -> [SafeText] {
            try value.items().map { (line) throws(StoredReport.Failure) in SafeText(try line.text()) }
        }
        records[file.index].changes[fix] = try changes.items().map { (change) throws(StoredReport.Failure) in
            ReportSource.Change(
                line: try change.member("line").number(), removed: try lines(change.member("removed")),
                added: try lines(change.member("added")), column: max(0, try change.member("column").number()))
        }
    }

    /// Records the excerpt of the line at a place.
    mutating func record(_ value: StoredValue, at place: Place) throws(StoredReport.Failure) {
        if let hash = try value.optional("lineHash")?.text() {
            let line = try value.optional("line")?.number() ?? 1
            records[place.file.index].lineHashes[line] = hash
        }
        try recordExcerpt(value, at: place)
    }

    /// Records the excerpt of the evidence of a link, if it has one.
    mutating func recordExcerpt(of link: StoredValue) throws(StoredReport.Failure) {
        guard link.optional("path") != nil else { return }
        try recordExcerpt(link, at: try place(link))
    }

    private mutating func recordExcerpt(_ value: StoredValue, at place: Place) throws(StoredReport.Failure) {
        guard let range = place.range, let stored = value.optional("excerpt") else { return }
        var excerpt = try Self.excerpt(stored, line: try value.member("line").number())
        if let last = stored.optional("last") {
            excerpt.last = [try Self.excerpt(last, line: try last.member("line").number())]
        }
        records[place.file.index].excerpts[range] = excerpt
    }

    private static func excerpt(
        _ value: StoredValue, line: Int
    ) throws(StoredReport.Failure) -> ReportSource.Excerpt {
        let (start, end) = (try value.member("start").number(), try value.member("end").number())
        guard start <= end else { throw value.failure("the excerpt ends before it begins") }
        return ReportSource.Excerpt(line: line, text: SafeText(try value.text("text")), highlight: start..<end)
    }

    func source(_ file: Int) -> ReportSource { ReportSource(records[file]) }
}
