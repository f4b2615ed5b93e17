public import Diagnostics

extension Report {
    /// Who reads the texts of a JSON document.
    public enum Readers: Sendable {
        /// Programs alone: texts stay what they are.
        case programs
        /// Pages of a build server show them: texts are cleaned.
        case people
    }

    /// A document with sorted keys and a member a line.
    public init(_ value: JSONValue, for readers: Readers) {
        self.init(json: { take in
            var writer = JSONWriter(isPretty: true, cleansTexts: readers == .people)
            writer.write(value, take)
            writer.endLine()
            writer.finish(take)
        })
    }

    /// Each value on a line of its own, for programs.
    public init(lines values: [JSONValue]) {
        self.init(json: { take in
            var writer = JSONWriter(isPretty: false, cleansTexts: false)
            for value in values {
                writer.write(value, take)
                writer.endLine()
            }
            writer.finish(take)
        })
    }
}

extension JSONValue {
    static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    static func number(orNull number: Int?) -> JSONValue { number.map(JSONValue.number) ?? .null }
}
