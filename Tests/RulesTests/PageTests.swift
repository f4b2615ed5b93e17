import Diagnostics
import Foundation
import Reporters
import Testing

@testable import Checking
@testable import Rules

/// `rules/<code>.md` is made from the rules, and nothing else stands there.
@Suite struct PageTests {
    private static let folder = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "rules")

    @Test(arguments: RuleCatalog.infos.map(\.id.code))
    func `the page of a rule is current`(_ code: String) throws {
        let info = try #require(RuleCatalog.infos.first { $0.id.code == code })
        let page = Self.folder.appending(path: "\(code).md")
        let text = RulePage(info).markdown
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try text.write(to: page, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: page, encoding: .utf8) == text)
    }

    @Test func `no page stands without its rule`() {
        let pages = Set(Fixture.children(of: Self.folder))
        #expect(pages == Set(RuleCatalog.infos.map { "\($0.id.code).md" }))
    }
}
