import Diagnostics
import Languages

/// Texts in in-stream data and operands, as a program gets them.
extension JCLCarrier {
    /// The data with the values of its symbols, if it has any; a mark represents an unknown one. RACF variables are not
    /// symbols.
    ///
    /// - Parameter hasSymbols: whether the system replaces symbols; otherwise they reach RACF unchanged.
    func substituted(_ lines: Range<Int>, isFixed: Bool, _ flow: inout RegionFlow, hasSymbols: Bool) -> MappedText? {
        var text = MappedText()
        var isSubstituted = false
        for index in lines {
            let record = DeckRecord(file.bytes, file.lineBounds(index), isFixed: isFixed).range
            var plain = record.lowerBound
            var offset = plain
            while offset < record.upperBound {
                guard file.bytes[offset] == UInt8(ascii: "&") else {
                    offset += 1
                    continue
                }
                var end = offset + 1
                while end < record.upperBound, end - offset <= 8, isNameByte(file.bytes[end]) { end += 1 }
                let name = String(decoding: file.bytes[(offset + 1)..<end].map(\.uppercased), as: UTF8.self)
                guard end > offset + 1, !name.hasPrefix("RAC") else {
                    offset = end
                    continue
                }
                if !hasSymbols || isSet(name) && !isExported(name) {
                    // A name that the job does not define is not meant as a symbol.
                    if isSet(name) { flow.asWritten.append(SourceRange(offset, end)) }
                    offset = end
                    continue
                }
                if end < record.upperBound, file.bytes[end] == UInt8(ascii: ".") { end += 1 }
                text.append(file.bytes[plain..<offset])
                if let (value, origin) = value(name, isPutIn: hasSymbols) ?? file.given[name].map({ ($0, nil) }) {
                    text.append(Array(value.utf8), for: offset..<end)
                    flow.substitutions.append(
                        Deck.Substitution(
                            name: "&" + name, value: value, range: SourceRange(offset, end), origin: origin))
                } else {
                    text.append([Placeholder.substitution], for: offset..<end)
                }
                isSubstituted = true
                offset = end
                plain = end
            }
            text.append(file.bytes[plain..<record.upperBound])
            text.append([UInt8(ascii: "\n")], for: record.upperBound..<record.upperBound)
        }
        return isSubstituted ? text : nil
    }

    private func isNameByte(_ byte: UInt8) -> Bool { byte.isNameByte || byte.isNational }

    /// The command in PARM, if it is a RACF command. The program gets the parts of a list with their commas and without
    /// the parentheses of the list.
    func command(_ statement: JCLStatement, _ range: Range<Int>) -> MappedText? {
        let text = parameter(statement, range)
        return DeckCarrier.verb(of: text.bytes) == nil ? nil : text
    }

    /// The value of PARM without its quotes.
    func parameter(_ statement: JCLStatement, _ range: Range<Int>) -> MappedText {
        var range = range
        let bytes = statement.text.bytes
        if range.count > 2, bytes[range.lowerBound] == TSOBytes.open {
            let isClosed = bytes[range.upperBound - 1] == TSOBytes.close
            range = (range.lowerBound + 1)..<(range.upperBound - (isClosed ? 1 : 0))
        }
        var text = MappedText()
        var isQuoted = false
        var offset = range.lowerBound
        while offset < range.upperBound {
            if bytes[offset] == TSOBytes.apostrophe {
                let isDouble = offset + 1 < range.upperBound && bytes[offset + 1] == TSOBytes.apostrophe
                guard isQuoted, isDouble else {
                    isQuoted.toggle()
                    offset += 1
                    continue
                }
                offset += 1
            }
            let place = statement.text.fileRange(offset, offset + 1).bounds
            text.append(file.bytes[place])
            offset += 1
        }
        return text
    }

    /// The text that IEBUPDTE writes, between its own statements, which begin with `./`.
    func members(_ lines: Range<Int>) -> [Range<Int>] {
        var members: [Range<Int>] = []
        var start = lines.lowerBound
        for index in lines where file.bytes[file.lineBounds(index)].starts(with: "./") {
            if start < index { members.append(start..<index) }
            start = index + 1
        }
        return start < lines.upperBound ? members + [start..<lines.upperBound] : members
    }
}
