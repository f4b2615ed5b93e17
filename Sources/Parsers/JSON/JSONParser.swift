public import Diagnostics

extension JSONDocument {
    /// Deepest nesting that is read.
    public static let depthLimit = 512

    /// Reads all of the file: after an error it goes on behind the next `,`, `]` or `}`.
    ///
    /// IN001 for what is no JSON, IN002 for what is tolerated: comments, trailing commas, tabs in strings.
    public static func parse(_ file: SourceFile) -> (document: JSONDocument, problems: [Problem]) {
        var parser = JSONParser(file)
        parser.run()
        return (parser.document, parser.problems.list)
    }
}

/// Problems of one input, no more than people read.
struct ProblemList {
    private static let limit = 20
    private(set) var list: [Problem] = []
    private var counts: [RuleID: Int] = [:]

    mutating func add(_ code: RuleID, _ message: String, _ start: Int, _ end: Int) {
        let count = (counts[code] ?? 0) + 1
        counts[code] = count
        if count < Self.limit {
            list.append(Problem(code, message, at: SourceRange(start, end)))
        } else if count == Self.limit {
            list.append(Problem(code, "\(message); there are more, not reported", at: SourceRange(start, end)))
        }
    }
}

private struct JSONParser {
    /// What may stand next.
    private enum State {
        case value
        /// Behind `[`: a value or `]`.
        case valueOrEnd
        /// Behind `{`: a key or `}`.
        case keyOrEnd
        case key, colon
        /// Behind a value: `,` or the end of its container.
        case commaOrEnd
        /// Behind the top value.
        case end
    }

    private(set) var document: JSONDocument
    private(set) var problems = ProblemList()
    private let bytes: [UInt8]
    private var offset = 0
    private var open: [UInt32] = []
    private var state = State.value
    /// Place of the comma that waits for a value, if one does.
    private var comma: Int?

    init(_ file: SourceFile) {
        document = JSONDocument(file: file)
        bytes = file.bytes
        document.nodes.reserveCapacity(file.bytes.count / 12)
    }

    mutating func run() {
        while true {
            skipBlanks()
            guard offset < bytes.count else { return finish() }
            let byte = bytes[offset]
            switch state {
            case .value, .valueOrEnd:
                if byte == UInt8(ascii: "]"), state == .valueOrEnd || comma != nil {
                    closeContainer(byte)
                } else {
                    value(byte)
                }
            case .key, .keyOrEnd:
                if byte == UInt8(ascii: "\"") {
                    string()
                    comma = nil
                    state = .colon
                } else if byte == UInt8(ascii: "}"), state == .keyOrEnd || comma != nil {
                    closeContainer(byte)
                } else {
                    fail("a key in quotes belongs here", byte)
                }
            case .colon:
                if byte == UInt8(ascii: ":") {
                    offset += 1
                    state = .value
                } else {
                    fail("a colon belongs here", byte)
                }
            case .commaOrEnd:
                if byte == UInt8(ascii: ",") {
                    comma = offset
                    offset += 1
                    state = isInObject ? .key : .value
                } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                    closeContainer(byte)
                } else {
                    fail("a comma or the end of the \(isInObject ? "object" : "list") belongs here", byte)
                }
            case .end:
                problems.add("IN001", "text behind the end of the JSON value", offset, lineEnd(offset))
                return
            }
        }
    }

    private var isInObject: Bool { open.last.map { document.nodes[Int($0)].kind == .object } ?? false }

    // MARK: Values

    private mutating func value(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "{"): begin(.object, .keyOrEnd)
        case UInt8(ascii: "["): begin(.array, .valueOrEnd)
        case UInt8(ascii: "\""):
            string()
            afterValue()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "."):
            word()
        default: fail("a value belongs here", byte)
        }
    }

    private mutating func afterValue() {
        comma = nil
        state = open.isEmpty ? .end : .commaOrEnd
    }

    private mutating func begin(_ kind: JSONDocument.Kind, _ next: State) {
        guard open.count < JSONDocument.depthLimit else {
            problems.add("IN001", "nested deeper than \(JSONDocument.depthLimit) levels", offset, offset + 1)
            closeAll(at: offset)
            offset = bytes.count
            state = .end
            return
        }
        comma = nil
        open.append(UInt32(document.nodes.count))
        append(kind, offset, offset + 1)
        offset += 1
        state = next
    }

    private mutating func append(_ kind: JSONDocument.Kind, _ start: Int, _ end: Int, isEscaped: Bool = false) {
        document.nodes.append(
            JSONDocument.Node(
                start: UInt32(start), end: UInt32(end), next: UInt32(document.nodes.count + 1), kind: kind,
                isEscaped: isEscaped))
    }

    private mutating func string() {
        let start = offset
        var isEscaped = false
        var end = offset + 1
        scan: while true {
            guard end < bytes.count else {
                problems.add("IN001", "the text ends inside a string", start, end)
                break
            }
            let byte = bytes[end]
            if byte > UInt8(ascii: "\\") {
                end += 1
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                end += 1
                break scan
            case UInt8(ascii: "\\"):
                isEscaped = true
                end = checkEscape(end)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                problems.add("IN001", "the string is not closed on its line", start, end)
                break scan
            case 0..<0x20:
                problems.add("IN002", "control character in a string; JSON wants an escape", end, end + 1)
                end += 1
            default: end += 1
            }
        }
        append(.string, start, end, isEscaped: isEscaped)
        offset = end
    }

    /// - Returns: the offset behind the escape.
    private mutating func checkEscape(_ start: Int) -> Int {
        guard start + 1 < bytes.count else { return start + 1 }
        switch bytes[start + 1] {
        case UInt8(ascii: "u"):
            let digits = bytes[(start + 2)...].prefix(4)
            let isHex = digits.allSatisfy { byte in
                let lower = byte | 0x20
                return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x66)
            }
            guard digits.count == 4, isHex else {
                problems.add("IN001", "\\u needs four hexadecimal digits", start, start + 2)
                return start + 2
            }
            return start + 6
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return start + 1
        default:
            problems.add("IN002", "JSON does not know this escape", start, start + 2)
            return start + 2
        }
    }

    /// A number, `true`, `false`, `null`, or a word that is none of them.
    private mutating func word() {
        let start = offset
        while offset < bytes.count, Self.isWordByte(bytes[offset]) { offset += 1 }
        let text = bytes[start..<offset]
        let kind: JSONDocument.Kind
        if text.elementsEqual("true".utf8) {
            kind = .true
        } else if text.elementsEqual("false".utf8) {
            kind = .false
        } else if text.elementsEqual("null".utf8) {
            kind = .null
        } else if Self.isNumber(text) {
            kind = .number
        } else {
            kind = .broken
            problems.add("IN001", "this is no JSON value", start, offset)
        }
        append(kind, start, offset)
        afterValue()
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// RFC 8259, 6: no plus, no leading zero, digits on both sides of the point.
    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func digits() -> Int {
            let count = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(startsWithZero && whole > 1) else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    // MARK: Containers

    private mutating func closeContainer(_ byte: UInt8) {
        guard let index = open.popLast() else {
            problems.add("IN001", "nothing is open that this could close", offset, offset + 1)
            offset += 1
            return
        }
        if let comma { problems.add("IN002", "comma before the end of the \(name(index))", comma, comma + 1) }
        let kind = document.nodes[Int(index)].kind
        let expected = kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")
        if byte != expected {
            problems.add(
                "IN001",
                "this closes \(kind == .object ? "a list" : "an object"), but the \(name(index)) "
                    + "that opened on line \(line(index)) is still open", offset, offset + 1)
        }
        offset += 1
        close(index, at: offset)
        afterValue()
    }

    private mutating func close(_ index: UInt32, at end: Int) {

        document.nodes[Int(index)].end = UInt32(end)
        document.nodes[Int(index)].next = UInt32(document.nodes.count)
    }

    private mutating func closeAll(at end: Int) {
        if state == .colon || (state == .value && isInObject) { append(.broken, end, end) }
        while let index = open.popLast() { close(index, at: end) }
    }

    private func name(_ index: UInt32) -> String { document.nodes[Int(index)].kind == .object ? "object" : "list" }

    private func line(_ index: UInt32) -> Int {
        document.file.lineIndex(at: Int(document.nodes[Int(index)].start)) + 1
    }

    private mutating func finish() {
        if let last = open.last {
            problems.add(
                "IN001", "the text ends inside the \(name(last)) that opened on line \(line(last)): it was cut short",
                max(0, bytes.count - 1), bytes.count)
        } else if document.nodes.isEmpty, problems.list.isEmpty {
            problems.add("IN001", "there is no JSON value", 0, 0)
        }
        closeAll(at: bytes.count)
    }

    // MARK: Blanks and recovery

    private mutating func skipBlanks() {
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): offset += 1
            case UInt8(ascii: "/"):
                guard skipComment() else { return }
            default: return
            }
        }
    }

    private mutating func skipComment() -> Bool {
        let start = offset
        guard offset + 1 < bytes.count else { return false }
        if bytes[offset + 1] == UInt8(ascii: "/") {
            offset = lineEnd(offset)
        } else if bytes[offset + 1] == UInt8(ascii: "*") {
            offset += 2
            while offset < bytes.count,
                !(bytes[offset] == UInt8(ascii: "*") && offset + 1 < bytes.count
                    && bytes[offset + 1] == UInt8(ascii: "/"))
            {
                offset += 1
            }
            offset = min(offset + 2, bytes.count)
        } else {
            return false
        }
        problems.add("IN002", "JSON knows no comments", start, min(offset, lineEnd(start)))
        return true
    }

    private func lineEnd(_ start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
        return end
    }

    /// Reports what is wrong here, then goes on at the next place that is surely one between two values.
    private mutating func fail(_ message: String, _ byte: UInt8) {
        problems.add("IN001", message, offset, offset + 1)
        if state == .colon {
            append(.broken, offset, offset)
        } else if state == .value, isInObject {
            append(.broken, offset, offset)
        }
        comma = nil
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                // A string that nobody asked for: over it, whatever is in it.
                offset += 1
                while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\n") {
                    offset += bytes[offset] == UInt8(ascii: "\\") && offset + 1 < bytes.count ? 2 : 1
                }
                offset = min(offset + 1, bytes.count)
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if open.isEmpty {
                    offset += 1
                } else {
                    state = .commaOrEnd
                    return
                }
            default: offset += 1
            }
        }
        state = open.isEmpty ? .end : .commaOrEnd
    }
}
