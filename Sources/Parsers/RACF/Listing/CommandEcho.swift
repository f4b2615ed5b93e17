import Diagnostics
import Languages

/// A command that a session or a batch job shows before its output. It says what the output is complete for.
struct CommandEcho {
    let verb: Verb
    /// The words after the verb, in upper case; what stands in parentheses belongs to its word.
    private(set) var words: [String]
    private(set) var range: SourceRange
    /// Whether the next line continues it.
    private(set) var isOpen = false

    private static let showing: Set<Verb> = [.rlist, .listuser, .listgrp, .search, .setropts, .listdsd]

    init?(_ line: ListingLine) {
        guard let first = line.words.first, line.words.count <= 40, !line.words.contains(where: { $0.text == "=" }),
            !first.text.contains("="),
            let verb = Verb.named(Array(first.text.utf8)[...]), Self.showing.contains(verb),
            // An ID on an access list, or a class, may have the name of a command.
            line.words.count < 2 || RACFListing.level(line.words[1].text) == nil,
            verb != .setropts || line.words.dropFirst().contains(where: { $0.text.uppercased() == "LIST" })
        else { return nil }
        self.verb = verb
        range = line.range
        words = []
        take(line.words.dropFirst().map(\.text))
    }

    /// Takes the next line of the command.
    mutating func take(_ line: ListingLine) { take(line.words.map(\.text)) }

    private mutating func take(_ texts: [String]) {
        var texts = texts
        isOpen = texts.last == "-" || texts.last == "+"
        if isOpen { texts.removeLast() }
        for text in texts.map({ $0.uppercased() }) {
            let isInside = words.last.map { $0.count { $0 == "(" } > $0.count { $0 == ")" } } ?? false
            if isInside || verb == .search && text.hasPrefix("("), !words.isEmpty {
                words[words.count - 1] += " " + text
            } else {
                words.append(text)
            }
        }
    }

    /// The class all profiles of which RLIST shows with these operands, as far as the issuer may see them.
    var wholeClass: String? {
        guard verb == .rlist, words.count >= 2, words[1] == "*" || words[1] == "(*)",
            words[2...].allSatisfy({ word in Self.harmless.contains { $0.hasPrefix(word) } })
        else { return nil }
        return words[0].trimmingParentheses
    }

    /// Operands of RLIST that select no profiles.
    private static let harmless = [
        "ALL", "AUTHUSER", "SSIGNON", "STDATA", "STATISTICS", "HISTORY", "SESSION", "CDTINFO", "ICSF", "RESGROUP",
    ]

    /// The class whose names SEARCH lists; `nil` if the output has no names, or none of a class.
    var searchedClass: String? {
        guard verb == .search, !words.contains("NOLIST"),
            let operand = words.first(where: {
                $0.hasPrefix("CLASS(") || $0.hasPrefix("CL(") || $0.hasPrefix("CLASS (")
            })
        else { return nil }
        let name = operand.split(separator: "(").last.map { $0.filter { $0 != ")" && $0 != " " } } ?? ""
        return ClassListLine.isClassName(name) ? name : nil
    }

    /// The class and the profile that RLIST is asked about.
    var profile: (className: String, name: String)? {
        guard verb == .rlist, words.count >= 2, wholeClass == nil else { return nil }
        return (words[0].trimmingParentheses, words[1].trimmingParentheses)
    }

    /// The only name that LISTUSER or LISTGRP is asked about.
    var name: String? { words.count == 1 ? words[0].trimmingParentheses : nil }
}

extension String {
    /// `PTKTDATA` for `(PTKTDATA)`.
    fileprivate var trimmingParentheses: String { filter { $0 != "(" && $0 != ")" } }
}
