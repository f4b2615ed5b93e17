import Diagnostics
import Reading

/// An edit that a finding comes with.
struct Candidate {
    /// What stays of a finding when lines move.
    struct Identity: Hashable {
        var path: String
        var rule: RuleID
        var message: String
        /// The beginning of its line: a line may be as long as the file.
        var line: String
    }

    let identity: Identity
    let file: FileID
    let path: String
    let fix: Fix
    let subjects: [String]
    /// The number of the line, from 1.
    let line: Int
    private let source: SourceFile?

    init(_ finding: Finding, _ fix: Fix, in state: Fixer.State) {
        file = finding.place.file
        self.fix = fix
        subjects = finding.subjects
        source = state.input(file)?.file
        path = source?.path ?? ""
        let start = finding.place.range?.start ?? fix.replacements.first?.range.start ?? 0
        let index = source?.lineIndex(at: Int(start)) ?? 0
        line = source?.lineNumber(index) ?? 1
        identity = Identity(
            path: path, rule: finding.rule, message: finding.message,
            line: source.map { String(decoding: $0.bytes[$0.lineBounds(index).prefix(256)], as: UTF8.self) } ?? "")
    }

    /// The indices of the lines of a range.
    func lines(of range: SourceRange) -> ClosedRange<Int> {
        guard let source else { return 0...0 }
        let first = source.lineIndex(at: Int(range.start))
        return first...max(first, source.lineIndex(at: Int(range.end)))
    }

    /// Whether the same rule wants another text in the same place, for another set-up.
    func contradicts(_ other: Candidate) -> Bool {
        identity.rule == other.identity.rule && Set(subjects).isDisjoint(with: other.subjects)
    }
}

/// The places that chosen edits change.
struct TakenRanges {
    private struct Line: Hashable {
        var file: FileID
        var number: Int
    }

    private struct Change: Hashable {
        var file: FileID
        var range: SourceRange
    }

    private var lines: [Line: [SourceRange]] = [:]
    private var changes: [Change: (text: String, candidate: Candidate)] = [:]

    /// A chosen edit that wants another text in the same place, for another set-up.
    func contradiction(of candidate: Candidate) -> Candidate? {
        for replacement in candidate.fix.replacements where replacement.range.count > 0 {
            guard let other = changes[Change(file: candidate.file, range: replacement.range)],
                other.text != replacement.text, candidate.contradicts(other.candidate)
            else { continue }
            return other.candidate
        }
        return nil
    }

    /// - Returns: false if the edit touches what another one changes.
    mutating func insert(_ candidate: Candidate) -> Bool {
        let touched = candidate.fix.replacements.map { replacement in
            (replacement, candidate.lines(of: replacement.range).map { Line(file: candidate.file, number: $0) })
        }
        let isFree = touched.allSatisfy { replacement, touched in
            touched.allSatisfy { line in
                lines[line, default: []].allSatisfy {
                    $0.end < replacement.range.start || $0.start > replacement.range.end
                }
            }
        }
        guard isFree else { return false }
        for (replacement, touched) in touched {
            for line in touched { lines[line, default: []].append(replacement.range) }
            changes[Change(file: candidate.file, range: replacement.range)] = (replacement.text, candidate)
        }
        return true
    }
}
