import Diagnostics

/// The messages and return codes that `jmoncheck explain` knows: the lines of messages.txt.
public enum MessageTable {
    /// In the order of the file.
    public static let all: [MessageInfo] = String(decoding: PackageResources.messages_txt, as: UTF8.self)
        .split(separator: "\n").map(MessageInfo.init)

    /// The explanation of what a user typed or pasted.
    ///
    /// Case does not matter, and neither does the letter at the end of a message, the package of an exception or the
    /// form of a triple (`8 16 28`, `safRc=8, racfRc=16, racfRsn=28`). Of a whole line of a log the first word that is
    /// known counts.
    public static func find(_ text: String) -> MessageInfo? {
        if let triple = triple(text), let info = byName[triple] { return info }
        for word in text.split(whereSeparator: { " :;,()".contains($0) }) {
            let name = word.uppercased()
            let last = name.split(separator: ".").last.map(String.init) ?? name
            if let info = byName[name] ?? byName[last] ?? byNumber[name] { return info }
        }
        return nil
    }

    /// Whether a word has the form of a message of the Job Monitor, which are not all known.
    public static func isOfJobMonitor(_ text: String) -> Bool {
        let name = text.uppercased()
        guard ["FEJ", "BUZ", "BLZ"].contains(where: name.hasPrefix) else { return false }
        let number = name.dropFirst(3).prefix { $0.isNumber }
        return number.count == 3 && name.dropFirst(6).count <= 1
    }

    /// The known name that is closest to a misspelt one.
    public static func nearest(_ text: String) -> String? { NearestName.find(text, among: all.flatMap(\.names)) }

    private static let byName = Dictionary(
        all.flatMap { info in info.names.map { ($0.uppercased(), info) } }, uniquingKeysWith: { first, _ in first })

    /// Messages without their type letter.
    private static let byNumber = Dictionary(
        all.flatMap { info in
            info.names.filter { $0.last?.isLetter == true && $0.dropLast().last?.isNumber == true }
                .map { (String($0.dropLast()), info) }
        }, uniquingKeysWith: { first, _ in first })

    /// Three numbers with anything but digits between them, and nothing else that names a message.
    private static func triple(_ text: String) -> String? {
        let numbers = text.split(whereSeparator: { !("0"..."9").contains($0) })
        let words = text.split(whereSeparator: { !$0.isLetter }).map { $0.lowercased() }
        let isTriple = words.allSatisfy {
            ["saf", "racf", "rc", "rsn", "safrc", "racfrc", "racfrsn", "reason", "code", "return"].contains($0)
        }
        return numbers.count == 3 && isTriple ? numbers.joined(separator: "/") : nil
    }
}

extension MessageInfo {
    /// Parses `names | meaning | cause | remedy | rules`.
    fileprivate init(_ line: Substring) {
        let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            .map { $0.split(separator: " ").joined(separator: " ") }
        self.init(
            names: fields[0].split(separator: " ").map(String.init), meaning: fields[1], cause: fields[2],
            remedy: fields[3], rules: fields[4].split(separator: " ").map { RuleID(String($0)) })
    }
}
