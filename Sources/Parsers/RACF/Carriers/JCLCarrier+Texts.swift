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
            let whole = DeckRecord(file.bytes, file.lineBounds(index), isFixed: isFixed)
            let record = whole.range
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
                let known = value(name, isPutIn: hasSymbols) ?? file.given[name].map { ($0, nil) }
                if let known, holdsSymbol(known.value) {
                    flow.unread.append(
                        RegionFlow.Unread(
                            line: index - lines.lowerBound, kind: .limit,
                            name: "the symbol &\(name), whose value holds a symbol again,",
                            range: SourceRange(offset, end)))
                    text.append([Placeholder.substitution], for: offset..<end)
                } else if let (value, origin) = known {
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
            // Values move what follows them, and not every release moves it in the same way.
            if isFixed, plain == record.lowerBound, let dropped = whole.textPastColumn72 {
                flow.dropped.append(SourceRange(dropped.lowerBound, dropped.upperBound))
            }
            text.append(file.bytes[plain..<record.upperBound])
            text.append([UInt8(ascii: "\n")], for: record.upperBound..<record.upperBound)
        }
        return isSubstituted ? text : nil
    }

    /// Whether a value holds a symbol that was not replaced, such as one that stands for itself.
    private func holdsSymbol(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        return bytes.indices.contains { symbol(in: bytes, $0, bytes.count) != nil }
    }

    private func isNameByte(_ byte: UInt8) -> Bool { byte.isNameByte || byte.isNational }

    /// The value of PARM without its quotes, and with the values of its symbols, which the system replaces also between
    /// quotes (z/OS MVS JCL Reference, using symbols). The program gets the parts of a list with their commas and
    /// without the parentheses of the list.
    func parameter(_ statement: JCLStatement, _ range: Range<Int>) -> (text: MappedText, flow: RegionFlow) {
        var range = range
        let bytes = statement.text.bytes
        if range.count > 2, bytes[range.lowerBound] == TSOBytes.open {
            let isClosed = bytes[range.upperBound - 1] == TSOBytes.close
            range = (range.lowerBound + 1)..<(range.upperBound - (isClosed ? 1 : 0))
        }
        var text = MappedText()
        var flow = RegionFlow()
        var isQuoted = false
        var offset = range.lowerBound
        while offset < range.upperBound {
            if let end = symbol(in: bytes, offset, range.upperBound) {
                let place = statement.text.fileRange(offset, end)
                insert(bytes[offset..<end], at: place, into: &text, &flow)
                offset = end
                continue
            }
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
        return (text, flow)
    }

    /// The end of a symbol with the period after it; RACF variables are not symbols.
    private func symbol(in bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        guard bytes[start] == UInt8(ascii: "&") else { return nil }
        var end = start + 1
        while end < limit, end - start <= 8, isNameByte(bytes[end]) { end += 1 }
        guard end > start + 1, !bytes[(start + 1)..<end].map(\.uppercased).starts(with: "RAC".utf8) else { return nil }
        return end < limit && bytes[end] == UInt8(ascii: ".") ? end + 1 : end
    }

    /// Adds the value of a symbol, or a mark if it is unknown: a procedure gets its values from each call.
    private func insert(
        _ written: ArraySlice<UInt8>, at place: SourceRange, into text: inout MappedText, _ flow: inout RegionFlow
    ) {
        let name = String(decoding: written.dropFirst().map(\.uppercased), as: UTF8.self).filter { $0 != "." }
        let value = procedure == nil ? symbols[name] ?? file.given[name] : nil
        guard let value, !holdsSymbol(value) else { return text.append([Placeholder.substitution], for: place.bounds) }
        text.append(Array(value.utf8), for: place.bounds)
        flow.substitutions.append(
            Deck.Substitution(name: "&" + name, value: value, range: place, origin: origins[name]))
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
