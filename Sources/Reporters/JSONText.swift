public import Diagnostics
import FoundationEssentials

extension JSONValue {
    /// With sorted keys and a line feed at the end.
    ///
    /// - Parameter isPretty: one member a line, for reports; else the whole value on one line, for `dump`.
    public func encoded(isPretty: Bool) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("JSON of strings, numbers and truth values can always be encoded")
        }
        return Array(data) + [UInt8(ascii: "\n")]
    }

    static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    static func number(orNull number: Int?) -> JSONValue { number.map(JSONValue.number) ?? .null }
}
