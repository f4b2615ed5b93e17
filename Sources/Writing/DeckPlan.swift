import Diagnostics

/// Commands that are to be run, in their order, with the reason for each and the commands that take them back.
public struct DeckPlan: Sendable {
    /// A command in pieces between which its line may be broken.
    public struct Command: Hashable, Sendable {
        public var words: [String]
        /// Why it is needed, in whole sentences.
        public var reasons: [String]
        /// The command that takes it back; `nil` if nothing has to be.
        public var undo: [String]?
        /// Whether it fails where the system has what it makes; those after it have to run all the same.
        public var mayFail = false

        public init(_ words: [String], because reasons: [String] = [], undo: [String]? = nil) {
            self.words = words
            self.reasons = reasons
            self.undo = undo
        }

        /// The command in one line.
        public var text: String { words.joined(separator: " ") }
    }

    public var commands: [Command] = []
    /// What has to be done before, and what to know, in whole sentences.
    public var notes: [String] = []

    public init() {}

    /// The commands that take all of it back, the last one first.
    public var undoing: DeckPlan {
        var plan = DeckPlan()
        let undone = commands.reversed().compactMap { command in
            command.undo.map { Command($0) }
        }
        let classes = ["PTKTDATA", "SURROGAT"].filter { name in
            // A class that is not in storage takes no refresh.
            !undone.contains { $0.words.contains("NORACLIST(\(name))") }
                && undone.contains { $0.words.contains(name) || $0.words.contains("CLASS(\(name))") }
        }
        if undone.contains(where: { $0.words.first == "RDELETE" }) {
            plan.notes = ["Delete only the profiles that the deck made."]
        }
        plan.commands = undone + classes.map(Self.refresh)
        return plan
    }

    /// The refresh that puts changes of a class into effect.
    static func refresh(_ className: String) -> Command {
        Command(
            ["SETROPTS", "RACLIST(\(className))", "REFRESH"],
            because: ["RACF checks the profiles in storage, so the changes need a refresh."])
    }
}
