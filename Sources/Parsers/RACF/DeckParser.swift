public import Diagnostics

extension Deck: InputModel {
    public static func parse(_ file: SourceFile) -> Parsed<Deck> {
        let carried = DeckCarrier.find(file)
        let regions = carried.regions
        var reader = DeckReader(file)
        var builder = reader.read(regions)
        builder.comments.sort { $0.start < $1.start }
        let found = DeckSecrets.find(file, regions)
        let keys = found.filter { $0.kind == .key && builder.isCommandText($0) }.map {
            WrittenKey(operand: $0.operand, secret: $0.text.map { Secret(.key, $0) }, range: $0.range)
        }
        builder.reportCharacters(regions)
        builder.reportPlaceholders(found)
        for ending in carried.endings { builder.report(.commentEndsDeck, ending, command: nil) }
        builder.defects.sort { $0.range.start < $1.range.start }
        let deck = Deck(
            storage: Storage(
                file: file, commands: builder.commands, nodes: builder.nodes, spliced: builder.spliced,
                regions: builder.regions, defects: builder.defects, keys: keys))
        let secrets = found.filter { $0.text != nil }.map(\.range)
        return Parsed(
            deck, problems: carried.problems, secrets: secrets + SecretScanner.secrets(in: file.bytes))
    }

    public var dumpedProblems: [Problem] {
        defects.map { Problem($0.rule, "", at: $0.range) }
    }
}

extension DeckBuilder {
    /// Whether a place was read by TSO and is in no comment.
    func isCommandText(_ range: SourceRange) -> Bool {
        let after = regions.partitioningIndex { $0.range.start > range.start }
        guard after > 0, regions[after - 1].range.end >= range.end else { return false }
        let next = comments.partitioningIndex { $0.start > range.start }
        return next == 0 || comments[next - 1].end <= range.start
    }

    /// Whether a secret stands in a command. Between the texts of a carrier stands its own code.
    func isCommandText(_ secret: DeckSecrets.Found) -> Bool {
        guard isCommandText(secret.range) else { return false }
        let next = regions.partitioningIndex { $0.range.start > secret.range.start }
        return secret.isMapped || regions[next - 1].isVerbatim
    }

    /// Characters without an EBCDIC form, in commands; in a comment they do no harm.
    mutating func reportCharacters(_ regions: [DeckRegion]) {
        guard file.bytes.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "&") }) else { return }
        for region in regions {
            let lines = region.lines(of: file)
            for var found in EBCDICCharacters.find(lines.bytes, lines.bounds) {
                found.range = lines.fileRange(found.range.bounds)
                if isCommandText(found.range) { report(.nonEBCDIC(standIn: standIn(found)), found.range, command: nil) }
            }
        }
    }

    /// Inside a string an apostrophe has to be doubled.
    private func standIn(_ found: EBCDICCharacters.Found) -> String? {
        guard let text = found.standIn, text.contains("'") else { return found.standIn }
        let next = nodes.partitioningIndex { $0.start >= found.range.start }
        guard next > 0, nodes[next - 1].kind == .string, nodes[next - 1].end > found.range.end else { return text }
        return text.reduce(into: "") { $0 += $1 == "'" ? "''" : String($1) }
    }

    /// Placeholders for secrets in lines that were not read as commands; the others are known already.
    mutating func reportPlaceholders(_ found: [DeckSecrets.Found]) {
        let known = Set(defects.map(\.range))
        for secret in found where secret.text == nil && !secret.isSubstituted {
            guard !known.contains(secret.range), isCommandText(secret) else { continue }
            report(.placeholder, secret.range, command: nil)
        }
    }
}
