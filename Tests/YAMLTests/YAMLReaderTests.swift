import Diagnostics
import Testing

@testable import YAML

@Suite struct YAMLReaderTests {
    private static func read(_ text: String) -> YAMLDocument {
        YAMLReader.read(SourceFile(path: "x.yml", bytes: Array(text.utf8)))
    }

    private static func string(_ mapped: MappedText) -> String { String(decoding: mapped.bytes, as: UTF8.self) }

    @Test func `keys and values keep their order and places`() {
        let document = Self.read("# é\nnäme: Ünit\nlist:\n  - 1\n  - {a: 'b'}\nempty:\n")
        #expect(document.problems.isEmpty)
        #expect(document.roots == [0])
        let members = document.members(0)
        #expect(members.map { document.text($0.key) } == ["näme", "list", "empty"])
        #expect(document.file.text(document.nodes[members[0].value].range) == "Ünit")
        #expect(document.file.text(document.nodes[members[1].value].range) == "- 1\n  - {a: 'b'}")
        let elements = document.elements(members[1].value)
        #expect(document.text(elements[0]) == "1")
        #expect(document.file.text(document.nodes[elements[1]].range) == "{a: 'b'}")
        #expect(document.text(document.members(elements[1])[0].value) == "b")
        #expect(document.text(members[2].value).isEmpty)
    }

    @Test(arguments: [
        ("a: plain text", "plain text", YAMLDocument.Style.plain),
        ("a: folded\n   over lines  \n   and\n\n   more\n", "folded over lines and\nmore", .plain),
        ("a: 'it''s'", "it's", .singleQuoted), ("a: 'two\n  lines'", "two lines", .singleQuoted),
        ("a: \"tab\\there \\u00e9\\x41\\U0001F600\"", "tab\there é\u{41}😀", .doubleQuoted),
        ("a: \"joined \\\n   up\"", "joined up", .doubleQuoted), ("a: \"é\n\n  x\"", "é\nx", .doubleQuoted),
        ("a: |\n  //JOB\n    deep\n\n  end\n", "//JOB\n  deep\n\nend\n", .literal),
        ("a: |-\r\n  one\r\n  two\r\n", "one\ntwo", .literal), ("a: |+\n  x\n\n\n", "x\n\n\n", .literal),
        ("a: |2\n    x\n   y\n", "  x\n y\n", .literal), ("a: |  # note\n é\n", "é\n", .literal),
        ("a: >\n  folded\n  text\n\n  para\n    more\n  back\n", "folded text\npara\n  more\nback\n", .folded),
        ("a: >-\n\n  x\n", "\nx", .folded), ("a: &n !!str 'v'", "v", .singleQuoted),
    ])
    func `every byte of a scalar has its place`(_ input: String, _ text: String, _ style: YAMLDocument.Style) {
        let document = Self.read(input)
        #expect(document.problems.isEmpty)
        let value = document.members(0)[0].value
        #expect(document.nodes[value].style == style)
        let mapped = document.mappedText(value)
        #expect(Self.string(mapped) == text)
        #expect(document.text(value) == text)
        let bounds = document.nodes[value].range.bounds
        var last = bounds.lowerBound
        for (index, byte) in mapped.bytes.enumerated() {
            let range = mapped.fileRange(index, index + 1).bounds
            #expect(range.lowerBound >= last && range.upperBound <= bounds.upperBound)
            last = range.lowerBound
            guard byte > UInt8(ascii: " "), range.count == 1 else { continue }
            #expect(document.file.bytes[range.lowerBound] == byte)
        }
        let letter = mapped.bytes.lastIndex { $0 > UInt8(ascii: " ") && $0 < 0x80 }
        if let letter, document.file.bytes[bounds].last == mapped.bytes[letter] {
            #expect(mapped.fileRange(letter, letter + 1).bounds.upperBound == bounds.upperBound)
        }
    }

    @Test func `blanks of a literal block follow its indentation`() {
        let document = Self.read("a: |\n    x\n      y\n")
        let mapped = document.mappedText(document.members(0)[0].value)
        #expect(Self.string(mapped) == "x\n  y\n")
        #expect(document.file.text(mapped.fileRange(0, 1)) == "x")
        #expect(mapped.fileRange(2, 5) == SourceRange(15, 18))
        #expect(document.file.text(mapped.fileRange(4, 5)) == "y")
    }

    @Test func `an alias is a copy with the places of its anchor`() {
        let document = Self.read("a: &x {k: v}\nb: *x\nc: *x\n")
        #expect(document.problems.isEmpty)
        let values = document.members(0).map(\.value)
        #expect(values.map { document.text(document.members($0)[0].value) } == ["v", "v", "v"])
        #expect(Set(values.map { document.nodes[$0].range }).count == 1)
    }

    @Test(arguments: [
        ("a: &x {k: v, m: w}\nb: {<<: *x, k: own}\n", ["k": "own", "m": "w"]),
        ("a: &x {k: v}\nb:\n  <<: *x\n  n: &y z\n  o: *y\n", ["k": "v", "n": "z", "o": "z"]),
        ("a: [&x {k: v}, &y {k: w, m: u}]\nb: {<<: [*x, *y]}\n", ["k": "v", "m": "u"]),
        ("a: &x {k: v}\na2: &y {<<: *x, m: w}\nb: {<<: *y}\n", ["k": "v", "m": "w"]),
        ("a: 1\nb: {<<: {k: v}}\n", ["k": "v"]),
        // A text as the value, and a key in quotes, merge nothing.
        ("a: 1\nb: {<<: text, k: v}\n", ["<<": "text", "k": "v"]),
        ("a: 1\nb: {'<<': {m: w}, k: v}\n", ["<<": "", "k": "v"]),
    ])
    func `merge keys add the keys that a mapping lacks`(_ input: String, _ expected: [String: String]) {
        let document = Self.read(input)
        #expect(document.problems.isEmpty)
        let last = document.members(0).last?.value ?? 0
        let members = document.members(last).map { (document.text($0.key), document.text($0.value)) }
        #expect(members.count == expected.count)
        #expect(Dictionary(members, uniquingKeysWith: { $1 }) == expected)
        #expect(document.nodes.indices.allSatisfy { $0 < Int(document.nodes[$0].next) })
        #expect(Int(document.nodes[0].next) == document.nodes.count)
    }

    @Test func `alias bombs are refused`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",") + "]\n"
        }
        let document = Self.read(text)
        #expect(document.problems.map(\.code) == ["IN001"])
        #expect(document.nodes.count < YAMLReader.aliasLimit * 2)
        #expect(document.members(0).count > 3)
    }

    @Test(arguments: ["a: &x [*x]", "a: *nobody", "a: &x\n  b: *x\n"])
    func `an alias of an incomplete node is refused`(_ text: String) {
        #expect(Self.read(text).problems.map(\.code) == ["IN001"])
    }

    @Test(arguments: [
        ("a: b\nc: d: e\n", 2), ("a: [1, 2\n", 2), ("a: \"x\n", 2), ("é: \t- x\n\tb: c\n", 1), ("k: v\n\u{1}x: y\n", 2),
    ])
    func `reading ends at the first error and keeps the elements before it`(_ text: String, _ line: Int) {
        let document = Self.read(text)
        #expect(document.problems.map(\.code) == ["IN001"])
        #expect(document.problems.first.map { document.file.lineIndex(at: Int($0.range.start)) + 1 } == line)
        #expect(document.nodes.allSatisfy { $0.next > 0 && Int($0.next) <= document.nodes.count })
        #expect(document.nodes.allSatisfy { Int($0.range.end) <= document.file.bytes.count })
    }

    @Test func `nesting bombs are refused`() {
        for text in [String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000)] {
            let document = Self.read(text)
            #expect(document.problems.map(\.code) == ["IN001"])
            #expect(document.nodes.count <= YAMLReader.depthLimit)
        }
    }

    @Test func `every prefix is read`() {
        let text = "a: &x |\n  é\n\n   b\nc: [\"\\u00e9\", 'it''s', {k: *x}]\n--- >-\n folded\n text\n"
        let bytes = Array(text.utf8)
        for count in 0...bytes.count {
            let document = YAMLReader.read(SourceFile(path: "x", bytes: Array(bytes[..<count])))
            for index in document.nodes.indices {
                #expect(Int(document.nodes[index].range.end) <= count)
                _ = document.mappedText(index)
                _ = document.members(index)
            }
        }
        #expect(YAMLReader.read(SourceFile(path: "x", bytes: bytes)).roots.count == 2)
    }

    @Test(arguments: ["---\n@x\n", "--- `", "a: 1\n---\n%", "--- !<", "--- \u{1}"])
    func `an unreadable document has no root`(_ text: String) {
        let document = YAMLReader.read(SourceFile(path: "a.yml", bytes: Array(text.utf8)))
        #expect(!document.problems.isEmpty)
        #expect(document.roots.allSatisfy { document.nodes.indices.contains($0) })
    }
}
