import Contract
import Diagnostics
import JobMonitor
import Secrets

/// Secrets that the parser of one kind cannot find in an input of another kind, such as a deck read as a member.
enum ForeignSecrets {
    /// - Parameter isGiven: whether the user gives the kind of the input, so that it may look like another kind.
    static func find(in file: SourceFile, besides input: ParsedInput, isGiven: Bool) -> [SourceRange] {
        let looks = isGiven ? Recognizer.recognise(file) : nil
        let isMisread = isGiven && looks?.kind != input.kind
        guard isMisread || input.kind == .jobMonitor else { return [] }
        let known = joined(input.secrets)
        var found: [SourceRange] = []
        // A deck hides its own secrets in every text that it returns.
        if input.kind != .racf {
            var written = DeckSecrets.find(file.bytes, file.bytes.indices).filter { !$0.isPlaceholder }.map(\.range)
            if isMisread { written += TextSecrets.find(in: file.text(SourceRange(0, file.bytes.count))).map(\.range) }
            found = written.map { SourceRange($0.lowerBound, $0.upperBound) }
                .filter { !isDirective($0, of: input) }.flatMap { without(known, $0) }
        }
        guard isMisread, let looks else { return found }
        let reading = ParsedInput.read(file, as: looks)
        // Comments may quote them.
        let hidden = reading.secrets + SecretTexts([reading]).ranges(in: file.bytes, file.bytes.indices)
        return found + (input.kind == .racf ? hidden.flatMap { without(known, $0) } : hidden)
    }

    /// PASS_PHRASE=ON allows phrases and is not a secret.
    private static func isDirective(_ range: SourceRange, of input: ParsedInput) -> Bool {
        guard case .jobMonitor(let config) = input.document, let setting = config.setting(at: range) else {
            return false
        }
        return JobMonitorDirective.named(setting.intendedName.uppercased()) != nil
    }

    /// The ranges in order, without nested ones.
    private static func joined(_ ranges: [SourceRange]) -> [SourceRange] {
        var joined: [SourceRange] = []
        for range in ranges.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let last = joined.last, range.start <= last.end {
                joined[joined.count - 1] = SourceRange(Int(last.start), Int(max(last.end, range.end)))
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    /// Text that the parser understands is left to it.
    private static func without(_ known: [SourceRange], _ range: SourceRange) -> [SourceRange] {
        var left: [SourceRange] = []
        var start = range.start
        for other in known[known.partitioningIndex { $0.end > range.start }...] {
            guard other.start < range.end else { break }
            if other.start > start { left.append(SourceRange(Int(start), Int(other.start))) }
            start = max(start, other.end)
        }
        if start < range.end { left.append(SourceRange(Int(start), Int(range.end))) }
        return left
    }

    /// The file without the secrets, with every byte in its place, so that no model, message or name can contain one.
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
