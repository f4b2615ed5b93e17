public import Diagnostics
import Languages

extension Deck {
    /// A command, or operands of one, that a defect keeps from running. What it would have done is missing afterwards.
    public struct Loss: Sendable {
        /// The rule that reports the defect, and the range that it reports.
        public let rule: RuleID
        public let range: SourceRange
        public let verb: Verb
        /// Its names in upper case, and its operands by their full names.
        public let words: Set<String>
        /// Whether the whole command is lost, and not only some of its operands.
        public let isWhole: Bool

        init(_ rule: RuleID, _ range: SourceRange, _ command: Command, _ verb: Verb, operands: [Keyword] = []) {
            self.rule = rule
            self.range = range
            self.verb = verb
            words = operands.reduce(into: command.words) { $0.insert($1.name) }
            isWhole = operands.isEmpty
        }

        /// The loss of a whole command that is not reached.
        public init?(_ rule: RuleID, _ range: SourceRange, _ command: Command) {
            guard let verb = command.verb else { return nil }
            self.init(rule, range, command, verb)
        }
    }

    /// A deck full of defects has more of them than anyone reads.
    private static let lossLimit = 10_000
    /// Lost texts that are read to find the commands in them.
    private static let textLimit = 100

    /// What the defects of the deck keep from running.
    public var losses: [Loss] {
        guard !defects.isEmpty else { return [] }
        // A command that fails because its end is dropped is lost to the drop.
        var losses = Array(defects.lazy.filter(\.dropsText).prefix(Self.textLimit)).compactMap(droppedText)
        for command in commands where command.effect == .fails || command.effect == .swallowed {
            guard losses.count < Self.lossLimit else { break }
            guard let verb = command.verb, let defect = defect(of: command) else { continue }
            losses.append(Loss(defect.rule, defect.range, command, verb))
        }
        var texts = 0
        for defect in defects where losses.count < Self.lossLimit {
            if case .orphan(let index, let lost) = defect.kind, let verb = commands[index].verb {
                losses.append(Loss(defect.rule, defect.range, commands[index], verb, operands: lost))
            } else if texts < Self.textLimit, let text = lostText(of: defect) {
                texts += 1
                losses += lost(text, defect)
            }
        }
        return losses
    }

    /// The defect that makes a command fail, or be read as operands of another.
    private func defect(of command: Command) -> Defect? {
        if command.effect == .fails {
            var next = defects.partitioningIndex { $0.range.start >= command.range.start }
            while next < defects.count, defects[next].range.start <= command.range.end {
                if defects[next].command == command.index { return defects[next] }
                next += 1
            }
        }
        let next = defects.partitioningIndex { $0.range.start >= command.verbRange.start }
        return defects[next...].first(where: \.isSecondCommand).map { after in
            let before = defects[..<next].last(where: \.isSecondCommand)
            return command.effect == .swallowed && after.range.start > command.verbRange.start ? before ?? after : after
        } ?? defects[..<next].last(where: \.isSecondCommand)
    }

    /// The text that a defect keeps from being read as commands.
    private func lostText(of defect: Defect) -> Range<Int>? {
        switch defect.kind {
        case .commentEndsDeck:
            let first = file.lineIndex(at: Int(defect.range.start)) + 1
            var end = first
            while end < file.lineStarts.count, !file.bytes[file.lineBounds(end)].starts(with: "//".utf8) { end += 1 }
            return file.bounds(of: first..<end)
        case .unclosedComment:
            let lines = file.bytes[defect.range.bounds]
            return lines.firstIndex(of: UInt8(ascii: "\n")).map { ($0 + 1)..<defect.range.bounds.upperBound }
        case .textAfterSemicolon: return defect.range.bounds
        case .unreadData(_, let lines): return lines.bounds
        default: return nil
        }
    }

    private func lost(_ text: Range<Int>, _ defect: Defect) -> [Loss] {
        var mapped = MappedText()
        mapped.append(file.bytes[text])
        return reread(mapped).commands.compactMap { Loss(defect.rule, defect.range, $0) }
    }

    private func reread(_ mapped: MappedText) -> Deck {
        let builder = DeckReader(file).read([DeckRegion(text: .mapped(mapped), carrier: .plain)]).builder
        return Deck(
            storage: Storage(
                file: file, commands: builder.commands, nodes: builder.nodes, spliced: builder.spliced,
                regions: builder.regions, defects: builder.defects, secrets: builder.secrets,
                hidden: builder.hidden, namesPassTickets: false, flow: builder.flow))
    }

    /// The lines that a command may have if nothing is dropped.
    private static let lineLimit = 40

    /// What a command loses by text after column 72: it is read again with that text.
    private func droppedText(_ defect: Defect) -> Loss? {
        let next = commands.partitioningIndex { $0.range.start > defect.range.start }
        let line = file.lineIndex(at: Int(defect.range.start))
        guard storage.isInOrder, next > 0, commands[next - 1].endLine > line, let verb = commands[next - 1].verb else {
            return nil
        }
        let command = commands[next - 1]
        var text = MappedText()
        for index in (command.line - 1)..<min(file.lineStarts.count, command.line - 1 + Self.lineLimit) {
            var record = file.lineBounds(index)
            let numbers = file.bytes[record].suffix(8)
            if record.count >= 80, numbers.allSatisfy(\.isDigit) {
                record = record.lowerBound..<(record.upperBound - 8)
            }
            if index == command.line - 1 { record = Int(command.range.start)..<record.upperBound }
            guard !record.isEmpty else { break }
            text.append(file.bytes[record])
            text.append([UInt8(ascii: "\n")], for: record.upperBound..<record.upperBound)
        }
        guard let whole = reread(text).commands.first, whole.verb == verb else { return nil }
        let read = Dictionary(command.operands.map { ($0.text, $0.values.map(\.text)) }, uniquingKeysWith: { $1 })
        let lost = whole.operands.filter { read[$0.text] != $0.values.map(\.text) }.compactMap(\.keyword)
        let isWhole = command.effect == .fails
        guard isWhole || !lost.isEmpty else { return nil }
        return Loss(defect.rule, defect.range, whole, verb, operands: isWhole ? [] : lost)
    }
}

extension Deck.Defect {
    /// Whether the text after column 72 is certainly dropped, and more than parentheses.
    fileprivate var dropsText: Bool {
        if case .textPastColumn72(isDropped: true, isOnlyClosing: false) = kind { true } else { false }
    }

    fileprivate var isSecondCommand: Bool {
        if case .secondCommand = kind { true } else { false }
    }
}

extension Deck.Command {
    /// Its names, its operands and their values.
    fileprivate var words: Set<String> {
        var words = Set(positional.flatMap(\.items).map(\.text))
        for operand in operands {
            words.insert(operand.text)
            words.formUnion(operand.values.flatMap(\.items).map(\.text))
        }
        return words
    }
}
