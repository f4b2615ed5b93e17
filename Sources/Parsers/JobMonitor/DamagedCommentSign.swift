import Diagnostics

/// The letter with which comment lines begin after a conversion between code pages that have # at different code
/// points.
///
/// The byte of # in ibm-1047 is another character in some national pages, and vice versa (IBM code-page tables). On the
/// system such lines are comments, so they are neither settings nor mistakes.
struct DamagedCommentSign {
    private static let signs: [(sign: String, page: String)] = [
        ("Æ", "ibm-277"), ("¢", "ibm-277"), ("Ä", "ibm-278"), ("£", "ibm-280 or ibm-297"), ("Ñ", "ibm-284"),
        ("Ö", "ibm-1026"),
    ]

    private let sign: [UInt8]
    /// The problem IN004 at the first such line.
    let problem: Problem

    /// `nil` if lines begin with a real #, or if only one begins with such a letter and continues like a word.
    init?(_ file: SourceFile) {
        guard file.bytes.contains(where: { $0 >= 0x80 }) else { return nil }
        let lines = file.lineStarts.indices.map { file.lineBounds($0) }.filter { !$0.isEmpty }
        guard !lines.contains(where: { file.bytes[$0].first == UInt8(ascii: "#") }) else { return nil }
        for (sign, page) in Self.signs {
            let bytes = Array(sign.utf8)
            let damaged = lines.filter { file.bytes[$0].starts(with: bytes) }
            guard let first = damaged.first else { continue }
            let next = file.bytes[first].dropFirst(bytes.count).first
            guard damaged.count > 1 || next == nil || next == UInt8(ascii: " ") else { continue }
            self.sign = bytes
            problem = Problem(
                "IN004",
                "lines that begin with '\(sign)' are read as comments: # becomes this sign if ibm-1047 and "
                    + "\(page) are confused",
                at: SourceRange(first.lowerBound, first.lowerBound + bytes.count))
            return
        }
        return nil
    }

    func begins(_ record: ArraySlice<UInt8>) -> Bool { record.starts(with: sign) }
}
