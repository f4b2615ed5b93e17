/// Detects whether bytes are EBCDIC text, and in which code page.
enum EBCDICDetection {
    /// The number of bytes that detection examines.
    static let sampleSize = 65536

    /// In EBCDIC, letters and digits are above X'80' and blanks are X'40'; X'20' and X'0A' never occur in text. ASCII
    /// text is the opposite.
    static func isLikely(_ sample: ArraySlice<UInt8>) -> Bool {
        var blanks = 0
        var asciiBlanks = 0
        var letters = 0
        var others = 0
        for byte in sample {
            switch byte {
            case 0x40: blanks += 1
            case 0x20, 0x0A: asciiBlanks += 1
            case _ where isLetterOrDigit(byte): letters += 1
            case _ where isInvariant(byte): break
            default: others += 1
            }
        }
        if sample.count < 16, others + asciiBlanks > 0 { return false }
        return letters * 2 > sample.count - blanks && asciiBlanks * 20 < sample.count
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x81...0x89, 0x91...0x99, 0xA2...0xA9, 0xC1...0xC9, 0xD1...0xD9, 0xE2...0xE9, 0xF0...0xF9: true
        default: false
        }
    }

    /// Line ends, tab, blank, and the punctuation that is the same in every page: . < ( + & * ) ; - / , % _ > ? : ' = "
    static func isInvariant(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x05, 0x0D, 0x15, 0x25, 0x40, 0x4B...0x4E, 0x50, 0x5C...0x5E, 0x60, 0x61, 0x6B...0x6F, 0x7A, 0x7D...0x7F:
            true
        default: false
        }
    }

    /// A code page and the reason for choosing it.
    struct Choice: Equatable {
        var page: CodePage
        var reason: String
    }

    /// The pages in the order of preference, with the usual page of z/OS UNIX and of the Job Monitor first.
    static let detected: [CodePage] = [.ibm1047, .ibm037, .ibm500, .ibm273]

    static func page(of sample: ArraySlice<UInt8>) -> Choice {
        if let choice = commentSign(in: sample) { return choice }
        let (inside, outside) = counts(sample)
        let scores = detected.map { page in
            page.scalars.indices.reduce(0) { sum, byte in
                sum + inside[byte] * insideWord(page.scalars[byte]) + outside[byte] * outsideWord(page.scalars[byte])
            }
        }
        guard let best = scores.max(), let index = scores.firstIndex(of: best) else {
            return Choice(page: .ibm1047, reason: "the usual page")
        }
        let page = detected[index]
        let same = detected.filter { other in
            other != page
                && page.scalars.indices.allSatisfy {
                    (inside[$0] == 0 && outside[$0] == 0) || page.scalars[$0] == other.scalars[$0]
                }
        }
        guard same.isEmpty else {
            return Choice(page: page, reason: "\(same.map(\.name).joined(separator: ", ")) would read the same")
        }
        return Choice(page: page, reason: "its brackets, bars and letters fit this page best")
    }

    /// The counts of bytes with a letter on both sides, and of the others.
    private static func counts(_ sample: ArraySlice<UInt8>) -> (inside: [Int], outside: [Int]) {
        var inside = [Int](repeating: 0, count: 256)
        var outside = inside
        var previous: UInt8 = 0x40
        for index in sample.indices {
            let next = index + 1 < sample.endIndex ? sample[index + 1] : 0x40
            if isLetter(previous), isLetter(next) {
                inside[Int(sample[index])] += 1
            } else {
                outside[Int(sample[index])] += 1
            }
            previous = sample[index]
        }
        return (inside, outside)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) && byte < 0xF0 }

    /// A byte between letters is a letter.
    private static func insideWord(_ scalar: UInt16) -> Int {
        switch scalar {
        case 0xC4, 0xD6, 0xDC, 0xE4, 0xF6, 0xFC, 0xDF: 3
        case 0xA0..<0x100: -2
        default: 0
        }
    }

    /// Elsewhere brackets, bars and other ASCII characters are likelier than letters, and letters are likelier than
    /// rare symbols.
    private static func outsideWord(_ scalar: UInt16) -> Int {
        switch scalar {
        case 0x20..<0x7F: 2
        case 0xC4, 0xD6, 0xDC, 0xE4, 0xF6, 0xFC, 0xDF, 0xA7: 0
        default: -2
        }
    }

    /// In some national pages # is a different byte, which is a letter or a currency sign in the usual pages. Lines
    /// that begin with it are comments (IBM code-page tables).
    private static let commentSigns: [(sign: UInt8, page: CodePage, others: String)] = [
        (0x4A, .ibm277, ""), (0x63, .ibm278, ""), (0xB1, .ibm280, " (or ibm-297, where it is the same)"),
        (0x69, .ibm284, ""), (0xEC, .ibm1026, ""),
    ]

    /// The closing brackets of the pages in which the first two of those characters are opening brackets.
    private static let closingBrackets = [0x5A, 0xFC]

    private static func commentSign(in sample: ArraySlice<UInt8>) -> Choice? {
        var counts = [Int](repeating: 0, count: 256)
        var isAtStart = true
        for (index, byte) in zip(sample.indices, sample) {
            // Records of 80 bytes have no line ends.
            if isAtStart || (index - sample.startIndex).isMultiple(of: 80) { counts[Int(byte)] += 1 }
            isAtStart = byte == 0x15 || byte == 0x25 || byte == 0x0D
        }
        guard counts[0x7B] == 0, !sample.contains(where: { closingBrackets.contains(Int($0)) }),
            let found = commentSigns.first(where: { counts[Int($0.sign)] >= 2 })
        else { return nil }
        let hex = String(found.sign, radix: 16, uppercase: true)
        return Choice(page: found.page, reason: "lines begin with X'\(hex)', its comment sign #\(found.others)")
    }
}
