import Diagnostics

/// Finds the places of suppression marks.
enum SuppressionMark {
    private static let word = Array("jmoncheck".utf8)

    /// The offset after each `jmoncheck`, in upper or lower case, that is not part of a longer word.
    static func offsets(in bytes: [UInt8]) -> [Int] {
        var offsets: [Int] = []
        // Few texts have many of this letter, and the C library finds them fast.
        for part in bytes.parts {
            for letter in [UInt8(ascii: "j"), UInt8(ascii: "J")] {
                var rest = part
                while let start = rest.first(letter), start + word.count <= bytes.count {
                    if isWord(bytes, start), start == 0 || !bytes[start - 1].isAlphanumeric {
                        offsets.append(start + word.count)
                    }
                    rest = rest[(start + 1)...]
                }
            }
        }
        return offsets.sorted()
    }

    static let count = word.count

    private static func isWord(_ bytes: [UInt8], _ start: Int) -> Bool {
        word.indices.allSatisfy { bytes[start + $0] | 0x20 == word[$0] }
    }

    /// Whether the text after the name is meant for the program: `:word`, or a word such as *ignore* that is joined to
    /// the name or is followed by a bracket or a code. Prose about the program has none of these.
    static func isAddressed(_ tail: ArraySlice<UInt8>) -> Bool {
        let isColon = tail.first == UInt8(ascii: ":")
        let afterSigns = tail.drop { " \t:=-_".utf8.contains($0) }
        let verb = String(decoding: afterSigns.prefix(while: \.isAlphanumeric).prefix(16), as: UTF8.self).lowercased()
        let isVerb =
            verbs.contains(verb) || NearestName.find(verb, among: ["ignore"]) != nil && afterSigns.count < tail.count
        if isColon, tail.dropFirst().first.map(\.isAlphanumeric) ?? false { return true }
        guard isVerb else { return false }
        let isGlued = tail.first.map { "-_=".utf8.contains($0) } ?? false
        let rest = afterSigns.drop(while: \.isAlphanumeric).drop(while: \.isBlank)
        return isColon || isGlued || rest.first == UInt8(ascii: "[") || rest.first == UInt8(ascii: "(") || isCode(rest)
    }

    /// Two letters and three digits.
    private static func isCode(_ bytes: ArraySlice<UInt8>) -> Bool {
        let word = bytes.prefix(while: \.isAlphanumeric)
        return word.count == 5 && !word.prefix(2).contains(where: \.isDigit) && word.suffix(3).allSatisfy(\.isDigit)
    }

    private static let verbs: Set<String> = ["ignore", "disable", "suppress", "nolint", "noqa", "skip"]
}
