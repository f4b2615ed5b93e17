package import Diagnostics
package import Subjects

/// All rules. The list itself is written at build time, see `RuleCatalogPlugin`.
package enum RuleCatalog {
    /// In the order of their codes.
    package static let infos: [RuleInfo] = sorted.map { $0.info }

    package static let sorted: [any Rule.Type] = types.map { (id: $0.info.id, type: $0) }.sorted { $0.id < $1.id }.map(
        \.type)

    private static let byID = Dictionary(infos.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

    /// What is known about a rule; `nil` for a code that no rule has, as in an old baseline.
    package static func info(_ rule: RuleID) -> RuleInfo? { byID[rule] }

    /// The rules with a property.
    package static func rules(where holds: (RuleInfo) -> Bool) -> Set<RuleID> { Set(infos.filter(holds).map(\.id)) }

    /// The same as text for people, ordered by area: `UC201, UC202, RF330 to RF332`.
    package static func list(where holds: (RuleInfo) -> Bool) -> [String] {
        let held = infos.filter(holds).map { (area: $0.area, id: $0.id) }
        var ranges: [[RuleID]] = []
        for area in RuleArea.allCases {
            for rule in held where rule.area == area {
                if let last = ranges.last?.last, last.isFollowed(by: rule.id) {
                    ranges[ranges.count - 1].append(rule.id)
                } else {
                    ranges.append([rule.id])
                }
            }
        }
        return ranges.flatMap { range in
            range.count > 2 ? ["\(range[0]) to \(range[range.count - 1])"] : range.map(\.code)
        }
    }
}

extension RuleID {
    fileprivate func isFollowed(by next: RuleID) -> Bool {
        code.prefix(2) == next.code.prefix(2) && Int(code.dropFirst(2)).map { $0 + 1 } == Int(next.code.dropFirst(2))
    }
}
