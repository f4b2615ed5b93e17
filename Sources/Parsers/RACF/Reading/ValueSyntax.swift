import Diagnostics
import Languages

/// The syntax of values that parse rejects on any system (RACF Command Language Reference, syntax of commands and
/// operands).
extension CommandParser {
    /// Checks a user ID or group: 1 to 8 of A-Z, 0-9, #, @ and $, without a digit at the beginning.
    mutating func id(_ word: Range<Int>) {
        let text = scanner.line.bytes[word]
        if text.count == 1, text.first == TSOBytes.star { return }
        // STDATA allows `=` for the name of the member; a character without an EBCDIC form is reported separately.
        if text.first == UInt8(ascii: "=") || text.contains(where: { $0 >= 0x80 }) { return }
        if text.first == UInt8(ascii: "&") { return symbol(word) }
        if text.count > 8 {
            return report(.invalidValue("an ID has 1 to 8 characters"), word)
        }
        let isValid = text.allSatisfy { $0.isAlphanumeric || $0.isNational }
        if !isValid { report(.invalidValue("an ID has A-Z, 0-9, #, @ and $"), word) }
    }

    /// Checks a name that may be a symbol; in JCL it is not replaced.
    private mutating func symbol(_ word: Range<Int>) {
        guard builder.regions.last?.carrier == .jcl else {
            builder.nodes[builder.nodes.count - 1].flags.insert(.placeholder)
            isOpen = true
            return
        }
        let range = scanner.line.fileRange(word)
        let isReported = builder.defects.contains { defect in
            guard case .symbolAsWritten = defect.kind else { return false }
            return defect.range.start == range.start
        }
        isFatal = true
        if !isReported { report(.invalidValue("an ID has A-Z, 0-9, #, @ and $"), word) }
    }

    /// Checks a whole number, and its range if the operand has one.
    mutating func number(_ word: Range<Int>, of keyword: Keyword?) {
        let text = scanner.line.bytes[word]
        guard text.allSatisfy(\.isDigit) else {
            guard !text.map(\.uppercased).elementsEqual("NOLIMIT".utf8) else { return }
            return report(.invalidValue("\(keyword?.name ?? "the operand") takes a whole number"), word)
        }
        let ranges: [Keyword: ClosedRange<Int>] = [
            .timeout: 1...600, .level: 0...99, .interval: 0...254, .history: 1...32, .minchange: 0...254,
        ]
        guard let keyword, let range = ranges[keyword] else { return }
        let number = text.count < 10 ? Int(String(decoding: text, as: UTF8.self)) ?? .max : .max
        if !range.contains(number) {
            report(.invalidValue("\(keyword.name) takes \(range.lowerBound) to \(range.upperBound)"), word)
        }
    }

    /// Checks the class and the profiles of RDEFINE, RALTER and RDELETE.
    mutating func classAndProfile(_ verb: Verb) {
        guard let command, !isFatal, !isOpen else { return }
        var level = builder.nodes.level(from: Int(builder.commands[command].firstNode))
        guard let first = builder.nodes.next(&level), builder.nodes[first].kind == .word else { return }
        let className = packed(first)
        if let className, Self.otherClasses.contains(className) {
            builder.report(
                .invalidValue("\(verb.name) is for general resources; this class has commands of its own"),
                SourceRange(Int(builder.nodes[first].start), Int(builder.nodes[first].end)), command: command)
            isFatal = true
            return
        }
        guard let second = builder.nodes.next(&level), builder.nodes[second].kind == .word, let className,
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

    private static let otherClasses = [PackedWord("DATASET"), PackedWord("USER"), PackedWord("GROUP")]

    private func packed(_ word: Deck.Word) -> PackedWord? {
        let bytes = text(of: word)
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

    private func text(of word: Deck.Word) -> [UInt8] {
        builder.spliced[word]
            ?? Array(builder.file.bytes[Int(builder.nodes[word].start)..<Int(builder.nodes[word].end)])
    }
}
