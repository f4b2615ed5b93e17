public import Diagnostics
public import Languages
import Secrets

extension UrbanCodeDocument {
    /// A text with references in any place.
    public struct HeldText: Sendable {
        public let value: ReferenceText
        public let range: SourceRange
        /// Whether `${name}` may belong to another language: in a script, JCL, a list of tokens or a field of another
        /// plug-in.
        public let isScript: Bool

        /// In a script `${p.x}` and `${}` belong to the language of the script.
        public func isAnothers(_ part: ReferenceText.Part) -> Bool {
            isScript && (part.kind == .malformed(.dot) || value.text(of: part) == "${}")
        }
    }

    /// - Parameter isWanted: whether a text is of interest.
    func findReferenceTexts(where isWanted: (ReferenceText) -> Bool) -> [HeldText] {
        var found: [HeldText] = []
        func add(_ value: PropertyValue, _ range: SourceRange?, isScript: @autoclosure () -> Bool) {
            guard case .text(let text) = value, !text.isPlain, let range, isWanted(text) else { return }
            found.append(
                HeldText(
                    value: text, range: range, isScript: text.source.utf8.contains(UInt8(ascii: "\n")) || isScript()))
        }
        for property in properties { add(property.value, property.valueRange, isScript: false) }
        for process in processes {
            for step in process.steps {
                // Fields of other plug-ins may have their own variables: `${member}` in a template.
                let isForeign = step.connection == nil
                for field in step.fields where field.mayRefer {
                    add(field.value, field.range, isScript: isForeign || Self.isScript(field.name))
                }
            }
            for field in process.calls.flatMap(\.passed) { add(field.value, field.range, isScript: false) }
        }
        for text in texts { add(.text(text.value), text.range, isScript: false) }
        return found
    }

    private static let scriptWords: [String] = ["script", "body", "code", "jclstring", "token", "command", "sql"]

    private static func isScript(_ key: String) -> Bool {
        let key = Array(key.lowercased().utf8)
        return scriptWords.contains { key[...].contains($0) }
    }
}
