import Diagnostics
import Languages

/// Finds commands in text: a plain deck, or lines of commands in a document or in a terminal capture.
enum TextCarrier {
    /// The kind of a line on its own.
    private enum Line {
        case blank, comment, operands, otherCommand, other
        case command(CommandShape.Likeness)
        case otherProduct(OtherProduct)
        /// A command after the prefix of the RACF subsystem, or commented out; the rest of the file decides which.
        case prefixed
    }

    /// The counts of the kinds of lines of a text.
    struct Summary {
        /// The verb of the first line that is certainly a command.
        var first: Verb?
        var commands = 0
        var prefixed = 0
        var firstPrefixed: Verb?
        /// The number of lines of another security product, and the product.
        var foreign = 0
        var product: OtherProduct?
        /// The number of lines that do not occur in decks.
        var others = 0
        /// The number of these lines that are sentences.
        var sentences = 0
        /// The number of lines with commands that are not RACF's.
        var otherCommands = 0

        /// Whether the whole text is a deck, so that a line without a command is a mistake.
        var isDeck: Bool {
            commands + foreign > 0 && others * 2 <= commands + foreign || isOperators && others <= prefixed
                || isOfOthers
        }
        /// Whether it has commands of TSO that are not RACF's, such as calls of execs, and nothing else.
        private var isOfOthers: Bool { otherCommands > 0 && commands + prefixed + foreign + others == 0 }
        /// Whether every command has the prefix; if some have none, lines with it are comments.
        var isOperators: Bool { commands == 0 && prefixed > 0 }
        var isCommands: Bool { first != nil || isOperators || commands > 0 && others == 0 }
    }

    /// The number of lines that decide about the text.
    static let sampleLines = 4000

    /// What the first lines of a text are.
    static func sample(_ file: SourceFile, _ lines: Range<Int>) -> Summary {
        summary(file, lines.prefix(sampleLines))
    }

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
            case .otherCommand: summary.otherCommands += 1
            case .blank, .comment, .operands: break
            }
            return true
        }
        return summary
    }

    /// The regions of lines with commands.
    ///
    /// - Parameters:
    ///   - template: the region that gives all properties except the lines.
    ///   - sample: what the first lines are, if that is known.
    ///   - isProse: whether only text that can only be a command counts as one.
    static func regions(
        _ file: SourceFile, _ lines: Range<Int>, _ template: DeckRegion, _ sample: Summary? = nil,
        isProse: Bool = false
    ) -> [DeckRegion] {
        let summary = sample ?? self.sample(file, lines)
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
        let runs = runs(file, lines, takesPrefixed: summary.isOperators, isProse)
        for (index, run) in runs.enumerated() {
            found += led(file, next..<run.lowerBound, region)
            var shown = region
            shown.text = .lines(run)
            next = run.upperBound
            let end = index + 1 < runs.count ? runs[index + 1].lowerBound : lines.upperBound
            shown.flow = failed(file, run, before: end) ?? region.flow
            found.append(shown)
        }
        return found + led(file, next..<lines.upperBound, region)
    }

    /// The regions of a deck without the sentences that explain it.
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

    /// The commands that follow other text on their line, each with its continuation lines.
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

    /// Runs of command lines with their continuations, between other lines.
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
            // Operands without a command directly follow it.
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

    /// Whether a line is indented like a block of code in Markdown.
    private static func isIndented(_ file: SourceFile, _ index: Int) -> Bool {
        let line = file.bytes[file.lineBounds(index)]
        return line.first == TSOBytes.tab || line.starts(with: "    ")
    }

    /// The first command of a text; `nil` if the text has none.
    static func firstCommand(_ file: SourceFile, _ lines: Range<Int>, _ sample: Summary? = nil) -> Verb? {
        let sample = sample ?? self.sample(file, lines)
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

    /// Classifies the lines that begin a unit; continuation lines go to `continuing`.
    private static func walk(
        _ file: SourceFile, _ lines: Range<Int>, _ visit: (Int, Line, CommandShape?) -> Bool,
        continuing: (Int) -> Void = { _ in }
    ) {
        let width = if case .fixed(let length) = file.record { length - 8 } else { 72 }
        var isContinued = false
        var isPrompted = false
        /// The product whose commands continue up to END.
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
            // The operands may be on the next lines.
            if case .command(.likely) = line, record.isContinued, !(shape?.isOrdinary ?? true),
                let whole = continuedShape(file, record.range.lowerBound, index, lines), whole.likeness == .sure
            {
                (line, shape) = (.command(.sure), whole)
            }
            // The text after the prompt was entered there.
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

    /// A command with its continuation lines.
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

    /// Whether the text is the TSO prompt, as in a terminal capture or SYSTSPRT.
    private static func isPrompt(_ text: ArraySlice<UInt8>) -> Bool {
        text.drop(while: \.isBlank).elementsEqual("READY".utf8)
    }

    private static func classify(_ bytes: [UInt8], _ range: Range<Int>) -> (Line, CommandShape?) {
        guard let start = range.first(where: { !bytes[$0].isBlank }) else { return (.blank, nil) }
        let text = start..<range.upperBound
        switch bytes[start] {
        case TSOBytes.slash
        where text.count > 1 && (bytes[start + 1] == TSOBytes.star || bytes[start + 1] == TSOBytes.slash):
            // A comment may precede a command.
            guard bytes[start + 1] == TSOBytes.star, let shape = CommandShape(bytes, text) else {
                return (.comment, nil)
            }
            return (.command(shape.likeness), shape)
        case UInt8(ascii: "#"):
            let rest = (start + 1)..<range.upperBound
            if let next = rest.first.map({ bytes[$0] }), !next.isBlank, let shape = CommandShape(bytes, rest) {
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

    /// A line that ends in a mark continues if it is a command of some kind; a row of hyphens or a dash does not.
    private static func continues(_ bytes: [UInt8], _ range: Range<Int>, _ line: Line) -> Bool {
        switch line {
        case .command, .operands, .otherCommand, .otherProduct, .comment, .prefixed: return true
        case .blank: return false
        case .other:
            let text = bytes[range].dropLast().drop(while: \.isBlank)
            guard let last = text.last, last.isBlank, let first = text.first else { return false }
            let word = text.prefix { !TSOBytes.isDelimiter($0) }
            return first.isUpper && word.count <= 8
                && word.allSatisfy { $0 < UInt8(ascii: "a") }
        }
    }
}
