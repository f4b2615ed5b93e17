import Diagnostics
import Languages

/// What the programs that a script calls do with their arguments and with their input.
extension ShellCarrier {
    /// Programs that run a script in a file.
    static let interpreters: Set<String> = [
        "python", "python2", "python3", "perl", "ruby", "node", "php", "rexx", "regina", "groovy", "expect", "lua",
        "tclsh", "ansible-playbook",
    ]
    /// Programs that run their arguments, after options and numbers.
    static let launchers: Set<String> = ["timeout", "nice", "setsid", "stdbuf", "ionice"]
    static let remote: Set<String> = ["ssh", "rsh", "rexec", "su", "oshell", "bpxbatch"]
    static let submitters: Set<String> = ["submit", "jsub"]
    private static let endings = [
        ".sh", ".ksh", ".bash", ".zsh", ".rexx", ".rex", ".rx", ".py", ".pl", ".exec", ".cmd",
    ]
    private static let folders = [
        "/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/", "/usr/local/bin/", "/usr/lpp/", "/opt/",
    ]
    /// Parts of the names of programs and of their targets that may change RACF.
    private static let hints = ["racf", "grant", "permit", "tso", "submit", "jcl", "rexx", "clist"]

    // MARK: Names

    /// The name of the program that a word calls, with a mark if it is unknown; empty for a text of several words.
    func programName(_ word: Word) -> String {
        let text = resolved(word.text)
        guard word.isQuoted else { return Self.name(Word(text: text)) }
        return text.bytes.contains(where: { $0.isBlank || $0 == TSOBytes.open }) ? "" : Self.name(Word(text: text))
    }

    /// The function of the script that a word calls.
    func functionName(_ word: Word?) -> String? {
        guard let word else { return nil }
        let name = String(decoding: resolved(word.text).bytes, as: UTF8.self)
        return functions[name] == nil ? nil : name
    }

    /// Replaces an alias by its text, and the first variable by its words.
    mutating func expand(_ words: inout ArraySlice<Word>) {
        for _ in 0..<4 {
            guard let first = words.first, !first.isQuoted else { return }
            let text: MappedText
            if let alias = substitutes[Self.keyword(first)] {
                text = alias
            } else if first.text.bytes.first == Placeholder.substitution {
                text = resolved(first.text)
                guard text.bytes.isEmpty || text.bytes.contains(where: \.isBlank) else { return }
            } else {
                return
            }
            let parts = text.bytes.split(whereSeparator: { $0.isBlank }).map { part in
                var piece = MappedText()
                piece.append(text, part.indices, bytes)
                return Word(text: piece)
            }
            words = (parts + words.dropFirst())[...]
            // `alias ls='ls -l'` does not replace its own name again.
            if let next = words.first, Self.keyword(next) == Self.keyword(first) { return }
        }
    }

    /// The arguments that a word becomes: `"$@"` stands for all those of the function.
    func arguments(_ word: Word) -> [MappedText] {
        guard word.text.bytes == [Placeholder.substitution] else { return [resolved(word.text)] }
        return positional(word.text) ?? [resolved(word.text)]
    }

    /// The arguments of the current function, if the text is `$@` and they are known.
    func positional(_ text: MappedText) -> [MappedText]? {
        guard text.bytes == [Placeholder.substitution], !openFunctions.isEmpty else { return nil }
        guard bytes[text.fileRange(0, 1).bounds].elementsEqual("$@".utf8) else { return nil }
        var found: [MappedText] = []
        for number in 1...9 {
            guard let value = program[String(number)] else { return nil }
            if value.text.bytes.isEmpty { break }
            found.append(value.text)
        }
        return found.count == 9 ? nil : found
    }

    /// Handles `shift`: the arguments of the function move forward.
    mutating func shift(_ count: Word?) {
        let distance = count.flatMap { Int(Self.keyword($0)) } ?? 1
        guard !openFunctions.isEmpty, count == nil || Int(count.map(Self.keyword) ?? "") != nil, distance >= 0 else {
            return program.forget((1...9).map(String.init) + ["@", "*"])
        }
        for number in 1...9 {
            program[String(number)] = number + distance <= 9 ? program[String(number + distance)] : nil
        }
        var joined: MappedText? = MappedText()
        for number in 1...9 {
            guard let value = program[String(number)] else {
                joined = nil
                break
            }
            if value.text.bytes.isEmpty { break }
            if let text = joined, !text.bytes.isEmpty {
                let place = Int(value.text.fileRange(0, min(1, value.text.bytes.count)).start)
                joined?.append([TSOBytes.blank], for: place..<place)
            }
            joined?.append(value.text, 0..<value.text.bytes.count, bytes)
        }
        program["@"] = joined.map { ProgramFlow.Value(text: $0, origin: nil) }
        program["*"] = program["@"]
    }

    // MARK: Redirections

    /// The file that a word redirects from or to, with the sign; `nil` for another word.
    func redirection(_ word: Word) -> (sign: String, file: Word?)? {
        let range = word.range
        guard let first = word.text.bytes.first(where: { !$0.isDigit }), "<>&".utf8.contains(first),
            range.isEmpty || bytes[range.lowerBound].isDigit || "<>&".utf8.contains(bytes[range.lowerBound])
        else { return nil }
        let text = word.text.bytes
        let start = text.firstIndex(of: first) ?? 0
        let end = text[start...].firstIndex { !"<>&|".utf8.contains($0) } ?? text.count
        let sign = String(decoding: text[..<end], as: UTF8.self)
        guard end < text.count else { return (sign, nil) }
        return (sign, Word(text: word.text.dropping(end, bytes), isQuoted: word.isQuoted))
    }

    /// The words of a command without redirections, its input, and the file that it writes.
    struct Plain {
        var words: [Word] = []
        var input: Word?
        var output: Word?
        var isAppended = false
    }

    func plain(_ words: ArraySlice<Word>) -> Plain {
        var plain = Plain()
        var index = words.startIndex
        while index < words.endIndex {
            let word = words[index]
            index += 1
            guard let found = redirection(word) else {
                plain.words.append(word)
                continue
            }
            var file = found.file
            if file == nil, index < words.endIndex {
                file = words[index]
                index += 1
            }
            switch found.sign {
            case "<", "0<": plain.input = file
            case ">", "1>", ">|", "&>": (plain.output, plain.isAppended) = (file, false)
            case ">>", "1>>": (plain.output, plain.isAppended) = (file, true)
            default: continue
            }
        }
        return plain
    }

    // MARK: Commands

    /// Reads a command with what it does with its texts.
    mutating func take(_ command: Command, _ words: ArraySlice<Word>, _ name: String, _ index: Int) {
        let plain = plain(words)
        let rest = plain.words.dropFirst()
        let place = place(command)
        let isTested = isTested(command, index)
        if isTested { flush() }
        defer {
            if isTested {
                flush()
                testedRegion = regions.isEmpty ? nil : regions.count - 1
            }
        }
        if command.documents.isEmpty { change(name, plain) }
        let reader = command.isPiped ? following(index) : nil
        if let reader, Self.runsTSO(reader) {
            if !OrdinaryProgram.unix.contains(name) { take(name, words, plain, place, index) } else { printed(command) }
        } else if let reader, Self.shells.contains(reader) || Self.remote.contains(reader), Self.writes(name) {
            for word in rest where word.isQuoted { script(word.text) }
        } else {
            take(name, words, plain, place, index)
        }
        for document in command.documents where name != ":" && name != "true" {
            take(document, name, plain, reader, index)
        }
    }

    static func writes(_ name: String) -> Bool { ["echo", "printf", "print"].contains(name) }

    private mutating func take(
        _ name: String, _ words: ArraySlice<Word>, _ plain: Plain, _ place: Range<Int>, _ index: Int
    ) {
        let rest = plain.words.dropFirst()
        let hasDocument = !commands[index].documents.isEmpty
        switch name {
        case "mvscmd", "mvscmdauth": monitor(rest, plain, place, index)
        case _ where Self.runsTSO(name):
            let operands = rest.drop { !$0.isQuoted && $0.text.bytes.first == TSOBytes.minus }
            guard !operands.isEmpty || hasDocument else { return fed(plain, as: .tso, at: place, index) }
            // Authorized commands such as RACF's do not run in the environment of the service routine.
            let isRefused = name == "tso" && rest.contains { $0.text.bytes == Array("-t".utf8) }
            // Without an option the environment depends on the session.
            let isOpen = operands.count == rest.count && plain.words.first.map(isUnixCommand) ?? false
            if isOpen { program.beginOptional(.branch, at: place) }
            program.environment = isRefused ? .unauthorized : nil
            arguments(rest)
            program.environment = nil
            if isOpen { program.endOptional() }
        case "zowe": zowe(words, plain, place)
        case _ where Self.submitters.contains(name):
            if let file = rest.first(where: { $0.isQuoted || $0.text.bytes.first != TSOBytes.minus }) {
                runFile(file, as: .job, at: place)
            } else if !hasDocument {
                fed(plain, as: .job, at: place, index)
            }
        case "curl", "wget": request(rest, at: place)
        case "awk", "gawk", "nawk":
            if rest.contains(where: { $0.text.bytes.contains("system(") || $0.text.bytes.contains("tsocmd") }) {
                program.unread(.generated, "", at: place)
            }
        case "find", "xargs":
            let isRun = rest.contains { word in
                let name = Self.name(word)
                return Self.runsTSO(name) || Self.shells.contains(name) || Self.submitters.contains(name)
                    || functions[name] != nil || isFile(word) && name == "xargs"
                    || Self.endings.contains(where: name.hasSuffix) && name.first != "*"
            }
            let isProgram =
                name == "xargs" || rest.contains { ["-exec", "-execdir", "-ok"].contains(Self.keyword($0)) }
            if isRun, isProgram { program.unread(.generated, "", at: place) }
        case _ where Self.shells.contains(name): shell(rest, plain, place, index)
        case _ where Self.remote.contains(name): remote(name, rest, plain, place, index)
        case _ where Self.launchers.contains(name):
            let inner = rest.drop { word in
                let text = word.text.bytes
                return text.first == TSOBytes.minus || text.first.map(\.isDigit) ?? false
            }
            if let first = inner.first { take(programName(first), inner, self.plain(inner), place, index) }
        case _ where Self.interpreters.contains(name): interpreter(rest, plain, place, hasDocument)
        case "eval":
            for word in plain.words { script(word.text) }
        case _ where OrdinaryProgram.unix.contains(name): return
        case _ where OrdinaryProgram.builders.contains(name): build(name, plain, place)
        case "":
            for word in plain.words where word.isQuoted || plain.words.count == 1 { string(word.text) }
        default: other(name, plain, place)
        }
    }

    /// Reads a call of a program whose use of its arguments is unknown.
    private mutating func other(_ name: String, _ plain: Plain, _ place: Range<Int>) {
        guard let first = plain.words.first else { return }
        let rest = plain.words.dropFirst()
        let isRun = isFile(first) || Self.endings.contains(where: name.hasSuffix)
        if isRun, !isProgramText {
            return runFile(first, as: .script, at: place)
        }
        if hasSourced, !isProgramText, !first.isQuoted, name.utf8.allSatisfy(\.isNameByte) {
            let function = "the function or program \(name), which a script that was sourced may define,"
            return program.unread(.limit, function, at: place)
        }
        let before = program.count + regions.count
        program.beginOptional(.branch, at: place)
        for word in rest where word.isQuoted { string(word.text) }
        program.endOptional()
        // A text of the command itself, as in lists of other languages.
        if plain.words.count == 1 { string(first.text) }
        guard program.count + regions.count == before, !isProgramText, !first.isQuoted,
            Self.hints.contains(where: name.contains)
        else { return }
        program.unread(.program, name, at: place)
    }

    /// Runs a command whose program is a variable with an unknown value: `$DRYRUN tsocmd …`.
    mutating func runUnknown(_ command: Command, _ words: ArraySlice<Word>, _ first: Word, _ index: Int) {
        let rest = words.dropFirst()
        let place = place(command)
        let before = program.count + regions.count
        if isFile(first), Self.name(first).utf8.contains(Placeholder.substitution) == false {
            return runFile(first, as: .script, at: place)
        }
        program.beginOptional(.branch, at: self.place(first))
        if let next = rest.first, !next.isQuoted, Self.runsTSO(Self.name(next)) || functionName(next) != nil {
            run(command, rest, index)
        } else {
            for word in plain(rest).words where word.isQuoted { string(word.text) }
            for document in command.documents {
                flush()
                regions += self.regions(of: text(of: document), .possible).map(program.inside)
            }
        }
        program.endOptional()
        let isHinted = rest.allSatisfy { $0.text.bytes.contains(Placeholder.substitution) || redirection($0) != nil }
        guard program.count + regions.count == before, isHinted else { return }
        program.unread(.generated, "", at: place)
    }

    /// Reads a call of a program that runs what other files say, which is usually a build: only a target with a name of
    /// RACF or TSO counts as a part of the run.
    private mutating func build(_ name: String, _ plain: Plain, _ place: Range<Int>) {
        let rest = plain.words.dropFirst()
        let target = rest.first { word in
            let text = written(word).lowercased()
            return (Self.hints + ["ptkt", "passticket", "zowe"]).contains { text.contains($0) }
        }
        guard let target else { return }
        program.unread(.program, "\(name) \(written(target))", at: place)
    }

    /// Whether a word is the command of z/OS UNIX, and not `TSO` on the command line of ISPF.
    private func isUnixCommand(_ word: Word) -> Bool {
        let name = resolved(word.text).bytes
        return name.elementsEqual("tso".utf8) || name.suffix(4).elementsEqual("/tso".utf8)
    }

    /// Whether a word names a file of the script's own, by its path.
    private func isFile(_ word: Word) -> Bool {
        let text = resolved(word.text).bytes
        guard text.contains(TSOBytes.slash), !text.contains(where: \.isBlank), let last = text.last,
            last != TSOBytes.slash
        else { return false }
        let name = Self.name(Word(text: resolved(word.text)))
        if OrdinaryProgram.unix.contains(name) || Self.runsTSO(name) || name.allSatisfy(\.isNumber) { return false }
        return !Self.folders.contains { text.starts(with: $0.utf8) }
    }

    /// A text in the words of the script, for a name in a message.
    func written(_ word: Word) -> String {
        let text = resolved(word.text)
        guard text.bytes.contains(Placeholder.substitution) else { return String(decoding: text.bytes, as: UTF8.self) }
        return String(decoding: bytes[word.text.fileRange(0, word.text.bytes.count).bounds], as: UTF8.self)
    }

    // MARK: Programs

    private mutating func shell(_ rest: ArraySlice<Word>, _ plain: Plain, _ place: Range<Int>, _ index: Int) {
        func isText(_ word: Word) -> Bool {
            let text = word.text.bytes
            return text.first == TSOBytes.minus && text.dropFirst().allSatisfy(\.isLetter)
                && text.contains(UInt8(ascii: "c"))
        }
        if let option = rest.firstIndex(where: isText) {
            for word in rest[(option + 1)...].prefix(1) { script(word.text) }
            return
        }
        if let file = rest.first(where: { $0.text.bytes.first != TSOBytes.minus }) {
            guard programName(file) != "" else { return script(file.text) }
            return runFile(file, as: .script, at: place)
        }
        guard commands[index].documents.isEmpty else { return }
        fed(plain, as: .script, at: place, index)
    }

    private mutating func remote(
        _ name: String, _ rest: ArraySlice<Word>, _ plain: Plain, _ place: Range<Int>, _ index: Int
    ) {
        if name == "su" || name == "oshell" || name == "bpxbatch" {
            let word = rest.last { $0.isQuoted }
            return word.map { script($0.text) } ?? ()
        }
        var words = rest
        while let option = words.first, option.text.bytes.first == TSOBytes.minus, !option.isQuoted {
            // `-p 22`, `-i key`, `-o Option=value`: these take an argument.
            let takesArgument = "bcDEeFIiJLlmOopQRSWw".utf8.contains(option.text.bytes.dropFirst().first ?? 0)
            words = words.dropFirst(takesArgument && option.text.bytes.count == 2 ? 2 : 1)
        }
        words = words.dropFirst()
        guard let first = words.first else {
            guard commands[index].documents.isEmpty else { return }
            return fed(plain, as: .script, at: place, index)
        }
        guard words.count > 1 else { return script(first.text) }
        // The words are joined before the other shell reads them.
        var text = MappedText()
        for word in words {
            if !text.bytes.isEmpty { text.append([TSOBytes.blank], for: place.lowerBound..<place.lowerBound) }
            let part = resolved(word.text)
            text.append(part, 0..<part.bytes.count, bytes)
        }
        script(text)
    }

    private mutating func interpreter(
        _ rest: ArraySlice<Word>, _ plain: Plain, _ place: Range<Int>, _ hasDocument: Bool
    ) {
        guard !isProgramText else { return }
        if let file = rest.first, file.text.bytes.first != TSOBytes.minus {
            return runFile(file, as: .script, at: place)
        }
        if rest.isEmpty {
            guard !hasDocument, let input = plain.input else { return }
            return runFile(input, as: .script, at: place)
        }
        if rest.contains(where: { Self.isCall($0.text.bytes) }) { program.unread(.generated, "", at: place) }
    }

    /// Whether a text in another language runs programs.
    static func isCall(_ text: [UInt8]) -> Bool {
        ["subprocess", "os.system", "system(", "tsocmd", "popen", "exec"].contains { text.contains($0.utf8) }
    }

    /// Handles `zowe`: commands of TSO and of a shell, and jobs.
    private mutating func zowe(_ words: ArraySlice<Word>, _ plain: Plain, _ place: Range<Int>) {
        let names = plain.words.map(Self.name)
        if names.contains("submit") {
            let kinds = ["data-set", "ds", "local-file", "lf", "uss-file", "uf"]
            guard let index = names.firstIndex(where: kinds.contains), index + 1 < plain.words.count else {
                if !names.contains("stdin") { program.unread(.generated, "", at: place) }
                return
            }
            return runFile(plain.words[index + 1], as: .job, at: place)
        }
        guard names.contains("issue") else { return }
        if names.contains("ssh") {
            guard let word = plain.words.first(where: \.isQuoted) else { return }
            return script(word.text)
        }
        let arguments = words.drop { !["command", "cmd"].contains(Self.name($0)) }.dropFirst()
        self.arguments(arguments.prefix { $0.isQuoted || $0.text.bytes.first != TSOBytes.minus })
    }

    /// Handles a request to z/OSMF, which submits a job or runs a command.
    private mutating func request(_ rest: ArraySlice<Word>, at place: Range<Int>) {
        let texts = rest.map(\.text.bytes)
        let isService = texts.contains { text in
            ["restjobs", "restconsoles", "tsoApp", "restfiles/ams"].contains { text.contains($0.utf8) }
        }
        let isWrite = texts.contains { text in
            ["PUT", "POST", "-T", "-d"].contains { text.elementsEqual($0.utf8) } || text.starts(with: "--data".utf8)
                || text.starts(with: "--upload".utf8) || text.starts(with: "-XP".utf8)
                || text.starts(with: "--post".utf8) || text.starts(with: "--method=P".utf8)
        }
        guard isService, isWrite else { return }
        let data = texts.first { $0.first == UInt8(ascii: "@") }.map { String(decoding: $0.dropFirst(), as: UTF8.self) }
        program.unread(data == nil ? .generated : .program, data ?? "", at: place)
    }

    /// The value of an option: `--pgm=IKJEFT01`.
    func option(_ name: String, _ words: ArraySlice<Word>) -> MappedText? {
        let start = "--\(name)="
        return words.first { $0.text.bytes.starts(with: start.utf8) }.map {
            resolved($0.text.dropping(start.utf8.count, bytes))
        }
    }

    func isMonitor(_ words: ArraySlice<Word>) -> Bool {
        guard let program = option("pgm", words) else { return true }
        return program.bytes.contains(Placeholder.substitution)
            || program.bytes.map(\.uppercased).starts(with: "IKJEFT".utf8)
    }

    /// What the program that `mvscmdauth` runs does after a failure.
    func stop(of name: String, _ plain: Plain) -> Deck.Stop? {
        guard name.hasPrefix("mvscmd"), let program = option("pgm", plain.words.dropFirst()) else { return nil }
        return Deck.Stop(program: String(decoding: program.bytes.map(\.uppercased), as: UTF8.self))
    }

    /// The first number of the steps that end separately.
    static let ownStep = 1 << 20

    /// Handles `mvscmdauth`, which runs a program with its DD statements.
    private mutating func monitor(_ rest: ArraySlice<Word>, _ plain: Plain, _ place: Range<Int>, _ index: Int) {
        guard isMonitor(rest) else { return }
        if let command = option("args", rest) { pass(command) }
        guard let input = option("systsin", rest) else { return }
        let text = String(decoding: input.bytes, as: UTF8.self)
        switch text.lowercased() {
        case "stdin": if commands[index].documents.isEmpty { fed(plain, as: .tso, at: place, index) }
        case "dummy", "*": return
        default: runFile(Word(text: input), as: .tso, at: place)
        }
    }
}
