import Contract
import Diagnostics

/// What is read of kinds that people write by hand: what is known of a line takes a hundred times the shortest one.
extension SourceFile {
    static let mostBytes = 1 << 20
    static let mostLines = 300_000

    /// The file up to the limit of its kind; `nil` if it is not longer.
    func limited(as kind: InputKind) -> SourceFile? {
        switch kind {
        case .jobMonitor, .jobMonitorProc:
            guard bytes.count > Self.mostBytes else { return nil }
            let name = kind == .jobMonitor ? "member" : "procedure"
            let reason = "only the first \(Self.mostBytes) bytes of a \(name) are read"
            return cut(at: Self.mostBytes, because: reason)
        case .urbancodeProperties:
            guard lineStarts.count > Self.mostLines, !isJSON else { return nil }
            let end = Int(lineStarts[Self.mostLines])
            guard end < bytes.count else { return nil }
            return cut(at: end, because: "only the first \(Self.mostLines) lines of a list are read")
        case .console, .racf, .racfListing, .racfUnload, .securityDescriptor, .urbancodeExport, .urbancodePlugin:
            return nil
        }
    }

    /// Whether it begins like JSON, in which a value may have many lines.
    private var isJSON: Bool {
        let first = bytes.first { !$0.isBlank && $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return first.map { "[{".utf8.contains($0) } ?? false
    }
}
