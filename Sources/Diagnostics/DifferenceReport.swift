/// The answer of `diff`: what differs between two states.
public struct DifferenceReport: Sendable {
    public enum Change: String, Sendable, CaseIterable {
        case gained, lost, changed
        /// The inputs do not decide whether it differs.
        case unknown

        /// The same seen from the other state.
        public var mirrored: Change {
            switch self {
            case .gained: .lost
            case .lost: .gained
            case .changed, .unknown: self
            }
        }
    }

    /// What a row is about. Rows are in this order.
    public enum Kind: String, Sendable, CaseIterable {
        /// A set-up, or all that one side says about something.
        case setUp = "setup"
        case grant, key
        /// An option of a class, or of the system.
        case option
        /// A step that logs on to the Job Monitor, in an environment, or a pair of users that was asked for.
        case step
        case property, definition, resource
        /// A step of a process as it is written, or as it runs in an environment.
        case processStep
    }

    /// What one state says.
    public struct Side: Sendable {
        /// In a few words, such as `can, through IRRPTAUTH.FEKAPPL.USER1`.
        public var text: String
        public var place: Place?
        /// One or none. It is an array because properties have none, and may be very many.
        private let granted: [AccessReport.Grant]

        public var grant: AccessReport.Grant? { granted.first }

        public init(_ text: String, place: Place? = nil, grant: AccessReport.Grant? = nil) {
            self.text = text
            self.place = place
            granted = grant.map { [$0] } ?? []
        }
    }

    public struct Row: Sendable {
        public var setUp: String
        /// What differs: `AGNTUSR for USER1 at FEKAPPL`, `class PTKTDATA: RACLISTed`.
        public var name: String
        /// `nil` if the state does not have it.
        public var before: Side?
        public var after: Side?
        /// Why it is not known whether it differs, or what differs where both states have the same words.
        public var reason: String?
        // What is small stands together, where it takes less room.
        public var kind: Kind
        public var change: Change
        /// For a grant that changed: whether it reaches more, or fewer, or is more or less certain.
        public var widens = false
        public var narrows = false

        public init(
            setUp: String, kind: Kind, name: String, change: Change, before: Side?, after: Side?,
            reason: String? = nil
        ) {
            self.setUp = setUp
            self.kind = kind
            self.name = name
            self.change = change
            self.before = before
            self.after = after
            self.reason = reason
        }

        /// The same seen from the other state.
        public var mirrored: Row {
            var row = self
            (row.change, row.before, row.after) = (change.mirrored, after, before)
            (row.widens, row.narrows) = (narrows, widens)
            return row
        }
    }

    /// What makes the run fail.
    public enum FailOn: String, Sendable, CaseIterable {
        /// A grant that is there only after, or reaches more.
        case gained
        /// A grant that is there only before, or reaches fewer.
        case lost
        /// Any row.
        case any
    }

    /// The inputs of both states; places of a side are about its own inputs.
    public var before: [Outcome.Input]
    public var after: [Outcome.Input]
    /// The environments that are compared; `nil` for the states as a whole.
    public var environments: (before: String, after: String)?
    /// Whether the state before is the same without the decks of the inputs.
    public var isAroundDecks = false
    public var rows: [Row]
    /// What was not compared, and what both states leave open.
    public var notes: [String]

    public init(before: [Outcome.Input], after: [Outcome.Input], rows: [Row], notes: [String]) {
        self.before = before
        self.after = after
        self.rows = rows
        self.notes = notes
    }

    public func count(_ change: Change) -> Int { rows.count { $0.change == change } }

    /// Whether an input of either state was not read.
    public var isIncomplete: Bool { (before + after).contains { $0.failure != nil } || before.isEmpty || after.isEmpty }

    /// The status of the run: an input that was not read outweighs differences, and a difference outweighs what is not
    /// decided.
    public func exitStatus(failOn: FailOn?, allowsUndecided: Bool = false) -> ExitStatus {
        if isIncomplete { return .incomplete }
        guard let failOn else { return .clean }
        let isFound: Bool
        let isOpen: Bool
        switch failOn {
        case .any: (isFound, isOpen) = (!rows.isEmpty, false)
        case .gained:
            isFound = rows.contains { $0.kind == .grant && ($0.change == .gained || $0.widens) }
            isOpen = rows.contains { $0.isOpen && ($0.kind == .setUp || $0.after != nil) }
        case .lost:
            isFound = rows.contains { $0.kind == .grant && ($0.change == .lost || $0.narrows) }
            isOpen = rows.contains { $0.isOpen && ($0.kind == .setUp || $0.before != nil) }
        }
        if isFound { return .findings }
        return isOpen && !allowsUndecided ? .incomplete : .clean
    }
}

extension DifferenceReport.Row {
    /// Whether a grant, or everything that a state says about grants, could not be compared.
    fileprivate var isOpen: Bool { change == .unknown && (kind == .grant || kind == .setUp) }
}
