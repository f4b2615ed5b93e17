import Diagnostics
import Languages

/// Finds commands in text: a deck as it is, or the lines of one in a document or in what a terminal showed.
enum TextCarrier {
    /// What a line is, seen by itself.
    private enum Line {
        case blank, comment, operands, otherCommand, other
        case command(CommandShape.Likeness)
        case otherProduct(OtherProduct)
        /// Behind the prefix of the RACF subsystem, or commented out: told apart by the rest of the file.
        case prefixed
    }

    /// What the lines of a text are, taken together.
    struct Summary {
        /// The first line that is surely a command.
        var first: Verb?
        var commands = 0
        var prefixed = 0
        var firstPrefixed: Verb?
        /// Lines of another security product, and which it is.
        var foreign = 0
        var product: OtherProduct?
        /// Lines that no deck holds.
        var others = 0
        /// Those of them that are sentences.
        var sentences = 0

        /// Whether the text is a deck as a whole: what is no command in it is a mistake.
        var isDeck: Bool {
            commands + foreign > 0 && others * 2 <= commands + foreign || isOperators && others <= prefixed
        }
        /// The commands of a deck have no prefix: with some of them it is a comment.
        var isOperators: Bool { commands == 0 && prefixed > 0 }
        var isCommands: Bool { first != nil || isOperators || commands > 0 && others == 0 }
    }

    /// How many lines tell what the text is.
    private static let sampleLines = 4000

    static func summary(_ file: SourceFile, _ lines: Range<Int>) -> Summary {
        var summary = Summary()
        walk(file, lines) { index, line, shape in
            switch line {
            case .command(let likeness):
                summary.commands += 1
                if likeness == .sure { summary.first = summary.first ?? shape?.verb }
            case .prefixed:
                summary.prefixed += 1
                summary.firstPrefixed = summary.firstPrefixed ?? shape?.verb
            case .other:
                summary.others += 1
                if isSentence(file.bytes, file.lineBounds(index)) { summary.sentences += 1 }
            case .otherProduct(let product):
                summary.foreign += 1
                summary.product = summary.product ?? product
            case .blank, .comment, .operands, .otherCommand: break
            }
            return true
        }
        return summary
    }

    /// The lines in which commands stand.
    ///
    /// - Parameters:
    ///   - template: of the region, for what is not said by the lines.
    ///   - isProse: whether only what looks like nothing else is a command.
    static func regions(
        _ file: SourceFile, _ lines: Range<Int>, _ template: DeckRegion, isProse: Bool = false
    ) -> [DeckRegion] {
        let summary = summary(file, lines.prefix(sampleLines))
        var region = template
        if summary.isOperators, template.carrier == .plain { region.carrier = .operatorCommand }
        if summary.isDeck, !isProse {
            guard summary.sentences > 0 else {
                region.text = .lines(lines)
                return [region]
            }
            return betweenSentences(file, lines).map {
                region.text = .lines($0)
                return region
            }
        }
        region.records = .free
        var found: [DeckRegion] = []
        var next = lines.lowerBound
        for run in runs(file, lines, takesPrefixed: summary.isOperators, isProse) {
            found += led(file, next..<run.lowerBound, region)
            region.text = .lines(run)
            found.append(region)
            next = run.upperBound
        }
        return found + led(file, next..<lines.upperBound, region)
    }

    /// A deck without the sentences that tell what it does.
    private static func betweenSentences(_ file: SourceFile, _ lines: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = lines.lowerBound
        walk(file, lines) { index, line, _ in
            if case .other = line, isSentence(file.bytes, file.lineBounds(index)) {
                if start < index { found.append(start..<index) }
                start = index + 1
            }
            return true
        }
        if start < lines.upperBound { found.append(start..<lines.upperBound) }
        return found
    }

    /// Commands behind something else on their line, each with the lines that continue it.
    private static func led(_ file: SourceFile, _ lines: Range<Int>, _ template: DeckRegion) -> [DeckRegion] {
        var found: [DeckRegion] = []
        for index in lines {
            guard let command = LeadIn.command(file.bytes, file.lineBounds(index)) else { continue }
            var text = MappedText()
            var record = DeckRecord(file.bytes, command.range, isFixed: false)
            var last = index
            while record.isContinued, last + 1 < lines.upperBound {
                last += 1
                record = DeckRecord(file.bytes, file.lineBounds(last), isFixed: false)
            }
            text.append(file.bytes[command.range.lowerBound..<file.lineBounds(last).upperBound])
            var region = template
            region.text = .mapped(text)
            if command.isOperator, region.carrier == .plain { region.carrier = .operatorCommand }
            found.append(region)
        }
        return found
    }

    /// Lines of commands with what belongs to them, between lines of anything else.
    private static func runs(
        _ file: SourceFile, _ lines: Range<Int>, takesPrefixed: Bool, _ isProse: Bool
    ) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var open: Range<Int>?
        walk(file, lines) { index, line, _ in
            func extend() { open = (open?.lowerBound ?? index)..<(index + 1) }
            switch line {
            case .command(let likeness) where !isProse || likeness == .sure || isIndented(file, index): extend()
            case .command: break
            case .prefixed where takesPrefixed: extend()
            // What lost its command stands right behind it.
            case .operands where open?.upperBound == index, .otherCommand where open?.upperBound == index: extend()
            case .blank, .comment, .operands, .otherCommand, .prefixed: break
            case .other, .otherProduct:
                if let run = open { runs.append(run) }
                open = nil
            }
            return true
        } continuing: { index in
            if let run = open, run.upperBound == index { open = run.lowerBound..<(index + 1) }
        }
        if let run = open { runs.append(run) }
        return runs
    }

    /// As a block of code is in Markdown.
    private static func isIndented(_ file: SourceFile, _ index: Int) -> Bool {
        let line = file.bytes[file.lineBounds(index)]
        return line.first == TSOBytes.tab || line.starts(with: "    ")
    }

    /// Whether a text holds commands, and which is the first.
    static func firstCommand(_ file: SourceFile, _ lines: Range<Int>) -> Verb? {
        let sample = summary(file, lines.prefix(sampleLines))
        if sample.isCommands { return sample.first ?? sample.firstPrefixed ?? firstShape(file, lines) }
        var found: Verb?
        walk(file, lines.dropFirst(sampleLines)) { _, line, shape in
            if case .command(.sure) = line { found = shape?.verb }
            return found == nil
        }
        guard found == nil else { return found }
        for index in lines {
            guard let command = LeadIn.command(file.bytes, file.lineBounds(index)) else { continue }
            return CommandShape(file.bytes, command.range.dropFirst(command.isOperator ? 1 : 0))?.verb
        }
        return nil
    }

    private static func firstShape(_ file: SourceFile, _ lines: Range<Int>) -> Verb? {
        var found: Verb?
        walk(file, lines) { _, _, shape in
            found = shape?.verb
            return found == nil
        }
        return found
    }

    // MARK: Lines

    /// Tells the lines apart that begin something; those that continue one go to `continuing`.
    private static func walk(
        _ file: SourceFile, _ lines: Range<Int>, _ visit: (Int, Line, CommandShape?) -> Bool,
        continuing: (Int) -> Void = { _ in }
    ) {
        let width = if case .fixed(let length) = file.record { length - 8 } else { 72 }
        var isContinued = false
        var isPrompted = false
        /// The product whose commands go on up to END.
        var product: OtherProduct?
        for index in lines {
            let record = DeckRecord(file.bytes, file.lineBounds(index), isFixed: false, width: width)
            if isContinued, !record.range.isEmpty {
                isContinued = record.isContinued
                continuing(index)
                continue
            }
            var (line, shape) = classify(file.bytes, record.range)
            if case .otherProduct(let found) = line { product = found.isOneLine ? nil : found }
            if case .command(.sure) = line { product = nil }
            if let product, case .other = line { line = .otherProduct(product) }
            // The operands may stand on the next lines.
            if case .command(.likely) = line, record.isContinued, !(shape?.isOrdinary ?? true),
                let whole = continuedShape(file, record.range.lowerBound, index, lines), whole.likeness == .sure
            {
                (line, shape) = (.command(.sure), whole)
            }
            // What stands behind the prompt was entered there.
            if case .command(.likely) = line, isPrompted { line = .command(.sure) }
            if isPrompt(file.bytes[record.range]) {
                isPrompted = true
                line = .comment
            } else if !record.range.isEmpty {
                isPrompted = false
            }
            isContinued = record.isContinued && continues(file.bytes, record.range, line)
            guard visit(index, line, shape) else { return }
        }
    }

    /// A command with the lines that continue it.
    private static func continuedShape(
        _ file: SourceFile, _ start: Int, _ index: Int, _ lines: Range<Int>
    ) -> CommandShape? {
        var last = index
        while last + 1 < lines.upperBound, last - index < continuedLines,
            DeckRecord(file.bytes, file.lineBounds(last), isFixed: false).isContinued
        {
            last += 1
        }
        return CommandShape(file.bytes, start..<file.lineBounds(last).upperBound)
    }

    private static let continuedLines = 8

    /// The prompt of TSO, in what a terminal or SYSTSPRT showed.
    private static func isPrompt(_ text: ArraySlice<UInt8>) -> Bool {
        text.drop(while: TSOBytes.isBlank).elementsEqual("READY".utf8)
    }

    private static func classify(_ bytes: [UInt8], _ range: Range<Int>) -> (Line, CommandShape?) {
        guard let start = range.first(where: { !TSOBytes.isBlank(bytes[$0]) }) else { return (.blank, nil) }
        let text = start..<range.upperBound
        switch bytes[start] {
        case TSOBytes.slash
        where text.count > 1 && (bytes[start + 1] == TSOBytes.star || bytes[start + 1] == TSOBytes.slash):
            // A comment may stand before a command.
            guard bytes[start + 1] == TSOBytes.star, let shape = CommandShape(bytes, text) else {
                return (.comment, nil)
            }
            return (.command(shape.likeness), shape)
        case UInt8(ascii: "#"):
            let rest = (start + 1)..<range.upperBound
            if let next = rest.first.map({ bytes[$0] }), !TSOBytes.isBlank(next), let shape = CommandShape(bytes, rest)
            {
                return (.prefixed, shape)
            }
            return (.comment, nil)
        default: break
        }
        if let shape = CommandShape(bytes, text) { return (.command(shape.likeness), shape) }
        let word = text.lowerBound..<(text.first { TSOBytes.isDelimiter(bytes[$0]) } ?? text.upperBound)
        if let packed = PackedWord(bytes, word),
            let product = OtherProduct.beginning(with: packed, bytes, word.upperBound..<text.upperBound)
        {
            return (.otherProduct(product), nil)
        }
        if isOtherCommand(bytes[text]) { return (.otherCommand, nil) }
        return (looksLikeOperands(bytes[text]) ? .operands : .other, nil)
    }

    /// A line that ends in a mark goes on if it is a command of some kind; a row of hyphens or a dash does not.
    private static func continues(_ bytes: [UInt8], _ range: Range<Int>, _ line: Line) -> Bool {
        switch line {
        case .command, .operands, .otherCommand, .otherProduct, .comment, .prefixed: return true
        case .blank: return false
        case .other:
            let text = bytes[range].dropLast().drop(while: TSOBytes.isBlank)
            guard let last = text.last, TSOBytes.isBlank(last), let first = text.first else { return false }
            let word = text.prefix { !TSOBytes.isDelimiter($0) }
            return first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z") && word.count <= 8
                && word.allSatisfy { $0 < UInt8(ascii: "a") }
        }
    }
}
