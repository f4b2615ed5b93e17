public import Diagnostics
import Reading

/// What a run of `fix` changes.
public struct FixResult: Sendable {
    /// A correction that is made.
    public struct Applied: Hashable, Sendable {
        public var path: String
        public var rule: RuleID
        /// The line in the file as it was when the edit was made, from 1.
        public var line: Int
        public var title: String
    }

    /// A file with its old and new bytes.
    public struct File: Sendable {
        public var path: String
        public var before: [UInt8]
        public var after: [UInt8]
        /// The lines, with marks in place of secrets.
        public var shownBefore: [SafeText]
        public var shownAfter: [SafeText]
    }

    /// What the check says of the inputs before and after.
    public let before: Outcome
    public internal(set) var after: Outcome
    /// In the order of paths.
    public private(set) var files: [File] = []
    public private(set) var applied: [Applied] = []
    /// Edits that would not remove their finding, or would break something.
    var rejected: Set<Candidate.Identity> = []
    private let inputs: [ParsedInput]

    init(before: Outcome, after: Outcome, inputs: [ParsedInput]) {
        self.before = before
        self.after = after
        self.inputs = inputs
    }

    mutating func note(_ edits: [Candidate]) {
        applied += edits.map { Applied(path: $0.path, rule: $0.identity.rule, line: $0.line, title: $0.fix.title) }
    }

    mutating func finish(
        _ outcome: Outcome, _ now: [ParsedInput], _ originals: [String: [UInt8]], _ changed: [String: [UInt8]]
    ) {
        after = outcome
        let secrets = SecretTexts(inputs + now)
        for path in changed.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            guard let before = originals[path], let after = changed[path], before != after else { continue }
            files.append(
                File(
                    path: path, before: before, after: after,
                    shownBefore: inputs.first { $0.file.path == path }.map { Self.shown($0, secrets) } ?? [],
                    shownAfter: now.first { $0.file.path == path }.map { Self.shown($0, secrets) } ?? []))
        }
    }

    /// The lines of an input, with marks in place of what parsers or other files show to be a secret.
    private static func shown(_ input: ParsedInput, _ secrets: SecretTexts) -> [SafeText] {
        let bytes = input.file.bytes
        let hidden = (input.secrets + secrets.ranges(in: bytes, 0..<bytes.count)).sorted { $0.start < $1.start }
        var next = 0
        // After the last line end there is no line.
        let isEnded = Int(input.file.lineStarts.last ?? 0) == bytes.count && !bytes.isEmpty
        return input.file.lineStarts.indices.dropLast(isEnded ? 1 : 0).map { index in
            let line = input.file.lineBounds(index)
            var text = ""
            var offset = line.lowerBound
            while next < hidden.count, Int(hidden[next].end) <= line.lowerBound { next += 1 }
            var current = next
            while current < hidden.count, Int(hidden[current].start) < line.upperBound {
                let start = max(offset, Int(hidden[current].start))
                let end = min(line.upperBound, Int(hidden[current].end))
                if end > start || hidden[current].count == 0 {
                    text += String(decoding: bytes[offset..<max(offset, start)], as: UTF8.self)
                    if end > start { text += ReportSource.secretMask }
                    offset = max(offset, end)
                }
                current += 1
            }
            text += String(decoding: bytes[offset..<max(offset, line.upperBound)], as: UTF8.self)
            return SafeText(text)
        }
    }
}
