public import Diagnostics

/// All rules. The list itself is written at build time, see `RuleCatalogPlugin`.
public enum RuleCatalog {
    /// In the order of their codes.
    public static let infos: [RuleInfo] = sorted.map { $0.info }

    static let sorted: [any Rule.Type] = types.map { (id: $0.info.id, type: $0) }.sorted { $0.id < $1.id }.map(\.type)
}
