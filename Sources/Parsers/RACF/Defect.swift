public import Diagnostics

extension Deck {
    /// Something wrong with the text of a deck; rules RF301 to RF315 turn it into findings.
    public struct Defect: Sendable {
        public enum Kind: Sendable {
            /// The first word is no command; the nearest that is one.
            case unknownCommand(nearest: String?)
            /// A line that the comment before it was meant to reach to.
            case lineOfComment(SourceRange)
            /// The line belongs to a command before it, by index, which lost it; the operands that it holds.
            case orphan(of: Int, lost: [Keyword])
            /// A second command on the line; where each further command begins, with the blanks before it.
            case secondCommand(splits: [SourceRange])
            /// `-` or `+` that is not last on its line; the blanks behind it, and the comment that hides it.
            case strayContinuation(blanks: SourceRange, comment: SourceRange?)
            case unknownOperand(of: String, candidates: [String])
            /// A word that runs into the name of an operand, which begins at a place.
            case gluedOperand(String, at: SourceRange)
            /// An operand that another one before it excludes.
            case conflictingOperand(with: String)
            /// Several words where one text belongs.
            case unquotedText(of: String)
            /// CLASSACT(*), which is not allowed.
            case allClasses
            /// A class at a small distance from one of IBM's.
            case unknownClass(nearest: String)
            /// PERMIT without CLASS is for data sets; whether it is certain that no data set was meant.
            case classOmitted(isCertain: Bool)
            /// Commands of another security product.
            case otherProduct(OtherProduct)
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
            /// Characters without a code point in IBM-1047; what to write instead, if there is such a thing.
            case nonEBCDIC(String, standIn: String?)
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

    /// A key, password or phrase as it is written in a deck.
    public struct WrittenSecret: Sendable {
        /// Such as `KEYMASKED`.
        public let operand: String
        public let kind: Secret.Kind
        /// `nil` if a placeholder stands there.
        public let secret: Secret?
        public let range: SourceRange
        /// Index of the command that it is an operand of.
        public let command: Int?
    }
}

extension Deck.Defect {
    /// The rule that reports it.
    public var rule: RuleID {
        switch kind {
        case .unknownCommand, .lineOfComment, .orphan: "RF301"
        case .secondCommand: "RF302"
        case .strayContinuation: "RF303"
        case .unknownOperand, .gluedOperand, .conflictingOperand, .allClasses, .unquotedText: "RF304"
        case .missingOperand: "RF305"
        case .textPastColumn72: "RF306"
        case .missingParenthesis, .assumedParenthesis, .surplusParenthesis, .unclosedApostrophe: "RF307"
        case .nonEBCDIC: "RF308"
        case .textAfterSemicolon: "RF309"
        case .unclosedComment: "RF311"
        case .unknownClass: "RF312"
        case .unknownLevel: "RF313"
        case .placeholder: "RF314"
        case .danglingContinuation: "RF315"
        case .commentEndsDeck: "RF310"
        case .classOmitted: "RF359"
        case .otherProduct: "IN005"
        }
    }
}
