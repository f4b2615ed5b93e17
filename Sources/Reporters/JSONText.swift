public import Diagnostics
import FoundationEssentials

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
        self.init(json: value.encoded([.prettyPrinted], cleansTexts: readers == .people))
    }

    /// Each value on a line of its own, for programs.
    public init(lines values: [JSONValue]) {
        self.init(json: values.flatMap { $0.encoded([], cleansTexts: false) })
    }
}

extension JSONValue {
    /// With a line feed at the end.
    fileprivate func encoded(_ layout: JSONEncoder.OutputFormatting, cleansTexts: Bool) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = layout.union([.sortedKeys, .withoutEscapingSlashes])
        if let key = Self.cleansTexts { encoder.userInfo[key] = cleansTexts }
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("JSON of strings, numbers and truth values can always be encoded")
        }
        return Array(data) + [UInt8(ascii: "\n")]
    }

    static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    static func number(orNull number: Int?) -> JSONValue { number.map(JSONValue.number) ?? .null }
}
