public import Diagnostics

extension UrbanCodeDocument {
    /// A password in JCL that a step or a property holds.
    public struct JCLSecret: Sendable {
        /// `field jclString of 'SUBMIT'`.
        public let holder: String
        /// Of the whole JCL.
        public let range: SourceRange
        /// In the JCL, from 1.
        public let line: Int
        public let keyword: String
        /// Of the password itself.
        public let secret: SourceRange
    }

    /// Finds them in the fields for JCL of connecting steps and in properties that look like JCL; such a property is a
    /// secret from then on.
    mutating func findJCLSecrets() {
        var found: [JCLSecret] = []
        func secrets(_ value: PropertyValue, _ range: SourceRange, _ holder: String) -> [JCLSecret] {
            guard case .text(let text) = value else { return [] }
            return JCLSecrets.find(in: text.source).map { secret in
                JCLSecret(
                    holder: holder, range: range, line: secret.line, keyword: secret.keyword,
                    secret: file.place(of: secret.range, of: text.source, at: range))
            }
        }
        for process in processes {
            for step in process.steps where step.connection != nil {
                for key in ["jclString", "jobCard"] {
                    guard let field = step[key] else { continue }
                    found += secrets(field.value, field.range, "field \(field.key.value) of '\(step.name.value)'")
                }
            }
        }
        for index in properties.indices {
            let property = properties[index]
            guard let range = property.valueRange, case .text(let text) = property.value,
                JCLSecrets.isJCL(text.source)
            else { continue }
            let held = secrets(property.value, range, "\(property.name.value) of \(property.scope)")
            if !held.isEmpty { properties[index].value = .literal(Secret(.password, text.source.utf8)) }
            found += held
        }
        jclSecrets = found
    }
}
