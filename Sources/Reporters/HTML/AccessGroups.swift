import Diagnostics

/// The grants of a set-up, grouped so that thousands stay readable: callers with the same access stand together, and so do
/// targets that the same callers reach.
struct AccessGroups {
    typealias Grant = AccessReport.Grant

    struct Caller: Hashable {
        var name: String
        var kind: Grant.CallerKind
    }

    /// The users that a profile lets somebody submit as.
    struct Target: Hashable {
        var application: String
        var name: String
        var except: [String]
        var moreExceptions: Int
    }

    /// Callers with the same access to every group of targets.
    struct Row {
        var callers: [Caller]
        /// The best verdict for each group of targets, by its index in `columns`; none without an entry.
        var verdicts: [Int: Verdict]
    }

    let rows: [Row]
    let columns: [[Target]]
    /// The application that all entries are about; `nil` if there are several.
    let application: String?

    init(_ grants: [Grant]) {
        var callers = Numbers<Caller>()
        var targets = Numbers<Target>()
        var cells: [[Int: Verdict]] = []
        for grant in grants {
            let caller = callers.number(of: Caller(name: grant.caller, kind: grant.callerKind))
            let target = targets.number(
                of: Target(
                    application: grant.application, name: grant.targets, except: grant.except,
                    moreExceptions: grant.moreExceptions))
            if caller == cells.count { cells.append([:]) }
            cells[caller][target] = Self.better(cells[caller][target], grant.generate)
        }
        // Callers by what they reach, then targets by which of those groups reach them.
        var rows = Numbers<[Int]>()
        var members: [[Int]] = []
        for (caller, reached) in cells.enumerated() {
            let row = rows.number(of: reached.sorted { $0.key < $1.key }.flatMap { [$0.key, Self.rank($0.value)] })
            if row == members.count { members.append([]) }
            members[row].append(caller)
        }
        var reachedBy = [[Int]](repeating: [], count: targets.values.count)
        for (row, callers) in members.enumerated() {
            for (target, verdict) in cells[callers[0]].sorted(by: { $0.key < $1.key }) {
                reachedBy[target] += [row, Self.rank(verdict)]
            }
        }
        var columns = Numbers<[Int]>()
        var groups: [[Target]] = []
        var columnOfTarget: [Int] = []
        for (target, signature) in reachedBy.enumerated() {
            let column = columns.number(of: signature)
            if column == groups.count { groups.append([]) }
            groups[column].append(targets.values[target])
            columnOfTarget.append(column)
        }
        self.columns = groups
        let applications = Set(targets.values.lazy.map(\.application))
        application = applications.count == 1 ? applications.first : nil
        self.rows = members.map { callerNumbers in
            Row(
                callers: callerNumbers.map { callers.values[$0] },
                verdicts: Dictionary(
                    cells[callerNumbers[0]].map { (columnOfTarget[$0.key], $0.value) },
                    uniquingKeysWith: { first, _ in first }))
        }
    }

    private static func rank(_ verdict: Verdict) -> Int {
        switch verdict {
        case .granted: 2
        case .unknown: 1
        case .refused: 0
        }
    }

    private static func better(_ left: Verdict?, _ right: Verdict) -> Verdict {
        guard let left else { return right }
        return rank(left) < rank(right) ? right : left
    }
}

/// Numbers values in the order in which they are first seen.
struct Numbers<Value: Hashable> {
    private(set) var values: [Value] = []
    private var numbers: [Value: Int] = [:]

    mutating func number(of value: Value) -> Int {
        if let number = numbers[value] { return number }
        numbers[value] = values.count
        values.append(value)
        return values.count - 1
    }
}

extension AccessGroups.Caller {
    /// The name for people, and what it is if it is not a user.
    var label: String {
        switch kind {
        case .user: name
        case .group: "group \(name)"
        case .everyone: name == "*" ? "everyone, ID(*)" : "everyone, \(name)"
        case .creator: "the submitter of the deck"
        }
    }
}

extension AccessGroups.Target {
    /// `USER1 at FEKAPPL`, with what more specific profiles take out.
    var label: String {
        let applications = application == "*" ? "every application" : application
        return "\(users) at \(applications)\(exceptions)"
    }

    /// The same where the application is clear.
    var shortLabel: String { users + exceptions }

    private var users: String { name == "*" || name == "**" ? "every user" : name }

    private var exceptions: String {
        let count = except.count + moreExceptions
        guard count > 0 else { return "" }
        return count > 3 ? ", with \(count) exceptions" : ", except \(except.joined(separator: ", "))"
    }
}
