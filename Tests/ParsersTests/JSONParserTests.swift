import Contract
import Diagnostics
import Testing
import YAML

@testable import Trees
@testable import UrbanCode

@Suite struct JSONParserTests {
    private static func parse(_ text: String) -> (document: JSONDocument, problems: [Problem]) {
        JSONDocument.parse(SourceFile(path: "x.json", bytes: Array(text.utf8)))
    }

    /// The model as text, so that a table can contain the expected result.
    private static func show(_ document: JSONDocument, _ index: Int) -> String {
        switch document.kind(index) {
        case .object:
            "{"
                + document.members(index).map { "\(show(document, $0.key)):\(show(document, $0.value))" }
                .joined(separator: ",") + "}"
        case .array: "[" + document.elements(index).map { show(document, $0) }.joined(separator: ",") + "]"
        case .string: "'\(document.string(index))'"
        case .broken: "?"
        case .number, .true, .false, .null: document.string(index)
        }
    }

    @Test(arguments: [
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", true), ("aBcDeFgHiJkLmNoPqRsTuVwXyZ", true),
        ("abcdefghijklmnopqrstuvwxyz", true), ("bbcdefghijklmnopqrstuvwxyz", false),
        ("acbdefghijklmnopqrstuvwxyz", false), ("abcdefghijklmnopqrstuvwxy", false),
        ("@bcdefghijklmnopqrstuvwxyz", false),
    ])
    func `a key is matched without regard to case`(_ key: String, _ isKey: Bool) throws {
        let (document, _) = Self.parse("{\"\(key)\":1}")
        let root = try #require(document.root)
        #expect((document.value("abcdefghijklmnopqrstuvwxyz", of: root) != nil) == isKey)
    }

    @Test(arguments: [
        ("a-b", "A-B", true), ("A-b", "A-B", true), ("a\rb", "A-B", false), ("a_b", "A-B", false),
        ("a0b", "A-B", false),
    ])
    func `only letters have a case`(_ key: String, _ word: String, _ isKey: Bool) throws {
        let (document, _) = Self.parse("{\"\(key)\":1}")
        let root = try #require(document.root)
        #expect((document.value("A-B", of: root) != nil) == isKey)
    }

    @Test(arguments: [
        ("{}", "{}"), ("[]", "[]"), ("\"\"", "''"), ("0", "0"), ("-0", "-0"), ("1.5e+10", "1.5e+10"), ("true", "true"),
        ("false", "false"), ("null", "null"), (" [ 1 , 2 ] ", "[1,2]"), ("{\"a\":{\"b\":[{}]}}", "{'a':{'b':[{}]}}"),
        ("{\"a\":1,\"a\":2}", "{'a':1,'a':2}"), (#""a\"b\\c\/d""#, "'a\"b\\c/d'"),
        (#""\b\f\n\r\t""#, "'\u{8}\u{C}\n\r\t'"),
        (#""\u0041\u00e9\u20AC""#, "'Aé€'"), (#""\ud83d\ude00""#, "'😀'"), (#""\ud83d""#, "'\u{FFFD}'"),
        (#""\ude00x""#, "'\u{FFFD}x'"), (#""\ud83d\u0041""#, "'\u{FFFD}A'"), ("\"é€😀\"", "'é€😀'"),
        ("\r\n[\t1]\n", "[1]"),
        (#""${p:resource\/work.dir}""#, "'${p:resource/work.dir}'"), ("\"\u{7F}\"", "'\u{7F}'"), (#"{"":1}"#, "{'':1}"),
        (#""\u0000""#, "'\0'"), ("[[[[]]]]", "[[[[]]]]"), ("[-1,0.1,1E5,1e-5]", "[-1,0.1,1E5,1e-5]"),
    ])
    func `RFC 8259 text is read without a problem`(_ text: String, _ expected: String) {
        let (document, problems) = Self.parse(text)
        #expect(problems.isEmpty)
        #expect(document.root.map { Self.show(document, $0) } == expected)
    }

    @Test(arguments: [
        ("[1,]", "[1]", 1, 3), ("{\"a\":1,}", "{'a':1}", 1, 7), ("// x\n[1]", "[1]", 1, 1), ("[1/* x */]", "[1]", 1, 3),
        ("[\"a\tb\"]", "['a\tb']", 1, 4), (#"["\q"]"#, "['q']", 1, 3), ("[1] // end", "[1]", 1, 5),
        ("{a:1,\"b\":2}", "{'a':1,'b':2}", 1, 2), ("{\"a\":'x\"y'}", "{'a':'x\"y'}", 1, 6),
        ("{'a b':1}", "{'a b':1}", 1, 2),
    ])
    func `the deviations of vendors are tolerated and reported`(
        _ text: String, _ expected: String, _ line: Int, _ column: Int
    ) {
        let (document, problems) = Self.parse(text)
        #expect(problems.map(\.code) == ["IN002"])
        #expect(document.root.map { Self.show(document, $0) } == expected)
        #expect(
            problems.first.map { ReportSource(document.file, secrets: []).position($0.range.start) }
                == Position(line: line, column: column))
    }

    @Test(arguments: [
        ("", "", 1, 1), ("   ", "", 1, 1), ("[", "[]", 1, 1), ("{\"a\"", "{'a':?}", 1, 4),
        ("{\"a\":", "{'a':?}", 1, 5),
        ("{\"a\":1", "{'a':1}", 1, 6), ("[1", "[1]", 1, 2), ("[1 2,3]", "[1,3]", 1, 4),
        ("{\"a\" 1,\"b\":2}", "{'a':?,'b':2}", 1, 6),
        ("[tru,1]", "[?,1]", 1, 2), ("[01]", "[?]", 1, 2), ("[1.]", "[?]", 1, 2),
        ("[.5]", "[?]", 1, 2), ("[+1]", "[?]", 1, 2), ("[1e]", "[?]", 1, 2), ("[NaN]", "[?]", 1, 2),
        ("[1] 2", "[1]", 1, 5),
        ("[1}", "[1]", 1, 3), ("{\"a\":1]", "{'a':1}", 1, 7), ("[,1]", "[1]", 1, 2), ("[1,,2]", "[1,2]", 1, 4),
        ("{\"a\":}", "{'a':?}", 1, 6), ("{\"a\":,\"b\":1}", "{'a':?,'b':1}", 1, 6),
        (#"["\u12G4"]"#, "['\u{FFFD}12G4']", 1, 3),
        ("[\"abc\n,1]", "['abc',1]", 1, 2), ("]", "", 1, 1),
        ("hello", "?", 1, 1),
        ("{\"a\":{\"b\":1}", "{'a':{'b':1}}", 1, 12),
    ])
    func `reading continues after an error`(_ text: String, _ expected: String, _ line: Int, _ column: Int) {
        let (document, problems) = Self.parse(text)
        #expect(problems.map(\.code) == ["IN001"])
        #expect((document.root.map { Self.show(document, $0) } ?? "") == expected)
        #expect(
            problems.first.map { ReportSource(document.file, secrets: []).position($0.range.start) }
                == Position(line: line, column: column))
    }

    /// Texts that are not valid JSON, by section of RFC 8259. The problem is IN001, or IN002 if the meaning is clear.
    @Test(arguments: [
        // 2: structure
        ("[1", "IN001"), ("[}", "IN001"), ("{]", "IN001"), ("[]]", "IN001"), ("{}{}", "IN001"), ("[] x", "IN001"),
        ("null,", "IN001"), ("[1:2]", "IN001"), ("{\"a\"}", "IN001"), ("{\"a\",\"b\"}", "IN001"), ("{1:2}", "IN001"),
        ("{null:1}", "IN002"), ("[1;2]", "IN001"), ("[\u{A0}1]", "IN001"), ("[\u{2028}1]", "IN001"),
        ("\u{FEFF}[]", "IN001"),
        ("[1,,]", "IN001"), ("{,}", "IN001"), ("{\"a\":1,,\"b\":2}", "IN001"), ("<null>", "IN001"), ("*", "IN001"),
        // 3: literals
        ("[True]", "IN001"), ("[nul]", "IN001"), ("[truefalse]", "IN001"), ("[undefined]", "IN001"),
        // 6: numbers
        ("[-]", "IN001"), ("[--1]", "IN001"), ("[2.]", "IN001"), ("[-.5]", "IN001"), ("[0x1F]", "IN001"),
        ("[1_000]", "IN001"), ("[Infinity]", "IN001"), ("[-NaN]", "IN001"), ("[1e+]", "IN001"), ("[00]", "IN001"),
        ("[1.2.3]", "IN001"), ("[1 000]", "IN001"), ("[-01]", "IN001"),
        // 7: strings
        (#"["\x41"]"#, "IN002"), (#"["\u00"]"#, "IN001"), (#"["\uZZZZ"]"#, "IN001"), ("[\"\u{1}\"]", "IN002"),
        ("[\"a\nb\"]", "IN001"), ("[\"abc]", "IN001"), (#"["abc\"]"#, "IN001"), ("['abc']", "IN002"),
        // Comments are of JSON5
        ("[1] /* open", "IN002"), ("[1 // a\n]", "IN002"), ("# x\n[]", "IN001"),
    ])
    func `violations of RFC 8259 are reported`(_ text: String, _ code: String) {
        let (document, problems) = Self.parse(text)
        #expect(problems.contains { $0.code.code == code })
        #expect(problems.allSatisfy { Int($0.range.end) <= text.utf8.count })
        Self.expectSound(Array(text.utf8))
        _ = document.root.map { Self.show(document, $0) }
    }

    @Test(arguments: ["[1e400]", "[-0.0e-0]", "[123456789012345678901234567890]", "[\"\u{10FFFF}\"]", #"["\uDFAA"]"#])
    func `text that RFC 8259 leaves to the reader is not a problem`(_ text: String) {
        #expect(Self.parse(text).problems.isEmpty)
    }

    @Test func `a long string and a thousand duplicates are read in one pass`() {
        let long = String(repeating: "x", count: 1_000_000)
        let (document, problems) = Self.parse("[\"\(long)\"]")
        #expect(problems.isEmpty && document.contentRange(1).count == 1_000_000)
        let bytes = Array(
            ("{" + Array(repeating: #""a":1"#, count: 5000).joined(separator: ",") + #","envPropDefs":[]}"#).utf8)
        let parsed = UrbanCodeDocument.parse(SourceFile(path: "x.json", bytes: bytes))
        #expect(parsed.model.duplicateKeys.count == UrbanCodeDocument.duplicateLimit)
        #expect(parsed.model.duplicateKeys.first.map { Int($0.earlier.start) } == 2)
    }

    @Test func `a truncated string keeps its content`() {
        let (document, problems) = Self.parse("{\"a\":\"bcd")
        #expect(problems.map(\.code) == ["IN001", "IN001"])
        #expect(document.root.map { Self.show(document, $0) } == "{'a':'bcd'}")
    }

    @Test func `every byte of a decoded string has its place`() throws {
        let (document, _) = Self.parse(#"{"k":"a\nb\/c\u00e9\ud83d\ude00z"}"#)
        let value = try #require(document.value("k", of: 0))
        let mapped = document.mappedText(value)
        #expect(String(decoding: mapped.bytes, as: UTF8.self) == "a\nb/cé😀z")
        #expect(document.file.text(mapped.fileRange(1, 2)) == #"\n"#)
        #expect(document.file.text(mapped.fileRange(5, 7)) == #"\u00e9"#)
        #expect(document.file.text(mapped.fileRange(11, 12)) == "z")
    }

    @Test func `equal keys have equal numbers, whatever their escapes`() {
        let (document, _) = Self.parse(#"{"ab":1,"a\u0062":2,"c":{"ab":3}}"#)
        let numbers = document.nodes.map(\.text).filter { $0 != TextTable.none }
        #expect(numbers.count == 4 && Set(numbers).count == 2)
        #expect(document.texts[Int(numbers[0])] == "ab")
    }

    @Test func `thousands of keys keep their numbers`() {
        let names = (0..<70_000).map { "key\($0)" }
        let (document, problems) = Self.parse("{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}")
        #expect(problems.isEmpty)
        for (name, member) in zip(names, document.members(0)) {
            #expect(document.string(member.key) == name)
            let number = document.nodes[member.key].text
            #expect(number == TextTable.none || document.texts[Int(number)] == name)
        }
    }

    @Test func `YAML gives the same tree as JSON`() {
        let file = SourceFile(path: "x.yml", bytes: Array("a: 1\nb: [yes, true, ~, '1']\nc:\n  d: |\n    x\n".utf8))
        let document = JSONDocument(YAMLReader.read(file))
        #expect(document.root.map { Self.show(document, $0) } == "{'a':1,'b':['yes',true,~,'1'],'c':{'d':'x\n'}}")
    }

    @Test func `depth is limited without a stack overflow`() {
        let (document, problems) = Self.parse(String(repeating: "[", count: 100_000))
        #expect(problems.map(\.code) == ["IN001"])
        #expect(document.nodes.count == JSONDocument.depthLimit)
    }

    @Test func `the number of problems is limited`() {
        let (_, problems) = Self.parse("[" + String(repeating: "?,", count: 5000) + "1]")
        #expect(problems.count == 20)
    }

    @Test func `keys and values keep their places`() throws {
        let (document, _) = Self.parse("{\n  \"käy\": \"v\\u00e9\", \"k\": [true]\n}")
        let root = try #require(document.root)
        let members = Array(document.members(root))
        #expect(document.file.text(document.range(members[0].key)) == "\"käy\"")
        #expect(document.file.text(document.contentRange(members[0].value)) == "v\\u00e9")
        #expect(document.file.text(document.range(members[1].value)) == "[true]")
    }

    @Test func `keys are found without case, the last of duplicates counts`() throws {
        let (document, _) = Self.parse(#"{"allowfailure": 1, "AllowFailure": 2, "\u0061llowFailure": 3, "allow": 4}"#)
        let root = try #require(document.root)
        #expect(document.value("allowFailure", of: root).map(document.string) == "3")
        #expect(document.value("missing", of: root) == nil)
    }

    @Test func `every prefix and every mutation is read`() {
        let whole = Array(#"{"a\n": [1.5e3, true, {"b": "c\u00e9\\"}], "d": null, /* x */ "e": "",}"#.utf8)
        for length in 0...whole.count { Self.expectSound(Array(whole.prefix(length))) }
        var state: UInt64 = 42
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let alphabet = Array("{}[]\",:\\/*u0 \n\tx".utf8)
                bytes[Int(state >> 33) % bytes.count] = alphabet[Int(state >> 20 & 0xFFFF) % alphabet.count]
            }
            Self.expectSound(bytes)
        }
    }

    private static func expectSound(_ bytes: [UInt8]) {
        let (document, problems) = JSONDocument.parse(SourceFile(path: "x", bytes: bytes))
        for problem in problems {
            #expect(problem.range.start <= problem.range.end && problem.range.end <= bytes.count)
        }
        for index in document.nodes.indices {
            let node = document.nodes[index]
            #expect(node.start <= node.end && node.end <= bytes.count && node.next <= document.nodes.count)
            if node.kind == .string { _ = document.string(index) }
        }
        if let root = document.root { _ = show(document, root) }
    }
}
