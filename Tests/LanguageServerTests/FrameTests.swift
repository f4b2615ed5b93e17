import Testing

@testable import LanguageServer

@Suite struct FrameTests {
    private static func frame(_ text: String) -> [UInt8] {
        Array("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `messages are cut wherever their bytes are`(_ size: Int) {
        let texts = ["{}", "", "{\"a\":\"ä\"}", String(repeating: "x", count: 500)]
        let bytes = texts.flatMap(Self.frame)
        var reader = FrameReader()
        var found: [FrameReader.Frame] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            reader.append(bytes[start..<min(start + size, bytes.count)])
            while let frame = reader.next() { found.append(frame) }
        }
        #expect(found == texts.map { .message(Array($0.utf8)) })
        #expect(!reader.isInside)
    }

    @Test func `a fault does not take the messages after it`() {
        for fault in [
            "garbage\r\n\r\n", "Content-Length: x\r\n\r\n", "\r\n\r\n",
            String(repeating: "y", count: 9000),
        ] {
            var reader = FrameReader()
            reader.append(Array(fault.utf8)[...])
            reader.append(Self.frame("{}")[...])
            var found: [FrameReader.Frame] = []
            while let frame = reader.next() { found.append(frame) }
            #expect(found.last == .message(Array("{}".utf8)), "\(fault.prefix(20))")
            #expect(found.contains { if case .fault = $0 { true } else { false } })
        }
    }

    @Test func `a message that is too long is passed over`() {
        var reader = FrameReader()
        reader.append(Array("Content-Length: \(FrameReader.messageLimit + 1)\r\n\r\n".utf8)[...])
        guard case .fault? = reader.next() else {
            Issue.record("nothing is said")
            return
        }
        let chunk = [UInt8](repeating: 0x20, count: 1 << 20)
        for _ in 0..<(FrameReader.messageLimit >> 20) { reader.append(chunk[...]) }
        reader.append([0x20])
        reader.append(Self.frame("{}")[...])
        let last = reader.next()
        #expect(last == .message(Array("{}".utf8)))
    }
}

@Suite struct DocumentTests {
    /// Numbers that are the same in every run.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test(arguments: Positions.Unit.allCases)
    func `many edits leave the text that they leave in a list of characters`(_ unit: Positions.Unit)
        throws
    {
        var numbers = Numbers(state: 7)
        let pieces = ["a", "ä", "😀", "\n", "\r\n", "\r", "RDEFINE ", ""]
        var document = Document(uri: "x", language: "", version: 1, text: "eins\r\nzwei\n", stamp: 0)
        for step in 1...3000 {
            let places = (0..<2).map { _ in
                (Int.random(in: 0...8, using: &numbers), Int.random(in: 0...12, using: &numbers))
            }.sorted { $0 < $1 }
            let text = (0..<Int.random(in: 0...3, using: &numbers))
                .map { _ in pieces.randomElement(using: &numbers) ?? "" }.joined()
            let positions = Positions(document.bytes, document.lineStarts, unit)
            let start = positions.offset(.init(line: places[0].0, character: places[0].1))
            let end = positions.offset(.init(line: places[1].0, character: places[1].1))
            var wanted = document.bytes
            wanted.replaceSubrange(start..<max(start, end), with: text.utf8)
            // CR LF is one character, so the scalars are looked at.
            let escaped = text.unicodeScalars.map { (scalar: Unicode.Scalar) -> String in
                scalar == "\n" ? "\\n" : scalar == "\r" ? "\\r" : String(scalar)
            }.joined()
            let json = """
                [{"range": {"start": {"line": \(places[0].0), "character": \(places[0].1)},
                "end": {"line": \(places[1].0), "character": \(places[1].1)}}, "text": "\(escaped)"}]
                """
            let changes = try #require(Wire(Array(json.utf8))?.list)
            let isApplied = document.apply(changes, unit, stamp: step)
            #expect(isApplied)
            #expect(document.bytes == wanted)
            let whole = Document(
                uri: "x", language: "", version: 1, text: String(decoding: document.bytes, as: UTF8.self),
                stamp: 0)
            #expect(document.lineStarts == whole.lineStarts)
            // Every edit keeps characters whole.
            #expect(String(validating: document.bytes, as: UTF8.self) != nil)
            if document.bytes.count > 400 {
                document = Document(uri: "x", language: "", version: 1, text: "neu\n", stamp: step)
            }
        }
    }

    @Test(arguments: Positions.Unit.allCases)
    func `a place and its offset are the same place`(_ unit: Positions.Unit) {
        let text = "ab\r\nä😀c\r\n\n𝄞x"
        let document = Document(uri: "x", language: "", version: 1, text: text, stamp: 0)
        let positions = Positions(document.bytes, document.lineStarts, unit)
        var offset = 0
        for character in text.unicodeScalars {
            if character != "\n" { #expect(positions.offset(positions.place(offset)) == offset) }
            offset += String(character).utf8.count
        }
        #expect(positions.offset(positions.place(offset)) == offset)
    }
}

@Suite struct FileURITests {
    @Test(arguments: [
        ("file:///a/b%20c/%C3%A4", "/a/b c/ä"), ("file://localhost/a", "/a"),
        ("FILE:///a/../b/./c", "/b/c"),
        ("file:///a%2Fb?x#y", "/a/b"),
    ])
    func `URIs are paths`(_ uri: String, _ path: String) { #expect(FileURI.path(uri) == path) }

    @Test(arguments: [
        "untitled:x", "zowe-ds:/a/b", "file:", "file://host/share", "", "file:///%00", "file:///%FF",
    ])
    func `other URIs are not`(_ uri: String) { #expect(FileURI.path(uri) == nil) }

    @Test(arguments: [
        ("file:///a/b%20c/%C3%A4", "ä"), ("file:///a/b%20c?x#y", "b c"),
        ("zowe-ds:/lpar/USER.JCL(A)?v=1/2", "USER.JCL(A)"),
        ("file:///a/b#c/d", "b"), ("file:///a/%FF", "%FF"), ("untitled:Untitled-1", "untitled:Untitled-1"),
        ("", "untitled"),
        ("file:///", "file:"),
    ])
    func `the name of any URI is the end of its path`(_ uri: String, _ name: String) {
        #expect(FileURI.name(uri) == name)
    }

    @Test func `paths are URIs`() {
        #expect(FileURI.path(FileURI.uri("/a b/ä#?%/x")) == "/a b/ä#?%/x")
    }
}
