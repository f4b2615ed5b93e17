public import Diagnostics

extension Deck {
    /// Something wrong with the text of a deck; rules RF301 to RF315 turn it into findings.
    public struct Defect: Sendable {
        public enum Kind: Sendable {
            /// The first word is no command. What it belongs to: index of the command before it, if the word is
            /// an operand there; else the nearest command name.
            case unknownCommand(continues: Int?, nearest: String?)
            /// A second command on the line; where each further command begins, with the blanks before it.
            case secondCommand(splits: [SourceRange])
            /// `-` or `+` that is not last on its line; the blanks behind it.
            case strayContinuation(blanks: SourceRange)
            case unknownOperand(of: String, candidates: [String])
            /// A value that is no access level.
            case unknownLevel
            case missingOperand(String)
            /// A word of another level inside parentheses that should have been closed.
            case missingParenthesis(inside: String)
            /// TSO closes it at the end of the command.
            case assumedParenthesis
            case surplusParenthesis
            case unclosedApostrophe
            case textAfterSemicolon
            case unclosedComment
            case danglingContinuation
            /// A comment in column 1 of in-stream data.
            case commentEndsDeck
            /// From column 73 on, where the records are or may be 80 characters long.
            case textPastColumn72(isDropped: Bool, isOnlyClosing: Bool)
            case placeholder
            /// No code point in IBM-1047; what to write instead, if there is such a thing.
            case nonEBCDIC(standIn: String?)
        }

        public let kind: Kind
        public let range: SourceRange
        /// Index of the command that it stands in, if it is one.
        public let command: Int?

        public init(_ kind: Kind, at range: SourceRange, command: Int?) {
            self.kind = kind
            self.range = range
            self.command = command
        }
    }

    /// A PassTicket key as it is written in a deck.
    public struct WrittenKey: Sendable {
        /// Such as `KEYMASKED`.
        public let operand: String
        /// `nil` if a placeholder stands there.
        public let secret: Secret?
        public let range: SourceRange
    }
}

extension Deck.Defect {
    /// The rule that reports it.
    public var rule: RuleID {
        switch kind {
        case .unknownCommand: "RF301"
        case .secondCommand: "RF302"
        case .strayContinuation: "RF303"
        case .unknownOperand: "RF304"
        case .missingOperand: "RF305"
        case .textPastColumn72: "RF306"
        case .missingParenthesis, .assumedParenthesis, .surplusParenthesis, .unclosedApostrophe: "RF307"
        case .nonEBCDIC: "RF308"
        case .textAfterSemicolon: "RF309"
        case .unclosedComment: "RF311"
        case .unknownLevel: "RF313"
        case .placeholder: "RF314"
        case .danglingContinuation: "RF315"
        case .commentEndsDeck: "RF310"
        }
    }
}
