public import Diagnostics

extension UrbanCodeDocument: InputModel {
    public static func parse(_ file: SourceFile) -> Parsed<UrbanCodeDocument> {
        guard startsLikeJSON(file.bytes) else { return parseText(file) }
        let (json, problems) = JSONDocument.parse(file)
        var reader = UrbanCodeReader(json)
        reader.read()
        return reader.document.parsed(problems: problems, secrets: reader.secrets)
    }

    private static func parseText(_ file: SourceFile) -> Parsed<UrbanCodeDocument> {
        var document = UrbanCodeDocument(file: file)
        document.becomePropertyList()
        var secrets: [SourceRange] = []
        for entry in PropertiesText.parse(file).entries {
            let value = PropertyValue(entry.value.value, isSecret: SecretName.matches(entry.name.value))
            if value.isSecret { secrets.append(entry.value.range) }
            // Batch Edit shows secure values encrypted; of a blank it says nothing.
            let isSecure: Bool? =
                switch value {
                case .ciphertext, .masked: true
                case .text, .literal: false
                case .missing, .blank: nil
                }
            document.properties.append(
                Property(
                    scope: document.listScope, name: entry.name, value: value, valueRange: entry.value.range,
                    isSecure: isSecure, isDefinition: false))
        }
        return document.parsed(problems: [], secrets: secrets)
    }

    /// Properties that a password field refers to are secrets whatever their name.
    private func parsed(problems: [Problem], secrets: [SourceRange]) -> Parsed<UrbanCodeDocument> {
        var document = self
        let hidden = document.hide(Self.passwordNames(in: [self]))
        return Parsed(
            document, problems: problems, secrets: secrets + hidden + SecretScanner.secrets(in: file.bytes))
    }

    /// A bare list has no scope: it counts as the environment level of an environment named after the file.
    mutating func becomePropertyList() {
        guard !isPropertyList else { return }
        isPropertyList = true
        environments.append(Located(listScope.environment ?? "", at: SourceRange(0, 0)))
    }

    var listScope: Scope {
        let name = file.path.split(separator: "/").last ?? "-"
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
        return Scope(level: .environment, environment: String(stem.isEmpty ? name : stem))
    }

    public func dumped() -> [String: JSONValue] {
        func line(_ range: SourceRange) -> JSONValue { .number(file.lineIndex(at: Int(range.start)) + 1) }
        let steps = processes.flatMap { process in
            process.steps.map { step -> JSONValue in
                let fields = Dictionary(
                    step.fields.map { ($0.key.value, dumped($0)) }, uniquingKeysWith: { $1 })
                return [
                    "process": .string(process.name), "step": .string(step.name.value), "plugin": .string(step.plugin),
                    "version": step.version.map(JSONValue.number) ?? .null, "command": .string(step.command),
                    "line": line(step.range), "fields": .object(fields),
                ]
            }
        }
        let properties = properties.map { property -> JSONValue in
            [
                "scope": .string(property.scope.description), "name": .string(property.name.value),
                "value": property.value.dumped, "secure": property.isSecure.map(JSONValue.bool) ?? .null,
                "line": line(property.name.range),
            ]
        }
        return ["steps": .array(steps), "properties": .array(properties)]
    }

    /// A field may hold JCL with a password in it; then none of it is shown.
    private func dumped(_ field: Field) -> JSONValue {
        let holdsSecret = !SecretScanner.secrets(in: file.bytes, field.range.bounds).isEmpty
        return holdsSecret ? .string(Secret.mask) : field.value.dumped
    }
}
