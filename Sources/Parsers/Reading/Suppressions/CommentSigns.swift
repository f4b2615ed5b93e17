import Diagnostics
import Languages
import RACF
import UrbanCode

/// The signs that begin and end comments in a kind of input.
struct CommentSigns {
    /// The sign that begins a comment to the end of the line if it is the first non-blank character.
    var atStart: [String]
    /// Whether it also begins a comment after a blank.
    var anywhere: [String] = []
    /// The comments that have a closing sign.
    var blocks: [(open: String, close: String)] = []
    /// Whether a block always ends with its line (TSO/E).
    var blocksEndWithLine = false
    /// Whether `#` without a blank after it is the prefix of a command.
    var hashIsPrefix = false

    /// - Parameter carrier: the carrier of the commands around the place, in a deck.
    static func of(_ input: ParsedInput, _ carrier: Deck.Carrier?) -> CommentSigns {
        switch input.document {
        case .jobMonitor: CommentSigns(atStart: ["#"])
        case .jobMonitorProc: CommentSigns(atStart: ["//*"])
        case .console, .racfListing, .unload, .descriptor: CommentSigns(atStart: [])
        case .deck: deck(carrier)
        case .urbanCode(let document):
            switch document.form {
            case .json: CommentSigns(atStart: [], anywhere: ["//"], blocks: [("/*", "*/")])
            case .yaml, .script: CommentSigns(atStart: [], anywhere: ["#"])
            case .processText: CommentSigns(atStart: [], anywhere: ["//", "#"], blocks: [("/*", "*/")])
            case .plugin: CommentSigns(atStart: [], blocks: [("<!--", "-->")])
            case .properties: CommentSigns(atStart: ["#", "!"])
            }
        }
    }

    /// Templates may contain any text, so their comments count everywhere.
    private static func deck(_ carrier: Deck.Carrier?) -> CommentSigns {
        CommentSigns(
            atStart: ["//*", "##"], anywhere: ["#"],
            blocks: [("/*", "*/"), ("<!--", "-->"), ("{#", "#}"), ("#*", "*#")],
            blocksEndWithLine: carrier != .rexx && carrier != .clist && carrier != .xml && carrier != nil,
            hashIsPrefix: carrier == .operatorCommand)
    }
}

/// The text of a line without blanks and the number in columns 73 to 80.
struct CommentLine {
    let bounds: Range<Int>
    private let bytes: [UInt8]

    init(_ file: SourceFile, _ index: Int, isFixed: Bool) {
        bytes = file.bytes
        var bounds = file.lineBounds(index)
        let record = DeckRecord(file.bytes, bounds, isFixed: isFixed)
        bounds = bounds.lowerBound..<record.range.upperBound
        while !bounds.isEmpty, bytes[bounds.lowerBound].isBlank {
            bounds = (bounds.lowerBound + 1)..<bounds.upperBound
        }
        self.bounds = bounds
    }

    func has(_ sign: String, at offset: Int) -> Bool {
        offset >= bounds.lowerBound && bytes[offset..<bounds.upperBound].starts(with: sign.utf8)
    }

    /// The first place of a sign from an offset on.
    func first(_ sign: String, from start: Int) -> Int? {
        let length = sign.utf8.count
        guard start + length <= bounds.upperBound, start >= bounds.lowerBound else { return nil }
        return (start...(bounds.upperBound - length)).first { has(sign, at: $0) }
    }

    /// The last place of a sign before an offset.
    func last(_ sign: String, before end: Int) -> Int? {
        guard end > bounds.lowerBound else { return nil }
        return (bounds.lowerBound..<min(end, bounds.upperBound)).last { has(sign, at: $0) }
    }
}
