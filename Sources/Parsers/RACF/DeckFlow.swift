public import Diagnostics

extension Deck {
    /// Something that decides whether commands run, so that they may run or not.
    public struct Condition: Sendable {
        public enum Kind: Sendable {
            /// IF, WHEN, `case`, `&&`: one of several ways is gone.
            case branch
            /// Its body may run many times, or never.
            case loop
            /// A routine or function that is not certainly called.
            case routine
            /// A task or step that may be left out.
            case step
            /// A command, exit or failure that may end the run before this command.
            case stop
            /// What ran before was not read, and may have ended the run.
            case unread
        }

        public let kind: Kind
        /// Where it stands.
        public let range: SourceRange
        /// Number of the condition that it stands in itself; 0: none.
        let outer: UInt32
        /// Number of the choice that it is one way of; 0: none.
        let choice: UInt32

        init(_ kind: Kind, at range: SourceRange, outer: UInt32 = 0, choice: UInt32 = 0) {
            self.kind = kind
            self.range = range
            self.outer = outer
            self.choice = choice
        }
    }

    /// A part of what runs that no input shows.
    public struct UnreadPart: Sendable {
        public enum Kind: Sendable {
            /// A data set that SYSTSIN or another DD statement names.
            case dataSet
            /// An exec, CLIST, script or procedure that is called.
            case program
            /// Commands that are made while it runs.
            case generated
        }

        public let kind: Kind
        /// As the input names it; a text that is made at run time has none.
        public let name: String
        public let range: SourceRange
        /// How many commands of the deck stand before it.
        public let position: Int
        /// Whether it may be left out.
        public let isPossible: Bool

        /// A member or file that holds it, in upper case: the name in parentheses, else the last qualifier.
        public var member: String {
            var text = Substring(name.uppercased()).drop { "'\"%".contains($0) }
            while let last = text.last, "'\"".contains(last) { text.removeLast() }
            if text.last == ")", let open = text.lastIndex(of: "(") {
                return String(text[text.index(after: open)...].dropLast())
            }
            if let slash = text.lastIndex(of: "/") { return String(text[text.index(after: slash)...]) }
            return String(text.split(separator: ".").last ?? text)
        }
    }

    /// A value that the carrier puts in for a name, with the way it came.
    public struct Substitution: Sendable {
        /// As it is written: `&AGENT`, `${AGENT}`.
        public let name: String
        public let value: String
        /// Where the name stands.
        public let range: SourceRange
        /// Where the value is given; `nil` for one that comes from outside.
        public let origin: SourceRange?
    }

    /// What is known of the order in which commands run, beside their own order.
    struct Flow: Sendable {
        var conditions: [Condition] = []
        /// Number of the innermost condition of each command, 0 for none; it ends with the last one that has any.
        var conditionOf: [UInt32] = []
        /// For each choice, whether one of its ways is gone in any case.
        var choices: [Bool] = []
        var unread: [UnreadPart] = []
        /// In the order of their places.
        var substitutions: [Substitution] = []
        /// Names that hold something unknown, by node: a mark stands for each part that is not known.
        var patterns: [UInt32: [UInt8]] = [:]
    }

    /// What no input shows, in the order of the deck.
    public var unreadParts: [UnreadPart] { storage.flow.unread }

    /// The values that stand in a range for names.
    public func substitutions(in range: SourceRange) -> [Substitution] {
        let all = storage.flow.substitutions
        let next = all.partitioningIndex { $0.range.end > range.start }
        return Array(all[next...].prefix { $0.range.start < range.end })
    }
}

extension Deck.Command {
    /// The line, from 0, that a condition stands on.
    func lineIndex(of condition: Deck.Condition) -> Int { storage.file.lineIndex(at: Int(condition.range.start)) }

    /// What it runs under, from the innermost condition outwards; empty for a command that runs in any case.
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
    /// Whether each element has at least the value of the one before it.
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
