import Diagnostics
import Foundation
import Testing

@testable import Reporters

/// The HTML report by what is in it, and as parsers, browsers and a check of accessibility read it.
@Suite struct HTMLTests {
    private static func html(_ outcome: Outcome) -> String {
        String(decoding: HTMLReporter().report(outcome).bytes, as: UTF8.self)
    }

    /// A report about grants: callers by targets, each with a profile of its own.
    static func outcome(callers: Int, targets: Int) -> Outcome {
        var outcome = SampleOutcome.kept
        outcome.access?.grants = (0..<targets).flatMap { target in
            (0..<callers).map { caller in
                var grant = AccessReport.Grant(
                    caller: "CALL\(caller)", callerKind: .user, application: "FEKAPPL", targets: "USER\(target)",
                    except: [], generate: (caller + target) % 7 == 0 ? .unknown : .granted,
                    profile: "IRRPTAUTH.FEKAPPL.USER\(target)", place: Place(FileID(1), SourceRange(0, 8)))
                grant.setUp = "default"
                return grant
            }
        }
        return outcome
    }

    /// Names that would be markup, and names of any length.
    static var hostile: Outcome {
        var outcome = SampleOutcome.hostile
        let markup = "\"><script>alert(1)</script><img src=https://example.com/x onerror=alert(1)>'&amp;"
        let long = String(repeating: "N", count: 10_000)
        outcome.access = Self.outcome(callers: 2, targets: 2).access
        for index in outcome.access?.grants.indices ?? 0..<0 {
            outcome.access?.grants[index].caller = markup + long
            outcome.access?.grants[index].profile = index == 0 ? markup : long
            outcome.access?.grants[index].targets = markup
        }
        for index in outcome.steps.indices {
            outcome.steps[index].subject = markup + long
            outcome.steps[index].setUp = markup
        }
        outcome.suppressions[0].faults = [markup, long]
        outcome.influence.configuration = markup
        outcome.influence.changes = [long]
        return outcome
    }

    @Test func `every text is escaped, and long names are cut so that it shows`() {
        let html = Self.html(Self.hostile)
        #expect(!html.contains("<script>alert") && !html.contains("<img"))
        #expect(html.contains("&lt;script&gt;alert(1)"))
        #expect(!html.contains(String(repeating: "N", count: 1300)))
        #expect(html.contains("… (cut; it has 10,0"))
        let addresses = html.matches(of: /(?:href|src)="([^"]*)"/).map(\.1)
        #expect(!addresses.isEmpty && addresses.allSatisfy { $0.hasPrefix("#") })
    }

    @Test func `nothing but the style and the script of the page is allowed`() throws {
        let html = Self.html(SampleOutcome.kept)
        for name in ["style", "script"] {
            let from = try #require(html.range(of: "<\(name)>"))
            let to = try #require(html.range(of: "</\(name)>"))
            var hash = SHA256()
            let bytes = Array(html[from.upperBound..<to.lowerBound].utf8)
            hash.update(bytes, bytes.count)
            let digest = Data(hash.finished()).base64EncodedString()
            #expect(html.contains("\(name)-src 'sha256-\(digest)'"))
        }
        #expect(html.contains("default-src 'none'"))
    }

    @Test func `links in the page lead to something`() {
        let html = Self.html(SampleOutcome.kept)
        let targets = Set(html.matches(of: /id="([^"]*)"/).map(\.1))
        #expect(html.matches(of: /href="#([^"]*)"/).allSatisfy { targets.contains($0.1) })
        #expect(targets.count == html.matches(of: /id="([^"]*)"/).count)
    }

    @Test func `callers with the same access share a row, and targets with the same callers a column`() {
        var grants = Self.outcome(callers: 3, targets: 4).access?.grants ?? []
        for index in grants.indices { grants[index].generate = .granted }
        grants[0].caller = "OTHER"
        let groups = AccessGroups(grants)
        #expect(groups.rows.map { $0.callers.map(\.name) } == [["OTHER"], ["CALL1", "CALL2"], ["CALL0"]])
        #expect(groups.columns.map { $0.map(\.name) } == [["USER0"], ["USER1", "USER2", "USER3"]])
        #expect(groups.rows.map(\.verdicts) == [[0: .granted], [0: .granted, 1: .granted], [1: .granted]])
    }

    @Test(arguments: [(50, 100, 400_000), (10, 10_000, 12_000_000), (1, 100_000, 20_000_000)])
    func `thousands of grants stay readable`(_ callers: Int, _ targets: Int, _ most: Int) {
        let html = Self.html(Self.outcome(callers: callers, targets: targets))
        #expect(html.utf8.count < most, "\(html.utf8.count)")
        // Every entry is there, and the drawing is no larger than a drawing can be.
        #expect(html.contains("USER\(targets - 1)</th>"))
        let drawing = html.components(separatedBy: "<svg").dropFirst().first?.components(separatedBy: "</svg>").first
        #expect((drawing?.utf8.count ?? .max) < 300_000)
    }

    @Test func `a way that is not certain has a sign of its own`() {
        let html = Self.html(SampleOutcome.kept)
        for (style, sign) in [("way may", "?"), ("way cannot", "✕")] {
            let parts = html.components(separatedBy: "<g class=\"\(style)\">").dropFirst()
                .map { $0.components(separatedBy: "</g>")[0] }
            #expect(parts.contains { $0.contains(">\(sign)</text>") && $0.contains("<title>") })
        }
    }

    @Test func `a finding stands below its cause and counts once`() {
        var outcome = SampleOutcome.kept
        let cause = outcome.findings[2]
        outcome.findings[3].because = Cause(cause.rule, cause.place)
        outcome.findings[4].because = Cause(outcome.findings[3].rule, outcome.findings[3].place)
        let html = Self.html(outcome)
        for index in 2...4 {
            let message = outcome.findings[index].message
                .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                .replacing("\"", with: "&quot;")
            #expect(html.components(separatedBy: message).count == 2, "\(message)")
        }
        #expect(html.contains("What follows from it:"))
    }

    @Test func `findings that follow from each other are still shown`() {
        var outcome = SampleOutcome.kept
        let (first, second) = (outcome.findings[2], outcome.findings[3])
        outcome.findings[2].because = Cause(second.rule, second.place)
        outcome.findings[3].because = Cause(first.rule, first.place)
        #expect(Self.html(outcome).contains(first.message))
    }
}
