import Contract
import Diagnostics

/// Commands in which the position and not a name identifies a password: `IDENTIFIED BY x`, `LOGON USER1/x`, `sshpass -p
/// x`.
enum SecretPhrases {
    /// The secrets in the order of the text, which is searched line by line.
    static func find(in bytes: [UInt8], _ range: Range<Int>? = nil) -> [TextSecrets.Found] {
        var found: [TextSecrets.Found] = []
        var start = range?.lowerBound ?? 0
        let end = range?.upperBound ?? bytes.count
        while start < end {
            let stop = bytes[start..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
            if stop - start < 4000 { find(bytes, start..<stop, &found) }
            start = stop + 1
        }
        return found
    }

    private static func find(_ bytes: [UInt8], _ line: Range<Int>, _ found: inout [TextSecrets.Found]) {
        let lower = bytes[line].map(\.lowercased)
        for phrase in SecretPhrase.all {
            guard let place = lower[...].firstRange(of: phrase.keyword) else { continue }
            // The keyword is a whole word, or begins with a blank.
            if phrase.keyword[0] != UInt8(ascii: " "), place.lowerBound > 0,
                lower[place.lowerBound - 1].isNameByte
            {
                continue
            }
            let before = String(decoding: lower[..<place.lowerBound], as: UTF8.self) + " "
            guard phrase.before.isEmpty || phrase.before.contains(where: before.contains) else { continue }
            guard
                let (secret, user) = secret(
                    phrase.place, bytes, (line.lowerBound + place.upperBound)..<line.upperBound),
                isLiteral(String(decoding: bytes[secret], as: UTF8.self))
            else { continue }
            found.append(.init(keyword: phrase.name, range: user.lowerBound..<secret.upperBound))
        }
        found.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// - Returns: the secret, and the user before it or the secret again: who logs on is part of what the pair tells.
    private static func secret(
        _ place: SecretPhrase.Place, _ bytes: [UInt8], _ rest: Range<Int>
    ) -> (secret: Range<Int>, user: Range<Int>)? {
        switch place {
        case .word, .attached: return word(bytes, rest, isAttached: false).map { ($0, $0) }
        case .onlyAttached: return word(bytes, rest, isAttached: true).map { ($0, $0) }
        case .half(let sign):
            guard let whole = word(bytes, rest, isAttached: false),
                let mark = bytes[whole].firstIndex(of: sign), mark > whole.lowerBound,
                // It ends an element of XML.
                bytes[mark - 1] != UInt8(ascii: "<")
            else { return nil }
            let end = bytes[(mark + 1)..<whole.upperBound].firstIndex(of: UInt8(ascii: "@")) ?? whole.upperBound
            // A path has several slashes; `LOGON user/old/new` has two.
            guard end > mark + 1, bytes[(mark + 1)..<end].count(where: { $0 == sign }) < 2 else { return nil }
            return ((mark + 1)..<end, whole.lowerBound..<mark)
        }
    }

    private static func word(_ bytes: [UInt8], _ rest: Range<Int>, isAttached: Bool) -> Range<Int>? {
        var start = rest.lowerBound
        if isAttached, start < rest.upperBound, bytes[start] <= UInt8(ascii: " ") { return nil }
        while start < rest.upperBound, bytes[start] <= UInt8(ascii: " ") { start += 1 }
        guard start < rest.upperBound else { return nil }
        let quote = bytes[start]
        if "\"'".utf8.contains(quote) {
            guard let close = bytes[(start + 1)..<rest.upperBound].firstIndex(of: quote), close > start + 1 else {
                return nil
            }
            return (start + 1)..<close
        }
        let end = bytes[start..<rest.upperBound].firstIndex { $0 <= UInt8(ascii: " ") || ";)\"'".utf8.contains($0) }
        return start..<(end ?? rest.upperBound)
    }

    /// Whether the text is neither a variable nor a stand-in.
    static func isLiteral(_ text: String) -> Bool {
        text.utf8.count >= 3 && !text.utf8.contains { "$`{}()&?".utf8.contains($0) }
            && SecretGuess(text, name: "password") != nil
    }
}
