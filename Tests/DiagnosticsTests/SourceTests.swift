import Diagnostics
import Testing

@Suite struct SourceTests {
    private static func file(_ text: String) -> SourceFile { SourceFile(path: "x", bytes: Array(text.utf8)) }

    @Test(
        arguments: [
            ("", [0]), ("a", [0]), ("a\nb", [0, 2]), ("a\r\nb\rc\n", [0, 3, 5, 7]), ("\n\n", [0, 1, 2]),
            ("\r\r\n", [0, 1, 3]), ("é\u{85}b\n", [0, 6]),
        ] as [(String, [UInt32])])
    func `lines end at LF, CR LF or CR`(_ text: String, _ starts: [UInt32]) {
        #expect(Self.file(text).lineStarts == starts)
    }

    @Test(arguments: [
        (0, 1, 1), (1, 1, 2), (3, 1, 3), (4, 2, 1), (5, 2, 2), (8, 2, 3), (9, 2, 4), (100, 2, 4),
    ])
    func `columns count scalars`(_ offset: UInt32, _ line: Int, _ column: Int) {
        // é is two bytes, € three.
        let source = ReportSource(Self.file("aé\nb€c"), secrets: [])
        #expect(source.position(offset) == Position(line: line, column: column))
    }

    @Test func `an excerpt never shows a secret`() {
        let text = "KEY(0123) X KEY(45)"
        let source = ReportSource(Self.file(text), secrets: [SourceRange(16, 18), SourceRange(4, 8)])
        let excerpt = source.excerpt(SourceRange(10, 11))
        #expect(excerpt?.text == "KEY(••••) X KEY(••••)")
        #expect(excerpt?.highlight == 10..<11)
        #expect(source.excerpt(SourceRange(5, 7))?.highlight == 4..<8)
        #expect(source.excerpt(SourceRange(16, 18))?.highlight == 16..<20)
        #expect(source.position(10) == Position(line: 1, column: 11))
    }

    @Test(arguments: [
        ([SourceRange(0, 6), SourceRange(2, 4)], "••••gh"), ([SourceRange(2, 4), SourceRange(3, 6)], "ab••••gh"),
        ([SourceRange(6, 20)], "abcdef••••"), ([SourceRange(3, 3)], "abcdefgh"),
    ])
    func `secrets may overlap and span lines`(_ secrets: [SourceRange], _ shown: String) {
        #expect(
            ReportSource(Self.file("abcdefgh\n"), secrets: secrets).excerpt(SourceRange(7, 8))?.text.description
                == shown)
    }

    @Test func `a secret over several lines is hidden on each`() {
        let source = ReportSource(Self.file("a-12\n34-b"), secrets: [SourceRange(2, 7)])
        #expect(source.excerpt(SourceRange(0, 1))?.text == "a-••••")
        #expect(source.excerpt(SourceRange(8, 9))?.text == "••••-b")
    }

    @Test func `an excerpt of several lines has the last one too`() throws {
        let source = ReportSource(Self.file("ab(cd\nx\n  45)e\n"), secrets: [SourceRange(10, 12)])
        let excerpt = try #require(source.excerpt(SourceRange(2, 13)))
        #expect(excerpt.line == 1 && excerpt.text == "ab(cd" && excerpt.highlight == 2..<5)
        #expect(excerpt.last.map(\.line) == [3] && excerpt.last.map(\.text) == ["  ••••)e"])
        #expect(excerpt.last.map(\.highlight) == [2..<7])
        // A line end belongs to its line.
        #expect(source.excerpt(SourceRange(2, 6))?.last.isEmpty == true)
    }

    @Test func `an excerpt cannot move the cursor`() {
        let source = ReportSource(Self.file("a\tb\u{1B}[31m\u{202E}c\u{0}"), secrets: [])
        #expect(source.excerpt(SourceRange(0, 1))?.text == "a b\u{FFFD}[31m\u{FFFD}c\u{FFFD}")
    }

    @Test func `an excerpt of an empty range underlines one column`() {
        let source = ReportSource(Self.file("abc\n"), secrets: [])
        #expect(source.excerpt(SourceRange(3, 3))?.highlight == 3..<4)
        #expect(source.excerpt(SourceRange(1, 1))?.highlight == 1..<2)
        #expect(source.excerpt(SourceRange(50, 60))?.line == 2)
    }

    /// A minified export.
    private static let long = "x\n" + String(repeating: "aé€😀", count: 3000) + "\ny"

    @Test(arguments: ReportSource.ColumnUnit.allCases)
    func `columns of long lines are counted from their beginning`(_ unit: ReportSource.ColumnUnit) {
        let source = ReportSource(Self.file(Self.long), secrets: [])
        var column = 1
        var offset = 2
        for scalar in Self.long.unicodeScalars.dropFirst(2).prefix(12000) {
            if offset % 7 < 4 {
                #expect(source.position(UInt32(offset), in: unit) == Position(line: 2, column: column))
            }
            let width = UTF8.width(scalar)
            offset += width
            column += unit == .utf8 ? width : unit == .utf16 ? UTF16.width(scalar) : 1
        }
    }

    @Test(arguments: (0..<30).map { 2 + $0 * 1000 })
    func `a long line is shown only around the place`(_ start: Int) throws {
        let source = ReportSource(Self.file(Self.long), secrets: [SourceRange(3002, 25002)])
        let excerpt = try #require(source.excerpt(SourceRange(start, start + 3)))
        #expect(excerpt.text.utf8.count < 1600 && !excerpt.text.unicodeScalars.contains("\u{FFFD}"))
        let scalars = Array(excerpt.text.unicodeScalars)
        let shown = String(String.UnicodeScalarView(scalars[excerpt.highlight.clamped(to: 0..<scalars.count)]))
        #expect(shown == ((3002..<25002).contains(start) ? "••••" : "aé"))
    }
}
