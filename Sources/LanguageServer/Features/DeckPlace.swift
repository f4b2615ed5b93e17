import Contract
import Diagnostics
import RACF

/// What is at a place of a deck, while the command may still be incomplete.
///
/// The text is read from the verb on, as far as the place, because the rest may be of another command.
struct DeckPlace {
    let verb: Verb
    /// The operands around the place, the outermost first.
    private(set) var path: [Keyword] = []
    /// The words before the place on its level.
    private(set) var words: [String] = []
    /// The word that ends at the place, and where it begins.
    private(set) var word = ""
    private(set) var start = 0
    /// Whether the place is in the parentheses of an operand that is not known.
    private(set) var isLost = false

    /// - Returns: `nil` if no command reaches to the place.
    init?(_ deck: Deck, _ offset: Int) {
        let next = deck.commands.partitioningIndex { Int($0.verbRange.start) >= offset }
        guard next > 0, let verb = deck.commands[next - 1].verb else { return nil }
        let command = deck.commands[next - 1]
        let bytes = deck.file.bytes
        let end = min(offset, bytes.count)
        guard Int(command.verbRange.end) < end else { return nil }
        self.verb = verb
        var levels: [(words: [String], keyword: String)] = [([], "")]
        var word: [UInt8] = []
        var wordStart = Int(command.verbRange.end)
        var isQuoted = false
        func close() {
            if !word.isEmpty {
                levels[levels.count - 1].words.append(String(decoding: word, as: UTF8.self).uppercased())
            }
            word = []
        }
        var index = Int(command.verbRange.end)
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                // The command goes on only after a continuation mark.
                guard let mark = bytes[..<index].last(where: { !$0.isBlank }),
                    mark == UInt8(ascii: "-") || mark == UInt8(ascii: "+")
                else { return nil }
                if word.last == mark { word.removeLast() }
                close()
                if byte == UInt8(ascii: "\r"), index + 1 < end, bytes[index + 1] == UInt8(ascii: "\n") {
                    index += 1
                }
                wordStart = index + 1
            } else if isQuoted {
                if byte == UInt8(ascii: "'") { isQuoted = false }
            } else {
                switch byte {
                case UInt8(ascii: "'"): isQuoted = true
                case UInt8(ascii: "("):
                    let keyword = word.isEmpty ? "" : String(decoding: word, as: UTF8.self).uppercased()
                    close()
                    levels.append(([], keyword))
                    wordStart = index + 1
                case UInt8(ascii: ")"):
                    close()
                    if levels.count > 1, levels.removeLast().keyword.isEmpty {
                        // A list without a name is one operand.
                        levels[levels.count - 1].words.append("()")
                    }
                    wordStart = index + 1
                case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ","):
                    close()
                    wordStart = index + 1
                default:
                    if word.isEmpty { wordStart = index }
                    word.append(byte)
                }
            }
            index += 1
        }
        guard !isQuoted else { return nil }
        for level in levels.dropFirst() {
            // A list without a name, such as the IDs of a command, is on the level around it.
            if level.keyword.isEmpty { continue }
            guard let keyword = OperandCatalog.keyword(level.keyword, of: verb, in: path) else {
                isLost = true
                return
            }
            path.append(keyword)
        }
        words = levels.last?.words ?? []
        self.word = String(decoding: word, as: UTF8.self)
        start = word.isEmpty ? end : wordStart
    }

    /// The operand whose values are at the place; `nil` at a place for operands.
    var operand: OperandCatalog.Operand? {
        guard let last = path.last else { return nil }
        return OperandCatalog.operands(of: verb, in: Array(path.dropLast())).first {
            $0.keyword == last
        }
    }
}
