import Diagnostics
import Languages

/// What a captured session answers to its commands.
extension TextCarrier {
    /// The words of messages about a command that did not do what it was to do (RACF Messages and Codes).
    private static let failures = [
        "NOT DEFINED", "NOT AUTHORIZED", "INVALID", "FAILED", "ALREADY DEFINED", "NOT FOUND", "UNABLE", "INSUFFICIENT",
        "TERMINATED", "ERROR", "NOT PROCESSED", "NO ACTION", "IGNORED",
    ]

    /// The flow of lines of commands whose last one failed, as a message after it says; `nil` if none does.
    static func failed(_ file: SourceFile, _ run: Range<Int>, before end: Int) -> RegionFlow? {
        let message = (run.upperBound..<end).first { reportsFailure(file.bytes[file.lineBounds($0)]) }
        guard let message else { return nil }
        var first = run.upperBound - 1
        while first > run.lowerBound,
            DeckRecord(file.bytes, file.lineBounds(first - 1), isFixed: false).isContinued
        {
            first -= 1
        }
        var flow = RegionFlow()
        let condition = flow.add(.branch, at: file.lineBounds(message))
        flow.lines = run.map { $0 < first ? 0 : condition }
        return flow
    }

    /// Whether a line is a message such as `ICH06004I … NOT DEFINED TO RACF`.
    private static func reportsFailure(_ line: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: line.drop(while: \.isBlank), as: UTF8.self)
        guard text.prefixMatch(of: /(?:ICH|IRR|IKJ)\d{3,5}[A-Z]\b/) != nil else { return false }
        let upper = text.uppercased()
        return failures.contains { upper.contains($0) }
    }
}
