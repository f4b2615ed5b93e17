import Diagnostics
import Languages

/// The variables, loops and functions of a script.
extension ShellCarrier {
    // MARK: Assignments

    /// The index of the `=` in `NAME=…`.
    func assignment(_ word: Word) -> Int? {
        let bytes = word.text.bytes
        guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")), sign > 0,
            bytes[..<sign].allSatisfy({ $0.isNameByte || $0 == TSOBytes.plus }),
            !bytes[0].isDigit
        else { return nil }
        return sign
    }

    /// Reads `CMD="RDEFINE …"`, and later extensions: `CMD="$CMD …"`, `CMD+=" …"`.
    ///
    /// - Returns: the name of the variable.
    mutating func assign(_ word: Word, _ sign: Int) -> String {
        let isAppended = word.text.bytes[sign - 1] == TSOBytes.plus
        let name = String(decoding: word.text.bytes[..<(isAppended ? sign - 1 : sign)], as: UTF8.self)
        guard !aliases.contains(name), !constants.contains(name) else {
            program.forget(aliases.contains(name) ? program.names : [name])
            return name
        }
        var value = resolved(word.text.dropping(sign + 1, bytes))
        if isAppended, let known = program[name] {
            var joined = known.text
            joined.append(value, 0..<value.bytes.count, bytes)
            value = joined
        }
        // A value that grows with each command would take time in proportion to its square.
        let isGrown = isAppended || word.text.bytes.contains(Placeholder.substitution)
        if isGrown { growth -= value.bytes.count }
        guard value.bytes.count < 1 << 15, !isGrown || growth > 0 else {
            if program[name] != nil {
                program.unread(.limit, "a value that grows beyond 32,768 characters", at: place(word))
            }
            program[name] = nil
            return name
        }
        program[name] = ProgramFlow.Value(text: value, origin: place(word))
        program[Self.unset + name] = nil
        // A value that is not visibly passed to a program is accepted as a command by its appearance.
        let isText = lines(of: value).count > 1 || DeckCarrier.verb(of: value.bytes) == nil
        guard isText || isCommand(value) && !isPassed(name) else { return name }
        // Commands that only show it do not run it.
        guard used.contains(name) || !shown.contains(name) else { return name }
        // Another script may run a value that this one does not use.
        let isUnused = !shown.contains(name)
        if isUnused { program.beginOptional(.branch, at: place(word)) }
        string(value)
        if isUnused { program.endOptional() }
        return name
    }

    /// Reads `NAME=(`, which the elements follow.
    func arrayBefore(_ index: Int) -> (name: String, isAppended: Bool)? {
        guard let word = commands[index - 1].words.last, let sign = assignment(word),
            word.text.bytes.count == sign + 1
        else { return nil }
        let isAppended = word.text.bytes[sign - 1] == TSOBytes.plus
        let name = word.text.bytes[..<(isAppended ? sign - 1 : sign)]
        return (String(decoding: name, as: UTF8.self), isAppended)
    }

    // MARK: Substitution

    /// What a reference takes if its variable is not set, or is empty: `${NAME:-TEXT}`, `${NAME-TEXT}`.
    private struct Default {
        var text: ArraySlice<UInt8>
        /// Whether an empty value counts as none.
        var replacesEmpty: Bool
        /// Whether the variable takes it too: `${NAME:=TEXT}`.
        var isAssigned: Bool
    }

    /// The name in a reference, and its default value.
    private func reference(_ range: SourceRange) -> (name: String, otherwise: Default?)? {
        let text = bytes[range.bounds]
        guard text.first == UInt8(ascii: "$"), text.count > 1 else { return nil }
        var rest = text.dropFirst()
        let isBraced = rest.first == UInt8(ascii: "{")
        if isBraced { rest = rest.dropFirst().dropLast() }
        var name = rest.prefix { $0.isNameByte }
        if name.isEmpty, let first = rest.first, first == UInt8(ascii: "@") || first == TSOBytes.star {
            name = rest.prefix(1)
        }
        guard !name.isEmpty else { return nil }
        var tail = rest[name.endIndex...]
        if tail.elementsEqual("[@]".utf8) || tail.elementsEqual("[*]".utf8) {
            return (String(decoding: name, as: UTF8.self) + "[]", nil)
        }
        guard !tail.isEmpty else { return (String(decoding: name, as: UTF8.self), nil) }
        guard isBraced else { return nil }
        let replacesEmpty = tail.first == UInt8(ascii: ":")
        if replacesEmpty { tail = tail.dropFirst() }
        guard let sign = tail.first, sign == TSOBytes.minus || sign == UInt8(ascii: "=") else { return nil }
        let otherwise = tail.dropFirst()
        guard !otherwise.contains(where: { "$`\"'".utf8.contains($0) }) else { return nil }
        let isAssigned = sign == UInt8(ascii: "=")
        return (
            String(decoding: name, as: UTF8.self),
            Default(text: otherwise, replacesEmpty: replacesEmpty, isAssigned: isAssigned)
        )
    }

    /// Handles `${NAME:=TEXT}`, after which the variable has the text or a value from outside.
    mutating func loseDefaults(of word: Word) {
        for index in word.text.bytes.indices where word.text.bytes[index] == Placeholder.substitution {
            guard let (name, otherwise) = reference(word.text.fileRange(index, index + 1)),
                otherwise?.isAssigned ?? false, program[name]?.text.bytes.isEmpty ?? false
            else { continue }
            program[name] = nil
        }
    }

    /// The variables in a text.
    func names(in text: MappedText) -> [String] {
        text.bytes.indices.compactMap { index in
            guard text.bytes[index] == Placeholder.substitution else { return nil }
            return reference(text.fileRange(index, index + 1))?.name.replacing("[]", with: "")
        }
    }

    /// The value of a reference; `nil` if the script does not set the variable, which the environment may set then.
    private func value(_ name: String, _ otherwise: Default?, at range: Range<Int>) -> ProgramFlow.Value? {
        guard !aliases.contains(name) else { return nil }
        if let value = program[name] {
            guard let otherwise, value.text.bytes.isEmpty else { return value }
            // Without the colon, an empty value counts, but it is not known whether the variable has one.
            guard otherwise.replacesEmpty else { return nil }
            var text = MappedText()
            text.append(otherwise.text)
            return ProgramFlow.Value(text: text, origin: range)
        }
        return program.given[name].map {
            ProgramFlow.Value(text: MappedText(Array($0.utf8), for: range), origin: nil)
        }
    }

    func resolved(_ text: MappedText) -> MappedText { resolvedNoting(text) }
    func resolved(_ text: MappedText, isNoted: Bool) -> MappedText { resolvedNoting(text) }

    /// A text with the values of its variables; a command that begins in a value keeps its own places.
    func resolvedNoting(_ text: MappedText) -> MappedText {
        guard text.bytes.contains(Placeholder.substitution) else { return text }
        var found = MappedText()
        for index in text.bytes.indices {
            let range = text.fileRange(index, index + 1)
            guard text.bytes[index] == Placeholder.substitution, let (name, otherwise) = reference(range),
                let value = value(name, otherwise, at: range.bounds)
            else {
                found.append(text, index..<(index + 1), bytes)
                continue
            }
            if found.bytes.isEmpty, DeckCarrier.verb(of: value.text.bytes) != nil || !value.isKnown {
                found.append(value.text)
            } else {
                found.append(value.text.bytes, for: range.bounds)
            }
            if found.bytes.count > 1 << 15 { return text }
        }
        return found
    }

    /// The names in a text that were replaced by values, with their places.
    func notes(in text: MappedText) -> [(String, ProgramFlow.Value, Range<Int>)] {
        var notes: [(String, ProgramFlow.Value, Range<Int>)] = []
        var last: SourceRange?
        for index in text.bytes.indices {
            let range = text.fileRange(index, index + 1)
            guard range != last, range.bounds.count > 1, bytes[range.bounds].first == UInt8(ascii: "$") else {
                continue
            }
            last = range
            guard let (name, otherwise) = reference(range), let value = value(name, otherwise, at: range.bounds) else {
                continue
            }
            notes.append((String(decoding: bytes[range.bounds], as: UTF8.self), value, range.bounds))
        }
        return notes
    }

    /// Whether a comparison is true; `nil` if the script alone does not decide it.
    func comparison(_ words: ArraySlice<Word>) -> Bool? {
        let texts = words.map { resolved($0.text).bytes }.filter {
            !["]", "]]"].contains(String(decoding: $0, as: UTF8.self))
        }
        guard !texts.contains(where: { $0.contains(Placeholder.substitution) }) else { return nil }
        switch texts.count {
        case 2 where texts[0].elementsEqual("-n".utf8): return !texts[1].isEmpty
        case 2 where texts[0].elementsEqual("-z".utf8): return texts[1].isEmpty
        case 3:
            switch String(decoding: texts[1], as: UTF8.self) {
            case "=", "==": return texts[2].contains(TSOBytes.star) ? nil : texts[0] == texts[2]
            case "!=": return texts[2].contains(TSOBytes.star) ? nil : texts[0] != texts[2]
            case let sign: return numbers(texts[0], texts[2]).flatMap { Self.compare($0, sign, $1) }
            }
        default: return nil
        }
    }

    private func numbers(_ left: [UInt8], _ right: [UInt8]) -> (Int, Int)? {
        guard let left = Int(String(decoding: left, as: UTF8.self)),
            let right = Int(String(decoding: right, as: UTF8.self))
        else { return nil }
        return (left, right)
    }

    private static func compare(_ left: Int, _ sign: String, _ right: Int) -> Bool? {
        switch sign {
        case "-eq": left == right
        case "-ne": left != right
        case "-lt": left < right
        case "-le": left <= right
        case "-gt": left > right
        case "-ge": left >= right
        default: nil
        }
    }

    // MARK: Loops

    /// Handles `for NAME in …`.
    mutating func loop(_ index: Int, _ words: ArraySlice<Word>, _ limit: Int) -> Int {
        let place = place(commands[index])
        guard let end = end(of: index, limit, from: words.startIndex), words.count > 1 else { return index + 1 }
        let name = Self.keyword(words[words.startIndex + 1])
        var start = index + 1
        while start < end, commands[start].words.first.map(Self.keyword) != "do" { start += 1 }
        // The person at the terminal answers `select`.
        let isAnswered = Self.keyword(words[words.startIndex]) == "select"
        let isList = words.dropFirst(2).first.map(Self.keyword) == "in"
        let list = isList && !isAnswered ? elements(words.dropFirst(3)) : nil
        let (outerDepth, outerDeparture, outerDoubt) = (loopDepth, departure, mayHaveLeft)
        mayHaveLeft = false
        if let list, list.count <= RexxCarrier.iterationLimit, budget > 0 {
            departure = nil
            for element in list {
                program.beginOptional(.loop, at: place, truth: departure == .mayLeave ? nil : true)
                loopDepth = program.depth - 1
                program[name] = ProgramFlow.Value(
                    text: element, origin: element.fileRange(0, max(1, element.bytes.count)).bounds)
                body(start..<end)
                let left = departure
                if left == .iterate || left == .leave { program.revive() }
                program.endOptional()
                if left == .leave || left == .back || budget <= 0 { break }
                if left == .iterate { departure = nil }
            }
            if mayHaveLeft { program.forget(assigned(in: start..<end)) }
        } else {
            program.forget(assigned(in: start..<end) + [name])
            program.beginOptional(.loop, at: place)
            loopDepth = program.depth - 1
            program[name] = nil
            body(start..<end)
            program.endOptional()
            program.forget(assigned(in: start..<end))
        }
        (loopDepth, mayHaveLeft) = (outerDepth, outerDoubt)
        if departure != .back { departure = outerDeparture }
        return end + 1
    }

    /// The commands between `do` and `done`.
    private mutating func body(_ range: Range<Int>) {
        open(.brace)
        execute(range)
        closeFrame()
    }

    /// The words of a list; `nil` if one of them is unknown.
    private func elements(_ words: ArraySlice<Word>) -> [MappedText]? {
        var elements: [MappedText] = []
        for word in words {
            if let array = array(word.text) ?? positional(word.text) {
                elements += array
                continue
            }
            let text = resolved(word.text)
            guard !text.bytes.contains(Placeholder.substitution),
                !text.bytes.contains(where: { "*?".utf8.contains($0) }) || word.isQuoted
            else { return nil }
            if word.isQuoted {
                elements.append(text)
                continue
            }
            // The value of a variable may have several words.
            var start = 0
            while start < text.bytes.count {
                let end =
                    text.bytes[start...].firstIndex(where: { $0.isBlank || $0 == 10 }) ?? text.bytes.count
                if end > start {
                    var element = MappedText()
                    element.append(text, start..<end, bytes)
                    elements.append(element)
                }
                start = end + 1
            }
        }
        return elements
    }

    /// The elements of `"${NAME[@]}"`.
    private func array(_ text: MappedText) -> [MappedText]? {
        guard text.bytes == [Placeholder.substitution] else { return nil }
        let reference = bytes[text.fileRange(0, 1).bounds]
        guard reference.starts(with: "${".utf8), reference.contains("[@]".utf8) || reference.contains("[*]".utf8) else {
            return nil
        }
        let name = reference.dropFirst(2).prefix { $0.isNameByte }
        return arrays[String(decoding: name, as: UTF8.self)]
    }

    /// The variables that a range of commands changes.
    func assigned(in range: Range<Int>) -> [String] {
        var names: [String] = []
        for command in commands[range] {
            for word in command.words {
                guard let sign = assignment(word) else { continue }
                names.append(
                    String(decoding: word.text.bytes[..<sign].filter { $0 != TSOBytes.plus }, as: UTF8.self))
            }
            if command.words.contains(where: { Self.keyword($0) == "read" || Self.setting.contains(Self.keyword($0)) })
            {
                names += command.words.map(Self.keyword)
            }
            if command.words.contains(where: { Self.keyword($0) == "shift" }) {
                names += (1...9).map(String.init) + ["@", "*"]
            }
            // A function may change anything.
            if let name = command.words.first.map(Self.keyword), functions[name] != nil { return program.names }
        }
        return names
    }

    // MARK: Functions

    /// - Parameter isCertain: whether the call is in the script, so that its arguments are all.
    mutating func call(_ name: String, _ body: Range<Int>, _ arguments: [MappedText], isCertain: Bool = true) {
        let outer = (functionDepth, loopDepth, departure, mayHaveReturned)
        let saved = program.values
        let outerLocals = locals
        locals = []
        mayHaveReturned = false
        calledFunctions.insert(name)
        openFunctions.append(name)
        let before = (1...9).map { program[String($0)] }
        let all = [program["@"], program["*"]]
        program.beginOptional(.routine, at: place(commands[body.lowerBound]), truth: true)
        (functionDepth, loopDepth, departure) = (program.depth - 1, program.depth - 1, nil)
        // An unknown value may be several arguments, or none.
        let isCounted = isCertain && !arguments.contains { $0.bytes.contains(Placeholder.substitution) }
        for number in 1...9 {
            let none = isCounted ? ProgramFlow.Value(text: MappedText(), origin: nil) : nil
            program[String(number)] =
                number <= arguments.count ? ProgramFlow.Value(text: arguments[number - 1], origin: nil) : none
        }
        var joined = MappedText()
        for argument in arguments {
            if !joined.bytes.isEmpty {
                let place = Int(argument.fileRange(0, min(1, argument.bytes.count)).start)
                joined.append([TSOBytes.blank], for: place..<place)
            }
            joined.append(argument, 0..<argument.bytes.count, bytes)
        }
        program["@"] = ProgramFlow.Value(text: joined, origin: nil)
        program["*"] = program["@"]
        execute(body)
        if departure == .back { program.revive() }
        program.endOptional()
        if mayHaveReturned { program.forget(program.names(changedSince: saved)) }
        for name in locals { program[name] = saved[name] }
        locals = outerLocals
        (program["@"], program["*"]) = (all[0], all[1])
        for number in 1...9 { program[String(number)] = before[number - 1] }
        openFunctions.removeLast()
        (functionDepth, loopDepth, departure, mayHaveReturned) = outer
    }

    // MARK: Here-documents

    /// The text of a here-document with the values of its variables.
    func text(of document: ShellScanner.Document) -> MappedText {
        guard document.isQuoted else { return resolved(Self.marked(bytes, document.range)) }
        var text = MappedText()
        text.append(bytes[document.range])
        return text
    }

    /// A here-document with the shell's variables marked.
    private static func marked(_ bytes: [UInt8], _ range: Range<Int>) -> MappedText {
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
                while end < range.upperBound, bytes[end].isNameByte { end += 1 }
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
