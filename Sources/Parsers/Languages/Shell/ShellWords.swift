public import Diagnostics

/// The words of a shell script, command by command, with quotes, escapes, continued lines, comments and here-documents
/// interpreted. Nothing is expanded.
public struct ShellWords {
    /// The text of the here-document after `<<EOF`.
    public struct HereDocument {
        public var range: Range<Int>
        /// Whether the shell replaces variables in it.
        public var isExpanded: Bool
    }

    public struct Word {
        public var text: String
        public var range: SourceRange
        /// Whether it contains a variable or the output of a command, so that its text is known only when the script
        /// runs.
        public var isExpanded: Bool

        public init(text: String, range: SourceRange, isExpanded: Bool) {
            self.text = text
            self.range = range
            self.isExpanded = isExpanded
        }
    }

    private let bytes: [UInt8]
    private var offset: Int
    private let limit: Int
    private var command: [Word] = []
    public private(set) var commands: [[Word]] = []
    public private(set) var hereDocuments: [HereDocument] = []
    /// The end words of here-documents that begin on the next line.
    private var awaited: [(end: [UInt8], isExpanded: Bool)] = []
    /// The end words that the script does not contain, so that they are not searched for again.
    private var unended = 0
    /// Whether the script is for Windows, where the apostrophe is an ordinary character.
    private let isBatch: Bool

    /// Reads a script or a part of it.
    public init(_ file: SourceFile, _ part: Range<Int>? = nil) {
        bytes = file.bytes
        offset = part?.lowerBound ?? 0
        limit = part?.upperBound ?? file.bytes.count
        let name = file.path.lowercased()
        isBatch =
            name.hasSuffix(".cmd") || name.hasSuffix(".bat")
            || String(decoding: bytes.prefix(400), as: UTF8.self).lowercased().contains("@echo off")
        scan()
    }

    private mutating func scan() {
        while offset < limit {
            switch bytes[offset] {
            case UInt8(ascii: "\n"):
                endCommand()
                offset += 1
                for document in awaited { skipDocument(document.end, isExpanded: document.isExpanded) }
                awaited = []
            case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "("),
                UInt8(ascii: ")"):
                endCommand()
                offset += 1
            case ...UInt8(ascii: " "): offset += 1
            case UInt8(ascii: "#"): skip { $0 != UInt8(ascii: "\n") }
            case UInt8(ascii: "\\") where isContinuation: skipContinuation()
            // The caret continues a line of a Windows script.
            case UInt8(ascii: "^") where offset + 1 < limit && bytes[offset + 1] <= UInt8(ascii: "\r"):
                skipContinuation()
            case UInt8(ascii: "<") where isHereDocument: beginDocument()
            default: word()
            }
        }
        endCommand()
    }

    // MARK: Here-documents

    /// `<<`, and neither `<<<` nor a shift of numbers.
    private var isHereDocument: Bool {
        guard offset + 2 < limit, bytes[offset + 1] == UInt8(ascii: "<") else { return false }
        let next = bytes[(offset + 2)..<limit].drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") }.first
        guard let next else { return false }
        return next | 0x20 >= UInt8(ascii: "a") && next | 0x20 <= UInt8(ascii: "z") || "_'\"\\!".utf8.contains(next)
    }

    private mutating func beginDocument() {
        offset += 2
        skip { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") }
        let start = offset
        skip { $0 > UInt8(ascii: " ") && !";|&()<>".utf8.contains($0) }
        let word = bytes[start..<offset]
        let end = word.filter { !"'\"\\".utf8.contains($0) }
        awaited.append((Array(end), end.count == word.count))
    }

    /// Reads up to the line with the end word; without that line there is no here-document.
    private mutating func skipDocument(_ end: [UInt8], isExpanded: Bool) {
        var line = offset
        while line < limit, unended < 20 {
            let lineEnd = bytes[line..<limit].firstIndex(of: UInt8(ascii: "\n")) ?? limit
            var text = bytes[line..<lineEnd].drop { $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: " ") }
            if text.last == UInt8(ascii: "\r") { text.removeLast() }
            if text.elementsEqual(end) {
                hereDocuments.append(.init(range: offset..<line, isExpanded: isExpanded))
                offset = min(lineEnd + 1, limit)
                return
            }
            line = lineEnd + 1
        }
        unended += 1
    }

    private mutating func endCommand() {
        if !command.isEmpty { commands.append(command) }
        command = []
    }

    private var isContinuation: Bool {
        offset + 1 < limit && (bytes[offset + 1] == UInt8(ascii: "\n") || bytes[offset + 1] == UInt8(ascii: "\r"))
    }

    private mutating func skipContinuation() {
        offset += 1
        if offset < limit, bytes[offset] == UInt8(ascii: "\r") { offset += 1 }
        if offset < limit, bytes[offset] == UInt8(ascii: "\n") { offset += 1 }
    }

    private mutating func skip(while belongs: (UInt8) -> Bool) {
        while offset < limit, belongs(bytes[offset]) { offset += 1 }
    }

    private mutating func word() {
        let start = offset
        var text: [UInt8] = []
        var isExpanded = false
        var quotes = 0
        scan: while offset < limit {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "'") where !isBatch:
                quotes += 1
                single(&text)
            case UInt8(ascii: "\""):
                quotes += 1
                double(&text, &isExpanded)
            case UInt8(ascii: "\\"):
                if isContinuation { break scan }
                offset += 1
                if offset < limit { text.append(bytes[offset]) }
                offset += 1
            case UInt8(ascii: "$"), UInt8(ascii: "`"): expansion(&text, &isExpanded)
            case UInt8(ascii: "<") where isHereDocument: break scan
            case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "("), UInt8(ascii: ")"),
                ...UInt8(ascii: " "):
                break scan
            default:
                text.append(byte)
                offset += 1
            }
        }
        offset = min(offset, limit)
        // The text itself if one pair of quotes encloses all of it.
        let isQuoted = quotes == 1 && offset - start == text.count + 2 && !isExpanded
        isExpanded = isExpanded || Self.isBatchVariable(text)
        command.append(
            Word(
                text: String(decoding: text, as: UTF8.self),
                range: isQuoted ? SourceRange(start + 1, offset - 1) : SourceRange(start, offset),
                isExpanded: isExpanded))
    }

    /// Reads `%NAME%` of a Windows script.
    private static func isBatchVariable(_ text: [UInt8]) -> Bool {
        text.count > 2 && text.first == UInt8(ascii: "%") && text.last == UInt8(ascii: "%")
            && text.dropFirst().dropLast().allSatisfy {
                $0 == UInt8(ascii: "_") || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
                    || ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z"))
            }
    }

    private mutating func single(_ text: inout [UInt8]) {
        offset += 1
        while offset < limit, bytes[offset] != UInt8(ascii: "'") {
            text.append(bytes[offset])
            offset += 1
        }
        offset += 1
    }

    private mutating func double(_ text: inout [UInt8], _ isExpanded: inout Bool) {
        offset += 1
        while offset < limit, bytes[offset] != UInt8(ascii: "\"") {
            switch bytes[offset] {
            case UInt8(ascii: "\\"):
                offset += 1
                if offset < limit { text.append(bytes[offset]) }
                offset += 1
            case UInt8(ascii: "$"), UInt8(ascii: "`"): expansion(&text, &isExpanded)
            default:
                text.append(bytes[offset])
                offset += 1
            }
        }
        offset += 1
    }

    /// Keeps `$x`, `${x}`, `$(command)` and `` `command` `` as written. `$` before another character is text, and
    /// `${p:name}` is a reference of the server that only single quotes would protect.
    private mutating func expansion(_ text: inout [UInt8], _ isExpanded: inout Bool) {
        let start = offset
        offset += 1
        if bytes[start] == UInt8(ascii: "`") {
            skip { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "\n") }
            offset += 1
            isExpanded = true
        } else if offset < limit, bytes[offset] == UInt8(ascii: "{") || bytes[offset] == UInt8(ascii: "(") {
            let close = bytes[offset] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
            let isReference =
                bytes[offset...].starts(with: "{p:") || bytes[offset...].starts(with: "{p?:")
            skip { $0 != close && $0 != UInt8(ascii: "\n") }
            offset += 1
            isExpanded = isExpanded || !isReference
        } else {
            let name = offset
            skip {
                ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")) || $0 == UInt8(ascii: "_")
                    || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
            }
            isExpanded = isExpanded || offset > name
        }
        offset = min(offset, limit)
        text += bytes[start..<offset]
    }
}
