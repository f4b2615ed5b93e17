import Diagnostics
import RACF
import Synchronization

/// A point in time: the facts of listings come first, then the commands of all decks in the order in which they run. It
/// also identifies the place that proves what changed then. 0 is before all of them.
struct Mark: Comparable, Hashable, Sendable {
    var time: UInt32

    static let start = Mark(time: 0)
    /// After the last command.
    static let now = Mark(time: .max - 1)
    static let end = Mark(time: .max)

    static func < (left: Mark, right: Mark) -> Bool { left.time < right.time }
}

/// Maps times to places in the inputs.
final class Evidence: Sendable {
    private let listed: [Place]
    private let schedule: Schedule
    /// The moment before the first command of each step.
    private let starts: [UInt32]
    /// The profiles of the last command with a long list, of which each may be asked for.
    private let longList = Mutex<(mark: Mark, ranges: [String: SourceRange])?>(nil)

    /// The length above which a list is searched by hash.
    private static let shortList = 16

    init(listed: [Place], _ schedule: Schedule) {
        self.listed = listed
        self.schedule = schedule
        var start = UInt32(listed.count)
        starts = schedule.steps.map { step in
            defer { start += UInt32(step.duration) }
            return start
        }
    }

    /// Whether a fact comes from a listing and not from a command.
    func isListed(_ mark: Mark) -> Bool { mark.time > 0 && mark.time <= listed.count }

    func command(_ mark: Mark) -> Deck.Command? {
        guard let (step, offset) = step(mark), case .commands(let commands) = step.kind, offset < commands.count else {
            return nil
        }
        return schedule.decks[step.deck].commands[commands.lowerBound + offset]
    }

    /// The step of a moment, and the distance from its beginning.
    private func step(_ mark: Mark) -> (Schedule.Step, Int)? {
        guard mark.time > listed.count, mark < .now else { return nil }
        // This is the last step that begins before it; empty steps begin at the same moment as the next one.
        let after = starts.partitioningIndex { $0 >= mark.time }
        guard after > 0 else { return nil }
        return (schedule.steps[after - 1], Int(mark.time - starts[after - 1]) - 1)
    }

    func place(_ mark: Mark) -> Place? {
        if isListed(mark) { return listed[Int(mark.time) - 1] }
        if let (step, _) = step(mark), case .unread(let part) = step.kind {
            let deck = schedule.decks[step.deck]
            return Place(deck.file.id, deck.unreadParts[part].range)
        }
        return command(mark)?.place
    }

    // MARK: Places inside a command

    /// The name of a profile in the command that defines or changes it.
    func place(_ mark: Mark, naming profile: String) -> Place? {
        precise(mark) { command in
            longList.withLock { list in
                if let list, list.mark == mark { return list.ranges[profile] }
                let names = command.positional.flatMap(\.items)
                guard names.count > Self.shortList else { return names.first { $0.text == profile }?.range }
                let ranges = Dictionary(names.lazy.map { ($0.text, $0.range) }, uniquingKeysWith: { first, _ in first })
                list = (mark, ranges)
                return ranges[profile]
            }
        }
    }

    /// The place of an operand's value, or of the operand.
    func place(_ mark: Mark, of keywords: Keyword...) -> Place? {
        precise(mark) { command in
            for keyword in keywords {
                guard let operand = command.operand(keyword) ?? command.operand(.ssignon)?.operand(keyword) else {
                    continue
                }
                return operand.values.last?.range ?? operand.range
            }
            return nil
        }
    }

    /// The place of the access level that an ID gets, or of the ID, or of the list that its entry is copied from.
    func place(_ mark: Mark, permitting id: String) -> Place? {
        precise(mark) { command in
            guard let named = command.operand(.id)?.values.lazy.flatMap(\.items).first(where: { $0.text == id }) else {
                return command.operand(.from)?.values.first?.range
            }
            return command.operand(.access)?.values.last?.range ?? named.range
        }
    }

    /// The place of the access level that a PERMIT gives to all the IDs it names; `nil` if the place depends on the ID.
    func placeOfAccess(_ mark: Mark) -> Place? {
        guard let command = command(mark), command.operand(.from) == nil,
            let range = command.operand(.access)?.values.last?.range
        else { return nil }
        return Place(command.place.file, range)
    }

    private func precise(_ mark: Mark, _ find: (Deck.Command) -> SourceRange?) -> Place? {
        guard let command = command(mark) else { return place(mark) }
        return find(command).map { Place(command.place.file, $0) } ?? command.place
    }
}
