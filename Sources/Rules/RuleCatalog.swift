package import Diagnostics
package import Subjects

/// All rules. The list itself is written at build time, see `RuleCatalogPlugin`.
package enum RuleCatalog {
    /// In the order of their codes.
    package static let infos: [RuleInfo] = sorted.map { $0.info }

    package static let sorted: [any Rule.Type] = types.map { (id: $0.info.id, type: $0) }.sorted { $0.id < $1.id }.map(
        \.type)

    /// What is known of a rule of ours.
    package static func info(_ rule: RuleID) -> RuleInfo {
        guard let info = infos.first(where: { $0.id == rule }) else {
            preconditionFailure("no rule has the code \(rule)")
        }
        return info
    }
}
