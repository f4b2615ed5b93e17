import Diagnostics
import Foundation
import Subjects
import Testing

@testable import Checking
@testable import Rules

@Suite struct RuleCatalogTests {
    @Test func `codes and names are unique`() {
        #expect(Set(RuleCatalog.infos.map(\.id)).count == RuleCatalog.infos.count)
        #expect(Set(RuleCatalog.infos.map(\.name)).count == RuleCatalog.infos.count)
    }

    @Test(arguments: RuleCatalog.infos.map(\.id.code))
    func `every rule has an input that it reports and one that it accepts`(_ code: String) throws {
        let runs = try Fixture.of(code).map { try $0.run() }
        let counts = runs.map { run in run.outcome.findings.count { $0.rule.code == code } }
        #expect(counts.contains { $0 > 0 }, "no fixture is reported")
        #expect(counts.contains(0), "no fixture is accepted")
        let isFixed = runs.contains { run in run.outcome.findings.contains { $0.rule.code == code && $0.fix != nil } }
        #expect((RuleCatalog.info(RuleID(code))?.edit != nil) == isFixed)
    }

    @Test(arguments: RuleCatalog.infos.map(\.id.code))
    func `every rule explains itself`(_ code: String) throws {
        let info = try #require(RuleCatalog.infos.first { $0.id.code == code })
        #expect(!info.title.hasSuffix(".") && info.rationale.hasSuffix(".") && info.remedy.hasSuffix("."))
        #expect(!info.bad.isEmpty && !info.good.isEmpty && !info.source.isEmpty)
        #expect(info.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    }

    @Test func `texts name the rules that are protected`() throws {
        let refused = RuleCatalog.list { $0.acceptance == .refused && $0.switching == .never }
        let guarded = RuleCatalog.list { $0.acceptance == .guarded }
        let page = #filePath.replacing("Tests/RulesTests/RuleCatalogTests.swift", with: "docs/suppressions.md")
        let texts = [try String(contentsOfFile: page, encoding: .utf8), RuleCatalog.info("SU502")?.rationale ?? ""]
        for text in texts {
            let text = text.split { $0.isWhitespace }.joined(separator: " ")
            #expect(text.contains(Self.sentence(refused)), "\(refused)")
            #expect(text.contains(Self.sentence(guarded)), "\(guarded)")
        }
    }

    /// `a, b and c`
    private static func sentence(_ words: [String]) -> String {
        words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
    }

    @Test func `the example in CONTRIBUTING is not a rule`() throws {
        let page = #filePath.replacing("Tests/RulesTests/RuleCatalogTests.swift", with: "CONTRIBUTING.md")
        let text = try String(contentsOfFile: page, encoding: .utf8)
        let example = try #require(text.firstMatch(of: #/id: "([A-Z]{2}\d{3})", area: .*, name: "([a-z-]+)"/#))
        #expect(!RuleCatalog.infos.contains { $0.id.code == example.1 || $0.name == example.2 })
    }

    /// `RF302`, or `commands-on-one-line`, determines the file and the type.
    @Test func `every rule has a file named after its code and its public name`() throws {
        let rules = Fixture.root.deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Sources/Rules")
        let files = Fixture.children(of: rules).filter { !$0.hasSuffix(".swift") }.flatMap { folder in
            Fixture.children(of: rules.appending(path: folder)).map { "\(folder)/\($0)" }
        }
        let named = RuleCatalog.sorted.map { type in
            let name = type.info.name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
            return "\(Self.folder(of: type.info.id))/\(type.info.id.code)\(name.joined()).swift"
        }
        #expect(files.sorted() == named.sorted())
        #expect(RuleCatalog.sorted.map { "\($0).swift" } == named.map { String($0.split(separator: "/")[1]) })
    }

    /// The part of the set-up that the letters of a code denote.
    private static func folder(of rule: RuleID) -> String {
        switch rule.code.prefix(2) {
        case "IN": "Input"
        case "SU": "Suppression"
        case "JM": "JobMonitor"
        case "UC": "UrbanCode"
        case "RF": "RACF"
        case "PF": "Preflight"
        case _: ""
        }
    }
}
