import Diagnostics
import Reading
import Subjects
import UrbanCode

/// Compares what exports and property lists of two states say, item by item: properties, definitions, nodes of the
/// resource tree and steps.
struct ItemComparison {
    typealias Row = DifferenceReport.Row
    typealias Side = DifferenceReport.Side

    private let before: SystemPicture?
    private let after: SystemPicture?
    private let setUp: String
    private let environments: Comparison.Environments?
    private(set) var notes: [String] = []

    /// - Parameter environments: the environments that are compared; `nil` for the exports as a whole.
    init(
        _ before: SystemPicture?, _ after: SystemPicture?, setUp: String, environments: Comparison.Environments?
    ) {
        (self.before, self.after, self.setUp) = (before, after, setUp)
        self.environments = environments
    }

    mutating func rows() -> [Row] {
        let (old, new) = (before?.live?.exports ?? [], after?.live?.exports ?? [])
        let (files, others) = (before?.exports ?? [], after?.exports ?? [])
        guard !files.isEmpty || !others.isEmpty else { return [] }
        guard !files.isEmpty, !others.isEmpty else { return [missing(isBefore: files.isEmpty)] }
        guard !old.isEmpty, !new.isEmpty else { return storedRows(files, others) }
        if environments == nil, Self.areSame(old, new) { return [] }
        let lists = environments == nil ? Self.environmentsOfLists(old, new) : environments
        let applications = (UrbanCodeItem.applications(of: old), UrbanCodeItem.applications(of: new))
        if environments == nil, let row = otherApplications(applications.0, applications.1) { return [row] }
        let items = self.items(old, new, lists)
        let namesApplications = max(applications.0.count, applications.1.count) > 1
        let (one, other) = (
            Named(items.0, namesApplications: namesApplications), Named(items.1, namesApplications: namesApplications)
        )
        // Only for items that do not have the same number in both states.
        lazy var numbers = Dictionary(other.items.indices.map { (other.name($0), $0) }, uniquingKeysWith: { $1 })
        let (shownBefore, shownAfter) = (ItemText(before?.live), ItemText(after?.live))
        var rows: [Row] = []
        // There may be a row for each item, and a list that grows exists twice for a moment.
        rows.reserveCapacity(max(one.items.count, other.items.count))
        var isShared = [Bool](repeating: false, count: other.items.count)
        for (index, item) in one.items.enumerated() {
            let name = one.name(index)
            let isAligned = index < other.items.count && other.name(index) == name
            guard let number = isAligned ? index : numbers[name] else {
                rows.append(row(name.text, item.kind, .lost, shownBefore.side(item), nil))
                continue
            }
            isShared[number] = true
            let partner = other.items[number]
            if let text = item.text, let match = partner.text, text == match { continue }
            rows += compare(name.text, item, partner, shownBefore, shownAfter)
        }
        for (number, item) in other.items.enumerated() where !isShared[number] {
            rows.append(row(other.name(number).text, item.kind, .gained, nil, shownAfter.side(item)))
        }
        noteHidden()
        return rows
    }

    private func items(
        _ old: [UrbanCodeDocument], _ new: [UrbanCodeDocument], _ environments: Comparison.Environments?
    ) -> (UrbanCodeItems, UrbanCodeItems) {
        guard let environments else { return UrbanCodeItem.differing(old, new) }
        return (
            UrbanCodeItem.all(
                in: old, environment: environments.before, pluginVersion: before?.live?.options.pluginVersion),
            UrbanCodeItem.all(
                in: new, environment: environments.after, pluginVersion: after?.live?.options.pluginVersion)
        )
    }

    // MARK: What cannot be compared

    /// Whether both states have the same files, so that nothing can differ.
    private static func areSame(_ old: [UrbanCodeDocument], _ new: [UrbanCodeDocument]) -> Bool {
        old.count == new.count
            && zip(old, new).allSatisfy { $0.file.path == $1.file.path && $0.file.bytes == $1.file.bytes }
    }

    /// A stored report has the digests of exports: it shows which of them are the same, and not what the others say.
    private func storedRows(_ old: [Outcome.Input], _ new: [Outcome.Input]) -> [Row] {
        var left = new
        let changed = old.filter { file in
            guard let index = left.firstIndex(where: { $0.digest == file.digest && $0.digest != nil }) else {
                return true
            }
            left.remove(at: index)
            return false
        }
        let isBefore = before?.live == nil
        let report =
            isBefore && after?.live == nil ? "a stored report" : "the stored report \(isBefore ? "before" : "after")"
        var rows: [Row] = []
        for file in changed {
            let index = left.firstIndex { Self.name($0) == Self.name(file) }
            rows.append(stored(file, index.map { left.remove(at: $0) }, report))
        }
        return rows + left.map { stored(nil, $0, report) }
    }

    private static func name(_ file: Outcome.Input) -> Substring { file.path.split(separator: "/").last ?? "" }

    private func stored(_ old: Outcome.Input?, _ new: Outcome.Input?, _ report: String) -> Row {
        let isUndigested = [old, new].contains { $0 != nil && $0?.digest == nil }
        return Row(
            setUp: setUp, kind: .property, name: "export \((old ?? new).map(Self.name) ?? "")", change: .unknown,
            before: old.map { Side($0.path) }, after: new.map { Side($0.path) },
            reason: isUndigested
                ? "\(report) does not hold what exports say, and has no digest of one that holds a secret"
                : "the \(old == nil || new == nil ? "export is in one state only" : "file is another one"), and "
                    + "\(report) does not hold what exports say")
    }

    private func missing(isBefore: Bool) -> Row {
        Row(
            setUp: setUp, kind: .property, name: "exports", change: .unknown, before: nil, after: nil,
            reason: "no export and no property list is among the inputs \(isBefore ? "before" : "after")")
    }

    private func otherApplications(_ old: Set<String>, _ new: Set<String>) -> Row? {
        guard !old.isEmpty, !new.isEmpty, old.isDisjoint(with: new) else { return nil }
        return Row(
            setUp: setUp, kind: .property, name: "exports", change: .unknown,
            before: Side(old.sorted().joined(separator: ", ")), after: Side(new.sorted().joined(separator: ", ")),
            reason: "they are exports of different applications")
    }

    /// Two property lists are compared as one environment each, whatever their files are called.
    private static func environmentsOfLists(
        _ old: [UrbanCodeDocument], _ new: [UrbanCodeDocument]
    ) -> Comparison.Environments? {
        guard old.count == 1, new.count == 1, old[0].isPropertyList, new[0].isPropertyList,
            let before = old[0].environments.first, let after = new[0].environments.first
        else { return nil }
        return Comparison.Environments(before: before.value, after: after.value)
    }

    // MARK: Items

    /// Items with unique names, in their order.
    private final class Named {
        /// The name of an item, made anew for each comparison: names take more memory than all else about items.
        struct Name: Hashable {
            private let list: Named
            private let number: UInt32
            /// How many items up to this one have the name; 0 if that does not matter.
            private let count: UInt32

            init(_ list: Named, _ number: Int, count: UInt32) {
                (self.list, self.number, self.count) = (list, UInt32(number), count)
            }

            var text: String { list.base(number).text + (count > 1 ? " (\(count))" : "") }

            static func == (left: Name, right: Name) -> Bool {
                left.count == right.count && left.list.base(left.number) == right.list.base(right.number)
            }

            func hash(into hasher: inout Hasher) {
                hasher.combine(list.base(number).text)
                hasher.combine(count)
            }
        }

        let items: UrbanCodeItems
        private let namesApplications: Bool
        private var counts: [UInt32] = []

        init(_ all: UrbanCodeItems, namesApplications: Bool) {
            items = all
            self.namesApplications = namesApplications
            var counts: [Name: UInt32] = [:]
            counts.reserveCapacity(all.count)
            self.counts = all.indices.map { number in
                let count = counts[Name(self, number, count: 0), default: 0] + 1
                counts[Name(self, number, count: 0)] = count
                return count
            }
        }

        func name(_ number: Int) -> Name { Name(self, number, count: counts[number]) }

        /// What one application calls by the same name in different kinds is told apart.
        private func base(_ number: UInt32) -> (kind: UrbanCodeItem.Kind, text: String) {
            let item = items[Int(number)]
            guard namesApplications, let application = item.application else { return (item.kind, item.name) }
            return (item.kind, "\(application): \(item.name)")
        }
    }

    private func row(
        _ name: String, part: String? = nil, _ kind: UrbanCodeItem.Kind, _ change: DifferenceReport.Change,
        _ before: Side?, _ after: Side?
    ) -> Row {
        var row = Row(
            setUp: setUp, kind: DifferenceReport.Kind(rawValue: kind.rawValue) ?? .property,
            name: part.map { "\(name): \($0)" } ?? name, change: change, before: before, after: after)
        let picture = change == .gained ? self.before : self.after
        let other = change == .gained ? self.after : self.before
        if change != .changed, let gap = picture?.gaps.first(where: { !(other?.gaps.contains($0) ?? false) }) {
            (row.change, row.reason) = (.unknown, "not everything was read: \(gap)")
        }
        return row
    }

    private var hiddenCount = 0

    private mutating func compare(
        _ name: String, _ item: UrbanCodeItem, _ partner: UrbanCodeItem, _ old: ItemText, _ new: ItemText
    ) -> [Row] {
        let (one, other) = (Self.last(item.attributes), Self.last(partner.attributes))
        var named = Dictionary(other.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        var rows: [Row] = []
        func add(_ attribute: String, _ left: UrbanCodeItem.Attribute?, _ right: UrbanCodeItem.Attribute?) {
            let (a, b) = (left?.value ?? .absent, right?.value ?? .absent)
            guard a != b else {
                if a == .hidden { hiddenCount += 1 }
                return
            }
            var row = row(
                name, part: attribute == "value" ? nil : attribute, item.kind, .changed,
                left.map { old.side($0, at: item.place) } ?? Side("absent", place: item.place),
                right.map { new.side($0, at: partner.place) } ?? Side("absent", place: partner.place))
            if let reason = Self.doubt(a, b) { (row.change, row.reason) = (.unknown, reason) }
            if row.reason == nil, row.before?.text == row.after?.text { row.reason = "it is another value" }
            rows.append(row)
        }
        for attribute in one { add(attribute.name, attribute, named.removeValue(forKey: attribute.name)) }
        for attribute in other where named[attribute.name] != nil { add(attribute.name, nil, attribute) }
        return rows
    }

    /// The attributes that count: of several with a name the last one.
    private static func last(_ attributes: [UrbanCodeItem.Attribute]) -> [UrbanCodeItem.Attribute] {
        var last: [String: Int] = [:]
        for (index, attribute) in attributes.enumerated() { last[attribute.name] = index }
        return attributes.enumerated().filter { last[$0.element.name] == $0.offset }.map(\.element)
    }

    /// Why two values that are not the same may still be the same.
    private static func doubt(_ one: UrbanCodeItem.Value, _ other: UrbanCodeItem.Value) -> String? {
        switch (one, other) {
        case (.unknown(let needs), _), (_, .unknown(let needs)): needs
        case (.hidden, .secret), (.secret, .hidden), (.hidden, .text), (.text, .hidden):
            "the server does not show one of the values"
        case (.absent, _), (_, .absent), (.text, _), (.secret, _), (.hidden, .hidden): nil
        }
    }

    private mutating func noteHidden() {
        guard hiddenCount > 0 else { return }
        notes.append(
            hiddenCount == 1
                ? "Not compared: 1 value that the server does not show in either state."
                : "Not compared: \(hiddenCount) values that the server does not show in either state.")
    }
}
