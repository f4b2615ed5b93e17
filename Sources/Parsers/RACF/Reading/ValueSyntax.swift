import Diagnostics
import Languages

/// The syntax of values that parse rejects on any system (RACF Command Language Reference, syntax of commands and
/// operands).
extension CommandParser {
    /// Checks the form of a word.
    @inline(__always)
    mutating func syntax(
        _ word: Range<Int>, _ kind: ValueKind, of keyword: Keyword?, within limits: ClosedRange<Int>?
    ) {
        switch kind {
        case .id, .group: id(word, isGroup: kind == .group)
        case .number: number(word, of: keyword, limits)
        case .date: date(word)
        case .className, .profile, .text, .label, .key, .password, .phrase, .association, .other: break
        }
    }

    /// Checks a user ID or group: 1 to 8 of A-Z, 0-9, #, @ and $; a group does not begin with a digit
    /// (docs/reference/racf.md#18-commands-and-aliases).
    private mutating func id(_ word: Range<Int>, isGroup: Bool) {
        let text = scanner.line.bytes[word]
        if text.count == 1, text.first == TSOBytes.star { return }
        // STDATA allows `=` for the name of the member; a character without an EBCDIC form is reported separately.
        if text.first == UInt8(ascii: "=") || text.contains(where: { $0 >= 0x80 }) { return }
        if text.first == UInt8(ascii: "&") { return symbol(word) }
        if text.count > 8 {
            return report(.invalidValue("\(isGroup ? "a group" : "an ID") has 1 to 8 characters"), word)
        }
        let isValid = text.allSatisfy { $0.isAlphanumeric || $0.isNational }
        if !isValid {
            report(.invalidValue("\(isGroup ? "a group" : "an ID") has A-Z, 0-9, #, @ and $"), word)
        } else if isGroup, let first = text.first, first.isDigit {
            report(.invalidValue("a group does not begin with a digit"), word)
        }
    }

    /// Checks a name that may be a symbol; in JCL it is not replaced.
    private mutating func symbol(_ word: Range<Int>) {
        guard builder.regions.last?.carrier == .jcl else {
            builder.nodes[builder.nodes.count - 1].flags.insert(.placeholder)
            isOpen = true
            return
        }
        let range = scanner.line.fileRange(word)
        let next = symbolsAsWritten.partitioningIndex { $0 >= range.start }
        let isReported = next < symbolsAsWritten.count && symbolsAsWritten[next] == range.start
        isFatal = true
        if !isReported { report(.invalidValue("an ID has A-Z, 0-9, #, @ and $"), word) }
    }

    /// Checks a whole number, and its range if the operand has one.
    private mutating func number(_ word: Range<Int>, of keyword: Keyword?, _ limits: ClosedRange<Int>?) {
        let text = scanner.line.bytes[word]
        guard text.allSatisfy(\.isDigit) else {
            guard !text.map(\.uppercased).elementsEqual("NOLIMIT".utf8) else { return }
            return report(.invalidValue("\(keyword?.name ?? "the operand") takes a whole number"), word)
        }
        guard let keyword, let limits else { return }
        let number = text.count < 18 ? Int(String(decoding: text, as: UTF8.self)) ?? .max : .max
        if !limits.contains(number) {
            report(.invalidValue("\(keyword.name) takes \(limits.lowerBound) to \(limits.upperBound)"), word)
        }
    }

    /// Checks a date as mm/dd/yy; a year of four digits is not judged.
    private mutating func date(_ word: Range<Int>) {
        let parts = scanner.line.bytes[word].split(separator: TSOBytes.slash, omittingEmptySubsequences: false)
        let numbers = parts.map { part in
            part.allSatisfy(\.isDigit) && part.count <= 4 ? Int(String(decoding: part, as: UTF8.self)) : nil
        }
        guard numbers.count == 3, let month = numbers[0], let day = numbers[1], numbers[2] != nil else {
            return report(.invalidValue("a date is mm/dd/yy"), word)
        }
        if !(1...12).contains(month) {
            report(.invalidValue("a date is mm/dd/yy, and there is no month \(month)"), word)
        } else if !(1...Self.days[month - 1]).contains(day) {
            report(.invalidValue("a date is mm/dd/yy, and month \(month) has no day \(day)"), word)
        }
    }

    private static let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// Checks the length of a text. What becomes of one that is too long is undocumented.
    mutating func length(_ content: Range<Int>, _ first: Int, of keyword: Keyword?, _ limits: ClosedRange<Int>) {
        guard let keyword, content.count > limits.upperBound, builder.nodes.count == first + 1,
            !builder.nodes[first].flags.contains(.placeholder)
        else { return }
        let word = Deck.Word(first)
        let text = text(of: word)
        var length = text.count { $0 & 0xC0 != 0x80 }
        if builder.nodes[word].kind == .string, builder.spliced[word] == nil {
            let inner = text.dropFirst().dropLast()
            length = inner.count { $0 & 0xC0 != 0x80 } - inner.count { $0 == TSOBytes.apostrophe } / 2
        }
        guard length > limits.upperBound else { return }
        let range = SourceRange(Int(builder.nodes[word].start), Int(builder.nodes[word].end))
        builder.report(
            .longText("\(keyword.name) takes up to \(limits.upperBound) characters, not \(length)"), range,
            command: command)
        isUnclear = true
        isOpen = true
    }

    /// Checks the lengths of passwords and phrases.
    mutating func lengths(of secrets: ArraySlice<Deck.WrittenSecret>, _ limits: ClosedRange<Int>) {
        for written in secrets {
            guard let secret = written.secret, !limits.contains(secret.count) else { continue }
            builder.report(
                .longText("\(written.operand) takes \(limits.lowerBound) to \(limits.upperBound) characters"),
                written.range, command: command)
            isUnclear = true
            isOpen = true
        }
    }

    /// Checks the class and the profiles of RDEFINE, RALTER and RDELETE.
    mutating func classAndProfile(_ verb: Verb) {
        guard let command, !isFatal, !isOpen else { return }
        var level = builder.nodes.level(from: Int(builder.commands[command].firstNode))
        guard let first = builder.nodes.next(&level), builder.nodes[first].kind == .word else { return }
        let second = builder.nodes.next(&level)
        if verb == .rdefine, let second, !builder.nodes[second].flags.contains(.discrete) { genericNames(second) }
        let className = packed(first)
        // Most decks are about this class.
        guard className != ResourceClassNames.passTickets else { return }
        if let className, Self.otherClasses.contains(className) {
            builder.report(
                .invalidValue("\(verb.name) is for general resources; this class has commands of its own"),
                SourceRange(Int(builder.nodes[first].start), Int(builder.nodes[first].end)), command: command)
            isFatal = true
            return
        }
        guard let second, builder.nodes[second].kind == .word, let className,
            !ResourceClassNames.contains(className), let profile = packed(second),
            ResourceClassNames.contains(profile),
            builder.file.bytes[Int(builder.nodes[first].start)..<Int(builder.nodes[first].end)]
                .allSatisfy(\.isLetter)
        else { return }
        builder.report(
            .invalidValue("the class comes first, then the profile"),
            SourceRange(Int(builder.nodes[first].start), Int(builder.nodes[second].end)), command: command)
        isFatal = true
    }

    /// Checks that no name ends in `%*`, which is refused (ICH10313I).
    private mutating func genericNames(_ names: Deck.Word) {
        guard builder.nodes[names].kind == .list else { return genericName(names) }
        var level = builder.nodes.level(below: names)
        while let word = builder.nodes.next(&level) { genericName(word) }
    }

    private mutating func genericName(_ word: Deck.Word) {
        let range = Int(builder.nodes[word].start)..<Int(builder.nodes[word].end)
        let spliced = builder.spliced.isEmpty ? nil : builder.spliced[word]
        // Most names do not end in an asterisk.
        guard spliced != nil || builder.file.bytes[range.upperBound - 1] == TSOBytes.star else { return }
        guard (spliced?[...] ?? builder.file.bytes[range]).suffix(2).elementsEqual("%*".utf8) else { return }
        builder.report(
            .invalidValue("no name ends in %*"), SourceRange(range.lowerBound, range.upperBound), command: command)
        isFatal = true
    }

    /// Checks the names of data sets: up to 44 characters, and up to 8 in each qualifier. A name without quotes gets a
    /// prefix.
    mutating func dataSetNames(_ verb: Verb) {
        guard let command else { return }
        var words: [Deck.Word] = []
        var level = builder.nodes.level(from: Int(builder.commands[command].firstNode))
        while let word = builder.nodes.next(&level) {
            let node = builder.nodes[word]
            guard node.kind == .operand ? verb == .listdsd && node.keyword == .dataset : verb != .listdsd else {
                continue
            }
            guard node.kind == .operand || node.kind == .list else {
                words.append(word)
                continue
            }
            var inner = builder.nodes.level(below: word)
            while let item = builder.nodes.next(&inner) { words.append(item) }
        }
        for word in words where builder.nodes[word].flags.isDisjoint(with: [.placeholder, .secret]) {
            var name = text(of: word)[...]
            let isQuoted = name.first == TSOBytes.apostrophe
            if isQuoted { name = name.dropFirst().prefix { $0 != TSOBytes.apostrophe } }
            guard name.allSatisfy({ $0.isAlphanumeric || $0.isNational || "-.*%".utf8.contains($0) }) else { continue }
            let isLong = isQuoted && name.count > 44
            guard isLong || name.split(separator: UInt8(ascii: ".")).contains(where: { $0.count > 8 }) else { continue }
            builder.report(
                .invalidValue(
                    isLong ? "the name of a data set has up to 44 characters" : "a qualifier has up to 8 characters"),
                SourceRange(Int(builder.nodes[word].start), Int(builder.nodes[word].end)), command: command)
            isFatal = true
        }
    }

    private static let otherClasses = [PackedWord("DATASET"), PackedWord("USER"), PackedWord("GROUP")]

    // A call would copy the parser.
    @inline(__always)
    func packed(_ word: Deck.Word) -> PackedWord? {
        guard let bytes = builder.spliced.isEmpty ? nil : builder.spliced[word] else {
            return PackedWord(
                builder.file.bytes, Int(builder.nodes[word].start)..<Int(builder.nodes[word].end))
        }
        return PackedWord(bytes, bytes.indices)
    }

    /// Checks that REFRESH has an operand that accepts it (ICH14013I).
    mutating func refresh(_ first: Int) {
        guard !isFatal, let command else { return }
        var isRefresh = false
        var takesIt = false
        var level = builder.nodes.level(from: first)
        while let word = builder.nodes.next(&level) {
            switch builder.nodes[word].keyword {
            case .refresh?: isRefresh = true
            case .raclist?, .generic?, .global?, .genlist?, .when?: takesIt = true
            default: break
            }
            guard builder.nodes[word].keyword == .raclist else { continue }
            var values = builder.nodes.level(below: word)
            if let value = builder.nodes.next(&values), text(of: value) == [TSOBytes.star] {
                builder.report(
                    .doubtfulValue("the manual gives no * for RACLIST: name the classes"),
                    SourceRange(Int(builder.nodes[value].start), Int(builder.nodes[value].end)), command: command)
            }
        }
        guard isRefresh, !takesIt, !isOpen else { return }
        missing("RACLIST, GENERIC, GLOBAL, GENLIST or WHEN(PROGRAM) for REFRESH")
    }

    func text(of word: Deck.Word) -> [UInt8] {
        builder.spliced[word]
            ?? Array(builder.file.bytes[Int(builder.nodes[word].start)..<Int(builder.nodes[word].end)])
    }
}
