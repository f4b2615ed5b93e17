/// The published documentation, to whose pages reports lead.
///
/// Who publishes it names its address when the program is built (docs/releasing.md). A program built without one has none:
/// a report never leads to an address at which nobody has put the pages.
public struct DocumentationSite: Sendable, Equatable {
    /// The address of the folder that `make docs` fills, with a slash at its end.
    public let address: String

    /// The site of this build.
    public static let published = BuildNotes.documentation.flatMap { DocumentationSite($0) }

    /// - Returns: `nil` if this is not a web address, because readers of SARIF refuse others.
    public init?(_ address: String) {
        guard address.hasPrefix("https://") || address.hasPrefix("http://"),
            address.utf8.allSatisfy({ $0 > UInt8(ascii: " ") && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) })
        else { return nil }
        self.address = address.hasSuffix("/") ? address : address + "/"
    }

    /// The address of a rule's page.
    public func page(of rule: RuleID) -> String { "\(address)rules/\(rule.code).html" }
}
