public import Diagnostics

/// All rules. The list itself is written at build time, see `RuleCatalogPlugin`.
public enum RuleCatalog {
    /// In the order of their codes.
    public static let infos: [RuleInfo] = types.map { $0.info }.sorted { $0.id < $1.id }

    static let sorted: [any Rule.Type] = types.sorted { $0.info.id < $1.info.id }
}
