import Contract
public import Diagnostics

/// Divides a shell script into simple commands of words (POSIX shell command language), in which substitutions are
/// marked and quotes are removed.
public struct ShellScanner {
    public struct Word {
        public var text = MappedText()
        public var isQuoted = false
        fileprivate var place = SourceRange(0, 0)
        /// Its range in the script, with its quotes.
        public var range: Range<Int> { place.bounds }

        public init(text: MappedText = MappedText(), isQuoted: Bool = false) {
            self.text = text
            self.isQuoted = isQuoted
        }
    }

    /// The differences between scripts of several shells and for several programs.
    public struct Dialect: Sendable {
        /// Whether it is a Windows script, in which the apostrophe is an ordinary character and a caret continues a
        /// line.
        var isBatch: Bool
        /// Whether line ends between quotes are blanks, and continuation marks of TSO join lines there.
        var joinsTSOLines: Bool
        /// Whether commands inside substitutions are read.
        var readsSubstitutions: Bool
        /// Whether a here-document without an end is ignored.
        var needsDocumentEnd: Bool

        /// A shell that passes commands to TSO.
        public static let tso = Dialect(
            isBatch: false, joinsTSOLines: true, readsSubstitutions: true, needsDocumentEnd: false)

        /// Any program text that calls commands; words keep their line ends.
        static func calls(isBatch: Bool) -> Dialect {
            Dialect(isBatch: isBatch, joinsTSOLines: false, readsSubstitutions: false, needsDocumentEnd: true)
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
        /// Whether its output is piped to the next command.
        public var isPiped: Bool { end == .pipe }
    }

    /// The end of a command.
    public enum End {
        case line, and, or, pipe, background
        /// `(`, before a subshell in a command without words; for a function `)` follows.
        case open, function, close
        /// `;;` of a `case`, and `;&` or `;;&`, after which its next branch may run too.
        case wayEnd, fallThrough
    }

    private let bytes: [UInt8]
    private var offset: Int
    private let end: Int
    private let depth: Int
    private let dialect: Dialect
    /// The beginning of the word being read.
    private var wordStart = 0
    /// The number of here-documents without an end, which is limited because each is searched for in the whole script.
    private var endless = 0
    public private(set) var commands: [Command] = []
    private var command = Command()
    private var word: Word?
    /// The here-documents whose text begins on the next line.
    private var pending: [(delimiter: [UInt8], isQuoted: Bool, stripsTabs: Bool)] = []

    /// The depth of commands inside substitutions inside strings.
    private static let depthLimit = 8
    private static let endlessLimit = 20
    /// The maximum length of `((…))`.
    private static let arithmeticLimit = 400

    public init(_ bytes: [UInt8], _ range: Range<Int>, _ dialect: Dialect = .tso) {
        self.init(bytes, range, dialect, depth: 0)
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>, _ dialect: Dialect, depth: Int) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
        self.dialect = dialect
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
            endCommand()
            offset += 1
            readDocuments()
        case UInt8(ascii: "#") where word == nil:
            while offset < end, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        case UInt8(ascii: "|"):
            let isPipe = peek != byte
            endCommand(isPipe ? .pipe : .or)
            offset += isPipe ? 1 : 2
        case UInt8(ascii: ";") where peek == byte || peek == UInt8(ascii: "&"):
            let length = bytes[offset..<end].starts(with: ";;&".utf8) ? 3 : 2
            endCommand(bytes[offset + length - 1] == byte ? .wayEnd : .fallThrough)
            offset += length
        case UInt8(ascii: "&") where peek == byte:
            endCommand(.and)
            offset += 2
        // `2>&1` and `>&2` name a file descriptor.
        case UInt8(ascii: "&") where offset > 0 && bytes[offset - 1] == UInt8(ascii: ">"):
            add(bytes[offset...offset])
            offset += 1
        case UInt8(ascii: "(") where peek == byte && word == nil && arithmeticEnd != nil:
            let close = arithmeticEnd ?? end
            add(bytes[offset..<close])
            offset = close
        case UInt8(ascii: "("):
            var next = offset + 1
            while next < end, bytes[next].isBlank { next += 1 }
            endCommand(next < end && bytes[next] == UInt8(ascii: ")") ? .function : .open)
            offset += 1
        case UInt8(ascii: ")"):
            endCommand(.close)
            offset += 1
        case UInt8(ascii: ";"), UInt8(ascii: "&"):
            endCommand(byte == UInt8(ascii: "&") ? .background : .line)
            offset += 1
        case UInt8(ascii: "<") where peek == byte && (!dialect.needsDocumentEnd || namesDocument): hereDocument()
        case UInt8(ascii: "^") where dialect.isBatch && (peek ?? 0) <= UInt8(ascii: "\r"): skipLineEnd()
        case UInt8(ascii: "'") where !dialect.isBatch: singleQuoted()
        case UInt8(ascii: "\""): doubleQuoted()
        case UInt8(ascii: "\\"): escape(inQuotes: false)
        case UInt8(ascii: "$"), UInt8(ascii: "`"): substitution()
        default:
            add(bytes[offset...offset])
            offset += 1
        }
    }

    private mutating func add(_ slice: ArraySlice<UInt8>) {
        beginWord(slice.startIndex)
        word?.text.append(slice)
    }

    private mutating func add(_ byte: UInt8, for range: Range<Int>) {
        beginWord(range.lowerBound)
        word?.text.append([byte], for: range)
    }

    private mutating func beginWord(_ start: Int) {
        guard word == nil else { return }
        word = Word()
        wordStart = start
    }

    private mutating func endWord() {
        if var word {
            word.place = SourceRange(wordStart, min(offset, end))
            command.words.append(word)
        }
        word = nil
    }

    /// Skips a continuation mark with the line end after it.
    private mutating func skipLineEnd() {
        offset += 1
        if offset < end, bytes[offset] == UInt8(ascii: "\r") { offset += 1 }
        if offset < end, bytes[offset] == UInt8(ascii: "\n") { offset += 1 }
    }

    /// Whether a word follows `<<`; after a shift operator none does.
    private var namesDocument: Bool {
        let next = bytes[min(offset + 2, end)..<end].drop { $0 == TSOBytes.minus || $0 == TSOBytes.blank }.first
        return next.map { $0.isLetter || "_'\"\\!".utf8.contains($0) } ?? false
    }

    private mutating func endCommand(_ end: End = .line) {
        endWord()
        command.end = end
        // A here-document follows the line, which may have more commands.
        if !command.words.isEmpty || !command.documents.isEmpty || end == .wayEnd || end == .fallThrough || end == .open
        {
            commands.append(command)
        } else if end == .close, let last = commands.indices.last, commands[last].end != .function {
            // The bracket is on a separate line.
            if commands[last].end == .line { commands[last].end = .close } else { commands.append(command) }
        }
        command = Command()
    }

    /// The offset after `((…))`; `nil` if it does not end on this line.
    private var arithmeticEnd: Int? {
        guard dialect.readsSubstitutions else { return nil }
        let line = bytes[(offset + 2)..<end].prefix(Self.arithmeticLimit).prefix { $0 != UInt8(ascii: "\n") }
        let closes = line.indices.dropLast().first {
            line[$0] == UInt8(ascii: ")") && line[$0 + 1] == UInt8(ascii: ")")
        }
        return closes.map { $0 + 2 }
    }

    private mutating func readDocuments() {
        for document in pending {
            let start = offset
            var stop = offset
            var hasEnd = false
            guard !dialect.needsDocumentEnd || endless < Self.endlessLimit else { continue }
            while offset < end {
                let line = offset
                while offset < end, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
                var text = bytes[line..<offset]
                if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
                if document.stripsTabs { text = text.drop { $0 == UInt8(ascii: "\t") } }
                offset = min(offset + 1, end)
                if dialect.needsDocumentEnd { text = text.drop(while: \.isBlank) }
                hasEnd = text.elementsEqual(document.delimiter)
                if hasEnd { break }
                stop = offset
            }
            if dialect.needsDocumentEnd, !hasEnd {
                endless += 1
                offset = start
                continue
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
        beginWord(offset)
        word?.isQuoted = true
        text(start..<close)
        offset = min(close + 1, end)
    }

    /// Reads the text between quotes. A line end becomes a blank; after a continuation mark it joins the lines.
    private mutating func text(_ range: Range<Int>) {
        guard dialect.joinsTSOLines else { return add(bytes[range]) }
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
        while last > start, bytes[last - 1].isBlank || bytes[last - 1] == UInt8(ascii: "\r") { last -= 1 }
        guard last - 1 > start, bytes[last - 1] == TSOBytes.minus || bytes[last - 1] == TSOBytes.plus,
            bytes[last - 2].isBlank
        else { return lineEnd }
        return last - 1
    }

    private mutating func doubleQuoted() {
        beginWord(offset)
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
        case let byte where byte.isNameByte || "?#@*!$-".utf8.contains(byte):
            offset += 1
            if byte.isNameByte {
                while offset < end, bytes[offset].isNameByte { offset += 1 }
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
        guard dialect.readsSubstitutions, depth < Self.depthLimit, !range.isEmpty else { return }
        let inner = ShellScanner(bytes, range, dialect, depth: depth + 1).commands
        guard !inner.isEmpty else { return }
        commands += [Command(end: .open)] + inner + [Command(end: .close)]
    }

    private mutating func hereDocument() {
        if dialect.needsDocumentEnd { endWord() }
        offset += 2
        // `<<<` is a word, not a document.
        guard offset < end, bytes[offset] != UInt8(ascii: "<") else {
            offset = min(offset + 1, end)
            return
        }
        endWord()
        let stripsTabs = bytes[offset] == TSOBytes.minus
        if stripsTabs { offset += 1 }
        while offset < end, bytes[offset].isBlank { offset += 1 }
        var delimiter: [UInt8] = []
        var isQuoted = false
        while offset < end, bytes[offset] > UInt8(ascii: " "), !";&|<>()".utf8.contains(bytes[offset]) {
            if "'\"\\".utf8.contains(bytes[offset]) { isQuoted = true } else { delimiter.append(bytes[offset]) }
            offset += 1
        }
        if !delimiter.isEmpty { pending.append((delimiter, isQuoted, stripsTabs)) }
    }
}
