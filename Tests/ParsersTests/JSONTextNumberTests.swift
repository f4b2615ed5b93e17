import Diagnostics
import Testing

@testable import Parsers

@Suite struct JSONTextNumberTests {
    @Test(arguments: 0...20)
    func `a key has one number wherever it stands`(_ length: Int) {
        let key = String("configuration-property".prefix(length))
        let text = #"{"\#(key)":{"other":1},"\#(key)":2}"#
        let document = JSONDocument.parse(SourceFile(path: "a.json", bytes: Array(text.utf8))).document
        #expect(document.texts == [key, "other"])
    }
}
