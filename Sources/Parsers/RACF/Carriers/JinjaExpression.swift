import Diagnostics
import Languages

/// An expression of a template: a name, with filters that do not change a RACF name.
enum JinjaExpression {
    /// `{{ item.agent | default('AGNTUSR') | upper }}`: the name and its default value.
    struct Name {
        var name: String
        var otherwise: String?
        var isUpper = false
    }

    static func name(_ expression: ArraySlice<UInt8>) -> Name? {
        guard expression.starts(with: "{{".utf8), expression.reversed().starts(with: "}}".utf8) else { return nil }
        let text = String(decoding: expression.dropFirst(2).dropLast(2), as: UTF8.self)
        let parts = text.split(separator: "|").map { $0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed() }
            .map { String($0) }
        guard let first = parts.first, !first.isEmpty else { return nil }
        var name = Name(name: first)
        guard first.utf8.allSatisfy({ $0.isNameByte || $0 == UInt8(ascii: ".") }) else { return nil }
        for filter in parts.dropFirst() {
            switch filter.prefix(while: { $0 != "(" }) {
            case "default", "d":
                let quoted = filter.split(whereSeparator: { $0 == "'" || $0 == "\"" })
                guard quoted.count > 1, !quoted[1].contains(" ") else { continue }
                name.otherwise = String(quoted[1])
            case "upper": name.isUpper = true
            case "trim", "string": continue
            default: return nil
            }
        }
        return name
    }

    /// The names in `{{ }}`.
    static func names(in text: [UInt8]) -> Set<String> {
        var names: Set<String> = []
        var rest = text[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            rest = rest[(open + 1)...]
            guard rest.first == UInt8(ascii: "{") else { continue }
            let inner = rest.dropFirst().prefix { $0 != UInt8(ascii: "}") }
            for word in inner.split(whereSeparator: { !$0.isNameByte }) {
                names.insert(String(decoding: word, as: UTF8.self))
            }
            rest = rest[inner.endIndex...]
        }
        return names
    }

    static func value(_ name: Name, _ values: [String: ProgramFlow.Value]) -> ProgramFlow.Value? {
        var value = values[name.name]
        // The elements of a list in the file have no further members, but another name may have a value from outside.
        if value == nil, let otherwise = name.otherwise, name.name.hasPrefix("item."),
            values.keys.contains(where: { $0.hasPrefix("item.") })
        {
            value = ProgramFlow.Value(text: MappedText(Array(otherwise.utf8), for: 0..<0), origin: nil)
        }
        guard let found = value, found.isKnown else { return nil }
        guard name.isUpper else { return found }
        return ProgramFlow.Value(
            text: MappedText(found.text.bytes.map(\.uppercased), for: 0..<0), origin: found.origin)
    }

    /// A text with the values of its names; `nil` if one of them is unknown.
    static func text(_ text: [UInt8], _ values: [String: ProgramFlow.Value]) -> [UInt8]? {
        guard text.contains("{{".utf8) || text.contains("{%".utf8) else { return text }
        let resolved = TemplateText(text, .jinja, values).text.bytes
        return resolved.contains(Placeholder.substitution) ? nil : resolved
    }

    /// Whether a condition is true; `nil` if its operands are unknown.
    static func truth(_ condition: String, _ values: [String: ProgramFlow.Value]) -> Bool? {
        let words = condition.split(separator: " ").map(String.init)
        func known(_ word: String) -> String? {
            if let first = word.first, first == "'" || first == "\"" { return String(word.dropFirst().dropLast()) }
            if Int(word) != nil { return word }
            return values[word].flatMap { $0.isKnown ? String(decoding: $0.text.bytes, as: UTF8.self) : nil }
        }
        switch words.count {
        case 1:
            switch (known(words[0]) ?? words[0]).lowercased() {
            case "true", "yes": return true
            case "false", "no": return false
            default: return nil
            }
        case 2 where words[0] == "not": return truth(words[1], values).map { !$0 }
        case 3 where words[1] == "is" && words[2] == "defined": return values[words[0]] == nil ? nil : true
        case 3 where words[1] == "==" || words[1] == "!=":
            guard let left = known(words[0]), let right = known(words[2]) else { return nil }
            return (left == right) == (words[1] == "==")
        default: return nil
        }
    }
}
