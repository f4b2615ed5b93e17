import Diagnostics
import Languages

/// Finds the RACF commands in shell scripts by interpreting them as the shell would: arguments of `tsocmd`, `tso` and
/// Zowe, here-documents, and strings that can only be commands, unless they are only printed.
struct ShellCarrier {
    typealias Command = ShellScanner.Command
    typealias Word = ShellScanner.Word

    /// The structure that contains a command.
    enum Frame {
        /// The part between `if` and `then`, the branches of an `if` with the number of its `elif`, and the branch
        /// after `else`.
        case condition(elifs: Int, Range<Int>)
        case then(elifs: Int)
        case otherwise(elifs: Int)
        /// Between `while` and `do`.
        case loopCondition(Range<Int>)
        case loop(isOptional: Bool)
        /// Whether one of its patterns is `*`, whether the earlier patterns of the next branch match, and whether a
        /// branch is open.
        case choice(word: MappedText, hasRest: Bool, matches: Bool? = false, isOpen: Bool)
        case brace
        /// Its variables are separate, and an `exit` ends only it.
        case subshell(values: [String: ProgramFlow.Value], depth: Int, wasDead: Bool)
    }

    /// Commands joined by `&&` and `||`, each of which runs or not by the exit status of those before it.
    struct Chain {
        /// Whether a command after `&&` or `||` has begun.
        var isOpen = false
        /// Whether that command runs, and whether the commands before it were successful; `nil` if the script alone
        /// does not decide it.
        var runs: Bool?
        var truth: Bool?
    }

    let bytes: [UInt8]
    let carrier: Deck.Carrier
    let depth: Int
    let commands: [Command]
    var program: ProgramFlow
    var frames: [Frame] = []
    /// The chain around each structure.
    var chains: [Chain] = []
    /// The elements of arrays and of lists.
    var arrays: [String: [MappedText]] = [:]
    /// The bodies of functions by name.
    var functions: [String: Range<Int>] = [:]
    var calledFunctions: Set<String> = []
    var openFunctions: [String] = []
    /// The variables of the current function alone.
    var locals: Set<String> = []
    /// The depths of the branches of the current function and the current loop.
    var functionDepth = 0
    var loopDepth = 0
    var subshellDepth = 0
    var departure: RexxCarrier.Departure?
    /// Whether the rest of the current loop body, or of the current function, may have been skipped.
    var mayHaveLeft = false
    var mayHaveReturned = false
    var regions: [DeckRegion] = []
    var budget: Int
    /// The commands that may still be searched for the ends of functions.
    var searchBudget: Int
    /// The bytes that values may still take that are made from other values.
    var growth = 1 << 18
    var chain = Chain()
    /// The variables that are passed to a program that runs TSO commands.
    var passed: Set<String> = []
    /// The variables in the arguments of commands, and those of commands that do more than show or keep them.
    var shown: Set<String> = []
    var used: Set<String> = []
    /// The variables that are passed to any program.
    var referenced: Set<String> = []
    /// The variables that stand for others (`declare -n`), and those that keep their values (`readonly`).
    var aliases: Set<String> = []
    var constants: Set<String> = []
    /// Whether the text is a program in another language.
    let isProgramText: Bool
    /// Whether a branch of a `case` may continue in the next one.
    let fallsThrough: Bool
    /// The variables that the script assigns somewhere.
    var assignedNames: Set<String> = []
    /// The variables that hold an exit status.
    var statuses: Set<String> = []
    /// Whether a script was read into this one, which may define functions.
    var hasSourced = false
    /// The array whose elements follow.
    var openArray: String?

    /// Whether the last command was a TSO command.
    var hasPassed = false
    /// Whether the last condition is true; `nil` if the script alone does not decide it.
    var truth: Bool?
    /// Whether `!` precedes the condition.
    var isNegated = false

    /// Whether the script ends at the first command that fails (`set -e`), also inside a pipeline (`pipefail`).
    var endsAtFailure = false
    var isPipefail = false
    /// Whether the script ends with a failure.
    private var failure = Deck.Ending.Reader.never
    /// Whether the script ends at a reference to a variable that is not set (`set -u`).
    var endsAtUnset = false
    /// The commands that run when the script ends, and whether that is certain.
    var exitTrap: (text: MappedText, isPossible: Bool, place: Range<Int>)?
    /// The texts that replace the names of commands (`alias`).
    var substitutes: [String: MappedText] = [:]
    /// The texts that the script writes to files, by name, and whether it runs them.
    var files: [String: WrittenFile] = [:]
    /// The last region whose exit status the script tests.
    var testedRegion: Int?
    /// The tests of an exit status whose branches are open: the depth, the tested region, and the failures that count.
    var failureTests: [(depth: Int, region: Int, stop: Deck.Stop)] = []
    /// Before the name of a variable: a value that is known only if the variable is certainly not set.
    static let unset = "unset "
    /// The maximum length of a composed command.
    static let longest = 1 << 15
    /// The maximum nesting of scripts in strings and here-documents.
    static let depthLimit = 3

    static let shells: Set<String> = ["sh", "bash", "ksh", "zsh"]
    static let prefixes: Set<String> = [
        "!", "$", "%", "time", "sudo", "exec", "eval", "command", "nohup", "env", "export", "local", "readonly",
        "declare", "typeset", "run",
    ]
    /// The prefixes that assign for good.
    static let declaring: Set<String> = ["export", "local", "readonly", "declare", "typeset"]
    /// The commands of the shell that set or remove variables that they name.
    static let setting: Set<String> = ["unset", "printf", "mapfile", "readarray", "getopts", "wait", "coproc"]

    static func regions(
        _ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier = .shell, given: [String: String] = [:]
    ) -> [DeckRegion] {
        regions(bytes, range, carrier, given: given, depth: 0)
    }

    static func regions(
        _ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier, given: [String: String], depth: Int
    ) -> [DeckRegion] {
        var reader = ShellCarrier(bytes, range, carrier, given, depth: depth)
        reader.run()
        return reader.regions
    }

    /// Reads a script as a step of another program.
    ///
    /// - Parameter isStrict: whether it ends at the first command that fails.
    /// - Returns: also whether it ends with a failure.
    static func read(
        _ bytes: [UInt8], _ carrier: Deck.Carrier, given: [String: String], isStrict: Bool
    ) -> (regions: [DeckRegion], failure: Deck.Ending.Reader) {
        var reader = ShellCarrier(bytes, bytes.indices, carrier, given, depth: 0)
        if isStrict { reader.setErrexit(true) }
        reader.run()
        return (reader.regions, reader.failure)
    }

    private init(
        _ bytes: [UInt8], _ range: Range<Int>, _ carrier: Deck.Carrier, _ given: [String: String], depth: Int
    ) {
        self.bytes = bytes
        self.carrier = carrier
        self.depth = depth
        let commands = ShellScanner(bytes, range).commands
        isProgramText = carrier == .shell && Self.isProgram(bytes[range])
        self.commands = isProgramText ? commands.map { Self.inProgram($0, bytes) } : commands
        program = ProgramFlow(given: given)
        fallsThrough = commands.contains { $0.end == .fallThrough }
        budget = 8 * commands.count + 20_000
        searchBudget = budget
        for command in commands where command.words.contains(where: { Self.runsTSO(Self.name($0)) }) {
            for word in command.words { passed.formUnion(names(in: word.text)) }
        }
        for (index, command) in self.commands.enumerated() {
            let first = command.words.first { assignment($0) == nil }
            let isShown = first.map { OrdinaryProgram.unix.contains(Self.name($0)) } ?? false
            for word in command.words {
                let names = names(in: word.text)
                shown.formUnion(names)
                if !isShown || command.isPiped && following(index).map(OrdinaryProgram.unix.contains) != true {
                    used.formUnion(names)
                }
            }
        }
        for command in commands {
            if let first = command.words.first.map(Self.keyword), ["for", "select", "read"].contains(first) {
                assignedNames.formUnion(command.words.map(Self.keyword))
            }
            for word in command.words {
                referenced.formUnion(names(in: word.text))
                guard let sign = assignment(word) else { continue }
                let name = String(decoding: word.text.bytes[..<sign], as: UTF8.self)
                assignedNames.insert(name.replacing("+", with: ""))
                if isStatus(word.text.dropping(sign + 1, bytes)) { statuses.insert(name) }
            }
        }
    }

    /// Whether a text is a program in another language, which passes commands to TSO in strings.
    private static func isProgram(_ text: ArraySlice<UInt8>) -> Bool {
        guard !text.starts(with: "#!".utf8) || text.prefix(60).contains("python") else { return false }
        let starts = [
            "import ", "from ", "pipeline ", "node ", "def ", "package ", "const ", "var ", "let ", "using ", "public ",
            "resource ", "provider ", "class ", "param(", "$ErrorActionPreference",
        ]
        return text.prefix(4000).split(separator: UInt8(ascii: "\n")).contains { line in
            starts.contains { line.starts(with: $0.utf8) } || opensBlock(line)
        }
    }

    /// Whether a line ends in DO as in Ruby: `execute 'grant' do`.
    private static func opensBlock(_ line: ArraySlice<UInt8>) -> Bool {
        let words = line.split(whereSeparator: \.isBlank)
        guard words.count > 1, words.last?.elementsEqual("do".utf8) ?? false, !line.contains(UInt8(ascii: ";")),
            let first = words.first
        else { return false }
        return !["for", "while", "until", "select", "#"].contains(String(decoding: first, as: UTF8.self))
    }

    /// A command in a program: the brackets around its strings are not parts of its words.
    private static func inProgram(_ command: Command, _ bytes: [UInt8]) -> Command {
        var command = command
        for index in command.words.indices where command.words[index].isQuoted {
            let word = command.words[index]
            let written = bytes[word.range]
            let before = written.prefix { "[]{},:".utf8.contains($0) }.count
            let after = written.reversed().prefix { "[]{},:;".utf8.contains($0) }.count
            guard before + after > 0, before + after < word.text.bytes.count else { continue }
            var text = MappedText()
            text.append(word.text, before..<(word.text.bytes.count - after), bytes)
            command.words[index].text = text
        }
        return command
    }

    /// Whether `set` makes the script end at the first command that fails: `-e`, `-eu`, `-o errexit`.
    static func endsAtFailure(_ words: ArraySlice<Word>) -> Bool {
        words.contains { word in
            let text = word.text.bytes
            return text.elementsEqual("errexit".utf8)
                || text.first == TSOBytes.minus && text.count > 1 && text.dropFirst().allSatisfy(\.isLetter)
                    && text.contains(UInt8(ascii: "e"))
        }
    }

    // MARK: Running

    mutating func run() {
        let first = bytes.prefix { $0 != UInt8(ascii: "\n") }
        if first.starts(with: "#!".utf8), first.contains(" -e") {
            endsAtFailure = true
            program.endsAtFailure()
        }
        // Which of the texts of another language are passed on, and when, is not followed.
        let control = isProgramText ? commands.first(where: isControl) : nil
        if let control { program.beginOptional(.branch, at: place(control)) }
        execute(0..<commands.count)
        if let control {
            program.endOptional()
            let name = "a program in another language, with its conditions, loops and routines,"
            program.unread(.limit, name, at: place(control))
        }
        failure = program.failure
        let ending = program.ending(hasPassed || commands.isEmpty ? .lastCommand : isQuiet ? .zero : .open, .shell)
        program.revive()
        runExitTrap()
        for (name, body) in functions.sorted(by: { $0.value.lowerBound < $1.value.lowerBound })
        where !calledFunctions.contains(name) {
            let place = commands[body.lowerBound].words.first.map(place) ?? 0..<0
            program.beginOptional(.routine, at: place)
            call(name, body, [], isCertain: false)
            program.endOptional()
        }
        flush()
        leaveUnrun()
        if let last = regions.indices.last { regions[last] = regions[last].ending(ending) }
    }

    /// Whether a line of a program in another language begins a condition, a loop or a routine, or a block.
    private func isControl(_ command: Command) -> Bool {
        guard let first = command.words.first, let last = command.words.last else { return false }
        if Self.opensBlock(bytes[first.range.lowerBound..<last.range.upperBound]) { return true }
        return command.words.contains { word in
            let text = String(decoding: word.text.bytes.prefix { $0.isLetter }, as: UTF8.self)
            return !word.isQuoted && Self.control.contains(text)
        }
    }

    /// The words that begin conditions, loops and routines in Python, Groovy, JavaScript and other languages.
    private static let control: Set<String> = [
        "case", "catch", "def", "elif", "else", "except", "finally", "for", "foreach", "function", "if", "match",
        "parallel", "post", "switch", "try", "unless", "when", "while", "with",
    ]

    /// Whether the last command is one that does not fail.
    private var isQuiet: Bool {
        guard let name = commands.last?.words.first.map(Self.name) else { return false }
        return ["echo", "printf", "print", "true", ":"].contains(name)
    }

    mutating func flush() {
        if let region = program.takeRegion(carrier) { regions.append(region) }
    }
}
