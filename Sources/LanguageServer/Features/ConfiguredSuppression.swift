import Checking
import Diagnostics

/// A suppression in `.jmoncheck.yml`, for files that cannot have comments. It is offered only if the configuration with
/// it can be read and has one suppression more.
struct ConfiguredSuppression {
    private(set) var edit: (range: SourceRange, text: String)?

    /// - Parameter path: the path of the input in reports.
    init(_ finding: Finding, _ path: String, _ file: SourceFile, formats: [String]) {
        var entry = "  - code: \(finding.rule.code)\n    path: \(Self.quoted(path))\n"
        if !finding.key.isEmpty { entry += "    subject: \(Self.quoted(finding.key))\n" }
        entry += "    reason: \(CommentSuppression.reason)\n"
        let lines = file.lineStarts.indices.map { file.lineBounds($0) }
        if let list = lines.first(where: { file.bytes[$0].elementsEqual("suppressions:".utf8) }) {
            let next = file.lineStarts.first { Int($0) > list.lowerBound }.map(Int.init)
            edit = (
                SourceRange(next ?? file.bytes.count, next ?? file.bytes.count),
                (next == nil ? "\n" : "") + entry
            )
        } else {
            let end = file.bytes.count
            let isOpen = file.bytes.last.map { $0 != 0x0A } ?? false
            edit = (SourceRange(end, end), (isOpen ? "\n" : "") + "suppressions:\n" + entry)
        }
        guard let made = edit,
            Self.count(file, made, formats) == (Self.count(file, nil, formats) ?? -1) + 1
        else {
            edit = nil
            return
        }
    }

    /// The number of suppressions; `nil` if the configuration cannot be read.
    private static func count(
        _ file: SourceFile, _ edit: (range: SourceRange, text: String)?, _ formats: [String]
    )
        -> Int?
    {
        var bytes = file.bytes
        if let edit { bytes.insert(contentsOf: edit.text.utf8, at: Int(edit.range.start)) }
        let changed = SourceFile(path: file.path, bytes: bytes)
        return (try? ConfigurationReader.read(changed, formats: formats))?.suppressions.count
    }

    /// A text in single quotes, which YAML takes as it is. A star is any text in a pattern, which fits too.
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
