import Diagnostics
import Languages

/// The form of values: what parse refuses, whatever the system holds (RACF Command Language Reference, syntax of
/// commands and operands).
extension CommandParser {
    /// User IDs and groups have 1 to 8 of A-Z, 0-9, #, @ and $, and begin with no digit.
    mutating func id(_ word: Range<Int>) {
        let text = scanner.line.bytes[word]
        if text.count == 1, text.first == TSOBytes.star { return }
        // STDATA takes the name of the member; a character without an EBCDIC form is reported as one.
        if text.first == UInt8(ascii: "=") || text.contains(where: { $0 >= 0x80 }) { return }
        if text.first == UInt8(ascii: "&") { return symbol(word) }
        if text.count > 8 {
            return report(.invalidValue("an ID has 1 to 8 characters"), word)
        }
        let isValid = text.allSatisfy { TSOBytes.isLetter($0) || TSOBytes.isDigit($0) || "#@$".utf8.contains($0) }
        if !isValid { report(.invalidValue("an ID has A-Z, 0-9, #, @ and $"), word) }
    }

    /// A name that something may be put in for before TSO sees it; in JCL nothing is.
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

    /// Whole numbers, in the range of the operand where that is known.
    mutating func number(_ word: Range<Int>, of keyword: Keyword?) {
        let text = scanner.line.bytes[word]
        guard text.allSatisfy(TSOBytes.isDigit) else {
            guard !text.map(TSOBytes.upper).elementsEqual("NOLIMIT".utf8) else { return }
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

    /// The two words that RDEFINE, RALTER and RDELETE begin with.
    mutating func classAndProfile(_ verb: Verb) {
        guard let command, !isFatal, !isOpen else { return }
        let first = Int(builder.commands[command].firstNode)
        guard first < builder.nodes.count, builder.nodes[first].kind == .word else { return }
        let className = packed(first)
        if let className, Self.otherClasses.contains(className) {
            builder.report(
                .invalidValue("\(verb.name) is for general resources; this class has commands of its own"),
                SourceRange(Int(builder.nodes[first].start), Int(builder.nodes[first].end)), command: command)
            isFatal = true
            return
        }
        let second = Int(builder.nodes[first].next)
        guard second < builder.nodes.count, builder.nodes[second].kind == .word, let className,
            !ResourceClassNames.contains(className), let profile = packed(second),
            ResourceClassNames.contains(profile),
            builder.file.bytes[Int(builder.nodes[first].start)..<Int(builder.nodes[first].end)]
                .allSatisfy(TSOBytes.isLetter)
        else { return }
        builder.report(
            .invalidValue("the class comes first, then the profile"),
            SourceRange(Int(builder.nodes[first].start), Int(builder.nodes[second].end)), command: command)
        isFatal = true
    }

    private static let otherClasses = [PackedWord("DATASET"), PackedWord("USER"), PackedWord("GROUP")]

    private func packed(_ node: Int) -> PackedWord? {
        let bytes =
            builder.spliced[UInt32(node)]
            ?? Array(builder.file.bytes[Int(builder.nodes[node].start)..<Int(builder.nodes[node].end)])
        return PackedWord(bytes, bytes.indices)
    }

    /// REFRESH belongs to an operand that takes it (ICH14013I).
    mutating func refresh(_ first: Int) {
        guard !isFatal, let command else { return }
        var refresh: Int?
        var takesIt = false
        var index = first
        while index < builder.nodes.count {
            switch builder.nodes[index].keyword {
            case .refresh?: refresh = index
            case .raclist?, .generic?, .global?, .genlist?, .when?: takesIt = true
            default: break
            }
            if builder.nodes[index].keyword == .raclist, index + 1 < Int(builder.nodes[index].next),
                text(ofNode: index + 1) == [TSOBytes.star]
            {
                builder.report(
                    .doubtfulValue("the manual gives no * for RACLIST: name the classes"),
                    SourceRange(Int(builder.nodes[index + 1].start), Int(builder.nodes[index + 1].end)),
                    command: command)
            }
            index = max(index + 1, Int(builder.nodes[index].next))
        }
        guard refresh != nil, !takesIt, !isOpen else { return }
        missing("RACLIST, GENERIC, GLOBAL, GENLIST or WHEN(PROGRAM) for REFRESH")
    }

    private func text(ofNode node: Int) -> [UInt8] {
        builder.spliced[UInt32(node)]
            ?? Array(builder.file.bytes[Int(builder.nodes[node].start)..<Int(builder.nodes[node].end)])
    }
}
