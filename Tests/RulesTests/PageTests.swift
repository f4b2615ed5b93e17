import Diagnostics
import Foundation
import Reporters
import Testing

@testable import Checking
@testable import Rules

/// `rules/<code>.md` is generated from the rules, and the folder has no other files.
@Suite struct PageTests {
    private static let folder = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "rules")

    @Test func `there is a current page for each rule and no other`() throws {
        let pages = Dictionary(
            uniqueKeysWithValues: RuleCatalog.infos.map {
                ("\($0.id.code).md", RulePage($0, among: RuleCatalog.infos).markdown)
            })
        for (name, text) in pages { try Fixture.expect(text, in: Self.folder.appending(path: name)) }
        #expect(Set(Fixture.children(of: Self.folder)) == Set(pages.keys))
    }
}
