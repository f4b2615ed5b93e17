import Diagnostics
import Languages

/// Finds the RACF commands in shell scripts: arguments of `tsocmd`, `tso` and Zowe, here-documents, and strings that
/// can only be commands, unless they are only printed.
struct ShellCarrier {
    private let bytes: [UInt8]
    private let carrier: Deck.Carrier
    private let depth: Int
    private var texts: [MappedText] = []
    /// The variables whose value is a command or the beginning of one.
    private var variables: [String: MappedText] = [:]
    private var regions: [DeckRegion] = []

    /// The maximum length of a composed command.
    private static let longest = 1 << 15
    /// The maximum nesting of scripts in strings and here-documents.
    private static let depthLimit = 3

    private static let printing: Set<String> = [
        "echo", "printf", "print", "log", "logger", "info", "warn", "error", "die", "fail", "usage", "grep", "sed",
        "awk",
        "cut", "case", "test", "[", "[[", "exit", "return",
    ]
    private static let prefixes: Set<String> = [
        "if", "then", "else", "elif", "while", "until", "do", "!", "{", "time", "sudo", "exec", "eval", "command",
        "nohup", "env", "export", "local", "readonly", "declare", "run",
    ]

    static func regions(_ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier = .shell) -> [DeckRegion] {
        ShellCarrier(bytes, range, carrier, depth: 0).regions
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier, depth: Int) {
        self.bytes = bytes
        self.carrier = carrier
        self.depth = depth
        let commands = ShellScanner(bytes, range).commands
        for (index, command) in commands.enumerated() {
            if command.isPiped, index + 1 < commands.count, Self.runsTSO(Self.name(commands[index + 1])) {
                printed(command)
            } else {
                read(command)
            }
        }
        flush()
    }

    private mutating func flush() {
        for text in variables.values where isCommand(text) { texts.append(text) }
        variables = [:]
        texts.sort { $0.fileRange(0, 1).start < $1.fileRange(0, 1).start }
        if let text = DeckCarrier.joined(texts) {
            regions.append(DeckRegion(text: .mapped(text), carrier: carrier, joinsLines: false))
        }
        texts = []
    }

    private mutating func read(_ command: ShellScanner.Command) {
        var words = command.words[...]
        while let word = words.first, !word.isQuoted, Self.prefixes.contains(Self.name(word)) { words.removeFirst() }
        while let word = words.first, let sign = assignment(word) {
            assign(word.text, sign)
            words.removeFirst()
        }
        let name = words.first.map { $0.isQuoted ? "" : Self.name($0) } ?? ""
        if Self.runsTSO(name) {
            arguments(words.dropFirst())
        } else if name == "zowe", words.contains(where: { $0.text.bytes.elementsEqual("issue".utf8) }) {
            let arguments = words.drop { !["command", "cmd"].contains(Self.name($0)) }.dropFirst()
            self.arguments(arguments.prefix { $0.isQuoted || $0.text.bytes.first != TSOBytes.minus })
        } else if !Self.printing.contains(name) {
            for word in words where word.isQuoted || words.count == 1 { string(word.text) }
        }
        // `: <<'END'` comments out a part of a script.
        for document in command.documents where name != ":" {
            flush()
            regions += self.document(document, isTSO: Self.runsTSO(name))
        }
    }

    private static func name(_ command: ShellScanner.Command) -> String { command.words.first.map(name) ?? "" }

    /// Reads the text that `echo` and `printf` write to a program that runs it, one command on each line.
    private mutating func printed(_ command: ShellScanner.Command) {
        for word in command.words where word.isQuoted {
            let text = word.text.bytes
            var start = 0
            while start < text.count {
                let end = lineEnd(text, start)
                if end > start, DeckCarrier.verb(of: text, start..<end) != nil {
                    var line = MappedText()
                    line.append(word.text, start..<end, bytes)
                    texts.append(line)
                }
                start = end + (end < text.count && text[end] == UInt8(ascii: "\n") ? 1 : 2)
            }
        }
    }

    /// The end of a line, which may also be the two characters `\n`.
    private func lineEnd(_ text: [UInt8], _ start: Int) -> Int {
        (start..<text.count).first { offset in
            text[offset] == UInt8(ascii: "\n")
                || text[offset] == UInt8(ascii: "\\") && offset + 1 < text.count
                    && text[offset + 1] == UInt8(ascii: "n")
        } ?? text.count
    }

    private static func runsTSO(_ name: String) -> Bool { ["tsocmd", "tso", "tsoexec", "mvscmdauth"].contains(name) }

    /// The name without its folder, in lower case.
    private static func name(_ word: ShellScanner.Word) -> String {
        let bytes = word.text.bytes
        let start = bytes.lastIndex(of: TSOBytes.slash).map { $0 + 1 } ?? 0
        return String(decoding: bytes[start...], as: UTF8.self).lowercased()
    }

    /// The index of the `=` in `NAME=…`.
    private func assignment(_ word: ShellScanner.Word) -> Int? {
        let bytes = word.text.bytes
        guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")), sign > 0,
            bytes[..<sign].allSatisfy({ ShellScanner.isNameByte($0) || $0 == TSOBytes.plus })
        else { return nil }
        return sign
    }

    /// Reads `CMD="RDEFINE …"`, and later extensions: `CMD="$CMD …"`, `CMD+=" …"`.
    private mutating func assign(_ word: MappedText, _ sign: Int) {
        let isAppended = word.bytes[sign - 1] == TSOBytes.plus
        let name = String(decoding: word.bytes[..<(isAppended ? sign - 1 : sign)], as: UTF8.self)
        let value = word.dropping(sign + 1, bytes)
        if let known = variables[name], isAppended || variable(beginning: value) == name {
            variables[name] = joined(known, isAppended ? value : value.dropping(1, bytes)) ?? known
        } else if DeckCarrier.verb(of: value.bytes) != nil, lines(of: value).count < 2 {
            if let known = variables[name], isCommand(known) { texts.append(known) }
            variables[name] = value
        } else {
            string(value)
        }
    }

    private func isCommand(_ text: MappedText) -> Bool {
        text.bytes.count > 4 && CommandShape(text.bytes, 0..<text.bytes.count)?.likeness == .sure
    }

    /// The variable with whose value a text begins.
    private func variable(beginning text: MappedText) -> String? {
        guard text.bytes.first == Placeholder.substitution else { return nil }
        let name = bytes[text.fileRange(0, 1).bounds].filter(ShellScanner.isNameByte)
        return String(decoding: name, as: UTF8.self)
    }

    /// Two texts joined, if they are in this order in the file.
    private func joined(_ text: MappedText, _ rest: MappedText) -> MappedText? {
        guard !rest.bytes.isEmpty, !text.bytes.isEmpty, text.bytes.count < Self.longest,
            text.fileRange(0, text.bytes.count).end <= rest.fileRange(0, 1).start
        else { return nil }
        var joined = text
        joined.append(rest, 0..<rest.bytes.count, bytes)
        return joined
    }

    /// Reads the arguments of a program that runs TSO commands, joined by blanks as the program joins them.
    private mutating func arguments(_ words: ArraySlice<ShellScanner.Word>) {
        var text = MappedText()
        for word in words.drop(while: { !$0.isQuoted && $0.text.bytes.first == TSOBytes.minus }) {
            // The target of its output.
            if !word.isQuoted, let first = word.text.bytes.first(where: { !TSOBytes.isDigit($0) }),
                "<>".utf8.contains(first)
            {
                break
            }
            if !text.bytes.isEmpty {
                let place = Int(word.text.fileRange(0, min(1, word.text.bytes.count)).start)
                text.append([TSOBytes.blank], for: place..<place)
            }
            text.append(word.text, 0..<word.text.bytes.count, bytes)
        }
        if let name = variable(beginning: text), let known = variables[name],
            let command = joined(known, text.dropping(1, bytes))
        {
            variables[name] = nil
            texts.append(command)
        } else if DeckCarrier.verb(of: text.bytes) != nil {
            texts.append(text)
        }
    }

    /// Reads a string that is a command, or a script that contains one.
    private mutating func string(_ text: MappedText) {
        guard text.bytes.count > 4 else { return }
        let lines = lines(of: text)
        if lines.count > 1 {
            texts += lines
        } else if isCommand(text) {
            texts.append(text)
        } else if depth < Self.depthLimit, text.bytes.contains("tsocmd") {
            let inner = ShellCarrier(text.bytes, 0..<text.bytes.count, carrier, depth: depth + 1)
            flush()
            regions += inner.regions.map { $0.mapped(through: text, text.bytes, file: bytes) }
        }
    }

    /// The commands of a string on separate lines, to be run in order.
    private func lines(of text: MappedText) -> [MappedText] {
        var found: [MappedText] = []
        var start = 0
        for offset in 0...text.bytes.count {
            // The scanner replaces a line end by a blank.
            let isEnd =
                offset == text.bytes.count
                || text.bytes[offset] == TSOBytes.blank
                    && bytes[Int(text.fileRange(offset, offset + 1).start)] == UInt8(ascii: "\n")
            guard isEnd else { continue }
            if CommandShape(text.bytes, start..<offset)?.likeness == .sure {
                var line = MappedText()
                line.append(text, start..<offset, bytes)
                found.append(line)
            }
            start = offset + 1
        }
        return found
    }

    private func document(_ document: ShellScanner.Document, isTSO: Bool) -> [DeckRegion] {
        var text = MappedText()
        if document.isQuoted {
            text.append(bytes[document.range])
        } else {
            text = Self.substituted(bytes, document.range)
        }
        let source = SourceFile(path: "", bytes: text.bytes)
        let lines = source.lineStarts.indices
        guard let form = isTSO ? .text : DeckCarrier.form(source, lines) else { return [] }
        let isScript = form == .shell
        if isScript, depth == Self.depthLimit { return [] }
        let found =
            isScript
            ? ShellCarrier(text.bytes, text.bytes.indices, carrier, depth: depth + 1).regions
            : DeckCarrier.regions(source, lines, form, as: carrier)
        return found.map {
            $0.mapped(through: text, text.bytes, file: bytes)
        }
    }

    /// A here-document with the shell's variables marked.
    private static func substituted(_ bytes: [UInt8], _ range: Range<Int>) -> MappedText {
        var text = MappedText()
        var plain = range.lowerBound
        var offset = plain
        while offset < range.upperBound {
            guard bytes[offset] == UInt8(ascii: "$"), offset + 1 < range.upperBound else {
                offset += 1
                continue
            }
            var end = offset + 1
            if bytes[end] == UInt8(ascii: "{") {
                while end < range.upperBound, bytes[end] != UInt8(ascii: "}"), bytes[end] != UInt8(ascii: "\n") {
                    end += 1
                }
                end = min(end + 1, range.upperBound)
            } else {
                while end < range.upperBound, ShellScanner.isNameByte(bytes[end]) { end += 1 }
            }
            if end > offset + 1 {
                text.append(bytes[plain..<offset])
                text.append([Placeholder.substitution], for: offset..<end)
                plain = end
            }
            offset = end
        }
        text.append(bytes[plain..<range.upperBound])
        return text
    }
}
