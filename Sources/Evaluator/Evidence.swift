import Diagnostics
import RACF

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
    private let decks: [Deck]
    /// The time before the first command of each deck.
    private let starts: [UInt32]

    init(listed: [Place], decks: [Deck]) {
        self.listed = listed
        self.decks = decks
        var start = UInt32(listed.count)
        starts = decks.map { deck in
            defer { start += UInt32(deck.commands.count) }
            return start
        }
    }

    /// Whether a fact comes from a listing and not from a command.
    func isListed(_ mark: Mark) -> Bool { mark.time > 0 && mark.time <= listed.count }

    func command(_ mark: Mark) -> Deck.Command? {
        guard mark.time > listed.count, mark < .now else { return nil }
        // The last deck that begins before it. Empty decks begin where the next one does.
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < mark.time { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let index = Int(mark.time - starts[low - 1]) - 1
        let commands = decks[low - 1].commands
        return index < commands.count ? commands[index] : nil
    }

    func place(_ mark: Mark) -> Place? {
        isListed(mark) ? listed[Int(mark.time) - 1] : command(mark)?.place
    }

    // MARK: Places inside a command

    /// The name of a profile in the command that defines or changes it.
    func place(_ mark: Mark, naming profile: String) -> Place? {
        precise(mark) { command in
            command.positional.lazy.flatMap(\.items).first { $0.text == profile }?.range
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

    private func precise(_ mark: Mark, _ find: (Deck.Command) -> SourceRange?) -> Place? {
        guard let command = command(mark) else { return place(mark) }
        return find(command).map { Place(command.place.file, $0) } ?? command.place
    }
}
