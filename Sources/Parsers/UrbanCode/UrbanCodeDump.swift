public import Diagnostics
import Secrets

extension UrbanCodeDocument {
    public func dumped() -> [String: JSONValue] {
        @Sendable func line(_ range: SourceRange) -> JSONValue { .number(file.lineIndex(at: Int(range.start)) + 1) }
        let types = (plugin?.stepTypes ?? []).map { type -> JSONValue in
            let fields = Dictionary(
                type.inputs.map { ($0.field.key.value, dumped($0.field)) }, uniquingKeysWith: { $1 })
            return [
                "process": nil, "step": nil, "plugin": .string(plugin?.name ?? ""),
                "version": (plugin?.version).map(JSONValue.number) ?? .null, "command": .string(type.name.value),
                "line": line(type.name.range), "fields": .object(fields),
            ]
        }
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
        let properties = JSONValue.list(properties) { property in
            [
                "scope": .string(property.scope.description), "name": .string(property.name.value),
                "value": property.value.dumped, "secure": property.isSecure.map(JSONValue.bool) ?? .null,
                "line": line(property.name.range),
            ]
        }
        return ["steps": .array(steps + types), "properties": properties]
    }

    /// A field may contain JCL with a password; then none of it is shown.
    private func dumped(_ field: Field) -> JSONValue {
        let holdsSecret =
            heldSecrets.contains { $0.range == field.range }
            || !SecretScanner.secrets(in: file.bytes, field.range.bounds).isEmpty
        return holdsSecret ? .string(Secret.mask) : field.value.dumped
    }
}
