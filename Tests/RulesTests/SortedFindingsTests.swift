import Diagnostics
import Testing

@testable import Checking

/// The order of reports, and the joining of what is reported twice.
@Suite struct SortedFindingsTests {
    private static func finding(
        _ message: String, _ rule: RuleID = "JM101", file: Int = 0, at start: Int = 0, subject: String = "a"
    ) -> Finding {
        Finding(
            rule: rule, severity: .error, message: message, place: Place(FileID(file), SourceRange(start, start + 1)),
            subjects: [subject])
    }

    private static func sorted(_ findings: [Finding], paths: [String] = ["a", "b"]) -> [Finding] {
        var sorted = SortedFindings(paths: paths)
        sorted.insert(findings)
        return sorted.all
    }

    @Test func `path, offset, rule and message decide the order`() {
        let findings = [
            Self.finding("x", file: 1), Self.finding("y", "JM102", at: 4), Self.finding("y", at: 4),
            Self.finding("x", at: 4), Self.finding("x", at: 2),
        ]
        #expect(Self.sorted(findings) == findings.reversed())
    }

    /// An input may be the configuration, too.
    @Test func `files of one path stay apart`() {
        let findings = [
            Self.finding("x", file: 1, at: 3), Self.finding("x", file: 0, at: 5), Self.finding("x", file: 1, at: 1),
            Self.finding("x", file: 0, at: 2),
        ]
        let order = Self.sorted(findings, paths: ["a", "a"]).map {
            "\($0.place.file.index) \($0.place.range?.start ?? 0)"
        }
        #expect(order == ["0 2", "0 5", "1 1", "1 3"])
    }

    @Test func `one finding of several subjects is reported once`() {
        let findings = [
            Self.finding("x", subject: "a"), Self.finding("x", subject: "b"), Self.finding("x", subject: "b"),
            // Not the same: another rule, another place, another message.
            Self.finding("x", "JM102"), Self.finding("x", at: 1), Self.finding("y"),
        ]
        let sorted = Self.sorted(findings)
        #expect(sorted.count == 4 && sorted[0].subjects == ["a", "b"])
    }
}
