import Diagnostics
import Languages

/// What ends a script, or may end it, and what runs at its end.
extension ShellCarrier {
    /// Ends the script.
    ///
    /// - Parameter code: the word with the exit status.
    mutating func end(at place: Range<Int>, _ code: Word? = nil) {
        noteFailureEnd(at: place)
        let number = code.flatMap { Int(String(decoding: resolved($0.text).bytes, as: UTF8.self)) }
        if subshellDepth == 0 { program.exits(with: number.map { $0 == 0 ? .zero : .failure } ?? .open) }
        program.end(at: place, keeping: subshellDepth)
    }

    /// Sets whether the script ends at the first command that fails.
    mutating func setErrexit(_ isOn: Bool) {
        guard isOn != endsAtFailure else { return }
        flush()
        endsAtFailure = isOn
        program.endsAtFailure(isOn)
    }

    /// Programs whose exit status is an answer rather than a failure.
    private static let answering: Set<String> = [
        "cmp", "diff", "egrep", "expr", "fgrep", "grep", "zgrep", "((", "let", "[", "[[", "test",
    ]

    /// Handles a command whose exit status counts if nothing tests it.
    ///
    /// - Parameter name: the program, or that of a command substitution.
    mutating func mayFail(_ name: String, _ command: Command, _ words: ArraySlice<Word>, _ index: Int) {
        guard endsAtFailure, !program.isDead else { return }
        let isFailure = name == "false" || name == "exit" || truth == false && ["[", "[[", "test"].contains(name)
        guard isFailure || Self.answering.contains(name) && truth != true || name.hasPrefix("((") else { return }
        var last = index
        while isPipefail, last + 1 < commands.count, last < index + 64, commands[last].end == .pipe { last += 1 }
        guard isBare(commands[last], last == index ? words : commands[last].words[...]) else { return }
        let place = place(command)
        if isFailure, name != "exit" {
            program.exits(with: .failure)
            program.end(at: place, keeping: subshellDepth)
        } else {
            program.exits(with: .failure)
            program.mayEnd(at: place)
        }
    }

    /// The program of the command substitution that gives a variable its value: `X=$(grep -c …)`.
    func substituted(in word: Word) -> String? {
        let text = bytes[word.text.fileRange(0, word.text.bytes.count).bounds]
        guard let sign = text.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let value = text[(sign + 1)...].drop { $0 == UInt8(ascii: "\"") }
        let inner: ArraySlice<UInt8>
        if value.starts(with: "$((".utf8) { return nil }
        if value.starts(with: "$(".utf8) {
            inner = value.dropFirst(2)
        } else if value.first == UInt8(ascii: "`") {
            inner = value.dropFirst()
        } else {
            return nil
        }
        let name = inner.drop(while: \.isBlank).prefix { !$0.isBlank && !")`;".utf8.contains($0) }
        return String(decoding: name, as: UTF8.self)
    }

    /// Whether a word is the number of the script's own process.
    func isOwnProcess(_ word: Word) -> Bool {
        guard word.text.bytes == [Placeholder.substitution] else { return false }
        return bytes[word.text.fileRange(0, 1).bounds].elementsEqual("$$".utf8)
    }

    /// Whether a failure of a command that runs TSO commands is tested.
    func isTested(_ command: Command, _ index: Int) -> Bool {
        guard let name = command.words.first(where: { !["if", "!", "then", "{"].contains(Self.keyword($0)) }) else {
            return false
        }
        guard Self.runsTSO(Self.name(name)) || functions[Self.keyword(name)] == nil else { return false }
        if command.end == .or { return true }
        if isNegated, case .condition? = frames.last { return true }
        guard index + 1 < commands.count else { return false }
        return commands[index + 1].words.contains { word in
            word.text.bytes.last == Placeholder.substitution
                && isStatus(word.text.dropping(word.text.bytes.count - 1, bytes))
        }
    }

    /// Begins a branch that runs only after a failed command.
    ///
    /// - Parameter test: the command that tests the exit status.
    mutating func markFailure(_ test: Command?) {
        program.markFailure(nil)
        failureTests.removeAll { $0.depth >= program.depth }
        guard let testedRegion else { return }
        let limit = test?.words.compactMap { Int(Self.keyword($0)) }.last ?? 0
        let isAbove = test?.words.contains { ["-gt", "-ge"].contains(Self.keyword($0)) } ?? false
        failureTests.append((program.depth, testedRegion, isAbove && limit >= 4 ? .perhapsAtError : .perhapsAtFailure))
    }

    /// Records that the script ends after a failed command.
    mutating func noteFailureEnd(at place: Range<Int>) {
        guard program.isAfterFailure, let test = failureTests.last(where: { $0.depth <= program.depth }),
            regions.indices.contains(test.region), regions[test.region].stop == .never
        else { return }
        // What another program answers is not shown.
        if regions[test.region].flow.map({ !$0.unread.isEmpty }) ?? false { program.mayEnd(at: place) }
        regions[test.region].stop = test.stop
    }

    /// Handles `trap`: commands for the end of the script run then, others at another time or never.
    mutating func trap(_ words: ArraySlice<Word>, at place: Range<Int>) {
        guard let action = words.first else { return }
        let events = words.dropFirst().map(Self.keyword)
        guard events.contains("EXIT") || events.contains("0") else {
            program.beginOptional(.branch, at: place)
            string(action.text)
            return program.endOptional()
        }
        guard !program.isDead else { return }
        if Self.keyword(action) == "-" {
            exitTrap = exitTrap.flatMap { program.isConditional ? ($0.text, true, $0.place) : nil }
        } else {
            exitTrap = (action.text, program.isConditional, place)
        }
    }

    mutating func runExitTrap() {
        guard let trap = exitTrap else { return }
        exitTrap = nil
        program.beginOptional(.branch, at: trap.place, truth: trap.isPossible ? nil : true)
        let text = resolved(trap.text)
        let name = String(decoding: text.bytes, as: UTF8.self)
        if let body = functions[name] { call(name, body, []) } else { script(trap.text) }
        program.revive()
        program.endOptional()
    }

    /// Whether `set` makes the script end at a variable that is not set.
    static func endsAtUnset(_ words: ArraySlice<Word>) -> Bool {
        words.contains { word in
            let text = word.text.bytes
            return text.elementsEqual("nounset".utf8)
                || text.first == TSOBytes.minus && text.dropFirst().allSatisfy(\.isLetter)
                    && text.contains(UInt8(ascii: "u"))
        }
    }

    /// The variables that every session has.
    private static let usual: Set<String> = [
        "HOME", "PATH", "USER", "LOGNAME", "PWD", "OLDPWD", "SHELL", "LANG", "TERM", "TMPDIR", "IFS", "PPID", "PS1",
        "HOSTNAME", "RANDOM", "SECONDS", "LINENO", "UID", "EUID", "TZ", "BASH_SOURCE", "OPTARG", "OPTIND", "REPLY",
    ]

    /// Ends the script at a reference to a variable that is not set: `${X:?}`, or any with `set -u`.
    ///
    /// - Returns: whether the script certainly ends.
    mutating func mayEnd(at word: Word) -> Bool {
        for index in word.text.bytes.indices where word.text.bytes[index] == Placeholder.substitution {
            guard !program.isDead, let (name, sign) = required(word.text.fileRange(index, index + 1)) else { continue }
            guard program.given[name] == nil, !aliases.contains(name) else { continue }
            let value = program[name]
            let isUnset = program[Self.unset + name] != nil
            let isEmpty = value?.text.bytes.isEmpty ?? false
            if isUnset || sign == ":?" && isEmpty {
                end(at: place(word))
                return program.isDead
            }
            if value == nil, !isAssigned(name) { program.mayEnd(at: place(word)) }
        }
        return false
    }

    /// Whether the script sets a variable somewhere, although its value is unknown.
    private func isAssigned(_ name: String) -> Bool {
        assignedNames.contains(name) || name.utf8.allSatisfy(\.isDigit) || ["@", "*", "#", "?"].contains(name)
    }

    /// The name in a reference that has to have a value, and the sign that says so.
    private func required(_ range: SourceRange) -> (name: String, sign: String)? {
        let text = bytes[range.bounds]
        guard text.first == UInt8(ascii: "$"), text.count > 1 else { return nil }
        var rest = text.dropFirst()
        if rest.first == UInt8(ascii: "{") { rest = rest.dropFirst().dropLast() }
        let name = String(decoding: rest.prefix { $0.isNameByte }, as: UTF8.self)
        guard !name.isEmpty else { return nil }
        let tail = rest.dropFirst(name.utf8.count)
        if tail.starts(with: ":?".utf8) { return (name, ":?") }
        if tail.first == UInt8(ascii: "?") { return (name, "?") }
        return endsAtUnset && tail.isEmpty && !Self.usual.contains(name) ? (name, "") : nil
    }
}
