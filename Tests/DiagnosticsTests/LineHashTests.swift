import Testing

@testable import Diagnostics

@Suite struct LineHashTests {
    /// Made with an independent implementation of GitHub's algorithm
    /// (docs/reference/report-formats.md#35-partialfingerprints).
    @Test(arguments: [
        ("", [1: "c129715d7a2bc9a3:1"]),
        ("PORT=6715\n", [1: "fdecee3b382f9f4e:1", 2: "c129715d7a2bc9a3:1"]),
        (
            "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\n",
            [1: "c033df6d3750f8c7:1", 2: "34142bcc70ebf485:1", 3: "c129715d7a2bc9a3:1"]
        ),
        ("A=1\r\nA=1\r\nA=1", [1: "bd8664368f766d18:1", 2: "bb990b2178582cb7:1", 3: "3ff5213db407f966:1"]),
        ("xé😀\ny", [1: "d6dfafc246b8c2d8:1", 2: "ed3261245082261c:1"]),
    ])
    func `lines have GitHub's hashes`(_ text: String, _ hashes: [Int: String]) {
        #expect(LineHash.hashes(of: Array(text.utf8), lines: Set(1...9)) == hashes)
    }

    @Test func `blanks do not matter, equal lines are counted, other lines are left out`() {
        let text = String(repeating: "A=1" + String(repeating: "\n", count: 120), count: 2)
        let hashes = LineHash.hashes(of: Array(text.utf8), lines: [1, 121])
        let first = hashes[1] ?? ""
        #expect(hashes.count == 2 && first.hasSuffix(":1") && hashes[121] == first.dropLast() + "2")
        let spaced = text.replacing("A=1", with: " A =\t1 ")
        #expect(LineHash.hashes(of: Array(spaced.utf8), lines: [1, 121]) == hashes)
    }

    @Test func `a secret does not contribute to a hash`() {
        func hashes(_ key: String) -> [Int: String] {
            let text = "KEY(\(key))\nX=1\n"
            let file = SourceFile(path: "x", bytes: Array(text.utf8))
            return ReportSource(file, secrets: [SourceRange(4, 4 + key.utf8.count)]).lineHashes([1, 2])
        }
        #expect(hashes("0123456789ABCDEF") == hashes("FEDCBA9876543210"))
        #expect(hashes("0123456789ABCDEF") == hashes("short"))
        #expect(hashes("x")[2] == LineHash.hashes(of: Array("\nX=1\n".utf8), lines: [2])[2])
    }

    @Test func `columns are counted in the units of the format`() {
        let source = ReportSource(SourceFile(path: "x", bytes: Array("a\né😀b".utf8)), secrets: [])
        #expect(source.position(8) == Position(line: 2, column: 3))
        #expect(source.position(8, in: .utf16) == Position(line: 2, column: 4))
        #expect(source.position(8, in: .utf8) == Position(line: 2, column: 7))
    }
}
