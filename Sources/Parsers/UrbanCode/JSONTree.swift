import Contract
import Diagnostics
import Secrets
import Trees

/// A tree that many steps share, with the meanings of its texts as keys.
final class JSONTree: Sendable {
    private struct Text {
        var lowercased: String
        /// Whether the name indicates a secret.
        var isSecret: Bool
        /// What it is as a value: exports repeat the same ones in most of their fields. `nil` for what is only a key.
        var value: PropertyValue?
        var connecting: ConnectingFields.Key?

        init(_ text: String, mayBeValue: Bool) {
            lowercased = text.lowercased()
            isSecret = SecretName.matches(text)
            value = mayBeValue ? PropertyValue(text, isSecret: false).kept : nil
            connecting = ConnectingFields.Key(rawValue: lowercased)
        }
    }

    let json: JSONDocument
    /// The meanings of texts as keys of exports, by the numbers of nodes.
    let words: [UrbanCodeWord]
    /// The other meanings.
    private let texts: [Text]
    /// The numbers of the texts that are the same in lower case.
    private let numbers: [String: [UInt16]]

    init(_ json: JSONDocument) {
        self.json = json
        texts = json.texts.enumerated().map { number, text in
            Text(text, mayBeValue: number < TextTable.valueLimit || text.utf8.contains(UInt8(ascii: "$")))
        }
        words = texts.map { UrbanCodeWord(lowercased: $0.lowercased) }
        numbers = Dictionary(grouping: texts.indices.map { UInt16($0) }) { [texts] in texts[Int($0)].lowercased }
    }

    func name(_ key: Int) -> String { json.string(key) }

    /// Whether a key or another string is a name that indicates a secret.
    func isSecret(_ key: Int) -> Bool {
        let number = json.nodes[key].text
        return number == TextTable.none ? SecretName.matches(json.string(key)) : texts[Int(number)].isSecret
    }

    /// - Parameter isSecret: whether clear text is a secret there.
    func value(_ node: Int, isSecret: Bool) -> PropertyValue {
        let number = json.nodes[node].text
        if number != TextTable.none, let known = texts[Int(number)].value { return isSecret ? known.hidden : known }
        guard let text = json.scalar(node) else { return .missing }
        return PropertyValue(text, isSecret: isSecret)
    }

    /// The fields in `properties`: an object, or an array of objects with name and value.
    func fields(_ properties: Int) -> [UrbanCodeDocument.Field] {
        var fields: [UrbanCodeDocument.Field] = []
        for (key, value) in json.members(properties) { fields.append(.init(self, key: key, value: value)) }
        for element in json.elements(properties) {
            guard let name = json.value("name", of: element), json.kind(name) == .string,
                let value = json.value("value", of: element)
            else { continue }
            fields.append(.init(self, key: name, value: value))
        }
        return fields
    }

    /// All fields with this key, without regard to case.
    func fields(_ properties: Int, named key: String) -> [UrbanCodeDocument.Field] {
        let wanted = key.lowercased()
        guard json.kind(properties) == .object else {
            return fields(properties).filter { $0.name.isEqual(ignoringCase: key) }
        }
        let numbers = numbers[wanted] ?? []
        let first = numbers.first
        var found: [UrbanCodeDocument.Field] = []
        for (key, value) in json.members(properties) {
            let number = json.nodes[key].text
            let isWanted =
                number == TextTable.none
                ? json.string(key).lowercased() == wanted
                : number == first || numbers.count > 1 && numbers.contains(number)
            if isWanted { found.append(.init(self, key: key, value: value)) }
        }
        return found
    }

    /// Calls with the fields that decide how a step logs on.
    func eachConnecting(_ properties: Int, _ body: (ConnectingFields.Key, UrbanCodeDocument.Field) -> Void) {
        guard json.kind(properties) == .object else {
            for field in fields(properties) {
                if let key = ConnectingFields.Key(rawValue: field.name.lowercased()) { body(key, field) }
            }
            return
        }
        for (key, value) in json.members(properties) {
            let number = json.nodes[key].text
            let connecting =
                number == TextTable.none
                ? ConnectingFields.Key(rawValue: json.string(key).lowercased()) : texts[Int(number)].connecting
            if let connecting { body(connecting, .init(self, key: key, value: value)) }
        }
    }

    /// The values of an object by the meanings of their keys.
    func object(_ index: Int) -> UrbanCodeObject { UrbanCodeObject(index, json, words) }

    /// The last field with this key.
    func field(_ properties: Int, _ key: String) -> UrbanCodeDocument.Field? { fields(properties, named: key).last }
}
