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

    /// Of the fields for JCL of connecting steps, and of properties that look like JCL.
    public var jclSecrets: [JCLSecret] {
        var found: [JCLSecret] = []
        func add(_ value: PropertyValue, _ range: SourceRange, _ holder: String) {
            guard case .text(let text) = value else { return }
            found += JCLSecrets.find(in: text.source).map { secret in
                JCLSecret(
                    holder: holder, range: range, line: secret.line, keyword: secret.keyword,
                    secret: file.place(of: secret.range, of: text.source, at: range))
            }
        }
        for process in processes {
            for step in process.steps where step.connection != nil {
                for key in ["jclString", "jobCard"] {
                    guard let field = step[key] else { continue }
                    add(field.value, field.range, "field \(field.key.value) of '\(step.name.value)'")
                }
            }
        }
        for property in properties {
            guard let range = property.valueRange, case .text(let text) = property.value,
                JCLSecrets.isJCL(text.source)
            else { continue }
            add(property.value, range, "\(property.name.value) of \(property.scope)")
        }
        return found
    }
}
