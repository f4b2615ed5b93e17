public import Diagnostics

extension Deck {
    /// A defect in the text of a deck; rules RF301 to RF315 report it.
    public struct Defect: Sendable {
        public enum Kind: Sendable {
            /// The first word is not a command; the value is the most similar command.
            case unknownCommand(nearest: String?)
            /// A line that the previous comment was meant to include.
            case lineOfComment(SourceRange)
            /// The line has operands of an earlier command, given by its index, which is not continued.
            case orphan(of: Int, lost: [Keyword])
            /// A second command on the line; the ranges are the beginnings of the further commands with the blanks
            /// before them.
            case secondCommand(splits: [SourceRange])
            /// `-` or `+` that is not last on its line, with the blanks after it and the comment that hides it.
            case strayContinuation(blanks: SourceRange, comment: SourceRange?)
            /// The last value is the operand in whose parentheses the word would be one.
            case unknownOperand(of: String, candidates: [String], belongsIn: String? = nil)
            /// A word that is joined to the name of an operand, with the place where the operand begins.
            case gluedOperand(String, at: SourceRange)
            /// An operand that an earlier one excludes.
            case conflictingOperand(with: String)
            /// A value that the operand, or the command, does not accept, with the reason.
            case invalidValue(String)
            /// A value that is not documented for the operand.
            case doubtfulValue(String)
            /// A text or secret that is longer or shorter than its operand takes.
            case longText(String)
            /// A list where one name is required.
            case severalNames
            /// Several words where one text is required.
            case unquotedText(of: String)
            /// CLASSACT(*), which is not allowed.
            case allClasses
            /// A class whose name is similar to one of IBM's.
            case unknownClass(nearest: String)
            /// PERMIT without CLASS, which is for data sets; the value says whether a data set is certainly not meant.
            case classOmitted(isCertain: Bool)
            /// Commands of another security product.
            case otherProduct(OtherProduct)
            /// A value that is not an access level.
            case unknownLevel
            case missingOperand(String)
            /// A word of another level inside parentheses that are not closed.
            case missingParenthesis(inside: String)
            /// An open parenthesis that TSO closes at the end of the command.
            case assumedParenthesis
            case surplusParenthesis
            case unclosedApostrophe
            case textAfterSemicolon
            case unclosedComment
            case danglingContinuation
            /// A comment in column 1 of in-stream data.
            case commentEndsDeck
            /// In-stream data that the terminal monitor program does not read: its DD name, or nothing
            /// if no step precedes it, and its lines.
            case unreadData(of: String, lines: SourceRange)
            /// A RACF command for an environment that does not run it.
            case otherEnvironment(Environment)
            /// A step of the terminal monitor program without SYSTSIN.
            case missingInput
            /// Text from column 73 on, if the records are or may be 80 characters long.
            case textPastColumn72(isDropped: Bool, isOnlyClosing: Bool)
            case placeholder
            /// A JCL symbol that is not replaced: it reaches RACF unchanged.
            case symbolAsWritten
            /// Characters without a code point in IBM-1047, and their replacement, if there is one.
            case nonEBCDIC(String, standIn: String?)
        }

        public let kind: Kind
        public let range: SourceRange
        /// The index of the command that contains it, if there is one.
        public let command: Int?

        public init(_ kind: Kind, at range: SourceRange, command: Int?) {
            self.kind = kind
            self.range = range
            self.command = command
        }
    }

    /// A key, password or phrase as written in a deck.
    public struct WrittenSecret: Sendable {
        /// Such as `KEYMASKED`.
        public let operand: String
        /// `nil` for a placeholder.
        public let secret: Secret?
        public let range: SourceRange
        private let commandIndex: UInt32?
        public let kind: Secret.Kind

        init(operand: String, kind: Secret.Kind, secret: Secret?, range: SourceRange, command: Int?) {
            self.operand = operand
            self.kind = kind
            self.secret = secret
            self.range = range
            commandIndex = command.map(UInt32.init)
        }

        /// The index of the command that it is an operand of.
        public var command: Int? { commandIndex.map(Int.init) }
    }
}

extension Deck.Defect {
    /// The rule that reports it.
    public var rule: RuleID {
        switch kind {
        case .unknownCommand, .lineOfComment, .orphan: "RF301"
        case .secondCommand: "RF302"
        case .strayContinuation: "RF303"
        case .invalidValue, .doubtfulValue, .longText: "RF316"
        case .unknownOperand, .severalNames, .gluedOperand, .conflictingOperand, .allClasses, .unquotedText: "RF304"
        case .missingOperand: "RF305"
        case .textPastColumn72: "RF306"
        case .missingParenthesis, .assumedParenthesis, .surplusParenthesis, .unclosedApostrophe: "RF307"
        case .nonEBCDIC: "RF308"
        case .textAfterSemicolon: "RF309"
        case .unclosedComment: "RF311"
        case .unknownClass: "RF312"
        case .unknownLevel: "RF313"
        case .placeholder, .symbolAsWritten: "RF314"
        case .danglingContinuation: "RF315"
        case .commentEndsDeck: "RF310"
        case .classOmitted: "RF359"
        case .unreadData, .otherEnvironment, .missingInput: "RF365"
        case .otherProduct: "IN005"
        }
    }
}
