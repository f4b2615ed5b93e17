import Contract
public import Diagnostics
import Languages
public import Secrets

extension UrbanCodeDocument {
    /// Turns the values of properties and fields that the user declares secret into secrets, and returns their places.
    public mutating func hide(_ patterns: SecretPatterns) -> [SourceRange] {
        var places: [SourceRange] = []
        madeFlawedTexts = Memo()
        for index in properties.indices {
            let property = properties[index]
            guard let range = property.valueRange else { continue }
            let holder = "\(property.name.value) of \(property.scope)"
            switch property.value {
            case .text(let text)
            where text.hasLiteral && patterns.match(name: property.name.value, value: text.source):
                properties[index].value = .literal(Secret(.password, text.source.utf8))
            // The name alone shows it too.
            case .literal where patterns.match(name: property.name.value, value: file.text(range)): break
            default: continue
            }
            places.append(note(holder, range))
        }
        for process in processes {
            for step in process.steps {
                for field in step.fields {
                    guard case .text(let text) = field.value, text.hasLiteral,
                        patterns.match(name: field.name, value: text.source)
                    else { continue }
                    places.append(note("field \(field.name) of '\(step.name.value)'", field.range))
                }
            }
        }
        return places
    }

    private mutating func note(_ holder: String, _ range: SourceRange) -> SourceRange {
        heldSecrets.append(
            .init(
                language: .configured, holder: holder, range: range, line: nil, keyword: "secrets of .jmoncheck.yml",
                secret: range))
        return range
    }
}
