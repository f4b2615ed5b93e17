import Contract
import Diagnostics

/// Commands in which the position and not a name identifies a password: `IDENTIFIED BY x`, `LOGON USER1/x`, `sshpass -p
/// x`.
enum SecretPhrases {
    /// The secrets in the order of the text, which is searched line by line.
    static func find(in bytes: [UInt8], _ range: Range<Int>? = nil) -> [TextSecrets.Found] {
        var found: [TextSecrets.Found] = []
        var logon: FTPLogon?
        var start = range?.lowerBound ?? 0
        let end = range?.upperBound ?? bytes.count
        while start < end {
            let stop = bytes[start..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
            defer { start = stop + 1 }
            guard stop - start < longest else {
                logon = nil
                found += find(bytes, inLong: start..<stop)
                continue
            }
            let line = bytes[start..<stop]
            if logon != nil, let secret = logon?.secret(in: words(of: line)) {
                found.append(.init(keyword: FTPLogon.name, range: secret))
            } else {
                found += find(bytes, start..<stop)
            }
            if logon == nil || logon?.isOver == true {
                logon = FTPLogon.mayBegin(line) ? FTPLogon(command: words(of: line)) : nil
            }
        }
        return merged(found, spanning(in: bytes, range))
    }

    private static func words(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        line.split { $0 <= UInt8(ascii: " ") }
    }

    private static func merged(_ found: [TextSecrets.Found], _ others: [TextSecrets.Found]) -> [TextSecrets.Found] {
        guard !others.isEmpty else { return found }
        return (found + TextSecrets.without(found.map(\.range), in: others)).sorted {
            $0.range.lowerBound < $1.range.lowerBound
        }
    }

    // MARK: SQL

    private static let spanning = SecretPhrase.all.filter(\.spansLines)
    private static let firstWords = [Array("identified".utf8), Array("connect".utf8)]
    private static let user = Array("user".utf8)
    /// The words of a phrase are on at most this many lines.
    private static let mostLines = 8

    /// The secrets of SQL statements, whose words any blanks and line ends divide.
    static func spanning(in bytes: [UInt8], _ range: Range<Int>? = nil) -> [TextSecrets.Found] {
        var found: [TextSecrets.Found] = []
        let whole = range ?? bytes.indices
        for place in whole {
            // Most bytes begin neither word.
            let first = bytes[place] | 0x20
            guard first == UInt8(ascii: "i") || first == UInt8(ascii: "c"),
                firstWords.contains(where: { begins(bytes, place, whole.upperBound, $0) })
            else { continue }
            var end = place
            var lines = 0
            while end < whole.upperBound, end - place < shared, lines < mostLines {
                if bytes[end] == UInt8(ascii: "\n") { lines += 1 }
                end += 1
            }
            let isConnect = bytes[place] | 0x20 == UInt8(ascii: "c")
            let starts = isConnect ? (place..<end).filter { begins(bytes, $0, end, user) } : [place]
            for start in starts {
                for phrase in spanning {
                    guard let rest = matched(phrase.keyword, bytes, start..<end),
                        let (secret, user) = secret(phrase.place, bytes, rest..<end),
                        isLiteral(String(decoding: bytes[secret], as: UTF8.self)),
                        found.last.map({ $0.range.upperBound <= user.lowerBound }) ?? true
                    else { continue }
                    found.append(.init(keyword: phrase.name, range: user.lowerBound..<secret.upperBound))
                }
            }
        }
        return found
    }

    private static func begins(_ bytes: [UInt8], _ place: Int, _ end: Int, _ word: [UInt8]) -> Bool {
        guard bytes[place] | 0x20 == word[0], place + word.count < end, place == 0 || !bytes[place - 1].isNameByte
        else {
            return false
        }
        return word.indices.allSatisfy { bytes[place + $0] | 0x20 == word[$0] }
    }

    /// The offset after a keyword, each blank of which stands for any blanks and line ends.
    private static func matched(_ keyword: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var offset = range.lowerBound
        for byte in keyword {
            guard offset < range.upperBound else { return nil }
            if byte == UInt8(ascii: " ") {
                guard bytes[offset] <= byte else { return nil }
                while offset < range.upperBound, bytes[offset] <= byte {
                    offset += 1
                    // A comment up to the end of the line.
                    guard bytes[offset..<range.upperBound].starts(with: "--".utf8) else { continue }
                    offset = bytes[offset..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
                }
            } else {
                guard bytes[offset] | 0x20 == byte | 0x20 else { return nil }
                offset += 1
            }
        }
        // The blank after the keyword belongs to what follows.
        return offset - 1
    }

    /// Longer lines are searched in pieces, because words of a phrase are looked for on the whole line.
    private static let longest = 4000
    /// What pieces share, so that a phrase at the end of one is whole in the next.
    private static let shared = 1000

    private static func find(_ bytes: [UInt8], inLong line: Range<Int>) -> [TextSecrets.Found] {
        var found: [TextSecrets.Found] = []
        for start in stride(from: line.lowerBound, to: line.upperBound, by: longest - shared) {
            for secret in find(bytes, start..<min(start + longest, line.upperBound)) {
                if let last = found.last, last.range.overlaps(secret.range) {
                    found[found.count - 1].range =
                        min(
                            last.range.lowerBound, secret.range.lowerBound)..<max(
                            last.range.upperBound, secret.range.upperBound)
                } else {
                    found.append(secret)
                }
            }
        }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private static let beginnings = SecretBeginnings(of: SecretPhrase.all.map(\.keyword))

    /// The secrets of a line in their order.
    private static func find(_ bytes: [UInt8], _ line: Range<Int>) -> [TextSecrets.Found] {
        // Hardly any line has a phrase.
        let keywords = keywords(in: bytes, line)
        guard !keywords.isEmpty else { return [] }
        var found: [TextSecrets.Found] = []
        let lower = bytes[line].map(\.lowercased)
        for (phrase, start) in keywords {
            let place = start..<(start + phrase.keyword.count)
            guard isPhrase(phrase, lower, place),
                let (secret, user) = secret(
                    phrase.place, bytes, (line.lowerBound + place.upperBound)..<line.upperBound),
                isLiteral(String(decoding: bytes[secret], as: UTF8.self)),
                !found.contains(where: { $0.range.overlaps(secret) })
            else { continue }
            found.append(.init(keyword: phrase.name, range: user.lowerBound..<secret.upperBound))
        }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The keywords of a line with their offsets in it: those of the first phrase first, because it decides where several
    /// are about one text.
    private static func keywords(in bytes: [UInt8], _ line: Range<Int>) -> [(phrase: SecretPhrase, start: Int)] {
        var found: [(number: Int, start: Int)] = []
        var offset = line.lowerBound
        while let place = beginnings.next(in: bytes, offset, line.upperBound) {
            offset = place + 1
            for (number, phrase) in SecretPhrase.all.enumerated()
            where phrase.isKeyword(in: bytes, at: place, line.upperBound) { found.append((number, place)) }
        }
        return found.sorted { $0 < $1 }.map { (SecretPhrase.all[$0.number], $0.start - line.lowerBound) }
    }

    /// Whether the keyword is a whole word, or begins with a blank, between the words that belong to it.
    private static func isPhrase(_ phrase: SecretPhrase, _ line: [UInt8], _ place: Range<Int>) -> Bool {
        if phrase.keyword[0].isLetter, place.lowerBound > 0, line[place.lowerBound - 1].isNameByte { return false }
        func holds(_ words: [String], _ part: ArraySlice<UInt8>) -> Bool {
            guard !words.isEmpty else { return true }
            let text = String(decoding: part, as: UTF8.self) + " "
            return words.contains { text.contains($0.lowercased()) }
        }
        return holds(phrase.before, line[..<place.lowerBound]) && holds(phrase.behind, line[place.upperBound...])
    }

    /// - Returns: the secret, and the user before it or the secret again: who logs on is part of what the pair tells.
    private static func secret(
        _ place: SecretPhrase.Place, _ bytes: [UInt8], _ rest: Range<Int>
    ) -> (secret: Range<Int>, user: Range<Int>)? {
        switch place {
        case .word:
            return argument(bytes, rest).map { ($0, $0) }
        case .quoted:
            guard let word = argument(bytes, rest), word.lowerBound > rest.lowerBound,
                isQuote(bytes[word.lowerBound - 1])
            else { return nil }
            return (word, word)
        case .behind(let keyword):
            guard let first = word(bytes, rest, isAttached: false) else { return nil }
            var start = first.upperBound
            for part in keyword.utf8.split(separator: UInt8(ascii: " ")) {
                guard let next = word(bytes, start..<rest.upperBound, isAttached: false),
                    bytes[next].map(\.lowercased).elementsEqual(part)
                else { return nil }
                start = next.upperBound
            }
            return argument(bytes, start..<rest.upperBound).map { ($0, $0) }
        case .argument(let count):
            guard let first = word(bytes, rest, isAttached: false) else { return nil }
            var word: Range<Int>? = first
            for _ in 0..<count {
                guard let last = word else { return nil }
                var start = last.upperBound
                while start < rest.upperBound, "\"', ".utf8.contains(bytes[start]) { start += 1 }
                if start > last.upperBound, isQuote(bytes[start - 1]) { start -= 1 }
                word = Self.word(bytes, start..<rest.upperBound, isAttached: false)
            }
            return word.map { ($0, count == 1 ? first : $0) }
        case .attached: return word(bytes, rest, isAttached: false).map { ($0, $0) }
        case .onlyAttached: return word(bytes, rest, isAttached: true).map { ($0, $0) }
        case .half(let sign):
            guard let whole = argument(bytes, rest),
                let mark = bytes[whole].firstIndex(of: sign), mark > whole.lowerBound,
                // It ends an element of XML.
                bytes[mark - 1] != UInt8(ascii: "<"),
                !SecretVocabulary.notUsers.contains(
                    String(decoding: bytes[whole.lowerBound..<mark].map(\.lowercased), as: UTF8.self)),
                !isProse(bytes, whole.upperBound..<rest.upperBound)
            else { return nil }
            let end = bytes[(mark + 1)..<whole.upperBound].firstIndex(of: UInt8(ascii: "@")) ?? whole.upperBound
            // A path has several slashes; `LOGON user/old/new` has two.
            guard end > mark + 1, bytes[(mark + 1)..<end].count(where: { $0 == sign }) < 2 else { return nil }
            return ((mark + 1)..<end, whole.lowerBound..<mark)
        }
    }

    /// Whether a sentence goes on: `connect input/output to the terminal`.
    private static func isProse(_ bytes: [UInt8], _ rest: Range<Int>) -> Bool {
        guard let next = word(bytes, rest, isAttached: false), !next.isEmpty else { return false }
        return bytes[next].allSatisfy(\.isLower) && !bytes[next].elementsEqual("as".utf8)
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    /// The next word that is not an option.
    private static func argument(_ bytes: [UInt8], _ rest: Range<Int>) -> Range<Int>? {
        var rest = rest
        while let word = word(bytes, rest, isAttached: false) {
            guard bytes[word.lowerBound] == UInt8(ascii: "-") else { return word }
            rest = word.upperBound..<rest.upperBound
        }
        return nil
    }

    private static func word(_ bytes: [UInt8], _ rest: Range<Int>, isAttached: Bool) -> Range<Int>? {
        var start = rest.lowerBound
        if isAttached, start < rest.upperBound, bytes[start] <= UInt8(ascii: " ") { return nil }
        while start < rest.upperBound, bytes[start] <= UInt8(ascii: " ") { start += 1 }
        guard start < rest.upperBound else { return nil }
        let quote = bytes[start]
        if isQuote(quote) {
            // Without its second quote, the file may have been cut: everything after the first may be the secret.
            let close = bytes[(start + 1)..<rest.upperBound].firstIndex(of: quote) ?? rest.upperBound
            return close > start + 1 ? (start + 1)..<close : nil
        }
        let end = bytes[start..<rest.upperBound].firstIndex { $0 <= UInt8(ascii: " ") || ";)\"'".utf8.contains($0) }
        return start..<(end ?? rest.upperBound)
    }

    /// Whether the text is neither a variable nor a stand-in.
    static func isLiteral(_ text: String) -> Bool {
        text.utf8.count >= 3 && !text.utf8.contains { "$`{}()&?".utf8.contains($0) }
            && !SecretVocabulary.commandWords.contains(text.lowercased())
            && SecretGuess(text, name: "password") != nil
    }
}
