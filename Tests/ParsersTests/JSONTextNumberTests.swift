import Diagnostics
import Testing

@testable import Trees

@Suite struct JSONTextNumberTests {
    @Test(arguments: 0...20)
    func `a key has the same number everywhere`(_ length: Int) {
        let key = String("configuration-property".prefix(length))
        let text = #"{"\#(key)":{"other":1},"\#(key)":2}"#
        let document = JSONDocument.parse(SourceFile(path: "a.json", bytes: Array(text.utf8))).document
        #expect(document.texts == [key, "other"])
    }

    private static func parse(_ text: String) -> JSONDocument {
        JSONDocument.parse(SourceFile(path: "a.json", bytes: Array(text.utf8))).document
    }

    @Test func `a value has the number of its text, unless it has escapes`() throws {
        let document = Self.parse(#"{"a":"x","b":'x',"c":"${p:x}","d":["${p:x}","a"],"e":"\u0078","f":1}          "#)
        let texts = document.nodes.map { $0.text == TextTable.none ? nil : document.texts[Int($0.text)] }
        #expect(
            texts == [
                nil, "a", "x", "b", "x", "c", "${p:x}", "d", nil, "${p:x}", "a", "e", nil, "f", nil,
            ])
        #expect(Set(document.texts).count == document.texts.count)
        #expect(
            document.nodes.indices.dropFirst().allSatisfy { index in
                texts[index].map { $0 == document.string(index) } ?? true
            })
    }

    @Test func `long values have no number, and many values leave numbers for keys`() throws {
        let long = String(repeating: "x", count: 65)
        let values = (0..<10_000).map { "\"value \($0)\"" }.joined(separator: ",")
        let document = Self.parse("{\"a\":\"\(long)\",\"b\":[\(values)],\"\(long)\":\"value 1\",\"d\":\"a\"}")
        let members = document.members(0).map {
            (key: document.nodes[$0.key].text, value: document.nodes[$0.value].text)
        }
        #expect(members.allSatisfy { $0.key != TextTable.none })
        #expect(members[0].value == TextTable.none)
        #expect(members[2].value != TextTable.none && document.texts[Int(members[2].value)] == "value 1")
        #expect(members[3].value == members[0].key)
        #expect(document.texts.count < 5000)
    }
}
