import Contract
import Diagnostics

/// Finds passwords in the in-stream data of JCL: logons of FTP, variables of a shell, commands.
struct JCLDataSecrets {
    private let bytes: [UInt8]
    private var line = 0
    private var program = ""
    private var isData = false
    /// The number of lines of FTP data so far; `nil` in other data.
    private var ftpLine: Int?
    /// Whether FTP has the user and expects the password next.
    private var awaitsPassword = false
    private(set) var found: [JCLSecrets.Found] = []

    init(_ text: String) {
        bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            line += 1
            read(start..<end)
            start = end + 1
        }
    }

    private mutating func read(_ range: Range<Int>) {
        // Columns 73 to 80 are sequence numbers, if the line is that long.
        let words = bytes[range].prefix(80).split { $0 <= UInt8(ascii: " ") }
        if bytes[range].starts(with: "//") || bytes[range].starts(with: "/*") { return statement(words) }
        guard isData, !words.isEmpty else { return }
        if ftpLine != nil { return ftp(words) }
        let secrets = TextSecrets.find(inLines: bytes, range)
        for secret in secrets { add(secret.keyword, secret.range) }
    }

    private mutating func statement(_ words: [ArraySlice<UInt8>]) {
        let texts = words.map { String(decoding: $0, as: UTF8.self).uppercased() }
        isData = false
        ftpLine = nil
        awaitsPassword = false
        if let exec = texts.firstIndex(of: "EXEC"), exec + 1 < texts.count {
            let operand = texts[exec + 1].split(separator: ",")[0]
            program = operand.hasPrefix("PGM=") ? String(operand.dropFirst(4)) : String(operand)
        }
        guard let dd = texts.firstIndex(of: "DD"), dd + 1 < texts.count,
            texts[dd + 1].hasPrefix("*") || texts[dd + 1].hasPrefix("DATA")
        else { return }
        isData = true
        let name = texts[0].drop { $0 == "/" }
        if program.hasPrefix("FTP") || program.hasPrefix("EZAFTP"),
            name == "INPUT" || name.hasSuffix("INPUT") || name == "SYSIN"
        {
            ftpLine = 0
        }
    }

    /// Reads FTP data: the host, then user and password on one or two lines, or the command USER.
    private mutating func ftp(_ words: [ArraySlice<UInt8>]) {
        let number = ftpLine ?? 0
        let first = String(decoding: words[0], as: UTF8.self).uppercased()
        if awaitsPassword || first == "PASS" {
            awaitsPassword = false
            if let word = first == "PASS" ? words.dropFirst().first : words.first { addFTP(word) }
            return
        }
        if first == "USER" {
            ftpLine = 2
            if words.count > 2 { addFTP(words[2]) } else { awaitsPassword = words.count == 2 }
            return
        }
        if first == "OPEN" {
            ftpLine = 1
            return
        }
        // Options of the client begin with a parenthesis or a minus sign.
        if number == 0, let sign = words[0].first, sign == UInt8(ascii: "(") || sign == UInt8(ascii: "-") { return }
        ftpLine = number + 1
        guard number == 1 else { return }
        if words.count >= 2 { addFTP(words[1]) } else { awaitsPassword = true }
    }

    private mutating func addFTP(_ word: ArraySlice<UInt8>) {
        guard SecretPhrases.isLiteral(String(decoding: word, as: UTF8.self)) else { return }
        add("the logon of FTP", word.startIndex..<word.endIndex)
    }

    private mutating func add(_ keyword: String, _ range: Range<Int>) {
        found.append(.init(line: line, keyword: "\(keyword) in the data", range: range))
    }
}

extension TextSecrets {
    /// Finds secrets in one line of data: assignments, options and phrases.
    fileprivate static func find(inLines bytes: [UInt8], _ range: Range<Int>) -> [Found] {
        let text = String(decoding: bytes[range], as: UTF8.self)
        return find(in: text).map {
            Found(
                keyword: $0.keyword,
                range: ($0.range.lowerBound + range.lowerBound)..<($0.range.upperBound + range.lowerBound))
        }
    }
}
