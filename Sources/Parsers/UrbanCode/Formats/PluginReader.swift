import Diagnostics
import Secrets
import XML

/// Reads `plugin.xml` (root `plugin`, namespace `http://www.urbancode.com/PluginXMLSchema_v1`).
struct PluginReader {
    private let document: XMLDocument
    private(set) var secrets: [SourceRange] = []

    var problems: [Problem] { document.problems }

    init(_ document: XMLDocument) { self.document = document }

    static func looksLike(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.first(where: { $0 > UInt8(ascii: " ") }) == UInt8(ascii: "<") else { return false }
        return bytes.contains("PluginXMLSchema") || (bytes.contains("<plugin") && bytes.contains("<step-type"))
    }

    mutating func read() -> PluginDescriptor {
        var steps: [(name: Located<String>, element: Int, inputs: [PluginDescriptor.Input])] = []
        var name = ""
        var version: Int?
        for (index, element) in document.elements.enumerated() {
            switch element.name {
            case "identifier" where name.isEmpty:
                name = attribute("name", index)?.value ?? ""
                version = (attribute("version", index)?.value).flatMap { Int($0) }
            case "step-type": steps.append((attribute("name", index) ?? Located("", at: element.tag), index, []))
            case "property":
                guard let step = steps.indices.last, isInside(index, steps[step].element),
                    let input = input(index)
                else { continue }
                steps[step].inputs.append(input)
            default: continue
            }
        }
        return PluginDescriptor(
            name: name, version: version, stepTypes: steps.map { .init(name: $0.name, inputs: $0.inputs) })
    }

    private func isInside(_ index: Int, _ ancestor: Int) -> Bool {
        var element = document.elements[index].parent
        while let current = element, current > ancestor { element = document.elements[current].parent }
        return element == ancestor
    }

    private mutating func input(_ index: Int) -> PluginDescriptor.Input? {
        guard let name = attribute("name", index),
            let widget = document.elements[(index + 1)...].firstIndex(where: { $0.name == "property-ui" }),
            document.elements[widget].parent == index
        else { return nil }
        let type = attribute("type", widget)?.value ?? ""
        let given = attribute("default-value", widget)
        let isSecret = type == "secureBox" || SecretName.matches(name.value)
        let value = given.map { PropertyValue($0.value, isSecret: isSecret) } ?? .missing
        if value.isSecret, let given { secrets.append(given.range) }
        return .init(
            field: .init(key: name, value: value, range: given?.range ?? name.range), widget: type,
            isRequired: attribute("required", index)?.value == "true",
            isHidden: attribute("hidden", widget)?.value == "true")
    }

    private func attribute(_ name: String, _ index: Int) -> Located<String>? {
        document.elements[index].attributes.first { $0.name == name }.map {
            Located(String(decoding: document.value(of: $0).bytes, as: UTF8.self), at: $0.value)
        }
    }
}
