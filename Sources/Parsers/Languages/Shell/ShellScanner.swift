public import Diagnostics

/// Divides a shell script into simple commands of words (POSIX shell command language), in which substitutions are
/// marked and quotes are removed.
public struct ShellScanner {
    public struct Word {
        public var text = MappedText()
        public var isQuoted = false

        public init(text: MappedText = MappedText(), isQuoted: Bool = false) {
            self.text = text
            self.isQuoted = isQuoted
        }
    }

    /// A here-document: its lines, and whether the shell expands it.
    public struct Document {
        public var range: Range<Int>
        public var isQuoted: Bool
    }

    public struct Command {
        public var words: [Word] = []
        public var documents: [Document] = []
        public var end = End.line
        /// Whether its output goes to the next command.
        public var isPiped: Bool { end == .pipe }
    }

    /// What stands behind a command.
    public enum End {
        case line, and, or, pipe, background
        /// `(`; that of a function has its `)` next.
        case open, function, close
        /// `;;` of a case.
        case wayEnd
    }

    private let bytes: [UInt8]
    private var offset: Int
    private let end: Int
    private let depth: Int
    public private(set) var commands: [Command] = []
    private var command = Command()
    private var word: Word?
    /// The here-documents whose text begins on the next line.
    private var pending: [(delimiter: [UInt8], isQuoted: Bool, stripsTabs: Bool)] = []

    /// The depth of commands inside substitutions inside strings.
    private static let depthLimit = 8

    public init(_ bytes: [UInt8], _ range: Range<Int>, depth: Int = 0) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
        self.depth = depth
        while offset < end { step() }
        endCommand()
    }

    private var peek: UInt8? { offset + 1 < end ? bytes[offset + 1] : nil }

    private mutating func step() {
        let byte = bytes[offset]
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            endWord()
            offset += 1
        case UInt8(ascii: "\n"):
            offset += 1
            endLine()
        case UInt8(ascii: "#") where word == nil:
            while offset < end, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        case UInt8(ascii: "|"):
            let isPipe = peek != byte
            offset += isPipe ? 1 : 2
            endCommand(isPipe ? .pipe : .or)
        case UInt8(ascii: ";") where peek == byte:
            offset += 2
            endCommand(.wayEnd)
        case UInt8(ascii: "&") where peek == byte:
            offset += 2
            endCommand(.and)
        // `2>&1` and `>&2` name a file descriptor.
        case UInt8(ascii: "&") where offset > 0 && bytes[offset - 1] == UInt8(ascii: ">"):
            add(bytes[offset...offset])
            offset += 1
        case UInt8(ascii: "("):
            offset += 1
            var next = offset
            while next < end, TSOBytes.isBlank(bytes[next]) { next += 1 }
            endCommand(next < end && bytes[next] == UInt8(ascii: ")") ? .function : .open)
        case UInt8(ascii: ")"):
            offset += 1
            endCommand(.close)
        case UInt8(ascii: ";"), UInt8(ascii: "&"):
            offset += 1
            endCommand(byte == UInt8(ascii: "&") ? .background : .line)
        case UInt8(ascii: "<") where peek == byte: hereDocument()
        case UInt8(ascii: "'"): singleQuoted()
        case UInt8(ascii: "\""): doubleQuoted()
        case UInt8(ascii: "\\"): escape(inQuotes: false)
        case UInt8(ascii: "$"), UInt8(ascii: "`"): substitution()
        default:
            add(bytes[offset...offset])
            offset += 1
        }
    }

    private mutating func add(_ slice: ArraySlice<UInt8>) {
        if word == nil { word = Word() }
        word?.text.append(slice)
    }

    private mutating func add(_ byte: UInt8, for range: Range<Int>) {
        if word == nil { word = Word() }
        word?.text.append([byte], for: range)
    }

    private mutating func endWord() {
        if let word { command.words.append(word) }
        word = nil
    }

    private mutating func endCommand(_ end: End = .line) {
        endWord()
        command.end = end
        // A here-document stands behind the line, which may hold more commands.
        if !command.words.isEmpty || !command.documents.isEmpty || end == .wayEnd {
            commands.append(command)
        } else if end == .close, let last = commands.indices.last, commands[last].end == .line {
            // On a line of its own.
            commands[last].end = .close
        }
        command = Command()
    }

    private mutating func endLine() {
        endCommand()
        for document in pending {
            let start = offset
            var stop = offset
            while offset < end {
                let line = offset
                while offset < end, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
                var text = bytes[line..<offset]
                if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
                if document.stripsTabs { text = text.drop { $0 == UInt8(ascii: "\t") } }
                offset = min(offset + 1, end)
                if text.elementsEqual(document.delimiter) { break }
                stop = offset
            }
            guard let last = commands.indices.last else { continue }
            commands[last].documents.append(Document(range: start..<stop, isQuoted: document.isQuoted))
        }
        pending = []
    }

    // MARK: Quotes

    private mutating func singleQuoted() {
        let start = offset + 1
        let close = bytes[start..<end].firstIndex(of: UInt8(ascii: "'")) ?? end
        if word == nil { word = Word() }
        word?.isQuoted = true
        text(start..<close)
        offset = min(close + 1, end)
    }

    /// Reads the text between quotes. A line end becomes a blank; after a continuation mark it joins the lines.
    private mutating func text(_ range: Range<Int>) {
        var plain = range.lowerBound
        for index in range where bytes[index] == UInt8(ascii: "\n") {
            add(bytes[plain..<max(plain, trimmed(plain, index))])
            add(TSOBytes.blank, for: index..<(index + 1))
            plain = index + 1
        }
        add(bytes[plain..<range.upperBound])
    }

    /// The end of a line of text without the mark that continues it.
    private func trimmed(_ start: Int, _ lineEnd: Int) -> Int {
        var last = lineEnd
        while last > start, TSOBytes.isBlank(bytes[last - 1]) || bytes[last - 1] == UInt8(ascii: "\r") { last -= 1 }
        guard last - 1 > start, bytes[last - 1] == TSOBytes.minus || bytes[last - 1] == TSOBytes.plus,
            TSOBytes.isBlank(bytes[last - 2])
        else { return lineEnd }
        return last - 1
    }

    private mutating func doubleQuoted() {
        if word == nil { word = Word() }
        word?.isQuoted = true
        offset += 1
        var plain = offset
        while offset < end, bytes[offset] != UInt8(ascii: "\"") {
            switch bytes[offset] {
            case UInt8(ascii: "\\"):
                text(plain..<offset)
                escape(inQuotes: true)
                plain = offset
            case UInt8(ascii: "$"), UInt8(ascii: "`"):
                text(plain..<offset)
                substitution()
                plain = offset
            default: offset += 1
            }
        }
        text(plain..<min(offset, end))
        offset = min(offset + 1, end)
    }

    private mutating func escape(inQuotes: Bool) {
        guard let next = peek else {
            offset = end
            return
        }
        let range = offset..<(offset + 2)
        offset += 2
        // A line that ends in a backslash continues.
        if next == UInt8(ascii: "\n") { return }
        if next == UInt8(ascii: "\r"), offset < end, bytes[offset] == UInt8(ascii: "\n") {
            offset += 1
            return
        }
        if inQuotes, !"\\\"$`".utf8.contains(next) {
            add(bytes[range])
        } else {
            add(next, for: range)
        }
    }

    // MARK: Substitution

    /// `$x`, `${x}`, `$(…)`, `` `…` ``: a mark in the word, and the commands inside.
    private mutating func substitution() {
        let start = offset
        offset += 1
        if bytes[start] == UInt8(ascii: "`") {
            while offset < end, bytes[offset] != UInt8(ascii: "`") { offset += 1 }
            inner((start + 1)..<offset)
            offset = min(offset + 1, end)
            return add(Placeholder.substitution, for: start..<offset)
        }
        switch offset < end ? bytes[offset] : 0 {
        case UInt8(ascii: "("):
            offset += 1
            skip(to: UInt8(ascii: ")"), opening: UInt8(ascii: "("))
            inner((start + 2)..<max(start + 2, offset - 1))
        case UInt8(ascii: "{"):
            offset += 1
            skip(to: UInt8(ascii: "}"), opening: UInt8(ascii: "{"))
        case let byte where Self.isNameByte(byte) || "?#@*!$-".utf8.contains(byte):
            offset += 1
            if Self.isNameByte(byte) {
                while offset < end, Self.isNameByte(bytes[offset]) { offset += 1 }
            }
        default: return add(bytes[start..<offset])
        }
        add(Placeholder.substitution, for: start..<offset)
    }

    /// Reads to the end of a closing bracket, across quotes and nested brackets.
    private mutating func skip(to close: UInt8, opening open: UInt8) {
        var depth = 1
        while offset < end, depth > 0 {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case close: depth -= 1
            case open: depth += 1
            case UInt8(ascii: "\\"): offset = min(offset + 1, end)
            case UInt8(ascii: "'"):
                offset = min((bytes[offset..<end].firstIndex(of: byte) ?? offset - 1) + 1, end)
            default: break
            }
        }
    }

    private mutating func inner(_ range: Range<Int>) {
        guard depth < Self.depthLimit, !range.isEmpty else { return }
        commands += ShellScanner(bytes, range, depth: depth + 1).commands
    }

    private mutating func hereDocument() {
        offset += 2
        // `<<<` is a word, not a document.
        guard offset < end, bytes[offset] != UInt8(ascii: "<") else {
            offset = min(offset + 1, end)
            return
        }
        endWord()
        let stripsTabs = bytes[offset] == TSOBytes.minus
        if stripsTabs { offset += 1 }
        while offset < end, TSOBytes.isBlank(bytes[offset]) { offset += 1 }
        var delimiter: [UInt8] = []
        var isQuoted = false
        while offset < end, bytes[offset] > UInt8(ascii: " "), !";&|<>()".utf8.contains(bytes[offset]) {
            if "'\"\\".utf8.contains(bytes[offset]) { isQuoted = true } else { delimiter.append(bytes[offset]) }
            offset += 1
        }
        if !delimiter.isEmpty { pending.append((delimiter, isQuoted, stripsTabs)) }
    }

    public static func isNameByte(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || TSOBytes.isDigit(byte)
            || byte == UInt8(ascii: "_")
    }
}
