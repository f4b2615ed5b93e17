import Diagnostics
import Foundation
import Testing

@testable import Rules

@Suite struct RuleCatalogTests {
    @Test func `codes and names are unique`() {
        #expect(Set(RuleCatalog.infos.map(\.id)).count == RuleCatalog.infos.count)
        #expect(Set(RuleCatalog.infos.map(\.name)).count == RuleCatalog.infos.count)
    }

    @Test(arguments: RuleCatalog.infos.map(\.id.code))
    func `every rule has an input that it reports and one that it accepts`(_ code: String) throws {
        let runs = try Fixture.of(code).map { try $0.run() }
        let counts = runs.map { run in run.report.findings.count { $0.rule.code == code } }
        #expect(counts.contains { $0 > 0 }, "no fixture is reported")
        #expect(counts.contains(0), "no fixture is accepted")
    }

    @Test(arguments: RuleCatalog.infos.map(\.id.code))
    func `every rule explains itself`(_ code: String) throws {
        let info = try #require(RuleCatalog.infos.first { $0.id.code == code })
        #expect(!info.title.hasSuffix(".") && info.rationale.hasSuffix(".") && info.remedy.hasSuffix("."))
        #expect(!info.bad.isEmpty && !info.good.isEmpty && !info.source.isEmpty)
        #expect(info.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    }
}
