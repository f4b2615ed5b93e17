public import Diagnostics

/// The RACF commands of an input, in the order in which the system would run them.
///
/// The structure is flat: commands and their words are arrays of numbers, and `Command`, `Operand` and `Value` are made
/// on demand. A tree of strings takes ten times the memory and the time.
public struct Deck: Sendable {
    let storage: Storage

    public var file: SourceFile { storage.file }
    public var commands: Commands { Commands(storage: storage) }
    /// The defects in the text of the deck, in its order.
    public var defects: [Defect] { storage.defects }
    /// Every key, password and phrase in a command, whether the command runs or not.
    public var writtenSecrets: [WrittenSecret] { storage.secrets }
    /// The secrets that are PassTicket keys.
    public var keys: LazyFilterSequence<[WrittenSecret]> { storage.secrets.lazy.filter { $0.kind == .key } }

    /// Whether one of its commands concerns the class PTKTDATA.
    public var namesPassTickets: Bool { storage.namesPassTickets }

    /// The regions of the commands, in the order of the file.
    public var regions: [Region] { storage.regions }

    /// Whether it only explains commands, so that it changes no system.
    public var isDocumentation: Bool { !regions.isEmpty && regions.allSatisfy(\.isDocumentation) }

    /// The region that contains a place.
    public func region(at range: SourceRange) -> Region? {
        guard storage.isInOrder else {
            return regions.first { $0.range.start <= range.start && $0.range.end >= range.end }
        }
        let next = regions.partitioningIndex { $0.range.start > range.start }
        guard next > 0, regions[next - 1].range.end >= range.end else { return nil }
        return regions[next - 1]
    }

    /// The command that contains a place.
    public func command(at range: SourceRange) -> Command? {
        guard storage.isInOrder else {
            return commands.first { $0.range.start <= range.start && $0.range.end >= range.end }
        }
        let next = commands.partitioningIndex { $0.range.start > range.start }
        guard next > 0, commands[next - 1].range.end >= range.end else { return nil }
        return commands[next - 1]
    }

    /// Whether a place contains a secret.
    public func isHidden(_ range: SourceRange) -> Bool {
        let next = storage.hidden.partitioningIndex { $0.end > range.start }
        return next < storage.hidden.count && storage.hidden[next].start < range.end
    }

    /// The carrier of the commands.
    public enum Carrier: String, Sendable {
        case plain, jcl, rexx, clist, shell, xml, yaml, markdown
        /// Whether they are entered at the system console, after the prefix of the RACF subsystem.
        case operatorCommand = "operator"
    }

    /// A region of the file with consecutive commands.
    public struct Region: Sendable {
        public let carrier: Carrier
        /// The range from its first byte to its last.
        public let range: SourceRange
        /// Whether it explains commands rather than running them: Markdown, text of HTML.
        public let isDocumentation: Bool
        /// Whether its lines are those of the file, so that a fix may divide them.
        public let isVerbatim: Bool
        /// The number of the step; one program reads all regions with the same number in order.
        public let step: Int
        /// The number of the workflow that a failure of the region may end; 0 for none.
        public let group: Int
        public internal(set) var stop: Stop
        /// Whether it is a text that is written or printed, and that nothing runs.
        public let isWritten: Bool
        /// Whether a command may be the name of an exec or a CLIST.
        var hasExecs = false
        /// The user on the JOB statement, who submits the commands.
        public let submitter: String?
    }

    /// The effect of a command that ends with a code above 0 on those after it.
    public enum Stop: Sendable {
        case never
        /// They do not run (IKJEFT1A).
        case atFailure
        /// They probably do not run (IKJEFT1B).
        case perhapsAtFailure
        /// They probably do not run if the code is above 4.
        case perhapsAtError

        /// What an entry of the terminal monitor program does; `nil` if it goes on, or for another program.
        init?(program: String) {
            switch program {
            case "IKJEFT1A": self = .atFailure
            case "IKJEFT1B": self = .perhapsAtFailure
            default: return nil
            }
        }
    }

    /// The system's treatment of a command.
    public enum Effect: UInt8, Sendable {
        case runs
        /// TSO or RACF rejects the whole command: it changes nothing.
        case fails
        /// It contains a placeholder, or its effect is unknown.
        case unevaluable
        /// It follows another command on the same line, and TSO reads it as operands of that command.
        case swallowed
        /// It is in a text that explains the deck around it and is not run.
        case shown
        /// The run ends before it.
        case notReached
        /// Every branch of its condition has the same command: it counts once, with another branch.
        case repeated
    }

    public final class Storage: Sendable {
        public let file: SourceFile
        let commands: [CommandRecord]
        let nodes: [Node]
        /// The text of words that differs from the text in the file: a continuation divides it, or its
        /// carrier escapes it.
        let spliced: [Word: [UInt8]]
        let regions: [Region]
        let defects: [Defect]
        let secrets: [WrittenSecret]
        /// The ranges that no report may show, in ascending order.
        let hidden: [SourceRange]
        let namesPassTickets: Bool
        let flow: Flow
        /// Whether commands and regions are in the file in the order in which they run.
        let isInOrder: Bool

        init(
            file: SourceFile, commands: [CommandRecord], nodes: [Node], spliced: [Word: [UInt8]],
            regions: [Region], defects: [Defect], secrets: [WrittenSecret],
            hidden: [SourceRange], namesPassTickets: Bool, flow: Flow
        ) {
            self.file = file
            self.commands = commands
            self.nodes = nodes
            self.spliced = spliced
            self.regions = regions
            self.defects = defects
            self.secrets = secrets
            self.hidden = hidden
            self.namesPassTickets = namesPassTickets
            self.flow = flow
            isInOrder = commands.isAscending(\.start) && regions.isAscending(\.range.start)
        }
    }

    /// A command in 28 bytes.
    struct CommandRecord: Sendable {
        /// The verb.
        var start: UInt32
        var end: UInt32
        /// The offset after the last character of the command.
        var textEnd: UInt32
        var firstNode: UInt32
        var nodeEnd: UInt32
        /// The index in `Storage.regions`.
        var region: UInt32
        /// `nil` for a TSO command that is not a RACF command.
        var verb: Verb?
        var effect: Effect
        /// Whether its end is missing, so that the next line may be the rest of it.
        var isUnfinished = false
    }

    /// A word in 16 bytes. The words in the parentheses of an operand or list follow it.
    struct Node: Sendable {
        enum Kind: UInt8, Sendable { case operand, word, string, list }

        var start: UInt32
        var end: UInt32
        /// The index after the last node below this one.
        var next: UInt32
        /// `nil` for a word that is not a keyword.
        var keyword: Keyword?
        var kind: Kind
        var flags: Flags

        /// Whether its text is the text in the file.
        var isAsWritten: Bool { flags.contains(.verbatim) && flags.isDisjoint(with: [.placeholder, .secret]) }

        struct Flags: OptionSet, Sendable {
            let rawValue: UInt8

            /// The value is unknown.
            static let placeholder = Flags(rawValue: 1)
            /// The parser never returns its text.
            static let secret = Flags(rawValue: 2)
            /// A word whose text in the file is the text that TSO passes on: in upper case, not divided and not
            /// escaped.
            static let verbatim = Flags(rawValue: 4)
            /// A word without the characters of generic names.
            static let discrete = Flags(rawValue: 8)
        }
    }
}

extension Deck {
    public struct Commands: RandomAccessCollection, Sendable {
        let storage: Storage

        public var startIndex: Int { 0 }
        public var endIndex: Int { storage.commands.count }
        public subscript(index: Int) -> Command { Command(storage: storage, index: index) }
    }

    public struct Command: Sendable {
        let storage: Storage
        public let index: Int

        /// The deck that contains it.
        public var deck: Deck { Deck(storage: storage) }

        private var record: CommandRecord { storage.commands[index] }

        public var verb: Verb? { record.verb }
        public var effect: Effect { record.effect }
        public var verbRange: SourceRange { SourceRange(Int(record.start), Int(record.end)) }
        /// The range from the verb to the last operand.
        public var range: SourceRange { SourceRange(Int(record.start), Int(record.textEnd)) }
        public var place: Place { Place(storage.file.id, verbRange) }
        /// The number of the line, from 1.
        public var line: Int { storage.file.lineIndex(at: Int(record.start)) + 1 }
        public var endLine: Int { storage.file.lineIndex(at: max(Int(record.start), Int(record.textEnd) - 1)) + 1 }
        public var region: Region { storage.regions[Int(record.region)] }
        public var carrier: Carrier { region.carrier }

        private var words: LevelWords { LevelWords(storage: storage, level: storage.nodes.level(of: record)) }

        /// The positional operands; a list counts as one.
        public var positional: [Value] {
            words.prefix { storage.nodes[$0].kind != .operand }.map { Value(storage: storage, word: $0) }
        }

        public var operands: [Operand] {
            words.filter { storage.nodes[$0].kind == .operand }.map { Operand(storage: storage, word: $0) }
        }

        /// The operand with this keyword; if it is repeated, the last one.
        public func operand(_ keyword: Keyword) -> Operand? {
            var found: Operand?
            for word in words where storage.nodes[word].keyword == keyword {
                found = Operand(storage: storage, word: word)
            }
            return found
        }

        public func has(_ keyword: Keyword) -> Bool { operand(keyword) != nil }
    }

    public struct Operand: Sendable {
        let storage: Storage
        let word: Word

        private var node: Node { storage.nodes[word] }

        /// `nil` if the word is not an operand of its command.
        public var keyword: Keyword? { node.keyword }
        /// The range of the keyword.
        public var range: SourceRange { SourceRange(Int(node.start), Int(node.end)) }
        public var text: String { storage.text(word) }
        /// Whether it stands for text that is inserted later.
        public var isPlaceholder: Bool { node.flags.contains(.placeholder) }

        private var words: LevelWords { LevelWords(storage: storage, level: storage.nodes.level(below: word)) }

        /// The values in its parentheses, including keywords.
        public var values: [Value] { words.map { Value(storage: storage, word: $0) } }

        public func operand(_ keyword: Keyword) -> Operand? { operands.last { $0.keyword == keyword } }

        public var operands: [Operand] {
            words.filter { storage.nodes[$0].kind == .operand }.map { Operand(storage: storage, word: $0) }
        }
    }

    /// A word, a quoted string or a list in parentheses.
    public struct Value: Sendable {
        let storage: Storage
        let word: Word

        private var node: Node { storage.nodes[word] }

        public var range: SourceRange { SourceRange(Int(node.start), Int(node.end)) }
        public var keyword: Keyword? { node.keyword }
        public var isList: Bool { node.kind == .list }
        public var isQuoted: Bool { node.kind == .string }
        public var isPlaceholder: Bool { node.flags.contains(.placeholder) }
        /// The text as TSO passes it on: a word in upper case, a string without its quotes. A secret is masked.
        public var text: String { storage.text(word) }
        /// The bytes of `text`.
        public var bytes: [UInt8] { storage.bytes(word) }

        /// A partly known name.
        public var openName: OpenName { storage.openName(word) }

        /// The values of a list; for another value, the value itself.
        public var items: [Value] {
            guard node.kind == .list else { return [self] }
            return LevelWords(storage: storage, level: storage.nodes.level(below: word))
                .map { Value(storage: storage, word: $0) }
        }
    }
}

extension Deck.Command {
    /// Whether the command concerns the class PTKTDATA, even if it is not executed.
    public var namesPTKTDATA: Bool {
        switch verb {
        case .rdefine?, .ralter?, .rdelete?: positional.first?.text == "PTKTDATA"
        case .permit?: operand(.class)?.values.first?.text == "PTKTDATA"
        case .setropts?: operands.contains { $0.values.contains { $0.text == "PTKTDATA" } }
        default: false
        }
    }
}
