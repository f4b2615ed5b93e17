public import Diagnostics
import Rules

/// The rules that run, by `--select` and `--ignore`.
public struct Selection: Sendable, Equatable {
    /// A word that names no rule.
    public struct UnknownRule: Error, Equatable, CustomStringConvertible {
        public var word: String
        public var suggestion: String?

        public var description: String {
            "unknown rule '\(word)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
        }
    }

    public static let all = Selection(codes: nil)

    /// Rules that report that an input was not read. Nothing switches them off.
    static let always = RuleCatalog.rules { $0.switching == .never }

    private var codes: Set<RuleID>?
    /// The rules that `--select` leaves, before `--ignore`; `nil` for all.
    private var chosen: Set<RuleID>?
    /// The rules that `--select` names in full.
    private var named: Set<RuleID> = []

    private init(codes: Set<RuleID>?) { self.codes = codes }

    /// - Parameters:
    ///   - select: codes, names or prefixes of codes; empty means every rule.
    ///   - ignore: the same, removed from the selected ones.
    public init(select: [String], ignore: [String]) throws(UnknownRule) {
        if select.isEmpty, ignore.isEmpty {
            codes = nil
            return
        }
        var codes = select.isEmpty ? Set(RuleCatalog.infos.map(\.id)) : []
        for word in select { codes.formUnion(try Self.rules(named: word)) }
        named = select.isEmpty ? [] : codes
        chosen = select.isEmpty ? nil : codes
        if !select.isEmpty { codes.formUnion(RuleCatalog.rules { $0.switching == .ignoring }) }
        for word in ignore { codes.subtract(try Self.rules(named: word)) }
        self.codes = codes.union(Self.always)
    }

    /// Whether `--select` leaves the rule, whatever `--ignore` says.
    func selected(_ rule: RuleID) -> Bool { chosen?.contains(rule) ?? true }

    public func contains(_ rule: RuleID) -> Bool { codes?.contains(rule) ?? true }

    /// Whether the rule was asked for by name.
    func names(_ rule: RuleID) -> Bool { named.contains(rule) && contains(rule) }

    /// The rule with a code or a name.
    public static func rule(named word: String) throws(UnknownRule) -> RuleInfo {
        let upper = word.uppercased()
        if let info = RuleCatalog.infos.first(where: { $0.id.code == upper || $0.name.uppercased() == upper }) {
            return info
        }
        throw UnknownRule(word: word, suggestion: suggestion(for: word))
    }

    /// The rules with a code, a name or a prefix of codes. Case does not matter.
    public static func rules(named word: String) throws(UnknownRule) -> [RuleID] {
        let upper = word.uppercased()
        let matches = RuleCatalog.infos.filter {
            !word.isEmpty && ($0.id.code.hasPrefix(upper) || $0.name.uppercased() == upper)
        }
        guard matches.isEmpty else { return matches.map(\.id) }
        throw UnknownRule(word: word, suggestion: suggestion(for: word))
    }

    private static func suggestion(for word: String) -> String? {
        NearestName.find(word, among: RuleCatalog.infos.flatMap { [$0.id.code, $0.name] }) ?? similarName(word)
    }

    /// The name with the most of the words that a name is written with.
    private static func similarName(_ word: String) -> String? {
        func words(_ name: String) -> [String] { name.split(separator: "-").map(String.init) }
        let typed = words(word).filter { $0.utf8.count > 3 }
        var best: (count: Int, name: String)?
        for info in RuleCatalog.infos {
            let own = words(info.name)
            let count = typed.count { NearestName.findLikely($0, among: own) != nil }
            if count > best?.count ?? 0 { best = (count, info.name) }
        }
        return best?.name
    }
}
