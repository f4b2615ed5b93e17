import Contract
import Diagnostics
import Languages

/// Finds passwords in the in-stream data of JCL and in parameters of its statements: logons of FTP, variables of a
/// shell, commands.
struct JCLDataSecrets {
    private let bytes: [UInt8]
    private var line = 0
    private var program = ""
    private var isData = false
    /// Whether the parameter of the program has the host of FTP.
    private var hasHost = false
    /// What FTP is told; `nil` in other data.
    private var logon: FTPLogon?
    /// Whether the last line ends after the slash before the password of a data set.
    private var endsWithSlash = false
    private(set) var found: [JCLSecrets.Found] = []

    init(_ text: [UInt8]) {
        bytes = text
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            line += 1
            read(start..<end)
            start = end + 1
        }
    }

    private mutating func read(_ range: Range<Int>) {
        if bytes[range].starts(with: "//*") { return }
        let isStatement = bytes[range].starts(with: "//") || bytes[range].starts(with: "/*")
        guard isStatement || isData else { return }
        // Columns 73 to 80 are sequence numbers, if the line is that long.
        let words = bytes[range].prefix(80).split { $0 <= UInt8(ascii: " ") }
        if isStatement { return statement(range, words) }
        guard !words.isEmpty else { return }
        if let secret = logon?.secret(in: words) {
            add("\(FTPLogon.name) in the data", secret)
        } else {
            var secrets = TextSecrets.find(inLine: bytes, range)
            if program == "IDCAMS" {
                var others = Self.ofDataSets(bytes, range)
                if endsWithSlash {
                    others.append(.init(keyword: Self.dataSet, range: words[0].startIndex..<words[0].endIndex))
                }
                secrets += TextSecrets.without(secrets.map(\.range), in: others)
                endsWithSlash =
                    words.joined(separator: " ".utf8).reversed().drop { "-+ ".utf8.contains($0) }.first
                    == UInt8(ascii: "/")
                secrets.sort { $0.range.lowerBound < $1.range.lowerBound }
            }
            for secret in secrets { add("\(secret.keyword) in the data", secret.range) }
            if secrets.isEmpty, let (keyword, value) = pair(words) { add("\(keyword) in the data", value) }
        }
        if logon == nil || logon?.isOver == true { logon = FTPLogon(command: words) }
    }

    private static let dataSet = "the password of a data set"

    /// The passwords of `DELETE A.B/x` and `INFILE(DD/x)` (DFSMS Access Method Services Commands).
    private static func ofDataSets(_ bytes: [UInt8], _ range: Range<Int>) -> [TextSecrets.Found] {
        DeckSecrets.pairs(in: bytes, range).filter { pair in
            let name = bytes[pair.whole.lowerBound..<(pair.second.lowerBound - 1)]
            let isParenthesis = pair.whole.lowerBound > 0 && bytes[pair.whole.lowerBound - 1] == UInt8(ascii: "(")
            return name.first.map { $0.isLetter || $0.isNational } == true
                && (isParenthesis || name.contains(UInt8(ascii: "."))) && pair.second.count <= 8
        }.map { .init(keyword: dataSet, range: $0.second) }
    }

    /// `PASSWORD x` and `password: x` as a whole line.
    private func pair(_ words: [ArraySlice<UInt8>]) -> (keyword: String, value: Range<Int>)? {
        guard words.count == 2 else { return nil }
        let name = String(decoding: words[0].filter { $0 != UInt8(ascii: ":") }, as: UTF8.self)
        let value = String(decoding: words[1], as: UTF8.self)
        guard SecretName.matches(name), value.utf8.contains(where: { !$0.isLetter }), SecretPhrases.isLiteral(value)
        else { return nil }
        return (name, words[1].startIndex..<words[1].endIndex)
    }

    private mutating func statement(_ range: Range<Int>, _ words: [ArraySlice<UInt8>]) {
        let texts = words.map { String(decoding: $0, as: UTF8.self).uppercased() }
        isData = false
        endsWithSlash = false
        logon = nil
        if let exec = texts.firstIndex(of: "EXEC"), exec + 1 < texts.count {
            let operand = texts[exec + 1].split(separator: ",").first ?? ""
            program = operand.hasPrefix("PGM=") ? String(operand.dropFirst(4)) : String(operand)
            hasHost = false
        }
        if let parameter = bytes[range].firstRange(of: Array("PARM=".utf8)) {
            let value = bytes[parameter.upperBound..<range.upperBound].drop { "('\"".utf8.contains($0) }
            // Options of the client begin with a parenthesis or a minus sign.
            let isOption = bytes[value.startIndex - 1] == UInt8(ascii: "(") || value.first == UInt8(ascii: "-")
            hasHost = hasHost || !isOption && value.first.map { $0.isAlphanumeric } == true
        }
        let secrets = TextSecrets.find(inLine: bytes, range) + JCLSecrets.symbols(bytes, range)
        for secret in secrets.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            add("\(secret.keyword) on a statement", secret.range)
        }
        guard let dd = texts.firstIndex(of: "DD"), dd + 1 < texts.count,
            texts[dd + 1].hasPrefix("*") || texts[dd + 1].hasPrefix("DATA")
        else { return }
        isData = true
        let name = texts[0].drop { $0 == "/" }
        if program.hasPrefix("FTP") || program.hasPrefix("EZAFTP"),
            name == "INPUT" || name.hasSuffix("INPUT") || name == "SYSIN"
        {
            logon = FTPLogon(hasHost: hasHost)
        }
    }

    /// Adds a secret unless it is known.
    private mutating func add(_ keyword: String, _ range: Range<Int>) {
        guard found.last.map({ $0.range.upperBound <= range.lowerBound }) ?? true else { return }
        found.append(.init(line: line, keyword: keyword, range: range))
    }
}

extension TextSecrets {
    /// Finds secrets in one line: assignments, options and phrases.
    fileprivate static func find(inLine bytes: [UInt8], _ range: Range<Int>) -> [Found] {
        find(in: Array(bytes[range])).map {
            Found(
                keyword: $0.keyword,
                range: ($0.range.lowerBound + range.lowerBound)..<($0.range.upperBound + range.lowerBound))
        }
    }
}
