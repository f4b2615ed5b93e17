/// Reads what a client of FTP is told, line by line: the host, then user and password on one or two lines, or the
/// command USER.
struct FTPLogon {
    static let name = "the logon of FTP"

    /// The number of lines so far, the first of which has the host.
    private var line: Int
    /// Whether the client has the user and expects the password next.
    private var awaitsPassword = false
    private(set) var isOver = false

    init(hasHost: Bool) { line = hasHost ? 1 : 0 }

    /// Whether the first word of a line has the first letter of the command.
    static func mayBegin(_ line: ArraySlice<UInt8>) -> Bool {
        line.first { $0 > UInt8(ascii: " ") }.map { $0 | 0x20 == UInt8(ascii: "f") } ?? false
    }

    /// The command `ftp host`, as of TSO and UNIX shells; `nil` for others.
    init?(command words: [ArraySlice<UInt8>]) {
        guard let first = words.first, Self.text(first) == "FTP" else { return nil }
        let operands = words.dropFirst().filter { word in
            let sign = word[word.startIndex]
            return !"-(<|".utf8.contains(sign)
        }
        self.init(hasHost: !operands.isEmpty)
    }

    private static func text(_ word: ArraySlice<UInt8>) -> String { String(decoding: word, as: UTF8.self).uppercased() }

    /// The range of the password in the words of the next line.
    mutating func secret(in words: [ArraySlice<UInt8>]) -> Range<Int>? {
        guard !isOver, var first = words.first.map(Self.text) else { return nil }
        var words = words[...]
        if first == "QUOTE" || first == "QUOT" || first == "LITERAL", words.count > 1 {
            words.removeFirst()
            first = Self.text(words[words.startIndex])
        }
        if first == "QUIT" || first == "BYE" {
            isOver = true
            return nil
        }
        if awaitsPassword || first == "PASS" {
            let isAnswer = first == "PASS" || words.count == 1 && !SecretVocabulary.ftpCommands.contains(first)
            awaitsPassword = false
            line = max(line, 2)
            return isAnswer ? words.last.flatMap(Self.literal) : nil
        }
        if first == "USER" {
            line = 2
            let operands = words.dropFirst()
            awaitsPassword = operands.count == 1
            return operands.dropFirst().first.flatMap(Self.literal)
        }
        if first == "OPEN" {
            line = 1
            return nil
        }
        // Options of the client begin with a parenthesis or a minus sign.
        if line == 0, let sign = words.first?.first, sign == UInt8(ascii: "(") || sign == UInt8(ascii: "-") {
            return nil
        }
        line += 1
        // A logon that is in NETRC is not in the commands.
        guard line == 2, words.count < 3, !SecretVocabulary.ftpCommands.contains(first) else { return nil }
        awaitsPassword = words.count == 1
        return words.dropFirst().first.flatMap(Self.literal)
    }

    private static func literal(_ word: ArraySlice<UInt8>) -> Range<Int>? {
        SecretPhrases.isLiteral(String(decoding: word, as: UTF8.self)) ? word.startIndex..<word.endIndex : nil
    }
}
