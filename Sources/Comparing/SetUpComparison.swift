import Diagnostics
import Subjects

/// Compares what two states say about RACF and about the steps of one set-up.
struct SetUpComparison {
    typealias Row = DifferenceReport.Row
    typealias Side = DifferenceReport.Side

    let before: SystemPicture?
    let after: SystemPicture?
    let setUp: String
    /// Whether the states are those before and after the same decks.
    let isAroundDecks: Bool

    /// What both states leave open in the same way.
    var notes: [String] {
        let common = Set(before?.gaps ?? []).intersection(after?.gaps ?? [])
        return common.sorted().map { "Not compared: \($0)." } + keyNotes
    }

    /// Everything but what is written in exports.
    var systemRows: [Row] { setUpRows + grantRows + waitingRows + keyRows + optionRows + stepRows() }

    // MARK: What cannot be compared

    /// Why nothing that one state has can be missed in the other.
    private var obstacle: String? {
        guard !isAroundDecks else { return nil }
        guard let before else { return "the set-up is not among the inputs before" }
        guard let after else { return "the set-up is not among the inputs after" }
        guard before.isAboutRACF || after.isAboutRACF else { return nil }
        guard before.isAboutRACF else { return "no input before is about RACF" }
        guard after.isAboutRACF else { return "no input after is about RACF" }
        guard !before.applications.isEmpty, !after.applications.isEmpty,
            before.applications.isDisjoint(with: after.applications)
        else { return nil }
        return "the states are about different applications: \(Self.list(before.applications)) before, "
            + "\(Self.list(after.applications)) after"
    }

    private static func list(_ names: Set<String>) -> String {
        let most = 8
        return names.sorted().prefix(most).joined(separator: ", ")
            + (names.count > most ? " and \(names.count - most) more" : "")
    }

    /// What only one of the states did not read.
    private func ownGaps(_ picture: SystemPicture?, beside other: SystemPicture?) -> [String] {
        let others = Set(other?.gaps ?? [])
        return (picture?.gaps ?? []).filter { !others.contains($0) }
    }

    /// Why a state may have what it does not show.
    private func doubt(_ picture: SystemPicture?, beside other: SystemPicture?) -> String? {
        obstacle ?? ownGaps(picture, beside: other).first.map { "not everything was read: \($0)" }
    }

    private var setUpRows: [Row] {
        var rows: [Row] = []
        if let obstacle {
            rows.append(
                Row(
                    setUp: setUp, kind: .setUp, name: "set-up \(setUp)", change: .unknown, before: nil, after: nil,
                    reason: obstacle))
        }
        let gap = Side("not everything was read")
        rows += ownGaps(before, beside: after).map { reason in
            Row(
                setUp: setUp, kind: .setUp, name: "inputs", change: .unknown, before: gap, after: nil,
                reason: "before: \(reason)")
        }
        rows += ownGaps(after, beside: before).map { reason in
            Row(
                setUp: setUp, kind: .setUp, name: "inputs", change: .unknown, before: nil, after: gap,
                reason: "after: \(reason)")
        }
        return rows
    }

    // MARK: Grants

    private var grantRows: [Row] {
        let (missingBefore, missingAfter) = (doubt(before, beside: after), doubt(after, beside: before))
        return GrantComparison(before: before?.grants ?? [], after: after?.grants ?? []).differences.map { difference in
            var row = Row(
                setUp: setUp, kind: .grant, name: difference.grant.pair, change: difference.change,
                before: difference.before.map(Self.side), after: difference.after.map(Self.side))
            (row.widens, row.narrows) = (difference.widens, difference.narrows)
            let reason = difference.change == .gained ? missingBefore : missingAfter
            if let reason, difference.change != .changed { (row.change, row.reason) = (.unknown, reason) }
            return row
        }
    }

    private static func side(_ grant: AccessReport.Grant) -> Side {
        Side(grant.way, place: grant.place, grant: grant)
    }

    // MARK: Keys

    private var keyRows: [Row] {
        guard obstacle == nil else { return [] }
        let (old, new) = (keys(before), keys(after))
        return Set(old.keys).union(new.keys).sorted().flatMap { profile -> [Row] in
            [
                keyRow(profile, "key", old[profile], new[profile], \.legacyState, \.legacyIdentity),
                keyRow(profile, "enhanced key", old[profile], new[profile], \.enhancedState, \.enhancedIdentity),
            ].compactMap(\.self)
        }
    }

    private func keys(_ picture: SystemPicture?) -> [String: AccessReport.KeyHolding] {
        Dictionary((picture?.keys ?? []).map { ($0.profile, $0) }, uniquingKeysWith: { $1 })
    }

    private func keyRow(
        _ profile: String, _ what: String, _ old: AccessReport.KeyHolding?, _ new: AccessReport.KeyHolding?,
        _ state: KeyPath<AccessReport.KeyHolding, String>, _ identity: KeyPath<AccessReport.KeyHolding, KeyIdentity?>
    ) -> Row? {
        func side(_ holding: AccessReport.KeyHolding?) -> Side? {
            holding.map { Side($0[keyPath: state], place: $0.place) }
        }
        var row = Row(
            setUp: setUp, kind: .key, name: "\(what) of \(profile)", change: .changed, before: side(old),
            after: side(new))
        guard let old, let new else {
            // A profile that one state does not name may be there without it.
            let present = old ?? new
            guard let present, present[keyPath: state] != AccessReport.KeyHolding.noKey else { return nil }
            row.change = new == nil ? .lost : .gained
            if present[keyPath: state] == AccessReport.KeyHolding.unknownKey {
                (row.change, row.reason) = (
                    .unknown, "the inputs \(new == nil ? "before" : "after") do not show whether it has one"
                )
            } else if let reason = new == nil ? doubt(after, beside: before) : doubt(before, beside: after) {
                (row.change, row.reason) = (.unknown, reason)
            }
            return row
        }
        let words = (old[keyPath: state], new[keyPath: state])
        let unknown = AccessReport.KeyHolding.unknownKey
        guard words.0 == words.1 else {
            if words.0 == unknown || words.1 == unknown {
                (row.change, row.reason) = (
                    .unknown, "the inputs \(words.0 == unknown ? "before" : "after") do not show whether it has one"
                )
            }
            return row
        }
        switch (old[keyPath: identity], new[keyPath: identity]) {
        case (nil, nil): return nil
        case (let one?, let other?):
            guard one != other else { return nil }
            row.reason = "it is another key"
        case (nil, _):
            (row.change, row.reason) = (.unknown, hidden(before, "before"))
        case (_, nil):
            (row.change, row.reason) = (.unknown, hidden(after, "after"))
        }
        return row
    }

    private func hidden(_ picture: SystemPicture?, _ state: String) -> String {
        picture?.live == nil
            ? "a stored report never holds a key, so it does not show which one it was"
            : "the inputs \(state) do not show which key it is"
    }

    /// The keys that neither state shows.
    private var keyNotes: [String] {
        guard obstacle == nil, !isAroundDecks else { return [] }
        let new = keys(after)
        let hidden = (before?.keys ?? []).filter { old in
            old.legacy.hasKey && old.legacyIdentity == nil
                && new[old.profile].map { $0.legacy.hasKey && $0.legacyIdentity == nil } ?? false
        }
        return hidden.isEmpty
            ? []
            : [
                "Not compared: which key \(Self.list(Set(hidden.map(\.profile)))) has, because neither state shows it."
            ]
    }

    // MARK: Changes that wait

    /// Grants that a REFRESH would bring or take in one state only: they are in the database, and not in effect.
    private var waitingRows: [Row] {
        differingOptions.filter { $0.option == AccessReport.ClassOptions.waiting }.map { option in
            var row = option.row
            (row.kind, row.change) = (.grant, .unknown)
            row.reason = "the next REFRESH brings or takes grants that are not in effect yet"
            return row
        }
    }

    // MARK: Options

    private var optionRows: [Row] {
        differingOptions.filter { $0.option != AccessReport.ClassOptions.waiting }.map(\.row)
    }

    /// The rows of options that are not the same, with the name of the option, or without one for a whole class.
    private var differingOptions: [(option: String?, row: Row)] {
        guard obstacle == nil, let before, let after, before.isAboutRACF || after.isAboutRACF else { return [] }
        let names = Set((before.classes + after.classes).map(\.name))
        return names.sorted { ($0 ?? "") < ($1 ?? "") }.flatMap { name -> [(option: String?, row: Row)] in
            let (old, new) = (before.options(of: name), after.options(of: name))
            guard let old, let new else { return missing(name, isBefore: old == nil, (old ?? new)?.options ?? []) }
            return old.options.compactMap { old in
                // A stored report has them in another order.
                guard let new = new.options.first(where: { $0.name == old.name }), old.value != new.value else {
                    return nil
                }
                let unknown = AccessReport.ClassOptions.unknownValue
                let isOpen = old.value == unknown || new.value == unknown
                let row = Row(
                    setUp: setUp, kind: .option, name: name.map { "class \($0): \(old.name)" } ?? old.name,
                    change: isOpen ? .unknown : .changed, before: Side(old.value), after: Side(new.value),
                    reason: isOpen
                        ? "the inputs \(old.value == unknown ? "before" : "after") do not show it" : nil)
                return (old.name, row)
            }
        }
    }

    /// A class that a stored report does not name, because nothing in its inputs did.
    private func missing(
        _ name: String?, isBefore: Bool, _ options: [AccessReport.ClassOptions.Option]
    ) -> [(option: String?, row: Row)] {
        let shown = options.filter { $0.value == "yes" && $0.name != AccessReport.ClassOptions.waiting }.map(\.name)
        guard let name, !shown.isEmpty else { return [] }
        let side = Side(shown.joined(separator: ", "))
        let row = Row(
            setUp: setUp, kind: .option, name: "class \(name)", change: .unknown, before: isBefore ? nil : side,
            after: isBefore ? side : nil,
            reason: "the stored report \(isBefore ? "before" : "after") says nothing about this class")
        return [(nil, row)]
    }
}
