public import Contract
public import Diagnostics
import Languages
import Secrets

extension Deck: InputModel {
    public static func parse(_ file: SourceFile) -> Parsed<Deck> {
        parse(file, DeckCarrier.find(file))
    }

    /// Reads the regions that a carrier found in a file.
    public static func parse(_ file: SourceFile, _ carried: DeckCarrier.Found) -> Parsed<Deck> {
        let regions = carried.regions
        var (builder, classes) = DeckReader(file).read(regions).finished()
        builder.flow.isProcedure = carried.isProcedure
        builder.comments.sort { $0.start < $1.start }
        if classes.contains(.foreign) { builder.reportCharacters(regions) }
        builder.reportOmittedClasses()
        builder.setExplanationsApart()
        builder.hideOutside(regions)
        builder.hideInComments()
        for defect in carried.defects { builder.report(defect.kind, defect.range, command: nil) }
        builder.defects.sort { $0.range.start < $1.range.start }
        builder.hidden.sort { $0.start < $1.start }
        builder.maskHiddenWords()
        builder.hideInserted()
        builder.joinChoices()
        let deck = Deck(
            storage: Storage(
                file: file, commands: builder.commands, nodes: builder.nodes, spliced: builder.spliced,
                regions: builder.regions, defects: builder.defects, secrets: builder.secrets,
                hidden: builder.hidden, namesPassTickets: builder.namesPassTickets, flow: builder.flow))
        let excess = builder.excess.map { command in
            Problem(
                "IN006", "the commands from here on are not read: one has more than \(DeckReader.longestCommand) bytes",
                at: command)
        }
        return Parsed(deck, problems: carried.problems + [excess].compactMap(\.self), secrets: builder.hidden)
    }

    public var dumpedProblems: [Problem] {
        defects.map { Problem($0.rule, "", at: $0.range) }
    }
}

extension DeckBuilder {
    /// Whether TSO reads a place, that is, the place is in a command and not in a comment.
    private func isCommandText(_ range: SourceRange) -> Bool {
        let after = regions.partitioningIndex { $0.range.start > range.start }
        guard after > 0, regions[after - 1].range.end >= range.end else { return false }
        let next = comments.partitioningIndex { $0.start > range.start }
        return next == 0 || comments[next - 1].end <= range.start
    }

    /// Reports characters without an EBCDIC form in commands; in comments they are harmless.
    fileprivate mutating func reportCharacters(_ regions: [DeckRegion]) {
        for region in regions {
            let lines = region.lines(of: file)
            for var found in EBCDICCharacters.find(lines.bytes, lines.bounds) {
                let text = String(decoding: lines.bytes[found.range.bounds], as: UTF8.self)
                found.range = lines.fileRange(found.range.bounds)
                guard isCommandText(found.range) else { continue }
                // In a string it is an ordinary character.
                guard !file.bytes[found.range.bounds].elementsEqual([0xC2, 0xA0]) || !isInString(found.range) else {
                    continue
                }
                report(.nonEBCDIC(text, standIn: standIn(found)), found.range, command: nil)
            }
        }
    }

    /// A file may contain commands that run and commands that are only explained, as a workflow does.
    fileprivate mutating func setExplanationsApart() {
        guard regions.contains(where: \.isDocumentation), !regions.allSatisfy(\.isDocumentation) else { return }
        for index in commands.indices where regions[Int(commands[index].region)].isDocumentation {
            guard commands[index].effect == .runs || commands[index].effect == .unevaluable else { continue }
            commands[index].effect = .shown
        }
    }

    /// Inside a string an apostrophe has to be doubled.
    private func standIn(_ found: EBCDICCharacters.Found) -> String? {
        guard let text = found.standIn, text.contains("'"), isInString(found.range) else { return found.standIn }
        return text.reduce(into: "") { $0 += $1 == "'" ? "''" : String($1) }
    }

    private func isInString(_ range: SourceRange) -> Bool {
        let next = nodes.partitioningIndex { $0.start >= range.start }
        return next > 0 && nodes[next - 1].kind == .string && nodes[next - 1].end > range.end
    }

    /// A secret that was found by its appearance, or in an operand that does not exist, is masked too.
    fileprivate mutating func maskHiddenWords() {
        guard !hidden.isEmpty else { return }
        guard nodes.isAscending(\.start) else { return maskHiddenWordsInAnyOrder() }
        for range in hidden {
            var index = nodes.partitioningIndex { $0.end > range.start }
            while index < nodes.count, nodes[index].start < range.end {
                if nodes[index].kind != .list, nodes[index].keyword == nil { nodes[index].flags.insert(.secret) }
                index += 1
            }
        }
    }

    private mutating func maskHiddenWordsInAnyOrder() {
        for index in nodes.indices where nodes[index].kind != .list && nodes[index].keyword == nil {
            let next = hidden.partitioningIndex { $0.end > nodes[index].start }
            if next < hidden.count, hidden[next].start < nodes[index].end { nodes[index].flags.insert(.secret) }
        }
    }

    /// Searches the text outside the regions: notes, input of other programs, and the code around the texts of a
    /// carrier.
    fileprivate mutating func hideOutside(_ regions: [DeckRegion]) {
        var start = 0
        // Text that a carrier inserts is not a secret, whatever its quotes suggest.
        let isMapped = regions.contains { $0.map != nil }
        let placeholders = isMapped ? nodes.filter { $0.flags.contains(.placeholder) } : []
        let open = placeholders.map { SourceRange(Int($0.start), Int($0.end)) }
        let known = (hidden + open).sorted { $0.start < $1.start }
        for (index, region) in regions.enumerated() where region.map == nil {
            let range = self.regions[index].range
            hide(start..<max(start, Int(range.start)), known)
            start = max(start, Int(range.end))
        }
        hide(start..<file.bytes.count, known)
    }

    /// The number of secrets that are looked for in comments.
    private static let quotedLimit = 1000

    /// Hides what comments quote of the secrets in commands.
    fileprivate mutating func hideInComments() {
        guard !comments.isEmpty, !hidden.isEmpty else { return }
        func upper(_ range: SourceRange) -> [UInt8] { file.bytes[range.bounds].map(\.uppercased) }
        let texts = Set(hidden.prefix(Self.quotedLimit).filter { (4...100).contains($0.count) }.map(upper))
        let byStart = Dictionary(grouping: texts) { Array($0.prefix(4)) }
        for comment in comments {
            let bytes = upper(comment)
            var offset = 0
            while offset + 4 <= bytes.count {
                let length = byStart[Array(bytes[offset..<(offset + 4)])]?.first {
                    bytes[offset...].starts(with: $0)
                }?.count
                if let length {
                    let start = Int(comment.start) + offset
                    hidden.append(SourceRange(start, start + length))
                }
                offset += length ?? 1
            }
        }
    }

    private mutating func hide(_ part: Range<Int>, _ known: [SourceRange]) {
        for found in DeckSecrets.find(file.bytes, part) where !found.isPlaceholder {
            let range = SourceRange(found.range.lowerBound, found.range.upperBound)
            let next = known.partitioningIndex { $0.end > range.start }
            if next == known.count || known[next].start >= range.end { hidden.append(range) }
        }
    }

    /// For PERMIT without CLASS: a name in quotes, or without a sign of another class, may be the name of a data set.
    fileprivate mutating func reportOmittedClasses() {
        guard !classless.isEmpty else { return }
        var defined: Set<[UInt8]> = []
        var hasDataSets = false
        for command in commands {
            switch command.verb {
            case .rdefine?, .ralter?: defined.formUnion(names(of: command, skipping: 1))
            case .addsd?, .altdsd?, .deldsd?, .listdsd?: hasDataSets = true
            default: continue
            }
        }
        for index in classless {
            let command = commands[index]
            guard let name = names(of: command, skipping: 0).first else { continue }
            let isCertain = defined.contains(name) || name.starts(with: "IRRPTAUTH.")
            guard isCertain || name.first != TSOBytes.apostrophe && !hasDataSets else { continue }
            report(
                .classOmitted(isCertain: isCertain), SourceRange(Int(command.start), Int(command.end)), command: index)
        }
    }

    /// The names among the positional operands in upper case, with their quotes.
    private func names(of command: Deck.CommandRecord, skipping skipped: Int) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var skipped = skipped
        var level = nodes.level(of: command)
        while let word = nodes.next(&level), nodes[word].kind != .operand {
            guard skipped == 0 else {
                skipped -= 1
                continue
            }
            guard nodes[word].kind == .list else {
                names.append(text(of: word))
                continue
            }
            var items = nodes.level(below: word)
            while let item = nodes.next(&items) {
                if nodes[item].kind != .list { names.append(text(of: item)) }
            }
        }
        return names
    }

    private func text(of word: Deck.Word) -> [UInt8] {
        let bytes = spliced[word] ?? Array(file.bytes[Int(nodes[word].start)..<Int(nodes[word].end)])
        return bytes.map(\.uppercased)
    }
}
