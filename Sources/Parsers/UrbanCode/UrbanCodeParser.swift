public import Contract
public import Diagnostics
import Languages
import Secrets
import Trees
import XML

extension UrbanCodeDocument: InputModel {
    public static func parse(_ file: SourceFile) -> Parsed<UrbanCodeDocument> {
        parse(file, Reading(of: file))
    }

    /// Reads a file whose structure was parsed before.
    public static func parse(_ file: SourceFile, _ reading: Reading) -> Parsed<UrbanCodeDocument> {
        switch (reading.structure, reading.form) {
        case (.tree(let tree), _):
            // The file may get its number after recognition.
            let tree = tree.of(file)
            let (document, secrets) = UrbanCodeReader(tree).read()
            return document.parsed(problems: reading.problems, secrets: secrets, tree: tree)
        case (.xml(let document), _): return parsePlugin(file, document)
        case (.text, .processText): return parseProcess(file)
        case (.text, .script): return parseScript(file)
        case (.text, _): return parseProperties(file)
        }
    }

    /// The text does not say what kind of process it is: a generic process if its name says so, otherwise a component
    /// process.
    private static func parseProcess(_ file: SourceFile) -> Parsed<UrbanCodeDocument> {
        var reader = ProcessText(file)
        reader.read()
        var document = UrbanCodeDocument(file: file, form: .processText)
        let name = document.nameOfFile
        document.processes = [
            Process(
                name: name, kind: name.lowercased().contains("generic") ? .generic : .component, component: nil,
                steps: reader.steps, nodes: reader.nodes, scope: Scope(level: .process, owner: name))
        ]
        return document.parsed(problems: reader.problems.list, secrets: reader.secrets)
    }

    private static func parsePlugin(_ file: SourceFile, _ xml: XMLDocument) -> Parsed<UrbanCodeDocument> {
        var reader = PluginReader(xml)
        var document = UrbanCodeDocument(file: file, form: .plugin)
        document.plugin = reader.read()
        return document.parsed(problems: reader.problems, secrets: reader.secrets)
    }

    private static func parseScript(_ file: SourceFile) -> Parsed<UrbanCodeDocument> {
        var reader = ClientScript()
        reader.read(file)
        var document = UrbanCodeDocument(file: file, form: .script)
        document.holdsRequests = true
        document.properties = reader.properties
        document.credentials = reader.credentials
        for property in reader.properties {
            // A variable represents an environment that is known only when the script runs.
            guard let environment = property.scope.environment, !environment.contains("$"),
                !document.environments.contains(where: { $0.value == environment })
            else { continue }
            document.environments.append(Located(environment, at: property.name.range))
        }
        document.findOtherSecrets(than: reader.exposed.map(\.range))
        return document.parsed(problems: [], secrets: reader.secrets)
    }

    private static func parseProperties(_ file: SourceFile) -> Parsed<UrbanCodeDocument> {
        var document = UrbanCodeDocument(file: file, form: .properties)
        document.becomePropertyList()
        var secrets: [SourceRange] = []
        let scope = document.listScope
        let all = PropertiesText.parse(file).entries
        let entries = all.prefix(mostEntries)
        document.properties.reserveCapacity(entries.count)
        var assigned = 0
        for entry in entries {
            if entry.isAssignment(in: file) {
                assigned += 1
            }
            let value = PropertyValue(entry.value.value, isSecret: SecretName.matches(entry.name.value))
            if value.isSecret { secrets.append(entry.value.range) }
            // Batch Edit shows secure values encrypted, so blanks are not visible.
            let isSecure: Bool? =
                switch value {
                case .ciphertext, .masked: true
                case .text, .literal: false
                case .missing, .blank, .external: nil
                }
            document.properties.append(
                Property(
                    scope: scope, name: entry.name, value: value, valueRange: entry.value.range,
                    isSecure: isSecure, isDefinition: false))
        }
        document.mostlyAssigns = assigned > 0 && assigned * 2 >= entries.count
        let cut = all.dropFirst(mostEntries).first.map { first in
            Problem("IN006", "only the first \(mostEntries) properties of a list are read", at: first.name.range)
        }
        return document.parsed(problems: [cut].compactMap(\.self), secrets: secrets)
    }

    /// The properties that are read of a list in text.
    static let mostEntries = 300_000

    /// Properties that a password field refers to are secrets whatever their name.
    private consuming func parsed(
        problems: [Problem], secrets: [SourceRange], tree: JSONDocument? = nil
    ) -> Parsed<UrbanCodeDocument> {
        findPasswordNames()
        let names = Self.passwordNames(in: [copy self])
        let hidden = hide(names)
        let scan = SecretScanner.scan(file.bytes)
        findHeldSecrets(scan, tree, known: secrets + hidden)
        let unclaimed = secretNames(scan.secrets, tree) + userPairs + secretsInFields
        var secrets = secrets + hidden + heldSecrets.map(\.secret) + scan.secrets
        // Reading JSON continues after an error; reading other formats does not.
        if form != .json, let unread = problems.first(where: { $0.code == "IN001" }) {
            secrets += SecretLines.secrets(in: file, from: Int(unread.range.start))
        }
        if let cut = cutOff(problems) { secrets.append(cut) }
        if form == .plugin, !problems.isEmpty { secrets += unquotedDefaults }
        hideAliases(of: form == .json ? cutOff(problems).map { [$0] } ?? [] : secrets)
        return Parsed(self, problems: problems, secrets: secrets, unclaimed: unclaimed)
    }

    /// The secrets in fields of connecting steps, which rules quote.
    private var secretsInFields: [SourceRange] {
        let fields = Set(processes.flatMap(\.steps).filter { $0.connection != nil }.flatMap { $0.fields.map(\.range) })
        return heldSecrets.filter { $0.secret != $0.range && fields.contains($0.range) }.map(\.secret)
    }

    /// Those of some places that begin in a text that reports show as a name.
    private func secretNames(_ places: [SourceRange], _ tree: JSONDocument?) -> [SourceRange] {
        if let tree, form == .json { return places.filter { tree.isName(at: Int($0.start)) } }
        guard !places.isEmpty else { return [] }
        let names = (properties.map(\.name.range) + environments.map(\.range)).sorted { $0.start < $1.start }
        return places.filter { names.holds(SourceRange(Int($0.start), Int($0.start) + 1)) }
    }

    /// Keeps what another reading of the file found in texts that were masked after it, where this one finds less.
    public mutating func keepSecrets(of other: UrbanCodeDocument, at marks: [SourceRange]) {
        let marks = marks.sorted { $0.start < $1.start }
        heldSecrets =
            heldSecrets.filter { !marks.holds($0.range) } + other.heldSecrets.filter { marks.holds($0.range) }
    }

    /// A value that stands elsewhere, such as an alias of YAML, is a secret if it is one there.
    private mutating func hideAliases(of secrets: [SourceRange]) {
        let secrets = secrets.sorted { $0.start < $1.start }
        for index in properties.indices {
            guard case .text(let text) = properties[index].value, let range = properties[index].valueRange,
                secrets.holds(range)
            else { continue }
            properties[index].value = .literal(Secret(.password, text.source.utf8))
        }
    }

    /// The values of attributes in the tags of password fields, with any quotes or none.
    private var unquotedDefaults: [SourceRange] {
        let bytes = file.bytes
        var found: [SourceRange] = []
        var offset = 0
        while let place = bytes[offset...].firstRange(of: "secureBox".utf8) {
            offset = place.upperBound
            let start = bytes[..<place.lowerBound].suffix(1024).lastIndex(of: UInt8(ascii: "<")) ?? place.lowerBound
            let end = bytes[offset...].prefix(1024).firstIndex(of: UInt8(ascii: ">")) ?? min(bytes.count, offset + 1024)
            guard let name = bytes[start..<end].firstRange(of: "default-value".utf8) else { continue }
            let value = bytes[name.upperBound..<end].drop { " =\"'".utf8.contains($0) }
            // The next attribute begins with a name before its sign.
            let sign = value.firstIndex(of: UInt8(ascii: "=")) ?? end
            let last = sign == end ? end : bytes[value.startIndex..<sign].lastIndex(of: UInt8(ascii: " ")) ?? end
            if value.startIndex < last { found.append(SourceRange(value.startIndex, last)) }
        }
        return found
    }

    /// A string or tag that is cut by the end of the file may contain the beginning of a secret.
    private func cutOff(_ problems: [Problem]) -> SourceRange? {
        let bytes = file.bytes
        guard let problem = problems.first(where: { $0.code == "IN001" && Int($0.range.end) == bytes.count }) else {
            return nil
        }
        if form == .plugin {
            let tag = bytes.lastIndex(of: UInt8(ascii: "<")).flatMap {
                $0 < (bytes.lastIndex(of: UInt8(ascii: ">")) ?? 0) ? nil : $0
            }
            return tag.map { SourceRange($0 + 1, bytes.count) }
        }
        let start = Int(problem.range.start)
        return problem.range.count > 1 && bytes[start] == UInt8(ascii: "\"") ? SourceRange(start + 1, bytes.count) : nil
    }

    /// A bare list has no scope: its level is that of an environment named after the file.
    mutating func becomePropertyList() {
        guard !isPropertyList else { return }
        isPropertyList = true
        environments.append(Located(listScope.environment ?? "", at: SourceRange(0, 0)))
    }

    var listScope: Scope { Scope(level: .environment, environment: nameOfFile) }

    /// The name without its folder and extension.
    var nameOfFile: String {
        let name = file.path.split(separator: "/").last ?? "-"
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
        return String(stem.isEmpty ? name : stem)
    }
}

extension PropertiesText.Entry {
    /// Whether it sets a property, and is not prose or a message such as `curl: (22) …`: a colon also follows words.
    fileprivate func isAssignment(in file: SourceFile) -> Bool {
        guard hasSeparator, !name.value.isEmpty,
            name.value.utf8.allSatisfy({ $0.isNameByte || "./-".utf8.contains($0) })
        else { return false }
        let between = file.bytes[Int(name.range.end)..<max(Int(name.range.end), Int(value.range.start))]
        return between.contains(UInt8(ascii: "=")) || name.value.utf8.contains(UInt8(ascii: "."))
    }
}

extension [SourceRange] {
    /// Whether one of the ranges, which are in order, overlaps another range. Nested ranges are rare and near.
    fileprivate func holds(_ range: SourceRange) -> Bool {
        let end = partitioningIndex { $0.start >= range.end }
        return self[..<end].suffix(16).contains { $0.end > range.start }
    }
}
