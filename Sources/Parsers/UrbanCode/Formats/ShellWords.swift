import Diagnostics

/// The words of a shell script, command by command: quotes, escapes, continued lines, comments. Nothing is expanded.
struct ShellWords {
    struct Word {
        var text: String
        var range: SourceRange
        /// Holds a variable or the output of a command, so that its text is known only when the script runs.
        var isExpanded: Bool
    }

    private let bytes: [UInt8]
    private var offset = 0
    private var command: [Word] = []
    private var commands: [[Word]] = []

    static func commands(of file: SourceFile) -> [[Word]] {
        var scanner = ShellWords(bytes: file.bytes)
        return scanner.scan()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func scan() -> [[Word]] {
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "("),
                UInt8(ascii: ")"):
                endCommand()
                offset += 1
            case ...UInt8(ascii: " "): offset += 1
            case UInt8(ascii: "#"): skip { $0 != UInt8(ascii: "\n") }
            case UInt8(ascii: "\\") where isContinuation: skipContinuation()
            // The caret continues a line of Windows.
            case UInt8(ascii: "^") where offset + 1 < bytes.count && bytes[offset + 1] <= UInt8(ascii: "\r"):
                skipContinuation()
            default: word()
            }
        }
        endCommand()
        return commands
    }

    private mutating func endCommand() {
        if !command.isEmpty { commands.append(command) }
        command = []
    }

    private var isContinuation: Bool {
        offset + 1 < bytes.count && (bytes[offset + 1] == UInt8(ascii: "\n") || bytes[offset + 1] == UInt8(ascii: "\r"))
    }

    private mutating func skipContinuation() {
        offset += 1
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "\r") { offset += 1 }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") { offset += 1 }
    }

    private mutating func skip(while belongs: (UInt8) -> Bool) {
        while offset < bytes.count, belongs(bytes[offset]) { offset += 1 }
    }

    private mutating func word() {
        let start = offset
        var text: [UInt8] = []
        var isExpanded = false
        var quotes = 0
        scan: while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "'"):
                quotes += 1
                single(&text)
            case UInt8(ascii: "\""):
                quotes += 1
                double(&text, &isExpanded)
            case UInt8(ascii: "\\"):
                if isContinuation { break scan }
                offset += 1
                if offset < bytes.count { text.append(bytes[offset]) }
                offset += 1
            case UInt8(ascii: "$"), UInt8(ascii: "`"): expansion(&text, &isExpanded)
            case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "("), UInt8(ascii: ")"),
                ...UInt8(ascii: " "):
                break scan
            default:
                text.append(byte)
                offset += 1
            }
        }
        offset = min(offset, bytes.count)
        // The text itself where all of it stands in one pair of quotes.
        let isQuoted = quotes == 1 && offset - start == text.count + 2 && !isExpanded
        isExpanded = isExpanded || Self.isBatchVariable(text)
        command.append(
            Word(
                text: String(decoding: text, as: UTF8.self),
                range: isQuoted ? SourceRange(start + 1, offset - 1) : SourceRange(start, offset),
                isExpanded: isExpanded))
    }

    /// `%NAME%` of a Windows script.
    private static func isBatchVariable(_ text: [UInt8]) -> Bool {
        text.count > 2 && text.first == UInt8(ascii: "%") && text.last == UInt8(ascii: "%")
            && text.dropFirst().dropLast().allSatisfy {
                $0 == UInt8(ascii: "_") || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
                    || ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z"))
            }
    }

    private mutating func single(_ text: inout [UInt8]) {
        offset += 1
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "'") {
            text.append(bytes[offset])
            offset += 1
        }
        offset += 1
    }

    private mutating func double(_ text: inout [UInt8], _ isExpanded: inout Bool) {
        offset += 1
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            switch bytes[offset] {
            case UInt8(ascii: "\\"):
                offset += 1
                if offset < bytes.count { text.append(bytes[offset]) }
                offset += 1
            case UInt8(ascii: "$"), UInt8(ascii: "`"): expansion(&text, &isExpanded)
            default:
                text.append(bytes[offset])
                offset += 1
            }
        }
        offset += 1
    }

    /// `$x`, `${x}`, `$(command)` and `` `command` `` stay as they are written; `$` before another letter is text, and
    /// `${p:name}` is a reference of the server that only single quotes would protect.
    private mutating func expansion(_ text: inout [UInt8], _ isExpanded: inout Bool) {
        let start = offset
        offset += 1
        if bytes[start] == UInt8(ascii: "`") {
            skip { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "\n") }
            offset += 1
            isExpanded = true
        } else if offset < bytes.count, bytes[offset] == UInt8(ascii: "{") || bytes[offset] == UInt8(ascii: "(") {
            let close = bytes[offset] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
            let isReference =
                bytes[offset...].starts(with: "{p:".utf8) || bytes[offset...].starts(with: "{p?:".utf8)
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
        offset = min(offset, bytes.count)
        text += bytes[start..<offset]
    }
}
