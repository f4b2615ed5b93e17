public import Diagnostics
public import Parsers

/// What the decks of a set-up do to RACF, and who may generate PassTickets afterwards.
public struct Evaluation: Sendable {
    public let decks: [Deck]
    public let assumptions: Assumptions
    /// RACF after the last command.
    public let state: SystemState
    /// Profiles of PTKTDATA in the database, in the order of their names.
    public let passTicketProfiles: [Profile]
    /// What happened on the way that rules report.
    public let events: [Event]

    /// Something that a command did, or could not do.
    public struct Event: Sendable {
        public enum Kind: Sendable {
            /// A generic name was defined while generics were off, or while nobody knows whether they were on.
            case genericName(state: Truth)
            /// RDEFINE of a name that exists changes nothing (ICH10102I).
            case redefined(first: Place?)
            /// RALTER, RDELETE or PERMIT of a profile that does not exist.
            case missingProfile
        }

        public let kind: Kind
        public let className: String
        public let profile: String
        public let place: Place
    }

    /// - Parameter decks: in the order in which they run.
    public init(decks: [Deck], assumptions: Assumptions) {
        self.decks = decks
        self.assumptions = assumptions
        var effects = CommandEffects(assumptions)
        for deck in decks {
            for command in deck.commands { effects.apply(command) }
        }
        state = effects.state
        passTicketProfiles = state["PTKTDATA"].databaseProfiles
        events = effects.events
    }

    public func decide(caller: String, application: String, target: String) -> AccessReport.Decision {
        DecisionMaker(self).decide(caller: caller, application: application, target: target)
    }

    /// Every caller for every target, and all grants.
    public func accessReport(callers: [String], applications: [String], targets: [String]) -> AccessReport {
        let decisions = callers.flatMap { caller in
            applications.flatMap { application in
                targets.map { decide(caller: caller, application: application, target: $0) }
            }
        }
        return AccessReport(inputs: [], decisions: decisions, grants: Grants(self).rows())
    }
}

extension Evaluation {
    /// A SETROPTS with this operand for PTKTDATA that the system does not carry out.
    public func lostOption(_ keyword: Keyword) -> Place? {
        lost { command in
            command.verb == .setropts
                && command.operand(keyword)?.values.contains { $0.text == "PTKTDATA" } ?? false
        }
    }

    /// An RDEFINE of this profile that the system does not carry out.
    public func lostProfile(_ name: String) -> Place? {
        lost { command in
            command.verb == .rdefine && command.positional.count >= 2
                && command.positional[1].items.contains { $0.text == name }
        }
    }

    private func lost(_ matches: (Deck.Command) -> Bool) -> Place? {
        for deck in decks {
            for command in deck.commands where command.effect == .fails || command.effect == .swallowed {
                if matches(command) { return command.place }
            }
        }
        return nil
    }
}

extension Evaluation {
    /// The class of PassTickets.
    public var passTickets: ResourceClass { state["PTKTDATA"] }

    /// Applications for which the decks protect the generation of PassTickets, with the profile that shows it.
    public var applicationsInUse: [(name: String, profile: Profile)] {
        var found: [(String, Profile)] = []
        for profile in passTicketProfiles {
            let parts = profile.name.text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count >= 3, parts[0] == "IRRPTAUTH", !ProfileName(String(parts[1])).hasGenericCharacters,
                found.last?.0 != String(parts[1])
            else { continue }
            found.append((String(parts[1]), profile))
        }
        return found
    }

    /// The first command that names the class PTKTDATA.
    public var firstPassTicketCommand: Place? {
        for deck in decks {
            for command in deck.commands where command.namesPTKTDATA { return command.place }
        }
        return nil
    }
}
