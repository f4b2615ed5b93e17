import Diagnostics
import Languages

/// What ends a script, or may end it, and what runs at its end.
extension ShellCarrier {
    /// Ends the script.
    mutating func end(at place: Range<Int>) {
        noteFailureEnd()
        program.end(at: place, keeping: subshellDepth)
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
    mutating func noteFailureEnd() {
        guard program.isAfterFailure, let test = failureTests.last(where: { $0.depth <= program.depth }),
            regions.indices.contains(test.region), regions[test.region].stop == .never
        else { return }
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
