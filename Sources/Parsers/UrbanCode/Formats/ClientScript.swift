import Diagnostics
import Languages
import Secrets
import Trees

/// `udclient` calls in a shell script: the properties that they set, the credentials that they log on with.
struct ClientScript {
    /// The words of a call after the command, and the text before it.
    private struct Call {
        var command = ""
        var options: [(name: String, word: ShellWords.Word?, place: SourceRange)] = []

        func word(_ name: String) -> ShellWords.Word? { options.last { $0.name == name && $0.word != nil }?.word }
    }

    private(set) var properties: [UrbanCodeDocument.Property] = []
    private(set) var credentials: [UrbanCodeDocument.Field] = []
    private(set) var secrets: [SourceRange] = []
    /// The values that the script assigns to variables.
    private var variables: [String: ShellWords.Word] = [:]
    /// The functions of the script that set a property to one of their arguments, and the one that is being read.
    private var setters: [String: Setter] = [:]
    private var function: String?

    /// `set_prop() { udclient setSystemProperty -name "$1" -value "$2"; }`.
    private struct Setter {
        var command: String
        /// The numbers of the arguments.
        var name: Int
        var value: Int

        init?(_ call: Call) {
            guard let name = Self.number(call.word("name")), let value = Self.number(call.word("value")) else {
                return nil
            }
            (command, self.name, self.value) = (call.command, name, value)
        }

        private static func number(_ word: ShellWords.Word?) -> Int? {
            guard let word, word.text.hasPrefix("$") else { return nil }
            return Int(word.text.filter { !"${}".contains($0) })
        }

        func call(_ words: [ShellWords.Word]) -> Call? {
            guard words.count > max(name, value), min(name, value) > 0 else { return nil }
            return Call(
                command: command,
                options: [
                    ("name", words[name], words[name].range), ("value", words[value], words[value].range),
                ])
        }
    }

    /// The secrets in clear text, and their descriptions.
    var exposed: [(range: SourceRange, what: String)] {
        let values = properties.compactMap { property -> (range: SourceRange, what: String)? in
            guard case .literal = property.value else { return nil }
            return (property.place, "the value of \(property.name.value)")
        }
        let logons = credentials.compactMap { credential -> (range: SourceRange, what: String)? in
            guard case .literal = credential.value else { return nil }
            return (credential.range, "-\(credential.key.value) of udclient")
        }
        return values + logons
    }

    static func looksLike(_ bytes: ArraySlice<UInt8>) -> Bool {
        let words: [String] = ["Property", "-weburl", "-authtoken", "-username", "-application", "-password", "DS_"]
        if bytes.contains("udclient"), words.contains(where: { bytes.contains($0) }) { return true }
        return bytes.contains("/propValue?") || bytes.contains("/rest/deploy/") || callsServer(bytes)
            || isPipeline(bytes)
    }

    /// The objects of the server's interface that set properties and start processes.
    private static let objects: Set<String> = [
        "environment", "component", "application", "resource", "systemConfiguration", "applicationProcessRequest",
    ]

    /// Whether it has a path of the server's interface: `/cli/environment/propValue`, or a URL such as
    /// `https://ucd:8443/cli/application`.
    private static func callsServer(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while let place = rest.firstRange(of: Array("/cli/".utf8)) {
            rest = rest[place.upperBound...]
            let object = rest.prefix(40).prefix(while: \.isLetter)
            guard objects.contains(String(decoding: object, as: UTF8.self)) else { continue }
            if rest[object.endIndex...].first == UInt8(ascii: "/") { return true }
            let before = bytes[..<place.lowerBound].suffix(200).reversed().prefix { $0 > UInt8(ascii: " ") }
            if String(decoding: before.reversed(), as: UTF8.self).contains("://") { return true }
        }
        return false
    }

    /// The keys of the Jenkins plug-in.
    private static let deployments = ["UCDeployPublisher", "deployReqProps"]

    /// Whether it has steps of the Jenkins plug-in.
    static func isPipeline(_ bytes: ArraySlice<UInt8>) -> Bool { deployments.contains { bytes.contains($0) } }

    mutating func read(_ file: SourceFile) {
        read(file, nil)
        for words in ListedCalls(file.bytes, file.bytes.indices).calls { take(Self.call(words[...], file)) }
        for request in ServerRequests.all(in: file.bytes) { take(request) }
        for property in DeploymentProperties.all(in: file.bytes) {
            let value =
                property.value.value.hasPrefix("$") || property.value.value.contains("${")
                ? PropertyValue.external(property.value.value)
                : PropertyValue(property.value.value, isSecret: SecretName.matches(property.name.value))
            if value.isSecret { secrets.append(property.value.range) }
            properties.append(
                .init(
                    scope: .init(level: .process), name: property.name, value: value, valueRange: property.value.range,
                    isSecure: false, isDefinition: false))
        }
    }

    /// Records a property that the URL of a request sets.
    private mutating func take(_ request: ServerRequests.Request) {
        let isSecret = request.isSecure == true || SecretName.matches(request.name.value)
        let isVariable =
            request.value.value.hasPrefix("$") || request.value.value.hasPrefix("%")
            || request.value.value.contains("${") || request.value.value.contains("{{")
        let value: PropertyValue =
            isVariable ? .external(request.value.value) : PropertyValue(request.value.value, isSecret: isSecret)
        if value.isSecret { secrets.append(request.value.range) }
        properties.append(
            .init(
                scope: request.scope, name: request.name, value: value, valueRange: request.value.range,
                isSecure: request.isSecure ?? false, isDefinition: false))
    }

    private mutating func read(_ file: SourceFile, _ part: Range<Int>?) {
        let words = ShellWords(file, part)
        var last: [ShellWords.Word]?
        for command in words.commands {
            defer { last = command }
            assign(command, file)
            if command.first?.text.lowercased() == "alias" { for word in command.dropFirst() { alias(word, file) } }
            for word in command where word.text.hasPrefix("{") && !word.isExpanded { body(word, file) }
            follow(command, after: last)
            if let call = command.first.flatMap({ setters[$0.text] })?.call(command) { take(call) }
            let expanded = command.flatMap(expanded)
            if let start = expanded.firstIndex(where: { Self.isClient($0.text) }) {
                take(Self.call(expanded[(start + 1)...], file))
            } else if let start = Self.wrapped(expanded) {
                take(Self.call(expanded[start...], file))
            } else if part == nil, !Self.shows(command) {
                for word in command { inner(word, file) }
            }
        }
        for document in words.hereDocuments {
            let bytes = file.bytes[document.range]
            if bytes.contains(where: { $0 > UInt8(ascii: " ") }), UrbanCodeDocument.startsLikeJSON(Array(bytes)) {
                body(Array(bytes), at: document.range.lowerBound, isExpanded: document.isExpanded)
            } else if part == nil {
                read(file, document.range)
            }
        }
    }

    /// Notes which function a command begins or ends: `name() {`, which is two commands, or `function name {`.
    private mutating func follow(_ command: [ShellWords.Word], after last: [ShellWords.Word]?) {
        guard let first = command.first?.text else { return }
        if first == "function", command.count > 1 {
            function = command[1].text
        } else if first == "{", let last, last.count == 1 || last.first?.text == "function" {
            function = last.last?.text
        } else if first == "}" {
            function = nil
        }
    }

    /// The arguments that a function of the script passes on: `run setEnvironmentProperty -application … -name …`.
    private static func wrapped(_ words: [ShellWords.Word]) -> Int? {
        guard words.contains(where: { $0.text.lowercased() == "-name" }) else { return nil }
        return words.prefix(3).firstIndex { word in
            let text = word.text.lowercased()
            return text.hasSuffix("property") && (text.hasPrefix("set") || text.hasPrefix("add"))
        }
    }

    /// Whether the command only prints its words.
    private static func shows(_ words: [ShellWords.Word]) -> Bool {
        guard let name = words.first?.text.lowercased() else { return true }
        return ["echo", "printf", "print", "println", "rem", "log", "die", "usage"].contains(name)
    }

    /// Reads a call in quotes, as for `ssh`, `sh -c`, `eval` and pipelines.
    private mutating func inner(_ word: ShellWords.Word, _ file: SourceFile) {
        guard word.text.contains("udclient"), word.text.utf8.contains(UInt8(ascii: " ")),
            word.text.firstIndex(of: "=").map({ Self.isName(word.text[..<$0]) }) != true
        else { return }
        let quotes = "'\"".utf8
        var range = word.range.bounds
        while let first = file.bytes[range].first, quotes.contains(first) {
            range = (range.lowerBound + 1)..<range.upperBound
        }
        while let last = file.bytes[range].last, quotes.contains(last) {
            range = range.lowerBound..<(range.upperBound - 1)
        }
        read(file, range)
    }

    /// Reads `alias udclient="/opt/udclient/udclient -password x"`.
    private mutating func alias(_ word: ShellWords.Word, _ file: SourceFile) {
        guard let sign = word.text.firstIndex(of: "=") else { return }
        inner(Self.tail(word, behind: sign, file), file)
    }

    /// Reads JSON in quotes, as for `curl -d`.
    private mutating func body(_ word: ShellWords.Word, _ file: SourceFile) {
        guard word.text.hasSuffix("}"), word.text.contains("\"") else { return }
        let quotes = word.range.count == word.text.utf8.count + 2 ? 1 : 0
        guard word.range.count == word.text.utf8.count + 2 * quotes else { return escapedBody(word, file) }
        let range = (Int(word.range.start) + quotes)..<(Int(word.range.end) - quotes)
        body(Array(file.bytes[range]), at: range.lowerBound, isExpanded: false)
    }

    /// Reads JSON with escaped quotes; the place of a value is that of the same text.
    private mutating func escapedBody(_ word: ShellWords.Word, _ file: SourceFile) {
        let json = JSONDocument.parse(SourceFile(path: "-", bytes: Array(word.text.utf8))).document
        for property in UrbanCodeReader(json).read().document.properties {
            let text = property.valueRange.map { Array(json.file.bytes[$0.bounds]) } ?? []
            let place = text.isEmpty ? nil : file.bytes[word.range.bounds].firstRange(of: text)
            let range = place.map { SourceRange($0.lowerBound, $0.upperBound) } ?? word.range
            if property.value.isSecret { secrets.append(range) }
            properties.append(
                .init(
                    scope: property.scope, name: Located(property.name.value, at: word.range), value: property.value,
                    valueRange: range, isSecure: property.isSecure ?? false, isDefinition: property.isDefinition))
        }
    }

    // MARK: Variables

    /// Reads `NAME=value`, alone, before a command or after `export`.
    private mutating func assign(_ words: [ShellWords.Word], _ file: SourceFile) {
        for word in words {
            guard let sign = word.text.firstIndex(of: "="), Self.isName(word.text[..<sign]) else {
                guard ["export", "readonly", "local", "declare", "typeset", "set"].contains(word.text.lowercased())
                else { return }
                continue
            }
            let name = String(word.text[..<sign])
            let value = Self.tail(word, behind: sign, file)
            variables[name] = word.isExpanded ? nil : value
            // The variables that udclient uses for the logon if no option is given.
            if let option = Self.ownVariables[name], !value.text.isEmpty {
                credentials.append(
                    .init(
                        key: Located(option, at: word.range), value: hide(value, isSecret: true), range: value.range))
            }
        }
    }

    private static let ownVariables = ["DS_PASSWORD": "password", "DS_AUTH_TOKEN": "authtoken"]

    private static func isName(_ text: Substring) -> Bool {
        text.utf8.first.map { !$0.isDigit } == true && text.utf8.allSatisfy(\.isNameByte)
    }

    /// The words that the script assigned to a variable, if the word is a variable with known words.
    private func expanded(_ word: ShellWords.Word) -> [ShellWords.Word] {
        guard word.isExpanded, let name = Self.variable(word.text), let value = variables[name] else { return [word] }
        let isCall = value.text.contains("udclient") || value.text.hasPrefix("-")
        guard isCall, value.range.count == value.text.utf8.count else { return [value] }
        return value.text.utf8.split(separator: UInt8(ascii: " ")).map { part in
            let start =
                Int(value.range.start) + value.text.utf8.distance(from: value.text.startIndex, to: part.startIndex)
            return .init(
                text: String(Substring(part)), range: SourceRange(start, start + part.count), isExpanded: false)
        }
    }

    /// The name in `$NAME`, `${NAME}` and `%NAME%`.
    private static func variable(_ text: String) -> String? {
        let name =
            if text.hasPrefix("${"), text.hasSuffix("}") {
                text.dropFirst(2).dropLast()
            } else if text.hasPrefix("%"), text.hasSuffix("%") {
                text.dropFirst().dropLast()
            } else {
                text.hasPrefix("$") ? text.dropFirst() : ""
            }
        return isName(name) ? String(name) : nil
    }

    // MARK: Bodies

    /// Reads JSON that a here-document passes to `udclient`.
    private mutating func body(_ bytes: [UInt8], at start: Int, isExpanded: Bool) {
        let json = JSONDocument.parse(SourceFile(path: "-", bytes: bytes)).document
        let (document, found) = UrbanCodeReader(json).read()
        func moved(_ range: SourceRange) -> SourceRange {
            SourceRange(start + Int(range.start), start + Int(range.end))
        }
        for property in document.properties {
            var value = property.value
            let range = property.valueRange?.bounds ?? 0..<0
            if isExpanded, bytes[range].first == UInt8(ascii: "$"), !bytes[range].starts(with: "${p") {
                value = .external(String(decoding: bytes[range], as: UTF8.self))
            }
            properties.append(
                .init(
                    scope: property.scope, name: Located(property.name.value, at: moved(property.name.range)),
                    value: value, valueRange: property.valueRange.map(moved), isSecure: property.isSecure,
                    isDefinition: property.isDefinition))
        }
        secrets += found.map(moved)
    }

    /// Whether the word is `udclient`, with any path and the extension on Windows.
    private static func isClient(_ word: String) -> Bool {
        let name = word.split { $0 == "/" || $0 == "\\" }.last.map { $0.lowercased() } ?? ""
        // Another shell's quotes may leave other separators between folders.
        return name == "udclient" || ["udclient.cmd", "udclient.sh", "udclient.jar"].contains { name.hasSuffix($0) }
    }

    private static func call(_ words: ArraySlice<ShellWords.Word>, _ file: SourceFile) -> Call {
        var call = Call()
        var index = words.startIndex
        while index < words.endIndex {
            let word = words[index]
            index += 1
            guard word.text.hasPrefix("-"), word.text.utf8.count > 1 else {
                if call.command.isEmpty { call.command = word.text }
                continue
            }
            if let option = Self.joined(word, file) {
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

    /// Divides `-isSecure=true`, which scripts use as well as `-isSecure true`.
    private static func joined(
        _ word: ShellWords.Word, _ file: SourceFile
    ) -> (name: String, word: ShellWords.Word?, place: SourceRange)? {
        guard let sign = word.text.firstIndex(of: "=") else { return nil }
        return (word.text[..<sign].drop { $0 == "-" }.lowercased(), tail(word, behind: sign, file), word.range)
    }

    /// The text of a word after its `=`, with or without quotes: the end of the written text, or else all of it.
    private static func tail(
        _ word: ShellWords.Word, behind sign: String.Index, _ file: SourceFile
    ) -> ShellWords.Word {
        let value = String(word.text[word.text.index(after: sign)...])
        let ends = [Int(word.range.end), Int(word.range.end) - 1]
        let range = ends.lazy.map { ($0 - value.utf8.count)..<$0 }.first { range in
            range.lowerBound > Int(word.range.start) && file.bytes[range].elementsEqual(value.utf8)
        }
        return .init(
            text: value, range: range.map { SourceRange($0.lowerBound, $0.upperBound) } ?? word.range,
            isExpanded: word.isExpanded)
    }

    /// The options that may have no value.
    private static let flags: Set<String> = ["issecure", "secure", "verbose", "v", "required"]

    private static func isBoolean(_ text: String) -> Bool {
        text.lowercased() == "true" || text.lowercased() == "false"
    }

    /// Whether the text is an option: a value may begin with a minus sign, but an option has a letter after it.
    private static func isOption(_ text: String) -> Bool {
        guard let letter = text.utf8.first(where: { $0 != UInt8(ascii: "-") }) else { return false }
        return letter.isLetter
    }

    private mutating func take(_ call: Call) {
        if let function, let setter = Setter(call) { setters[function] = setter }
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
        // The first word of `{{ name }}`, which a template replaces.
        guard !word.isExpanded, !word.text.hasPrefix("{{") else { return .external(word.text) }
        let value = PropertyValue(word.text, isSecret: isSecret)
        if value.isSecret { secrets.append(word.range) }
        return value
    }

    private func scope(_ call: Call, _ command: String) -> UrbanCodeDocument.Scope {
        func name(_ option: String) -> String? { call.word(option)?.text }
        let environment = name("environment")
        let application = name("application").flatMap { $0.contains("$") ? nil : $0 }
        if command.contains("componentenvironment") || (environment != nil && name("component") != nil) {
            return .init(
                level: .componentEnvironment, environment: environment, owner: name("component"),
                application: application)
        }
        if command.contains("environment") {
            return .init(level: .environment, environment: environment, application: application)
        }
        if command.contains("version") { return .init(level: .version, owner: name("component")) }
        if command.contains("component") { return .init(level: .component, owner: name("component")) }
        if command.contains("resource") { return .init(level: .resource, owner: name("resource")) }
        if command.contains("agent") { return .init(level: .agent, owner: name("agent")) }
        if command.contains("system") { return .init(level: .system) }
        return .init(level: .application, application: application)
    }
}
