public import Diagnostics

extension Deck {
    /// A condition under which commands may or may not run.
    public struct Condition: Sendable {
        public enum Kind: Sendable {
            /// IF, WHEN, `case`, `&&`: one of several branches runs.
            case branch
            /// Its body may run many times, or never.
            case loop
            /// A routine or function that is not certainly called.
            case routine
            /// A task or step that may be skipped.
            case step
            /// A command, exit or failure that may end the run before this command.
            case stop
            /// An unread part before it may have ended the run.
            case unread
        }

        public let kind: Kind
        /// The range of the condition.
        public let range: SourceRange
        /// The number of the enclosing condition; 0 for none.
        let outer: UInt32
        /// The number of the choice of which it is a branch; 0 for none.
        let choice: UInt32

        init(_ kind: Kind, at range: SourceRange, outer: UInt32 = 0, choice: UInt32 = 0) {
            self.kind = kind
            self.range = range
            self.outer = outer
            self.choice = choice
        }
    }

    /// What gets a command that only TSO runs.
    public enum Environment: Sendable {
        /// A part of TSO that runs no authorized commands: `tso -t`.
        case unauthorized
        /// ADDRESS MVS and ADDRESS CONSOLE of an exec.
        case mvs, console
    }

    /// A place where a program ends if an earlier command fails.
    public struct Exit: Sendable {
        /// The last command before the test.
        public let command: Int
        /// The highest return code with which it does not end.
        public let limit: Int
        /// Whether the highest code of all commands so far is tested.
        public let isOfAll: Bool
        /// Whether it certainly ends there if the test holds.
        public let isSure: Bool
        /// Whether the group of the region ends, and not only its step.
        public let endsGroup: Bool
        public let range: SourceRange
        /// The first command that runs in any case.
        public internal(set) var until = Int.max
    }

    /// How the run of a deck ends that another one calls.
    public struct Ending: Equatable, Sendable {
        public enum Code: Sendable {
            /// The return code is 0.
            case zero
            case failure, open
            /// It is that of the last command.
            case lastCommand
        }

        /// Whether it also ends the program that reads it in its place: LOGOFF, or `exit` in a script that is sourced.
        public enum Reader: Comparable, Sendable { case never, perhaps, always }

        public var code: Code
        public var endsReader = Reader.never

        /// How the program of a carrier ends that says nothing else.
        init(_ carrier: Carrier?) {
            switch carrier {
            case .jcl, .rexx, .yaml, .xml: code = .zero
            case .plain, .clist, .shell, .operatorCommand, .markdown, nil: code = .lastCommand
            }
        }
    }

    /// How its run ends.
    public var ending: Ending { storage.flow.ending ?? Ending(regions.first?.carrier) }

    /// A part of the run that is not among the inputs.
    public struct UnreadPart: Sendable {
        public enum Kind: Sendable {
            /// A data set that SYSTSIN or another DD statement names.
            case dataSet
            /// An exec, CLIST, script or procedure that is called.
            case program
            /// Commands that are generated at run time.
            case generated
            /// A value or a nesting of conditions that is not followed any further.
            case limit
        }

        public let kind: Kind
        /// The name in the input; empty for text that is generated at run time.
        public let name: String
        public let range: SourceRange
        /// The number of commands of the deck before it.
        public let position: Int
        /// Whether it may not run.
        public let isPossible: Bool
        /// The index of the region with the call.
        public let region: Int
        /// Whether the program that reads the deck reads it too, as in a concatenation of SYSTSIN or a script that is
        /// sourced: an end of the one is an end of the other.
        public let isInline: Bool
        /// Whether the call changes it, so that it does not run as it is written.
        public let isChanged: Bool

        /// Whether it has a name of its own, which an input may have.
        var isNamed: Bool { kind == .dataSet || kind == .program }
    }

    /// A value with which the carrier replaces a name, and its origin.
    public struct Substitution: Sendable {
        /// The name as written: `&AGENT`, `${AGENT}`.
        public let name: String
        public let value: String
        /// The range of the name.
        public let range: SourceRange
        /// The place of the value; `nil` for a value from outside.
        public let origin: SourceRange?
    }

    /// Facts about the order of commands that differ from their order in the deck.
    struct Flow: Sendable {
        var conditions: [Condition] = []
        /// The number of the innermost condition of each command, or 0 for none; it ends with the last command that has
        /// one.
        var conditionOf: [UInt32] = []
        /// For each choice, whether one of its branches always runs.
        var choices: [Bool] = []
        /// The numbers of the conditions and choices that several regions share, by their first bytes.
        var ways: [UInt32: UInt32] = [:]
        var sharedChoices: [UInt32: UInt32] = [:]
        var unread: [UnreadPart] = []
        /// The names of parts that are called where the flow never comes.
        var idle: [String] = []
        /// Whether it is a procedure, which only another job runs.
        var isProcedure = false
        /// How the run ends, if the carrier shows it.
        var ending: Ending?
        /// The ends after failures, in the order of the commands that are tested.
        var exits: [Exit] = []
        /// The substitutions in the order of their places.
        var substitutions: [Substitution] = []
        /// The names from which secrets come, in lower case.
        var secretNames: Set<[UInt8]> = []
        /// The names with unknown parts; a mark represents each unknown part.
        var patterns: [Word: [UInt8]] = [:]
    }

    /// Parts that never run, because the flow does not come to their call: inputs of these names run only if something
    /// else calls them.
    public var idleParts: [UnreadPart] {
        storage.flow.idle.map { name in
            UnreadPart(
                kind: .program, name: name, range: SourceRange(0, 0), position: 0, isPossible: true, region: 0,
                isInline: false, isChanged: false)
        }
    }

    /// Whether it is a procedure without a job, which runs only where another input calls it.
    public var isProcedure: Bool { storage.flow.isProcedure }

    /// The parts that are not among the inputs, in the order of the deck.
    public var unreadParts: [UnreadPart] { storage.flow.unread }

    /// Whether its carrier puts in values for names.
    public var hasSubstitutions: Bool { !storage.flow.substitutions.isEmpty }

    /// The values that replace names in a range.
    public func substitutions(in range: SourceRange) -> [Substitution] {
        let all = storage.flow.substitutions
        let next = all.partitioningIndex { $0.range.end > range.start }
        return Array(all[next...].prefix { $0.range.start < range.end })
    }
}

extension Deck.Command {
    /// The line of a condition, from 0.
    func lineIndex(of condition: Deck.Condition) -> Int { storage.file.lineIndex(at: Int(condition.range.start)) }

    /// Its conditions, from the innermost one outwards; empty for a command that always runs.
    public var conditions: [Deck.Condition] {
        let flow = storage.flow
        guard index < flow.conditionOf.count else { return [] }
        var found: [Deck.Condition] = []
        var number = flow.conditionOf[index]
        while number != 0 {
            let condition = flow.conditions[Int(number) - 1]
            found.append(condition)
            number = condition.outer
        }
        return found
    }
}

extension Array {
    /// Whether the values of the elements never decrease.
    func isAscending<Value: Comparable>(_ value: (Element) -> Value) -> Bool {
        guard var last = first.map(value) else { return true }
        for element in dropFirst() {
            let next = value(element)
            guard next >= last else { return false }
            last = next
        }
        return true
    }
}
