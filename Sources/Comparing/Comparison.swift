public import Diagnostics

/// Compares two states, set-up by set-up.
public struct Comparison: Sendable {
    /// A state: every set-up that its inputs form.
    public struct State: Sendable {
        public var inputs: [Outcome.Input]
        public var pictures: [SystemPicture]

        public init(inputs: [Outcome.Input], pictures: [SystemPicture]) {
            self.inputs = inputs
            self.pictures = pictures
        }
    }

    /// Two environments that are compared instead of the states as a whole.
    public struct Environments: Sendable {
        public var before: String
        public var after: String

        public init(before: String, after: String) {
            self.before = before
            self.after = after
        }
    }

    private let before: State
    private let after: State
    /// Whether the state before is the same system without the decks of the state after, so that what the decks define
    /// was not there.
    private let isAroundDecks: Bool
    private let environments: Environments?
    private var rows: [DifferenceReport.Row] = []
    private var notes: [String] = []

    /// - Parameters:
    ///   - isAroundDecks: whether the states are those before and after the decks of the same inputs.
    ///   - environments: environments of exports to compare; `nil` compares everything else too.
    public static func report(
        before: State, after: State, isAroundDecks: Bool = false, environments: Environments? = nil
    ) -> DifferenceReport {
        var comparison = Comparison(
            before: before, after: after, isAroundDecks: isAroundDecks, environments: environments)
        comparison.compare()
        var report = DifferenceReport(
            before: before.inputs, after: after.inputs, rows: comparison.rows, notes: comparison.notes)
        report.isAroundDecks = isAroundDecks
        report.environments = environments.map { ($0.before, $0.after) }
        return report
    }

    private init(before: State, after: State, isAroundDecks: Bool, environments: Environments?) {
        (self.before, self.after) = (before, after)
        (self.isAroundDecks, self.environments) = (isAroundDecks, environments)
    }

    private mutating func compare() {
        var names: [String] = []
        for picture in before.pictures + after.pictures where !names.contains(picture.setUp) {
            names.append(picture.setUp)
        }
        for name in names.sorted() {
            let pair = SetUpComparison(
                before: before.pictures.first { $0.setUp == name }, after: after.pictures.first { $0.setUp == name },
                setUp: name, isAroundDecks: isAroundDecks)
            var found: [DifferenceReport.Row]
            if let environments {
                var items = ItemComparison(pair.before, pair.after, setUp: name, environments: environments)
                found = items.rows()
                found += pair.stepRows(environments)
                notes += items.notes
            } else {
                found = pair.systemRows
                var items = ItemComparison(pair.before, pair.after, setUp: name, environments: nil)
                let rows = items.rows()
                if found.isEmpty { found = rows } else { found += rows }
                notes += pair.notes + items.notes
            }
            let kinds = DifferenceReport.Kind.allCases
            let order = found.indices.sorted { one, other in
                let (left, right) = (found[one], found[other])
                let (a, b) = (kinds.firstIndex(of: left.kind) ?? 0, kinds.firstIndex(of: right.kind) ?? 0)
                return (a, left.name) < (b, right.name)
            }
            found.arrange(order)
            if rows.isEmpty { rows = found } else { rows += found }
        }
    }
}

extension [DifferenceReport.Row] {
    /// Puts the rows in an order of their numbers, in place: to sort the rows themselves takes room for half of them
    /// again.
    fileprivate mutating func arrange(_ order: [Int]) {
        var order = order
        for start in order.indices {
            var place = start
            while order[place] != start {
                let next = order[place]
                swapAt(place, next)
                order[place] = place
                place = next
            }
            order[place] = place
        }
    }
}
