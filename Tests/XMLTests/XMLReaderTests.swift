import Diagnostics
import Testing

@testable import XML

@Suite struct XMLReaderTests {
    private static func read(_ text: String) -> XMLDocument {
        XMLReader.read(SourceFile(path: "x.xml", bytes: Array(text.utf8)))
    }

    private static func text(_ mapped: MappedText) -> String { String(decoding: mapped.bytes, as: UTF8.self) }

    @Test func `elements keep their order, parents and places`() {
        let document = Self.read(
            "<?xml version='1.0'?>\n<w:a xmlns:w='urn:x'>\n <b c=\"1 &lt; 2\" d='x'/>é<e>t</e>\n</w:a>")
        #expect(document.problems.isEmpty)
        #expect(document.elements.map(\.name) == ["a", "b", "e"])
        #expect(document.elements.map(\.parent) == [nil, 0, 0])
        #expect(
            document.elements.map { document.file.text($0.tag) } == [
                "<w:a xmlns:w='urn:x'>", "<b c=\"1 &lt; 2\" d='x'/>", "<e>",
            ])
        #expect(document.elements.map { document.file.text($0.content) }.last == "t")
        let attributes = document.elements[1].attributes
        #expect(attributes.map(\.name) == ["c", "d"])
        #expect(attributes.map { Self.text(document.value(of: $0)) } == ["1 < 2", "x"])
    }

    @Test(arguments: [
        ("<a>plain</a>", "plain"), ("<a>1 &lt; 2 &amp;&amp; 3 &gt; 2</a>", "1 < 2 && 3 > 2"),
        ("<a><![CDATA[a < b & c]]></a>", "a < b & c"), ("<a>x<![CDATA[y]]>z</a>", "xyz"),
        ("<a>x<!-- <b>no</b> -->y</a>", "xy"), ("<a>x<b>inner</b>y</a>", "xy"), ("<a>x<b/>y</a>", "xy"),
        ("<a>&#65;&#x42;&#10;</a>", "AB\n"), ("<a/>", ""), ("<a></a>", ""), ("<a>x<?pi y?>z</a>", "xz"),
    ])
    func `character data is decoded and every byte has its place`(_ input: String, _ expected: String) {
        let document = Self.read(input)
        let mapped = document.text(of: 0)
        #expect(Self.text(mapped) == expected)
        for (index, byte) in mapped.bytes.enumerated() {
            let source = document.file.bytes[mapped.fileRange(index, index + 1).bounds]
            #expect(source.first == byte || source.first == UInt8(ascii: "&"))
        }
    }

    @Test(arguments: ["<a>", "<a></b>", "<a", "", "text", "<a b=1/>", "<a>&unknown;</a>", "\u{0}", "<a>\u{1}</a>"])
    func `a file that is not XML is one syntax error`(_ input: String) {
        #expect(Self.read(input).problems.map(\.code) == ["IN001"])
    }

    @Test func `external entities are named and never opened`() {
        let document = Self.read(
            "<!DOCTYPE w [\n<!ENTITY step SYSTEM \"file:///etc/passwd\">\n]>\n<w>&step;</w>")
        #expect(document.problems.map(\.code) == ["IN002"])
        #expect(
            document.problems.first.map { document.file.text($0.range) }
                == "<!ENTITY step SYSTEM \"file:///etc/passwd\">")
        #expect(Self.text(document.text(of: 0)) == "&step;")
    }

    @Test(arguments: [
        "<!DOCTYPE w [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><w>&b;</w>",
        "<!DOCTYPE w [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]><w/>",
    ])
    func `entities that could expand end the reading`(_ input: String) {
        let document = Self.read(input)
        #expect(document.problems.map(\.code) == ["IN001"])
        #expect(document.elements.isEmpty)
    }

    @Test func `depth is limited`() {
        let deep = String(repeating: "<a>", count: 5000) + String(repeating: "</a>", count: 5000)
        #expect(Self.read(deep).problems.map(\.code) == ["IN001"])
    }

    @Test func `a document after line 65535 keeps its places`() {
        let document = Self.read("<a>" + String(repeating: "\n", count: 70_000) + "<b>x</b></a>")
        #expect(document.file.lineIndex(at: Int(document.elements[1].tag.start)) == 70_000)
    }

    @Test func `every prefix is read`() {
        let whole = Array(
            "<!DOCTYPE w [<!ENTITY s SYSTEM 'x'>]><w a='1'><![CDATA[x]]>&lt;<b/>&s;<c>é</c><!-- - --></w>".utf8)
        for length in 0...whole.count {
            let document = XMLReader.read(SourceFile(path: "x", bytes: Array(whole.prefix(length))))
            for index in document.elements.indices { #expect(document.text(of: index).bytes.count <= length) }
        }
    }
}
