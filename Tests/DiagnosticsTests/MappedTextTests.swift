import Diagnostics
import Testing

@Suite struct MappedTextTests {
    @Test func `a text that is a whole file keeps its offsets`() {
        let text = MappedText(identity: Array("abc".utf8))
        #expect(text.isIdentity && text.fileRange(1, 3) == SourceRange(1, 3))
    }

    @Test func `pieces and escapes keep their places`() {
        let file = Array("say 'a&lt;b' | 'cd'".utf8)
        var text = MappedText()
        text.append(file[5..<6])
        text.append("<".utf8, for: 6..<10)
        text.append(file[10..<11])
        text.append(file[16..<18])
        #expect(String(decoding: text.bytes, as: UTF8.self) == "a<bcd")
        #expect(text.fileRange(0, 1) == SourceRange(5, 6))
        #expect(text.fileRange(1, 2) == SourceRange(6, 10))
        #expect(text.fileRange(2, 3) == SourceRange(10, 11))
        #expect(text.fileRange(0, 5) == SourceRange(5, 18))
        #expect(text.fileRange(3, 4) == SourceRange(16, 17))
        #expect(text.fileRange(4, 5) == SourceRange(17, 18))
        #expect(text.fileRange(2, 2) == SourceRange(10, 10))
    }

    @Test func `neighbouring pieces need one segment`() {
        let file = Array("abcdef".utf8)
        var text = MappedText()
        text.append(file[1..<2])
        text.append(file[2..<4])
        #expect(text.fileRange(0, 3) == SourceRange(1, 4))
    }
}
