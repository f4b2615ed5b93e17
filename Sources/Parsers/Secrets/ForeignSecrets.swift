import Diagnostics

/// Secrets that the parser of one kind cannot know, in an input that may be of another: a deck read as a member.
enum ForeignSecrets {
    /// - Parameter mayBeOther: whether the input is also read as what it looks like.
    static func find(in file: SourceFile, besides input: ParsedInput, mayBeOther: Bool) -> [SourceRange] {
        let known = input.secrets.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        let written = DeckSecrets.find(file.bytes, file.bytes.indices).filter { !$0.isPlaceholder }.map {
            SourceRange($0.range.lowerBound, $0.range.upperBound)
        }
        let found = written.filter { !isDirective($0, of: input) }.flatMap { without(known, $0) }
        guard mayBeOther, let other = Recognizer.recognise(file), other.kind != input.kind else { return found }
        let hidden = ParsedInput.read(file, as: other).secrets
        // A deck knows its own secrets in every text that it gives away.
        return found + (input.kind == .racf ? hidden.flatMap { without(known, $0) } : hidden)
    }

    /// PASS_PHRASE=ON says that phrases are allowed.
    private static func isDirective(_ range: SourceRange, of input: ParsedInput) -> Bool {
        guard case .jobMonitor(let config) = input.document, let setting = config.setting(at: range) else {
            return false
        }
        return JobMonitorDirective.named(setting.intendedName.uppercased()) != nil
    }

    /// What the parser knows it judges, and it stays as it is.
    private static func without(_ known: [SourceRange], _ range: SourceRange) -> [SourceRange] {
        var left: [SourceRange] = []
        var start = range.start
        for other in known where other.end > start && other.start < range.end {
            if other.start > start { left.append(SourceRange(Int(start), Int(other.start))) }
            start = max(start, other.end)
        }
        if start < range.end { left.append(SourceRange(Int(start), Int(range.end))) }
        return left
    }

    /// The file without them, each byte in its place, so that no model, message or name can hold any.
    static func masked(_ file: SourceFile, _ secrets: [SourceRange]) -> SourceFile {
        var bytes = file.bytes
        for secret in secrets {
            for offset in secret.bounds where bytes[offset] > UInt8(ascii: " ") { bytes[offset] = UInt8(ascii: "*") }
        }
        return SourceFile(
            id: file.id, path: file.path, bytes: bytes, encoding: file.encoding, record: file.record,
            assumption: file.assumption, defects: file.defects)
    }
}
