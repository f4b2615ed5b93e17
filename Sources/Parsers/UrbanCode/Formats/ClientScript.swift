import Diagnostics

/// `udclient` calls in a shell script: the properties that they set, the credentials that they log on with.
struct ClientScript {
    /// Words of a call behind the command, and what was in front of it.
    private struct Call {
        var command = ""
        var options: [(name: String, word: ShellWords.Word?, place: SourceRange)] = []

        func word(_ name: String) -> ShellWords.Word? { options.last { $0.name == name && $0.word != nil }?.word }
    }

    private(set) var properties: [UrbanCodeDocument.Property] = []
    private(set) var credentials: [UrbanCodeDocument.Field] = []
    private(set) var secrets: [SourceRange] = []

    static func looksLike(_ bytes: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.contains("udclient")
            && ["Property", "-weburl", "-authtoken", "-username", "-application"].contains { text.contains($0) }
    }

    mutating func read(_ file: SourceFile) {
        for words in ShellWords.commands(of: file) {
            guard let start = words.firstIndex(where: { Self.isClient($0.text) }) else { continue }
            take(Self.call(words[(start + 1)...]))
        }
    }

    /// `udclient`, with its path and the ending that Windows gives it.
    private static func isClient(_ word: String) -> Bool {
        let name = word.split { $0 == "/" || $0 == "\\" }.last.map { $0.lowercased() } ?? ""
        return ["udclient", "udclient.cmd", "udclient.sh", "udclient.jar"].contains(name)
    }

    private static func call(_ words: ArraySlice<ShellWords.Word>) -> Call {
        var call = Call()
        var index = words.startIndex
        while index < words.endIndex {
            let word = words[index]
            index += 1
            guard word.text.hasPrefix("-"), word.text.utf8.count > 1 else {
                if call.command.isEmpty { call.command = word.text }
                continue
            }
            if let option = Self.joined(word) {
                call.options.append(option)
                continue
            }
            let name = word.text.drop { $0 == "-" }.lowercased()
            let isFlag = flags.contains(name)
            let isValue = index < words.endIndex && (!words[index].text.hasPrefix("-") || !isOption(words[index].text))
            let isTaken = isValue && (!isFlag || isBoolean(words[index].text))
            call.options.append((name, isTaken ? words[index] : nil, word.range))
            if isTaken { index += 1 }
        }
        return call
    }

    /// `-isSecure=true`, which scripts have as well as `-isSecure true`.
    private static func joined(_ word: ShellWords.Word) -> (name: String, word: ShellWords.Word?, place: SourceRange)? {
        guard let sign = word.text.firstIndex(of: "="), sign < word.text.endIndex else { return nil }
        let value = String(word.text[word.text.index(after: sign)...])
        // The text is the tail of what is written, unless quotes or escapes stand in it.
        let start = Int(word.range.end) - value.utf8.count
        let range = start > Int(word.range.start) ? SourceRange(start, Int(word.range.end)) : word.range
        return (
            word.text[..<sign].drop { $0 == "-" }.lowercased(),
            ShellWords.Word(text: value, range: range, isExpanded: word.isExpanded), word.range
        )
    }

    /// Options that may stand alone.
    private static let flags: Set<String> = ["issecure", "secure", "verbose", "v", "required"]

    private static func isBoolean(_ text: String) -> Bool {
        text.lowercased() == "true" || text.lowercased() == "false"
    }

    /// A value may begin with a minus sign; an option has a letter behind it.
    private static func isOption(_ text: String) -> Bool {
        guard let letter = text.utf8.first(where: { $0 != UInt8(ascii: "-") }) else { return false }
        return letter | 0x20 >= UInt8(ascii: "a") && letter | 0x20 <= UInt8(ascii: "z")
    }

    private mutating func take(_ call: Call) {
        for option in call.options where option.name == "password" || option.name == "authtoken" {
            guard let word = option.word else { continue }
            let value = hide(word, isSecret: true)
            credentials.append(.init(key: Located(option.name, at: option.place), value: value, range: word.range))
        }
        let command = call.command.lowercased()
        guard command.hasSuffix("property"), command.hasPrefix("set") || command.hasPrefix("add"),
            let name = call.word("name")
        else { return }
        let given = call.word("value") ?? call.word("default") ?? call.word("defaultvalue")
        let secure = call.options.last { $0.name == "issecure" || $0.name == "secure" }
        let isSecure = secure.map { $0.word?.text.lowercased() != "false" } ?? false
        let value = given.map { hide($0, isSecret: isSecure || SecretName.matches(name.text)) } ?? .missing
        properties.append(
            .init(
                scope: scope(call, command), name: Located(name.text, at: name.range), value: value,
                valueRange: given?.range, isSecure: isSecure, isDefinition: command.hasPrefix("add")))
    }

    private mutating func hide(_ word: ShellWords.Word, isSecret: Bool) -> PropertyValue {
        guard !word.isExpanded else { return .external(word.text) }
        let value = PropertyValue(word.text, isSecret: isSecret)
        if value.isSecret { secrets.append(word.range) }
        return value
    }

    private func scope(_ call: Call, _ command: String) -> UrbanCodeDocument.Scope {
        func name(_ option: String) -> String? { call.word(option)?.text }
        let environment = name("environment")
        if command.contains("componentenvironment") || (environment != nil && name("component") != nil) {
            return .init(level: .componentEnvironment, environment: environment, owner: name("component"))
        }
        if command.contains("environment") { return .init(level: .environment, environment: environment) }
        if command.contains("version") { return .init(level: .version, owner: name("component")) }
        if command.contains("component") { return .init(level: .component, owner: name("component")) }
        if command.contains("resource") { return .init(level: .resource) }
        if command.contains("agent") { return .init(level: .agent) }
        if command.contains("system") { return .init(level: .system) }
        return .init(level: .application)
    }
}
