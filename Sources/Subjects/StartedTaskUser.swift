public import Diagnostics
import Evaluator
import RACF
import Unload

/// The user that the inputs assign to a started task.
public struct StartedTaskUser {
    public let user: String
    public let profile: String
    public let place: Place

    /// Takes the user from the most specific STARTED profile that covers `task.task`: resources are named
    /// member.jobname (z/OS, Specifying STARTED class profile names), and the name of the member counts as the name of
    /// the task. What decks say comes after what unloads and listings show.
    public init?(of task: String, in setUp: SetUp) {
        var found: (name: ProfileName, user: StartedTaskUser)?
        func note(_ profile: String, _ user: String, _ place: Place) {
            let name = ProfileName(profile)
            guard name.covers("\(task).\(task)") == .yes else { return }
            if let best = found, best.name != name, ProfileName.moreSpecific(name, best.name) != .first { return }
            found = (name, StartedTaskUser(user: user == "=MEMBER" ? task : user, profile: profile, place: place))
        }
        for unload in setUp.unloads {
            for profile in unload.profiles where profile.className == "STARTED" {
                guard let user = profile.task?.user, !user.value.isEmpty else { continue }
                note(profile.text, user.value, Place(unload.file.id, user.range))
            }
        }
        for listing in setUp.listings {
            for profile in listing.profiles where profile.className == "STARTED" {
                guard let user = profile.task?.user, !user.value.isEmpty else { continue }
                note(profile.name.value, user.value, Place(listing.file.id, user.range))
            }
        }
        for deck in setUp.decks {
            for command in deck.commands where command.effect == .runs {
                guard command.verb == .rdefine || command.verb == .ralter,
                    command.positional.first?.text == "STARTED", let names = command.positional.dropFirst().first,
                    let user = Self.user(command)
                else { continue }
                for item in names.items { note(item.text, user, Place(deck.file.id, item.range)) }
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
