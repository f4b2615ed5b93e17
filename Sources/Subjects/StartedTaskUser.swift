public import Diagnostics
import Evaluator
public import RACF

/// The user that the decks assign to a started task.
public struct StartedTaskUser {
    public let user: String
    public let profile: String
    public let place: Place

    /// Takes the user from the most specific STARTED profile that covers `task.task`: resources are named
    /// member.jobname (z/OS, Specifying STARTED class profile names), and the name of the member counts as the name of
    /// the task.
    public init?(of task: String, in decks: [Deck]) {
        var found: (name: ProfileName, user: StartedTaskUser)?
        for deck in decks {
            for command in deck.commands where command.effect == .runs {
                guard command.verb == .rdefine || command.verb == .ralter,
                    command.positional.first?.text == "STARTED", let names = command.positional.dropFirst().first,
                    let user = Self.user(command)
                else { continue }
                for item in names.items {
                    let name = ProfileName(item.text)
                    guard name.covers("\(task).\(task)") == .yes else { continue }
                    if let best = found, best.name != name, ProfileName.moreSpecific(name, best.name) != .first {
                        continue
                    }
                    let place = Place(deck.file.id, item.range)
                    let text = user == "=MEMBER" ? task : user
                    found = (name, StartedTaskUser(user: text, profile: item.text, place: place))
                }
            }
        }
        guard let found else { return nil }
        self = found.user
    }

    private init(user: String, profile: String, place: Place) {
        self.user = user
        self.profile = profile
        self.place = place
    }

    /// `STDATA(USER(x) …)`.
    private static func user(_ command: Deck.Command) -> String? {
        command.operand(.stdata)?.operands.last { $0.text == "USER" }?.values.first?.text
    }
}
