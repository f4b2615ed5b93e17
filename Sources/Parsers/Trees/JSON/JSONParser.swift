public import Diagnostics

extension JSONDocument {
    /// The deepest nesting that is read.
    public static let depthLimit = 512

    /// Reads the whole file: after an error it continues after the next `,`, `]` or `}`.
    ///
    /// It reports IN001 for text that is not JSON, and IN002 for tolerated deviations: comments, trailing commas, tabs
    /// in strings, single quotes, keys without quotes (as in samples in JSON5).
    public static func parse(_ file: SourceFile) -> (document: JSONDocument, problems: [Problem]) {
        var parser = JSONParser(file)
        parser.run()
        return (parser.document, parser.problems.list)
    }
}

struct JSONParser {
    /// The text that may follow.
    enum State {
        case value
        /// After `[`: a value or `]`.
        case valueOrEnd
        /// After `{`: a key or `}`.
        case keyOrEnd
        case key, colon
        /// After a value: `,` or the end of its container.
        case commaOrEnd
        /// After the top value.
        case end
    }

    var document: JSONDocument
    var problems = ProblemList()
    let bytes: [UInt8]
    var offset = 0
    var texts = TextTable()
    var open: [UInt32] = []
    /// Whether the innermost container is an object.
    var isInObject = false
    var state = State.value
    /// The place of the last comma, if no value follows it yet.
    var comma: Int?

    init(_ file: SourceFile) {
        document = JSONDocument(file: file)
        bytes = file.bytes
        document.nodes.reserveLargePages(file.bytes.count / 12)
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
                    string(isKey: true)
                    afterKey()
                } else if Self.mayBeBareKey(byte) {
                    bareKey(byte)
                    afterKey()
                } else if byte == UInt8(ascii: "}"), state == .keyOrEnd || comma != nil {
                    closeContainer(byte)
                } else {
                    fail("expected a key in quotes", byte)
                }
            case .colon:
                if byte == UInt8(ascii: ":") {
                    offset += 1
                    state = .value
                } else {
                    fail("expected a colon", byte)
                }
            case .commaOrEnd:
                if byte == UInt8(ascii: ",") {
                    takeComma()
                } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                    closeContainer(byte)
                } else {
                    fail("expected a comma or the end of the \(isInObject ? "object" : "list")", byte)
                }
            case .end:
                problems.add("IN001", "text after the end of the JSON value", offset, lineEnd(offset))
                return complete()
            }
        }
    }

    // MARK: Values

    mutating func value(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "{"): begin(.object, .keyOrEnd)
        case UInt8(ascii: "["): begin(.array, .valueOrEnd)
        case UInt8(ascii: "\""):
            string(isKey: false)
            afterValue()
        case UInt8(ascii: "'"):
            problems.add("IN002", "JSON requires double quotes, not single ones", offset, offset + 1)
            unplainString(isKey: false)
            afterValue()
        default:
            guard Self.isWordByte(byte), byte != UInt8(ascii: "_") else { return fail("expected a value", byte) }
            word()
        }
    }

    /// Reads the colon after a key, which usually follows immediately.
    mutating func afterKey() {
        comma = nil
        state = .colon
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ":") {
            offset += 1
            state = .value
        }
    }

    /// Reads the comma after a value, which often follows immediately.
    mutating func afterValue() {
        comma = nil
        guard !open.isEmpty else {
            state = .end
            return
        }
        state = .commaOrEnd
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ",") { takeComma() }
    }

    mutating func takeComma() {
        comma = offset
        offset += 1
        state = isInObject ? .key : .value
    }

    mutating func begin(_ kind: JSONDocument.Kind, _ next: State) {
        guard open.count < JSONDocument.depthLimit else {
            problems.add(
                "IN001", "the JSON is nested deeper than \(JSONDocument.depthLimit) levels", offset, offset + 1)
            closeAll(at: offset)
            offset = bytes.count
            state = .end
            return
        }
        comma = nil
        open.append(UInt32(document.nodes.count))
        append(kind, offset, offset + 1)
        isInObject = kind == .object
        offset += 1
        state = next
    }

    mutating func append(
        _ kind: JSONDocument.Kind, _ start: Int, _ end: Int, _ flags: JSONDocument.Flags = [],
        text: UInt16 = TextTable.none
    ) {
        document.nodes.append(
            JSONDocument.Node(
                start: UInt32(start), end: UInt32(end), next: UInt32(document.nodes.count + 1), kind: kind,
                flags: flags, text: text))
    }

    // MARK: Containers

    mutating func closeContainer(_ byte: UInt8) {
        guard let index = open.popLast() else {
            problems.add("IN001", "this closes nothing that is open", offset, offset + 1)
            offset += 1
            return
        }
        if let comma {
            problems.add("IN002", "there is a comma before the end of the \(name(index))", comma, comma + 1)
        }
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

    /// Closes the innermost container.
    mutating func close(_ index: UInt32, at end: Int) {
        isInObject = open.last.map { document.nodes[Int($0)].kind == .object } ?? false
        document.nodes[Int(index)].end = UInt32(end)
        document.nodes[Int(index)].next = UInt32(document.nodes.count)
    }

    mutating func closeAll(at end: Int) {
        if state == .colon || (state == .value && isInObject) { append(.broken, end, end) }
        while let index = open.popLast() { close(index, at: end) }
    }

    func name(_ index: UInt32) -> String { document.nodes[Int(index)].kind == .object ? "object" : "list" }

    func line(_ index: UInt32) -> Int {
        document.file.lineIndex(at: Int(document.nodes[Int(index)].start)) + 1
    }

    mutating func finish() {
        if let last = open.last {
            problems.add(
                "IN001", "the text ends inside the \(name(last)) that opened on line \(line(last)): it was cut short",
                max(0, bytes.count - 1), bytes.count)
        } else if document.nodes.isEmpty, problems.list.isEmpty {
            problems.add("IN001", "there is no JSON value", 0, 0)
        }
        closeAll(at: bytes.count)
        complete()
    }

    /// Gives every number its text; keys that differ only in escapes get the same number.
    mutating func complete() {
        document.roots = document.nodes.isEmpty ? [] : [0]
        document.texts = texts.places.map { JSONString.decode(bytes, $0) }
        guard bytes.contains(UInt8(ascii: "\\")), Set(document.texts).count < document.texts.count else { return }
        var first: [String: UInt16] = [:]
        let numbers = document.texts.enumerated().map { number, name in
            let known = first[name] ?? UInt16(number)
            first[name] = known
            return known
        }
        for index in document.nodes.indices where document.nodes[index].text != TextTable.none {
            document.nodes[index].text = numbers[Int(document.nodes[index].text)]
        }
    }
}
