public import Diagnostics

extension Deck: InputModel {
    public static func parse(_ file: SourceFile) -> Parsed<Deck> {
        var reader = DeckReader(file)
        var builder = reader.read(DeckCarrier.regions(file))
        builder.comments.sort { $0.start < $1.start }
        let found = DeckSecrets.find(file.bytes)
        let secrets = found.filter { !$0.isPlaceholder }.map(\.range)
        let keys = found.filter { $0.kind == .key && builder.isCommandText($0.range) }.map {
            WrittenKey(
                operand: $0.operand, secret: $0.isPlaceholder ? nil : Secret(.key, file.bytes[$0.range.bounds]),
                range: $0.range)
        }
        builder.reportCharacters()
        builder.reportPlaceholders(found)
        builder.defects.sort { $0.range.start < $1.range.start }
        let deck = Deck(
            storage: Storage(
                file: file, commands: builder.commands, nodes: builder.nodes, spliced: builder.spliced,
                carriers: builder.carriers, defects: builder.defects, keys: keys))
        return Parsed(deck, secrets: secrets + SecretScanner.secrets(in: file.bytes))
    }

    public var dumpedProblems: [Problem] {
        defects.map { Problem($0.rule, "", at: $0.range) }
    }
}

extension DeckBuilder {
    /// Whether a place was read by TSO and is in no comment.
    func isCommandText(_ range: SourceRange) -> Bool {
        let line = file.lineIndex(at: Int(range.start))
        guard regions.contains(where: { $0.contains(line) }) else { return false }
        let next = comments.partitioningIndex { $0.start > range.start }
        return next == 0 || comments[next - 1].end <= range.start
    }

    /// Characters without an EBCDIC form, in commands; in a comment they do no harm.
    mutating func reportCharacters() {
        guard file.bytes.contains(where: { $0 >= 0x80 }) else { return }
        for region in regions {
            for line in region {
                for found in EBCDICCharacters.find(file.bytes, file.lineBounds(line)) where isCommandText(found.range) {
                    report(.nonEBCDIC(standIn: standIn(found)), found.range, command: nil)
                }
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
        for secret in found where secret.isPlaceholder && !known.contains(secret.range) && isCommandText(secret.range) {
            report(.placeholder, secret.range, command: nil)
        }
    }
}
