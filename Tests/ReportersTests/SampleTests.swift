import Diagnostics
import Foundation
import Testing

@testable import Reporters

/// `reports/` has a sample of each format, so that a change of a format is visible there.
@Suite struct SampleTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    struct Sample: Sendable, CustomStringConvertible {
        var name: String
        var report: @Sendable () -> Report
        var description: String { name }
    }

    static let samples = [
        Sample(name: "check.txt") { TextReporter().report(SampleOutcome.outcome()) },
        Sample(name: "check.concise.txt") { ConciseReporter().report(SampleOutcome.outcome()) },
        Sample(name: "check-verbose.txt") { TextReporter(detail: .verbose).report(SampleOutcome.clean) },
        Sample(name: "check.json") { JSONReporter().report(SampleOutcome.kept) },
        Sample(name: "check.html") { HTMLReporter().report(SampleOutcome.kept) },
        Sample(name: "check.junit.xml") { JUnitReporter().report(SampleOutcome.outcome()) },
        Sample(name: "check.junit-finding.xml") {
            JUnitReporter(layout: .finding).report(SampleOutcome.outcome(failOn: .warning))
        },
        Sample(name: "check.junit-strict.xml") { JUnitReporter(layout: .strict).report(SampleOutcome.outcome()) },
        Sample(name: "check.sarif") { SARIFReporter().report(SampleOutcome.outcome()) },
        Sample(name: "check.github.txt") { GitHubReporter().report(SampleOutcome.outcome()) },
        Sample(name: "check.gitlab.json") { GitLabReporter().report(SampleOutcome.outcome()) },
        Sample(name: "check.azure.txt") { AzureReporter().report(SampleOutcome.outcome()) },
        Sample(name: "check.checkstyle.xml") { CheckstyleReporter().report(SampleOutcome.outcome()) },
        Sample(name: "check.rdjson") { RDJSONReporter().report(SampleOutcome.outcome()) },
        Sample(name: "check.md") { MarkdownReporter().report(SampleOutcome.outcome()) },
        Sample(name: "suppressions.txt") { SuppressionReporter(SampleOutcome.outcome()).text },
        Sample(name: "suppressions.json") { SuppressionReporter(SampleOutcome.outcome()).json },
        Sample(name: "access.txt") {
            AccessTextReporter(palette: Palette(isOn: false), explains: true).report(SampleOutcome.access)
        },
        Sample(name: "access.json") { AccessJSONReporter().report(SampleOutcome.access) },
        Sample(name: "security-descriptor.json") { SecurityDescriptorReporter().report(SampleOutcome.access) },
    ]

    @Test(arguments: samples)
    func `the sample is current`(_ sample: Sample) throws {
        let file = Self.root.appending(path: "reports/\(sample.name)")
        let text = String(decoding: sample.report().bytes, as: UTF8.self)
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test(arguments: samples)
    func `no sample holds a secret, a control character or an absolute path`(_ sample: Sample) {
        let text = String(decoding: sample.report().bytes, as: UTF8.self)
        #expect(!text.contains("91B3C8D4E5F60718"))
        #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n" && $0 != "\t") })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
        #expect(!text.contains(NSTemporaryDirectory()) && !text.contains(Self.root.path))
    }

    @Test func `the configuration may ask for every format`() throws {
        let schema = try Data(contentsOf: Self.root.appending(path: "reports/configuration.schema.json"))
        let properties = (try JSONSerialization.jsonObject(with: schema) as? [String: Any])?["properties"]
        let reports = ((properties as? [String: Any])?["reports"] as? [String: Any])?["properties"] as? [String: Any]
        #expect(Set(reports?.keys.map(\.self) ?? []) == Set(ReportFormat.allCases.map(\.rawValue)))
    }

    @Test(arguments: [60, 80, 120, 200], [false, true])
    func `text stays within the columns of a terminal`(_ columns: Int, _ isVerbose: Bool) {
        let palette = Palette(isOn: true, columns: columns)
        let reporter = TextReporter(palette: palette, detail: isVerbose ? .verbose : .normal)
        let text = String(decoding: reporter.report(SampleOutcome.outcome()).bytes, as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.count > 20)
        for line in lines {
            #expect(DisplayWidth.of(line.utf8) <= columns, "\(line)")
        }
    }

    @Test func `no sentence is broken where output is not a terminal`() {
        let text = String(decoding: TextReporter().report(SampleOutcome.outcome()).bytes, as: UTF8.self)
        #expect(text.contains("\nprod/FEJJCNFG: warning[SU501]: the suppression of JM101 ended on 2026-01-31: test\n"))
    }

    @Test func `colour is used only where it is requested`() {
        let plain = TextReporter(palette: Palette(isOn: false)).report(SampleOutcome.outcome()).bytes
        let coloured = TextReporter(palette: Palette(isOn: true)).report(SampleOutcome.outcome()).bytes
        #expect(!plain.contains(0x1B) && coloured.contains(0x1B))
    }
}
