import Diagnostics
import Testing

/// Where reports lead to for the page of a rule.
@Suite struct DocumentationSiteTests {
    @Test(arguments: ["https://docs.bank.example/jmoncheck", "https://docs.bank.example/jmoncheck/"])
    func `a rule has a page below the address`(_ address: String) throws {
        let site = try #require(DocumentationSite(address))
        #expect(site.page(of: "RF302") == "https://docs.bank.example/jmoncheck/rules/RF302.html")
    }

    @Test(arguments: ["", "docs/", "file:///usr/share/doc", "javascript:alert(1)", "https://a b/", "https://a/\u{E9}"])
    func `what is not a web address is refused`(_ address: String) { #expect(DocumentationSite(address) == nil) }
}
