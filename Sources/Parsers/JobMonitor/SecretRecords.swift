public import Diagnostics
import Secrets

/// Secrets in records that set no variable: after a name without `=`, and on the lines after a secret, where somebody
/// continued it.
extension JobMonitorConfig {
    public var secretRecords: [SourceRange] {
        var found: [SourceRange] = []
        var last: (line: Int, leaves: Open)?
        for record in records {
            let line = file.lineIndex(at: Int(record.range.start))
            let before = last.flatMap { $0.line + 1 == line ? $0.leaves : nil } ?? .nothing
            let text = trimmed(record.range)
            let isContinuation =
                before == .anything
                || before != .nothing && record.setting == nil
                    && (before == .secret || file.bytes[text].contains(UInt8(ascii: "@")))
            if isContinuation {
                found.append(SourceRange(text.lowerBound, text.upperBound))
            } else if record.setting == nil, let value = valueWithoutSign(text) {
                found.append(SourceRange(value.lowerBound, value.upperBound))
            }
            last = (line, leaves(record, isContinuation ? before : .nothing))
        }
        return found
    }

    private typealias Record = (range: SourceRange, setting: Setting?)

    /// All records but comments, in the order of the file.
    private var records: [Record] {
        (settings.map { ($0.record, $0) } + otherRecords.map { ($0, nil) }).sorted { $0.0.start < $1.0.start }
    }

    /// What the next record may continue.
    private enum Open {
        case nothing
        /// A secret, if it is not a setting.
        case secret
        /// The address in which the record ends, if it has the `@` after user and password.
        case address
        /// A secret in any case: a backslash ends the record.
        case anything
    }

    private func leaves(_ record: Record, _ before: Open) -> Open {
        let bytes = file.bytes[trimmed(record.range)]
        let isSecret: Bool
        if before == .secret || before == .anything {
            isSecret = true
        } else if let setting = record.setting {
            let isDirective = JobMonitorDirective.named(setting.intendedName.uppercased()) != nil
            isSecret = setting.holdsSecret || !isDirective && SecretName.matches(setting.intendedName)
        } else {
            isSecret = SecretName.matches(
                String(decoding: bytes.prefix { !$0.isBlank && $0 != UInt8(ascii: ":") }, as: UTF8.self))
        }
        if isSecret { return bytes.last == UInt8(ascii: "\\") ? .anything : .secret }
        guard let scheme = bytes.firstRange(of: "://".utf8) else { return before == .address ? .address : .nothing }
        return bytes[scheme.upperBound...].contains { "/@".utf8.contains($0) } ? .nothing : .address
    }

    private func trimmed(_ range: SourceRange) -> Range<Int> {
        var range = range.bounds
        while let first = range.first, file.bytes[first] <= UInt8(ascii: " ") { range.removeFirst() }
        while let last = range.last, file.bytes[last] <= UInt8(ascii: " ") { range.removeLast() }
        return range
    }

    /// The text after the name of a secret: `DB_PASSWORD x`, `DB_PASSWORD: x`.
    private func valueWithoutSign(_ record: Range<Int>) -> Range<Int>? {
        let bytes = file.bytes[record]
        guard let end = bytes.firstIndex(where: { $0.isBlank || $0 == UInt8(ascii: ":") }),
            SecretName.matches(String(decoding: bytes[..<end], as: UTF8.self)),
            let value = bytes[end...].firstIndex(where: { !$0.isBlank && $0 != UInt8(ascii: ":") })
        else { return nil }
        return value..<record.upperBound
    }
}
