import Foundation
import Testing

/// What `fix` writes, and what it refuses to write.
@Suite struct FixCommandTests {
    private static let deck = "SETROPTS GENERIC(PTKTDATA) SETROPTS CLASSACT(PTKTDATA)\n"
    private static let fixed = "SETROPTS GENERIC(PTKTDATA)\nSETROPTS CLASSACT(PTKTDATA)\n"

    private func program() throws -> Program {
        let program = try Program()
        try program.write("deck.txt", Self.deck)
        return program
    }

    @Test func `a second run changes nothing`() throws {
        let program = try program()
        let first = try program.run(["fix", "deck.txt"])
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("deck.txt:1: RF302 begin each command on a line of its own\n1 edit in 1 file."))
        #expect(try program.read("deck.txt") == Self.fixed)
        let second = try program.run(["fix", "deck.txt"])
        #expect(second.status == 0 && second.output.contains("There is nothing to edit."))
        #expect(try program.read("deck.txt") == Self.fixed)
        #expect(try program.shell("ls -A | grep -v '^\\.\\(in\\|out\\|err\\)-'").output == "deck.txt\n")
    }

    @Test func `a difference is only shown`() throws {
        let program = try program()
        let result = try program.run(["fix", "--diff", "deck.txt"])
        #expect(result.status == 1)
        #expect(result.output.contains("@@ -1 +1,2 @@\n-SETROPTS GENERIC(PTKTDATA) SETROPTS"))
        #expect(try program.read("deck.txt") == Self.deck)
        let piped = try program.run(["fix", "--diff", "-", "--as", "racf"], input: Self.deck)
        #expect(piped.status == 1 && piped.output.contains("+SETROPTS CLASSACT(PTKTDATA)"))
        #expect(try program.run(["fix", "-"], input: Self.deck).status == 2)
    }

    @Test func `check can fix first`() throws {
        let program = try program()
        let result = try program.run(["check", "--fix", "deck.txt", "--quiet"])
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try program.read("deck.txt") == Self.fixed)
        #expect(try program.run(["check", "--unsafe", "deck.txt"]).status == 2)
    }

    @Test func `findings that are left make status 1, and need --unsafe`() throws {
        let program = try Program()
        try program.write("FEJJCNFG", "SERV_PORT=6715\nLOOPBACK_ONLY=ON\n")
        let safe = try program.run(["fix", "FEJJCNFG"])
        #expect(safe.status == 1 && safe.output.contains("--unsafe has an edit for 1"))
        #expect(try program.run(["fix", "FEJJCNFG", "--unsafe"]).status == 0)
        #expect(try program.read("FEJJCNFG") == "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\n")
    }

    @Test func `permissions stay`() throws {
        let program = try program()
        let result = try program.shell("chmod 640 deck.txt && jmoncheck fix deck.txt && stat -c %a deck.txt")
        #expect(result.output.hasSuffix("640\n"))
    }

    /// Preparations after which a file cannot be replaced, and the sentence.
    @Test(arguments: [
        ("chmod 444 deck.txt", "deck.txt: is read-only"),
        ("ln deck.txt other.txt", "several names"),
        ("mkdir out in && mv deck.txt out/ && cd in && ln -s ../out/deck.txt", "leads out of its folder"),
    ])
    func `nothing is written if one file cannot be`(_ preparation: String, _ sentence: String) throws {
        let program = try program()
        try program.write("first.txt", Self.deck)
        let line = "\(preparation); jmoncheck fix \"$JMONCHECK_FIRST\" deck.txt"
        let result = try program.shell("JMONCHECK_FIRST=\"$PWD/first.txt\"; \(line)")
        #expect(result.status == 4, "\(result.output)\(result.errors)")
        #expect(result.errors.contains(sentence) && result.errors.contains("nothing is written"), "\(result.errors)")
        #expect(try program.read("first.txt") == Self.deck)
        let hidden = try program.shell("find . -name '.jmoncheck-*'")
        #expect(hidden.output.isEmpty)
    }

    @Test func `a password becomes a reference, and is not shown`() throws {
        let program = try Program()
        try program.copy("Tests/Fixtures/UC201/literal.json")
        let path = "Tests/Fixtures/UC201/literal.json"
        let before = try program.read(path)
        let secret = try #require(before.firstMatch(of: #/"password"\s*:\s*"([^"$]+)"/#)?.1)
        let shown = try program.run(["fix", "--unsafe", "--diff", path])
        #expect(!shown.output.contains(secret) && shown.output.contains("••••"), "\(shown.output)")
        _ = try program.run(["fix", "--unsafe", path])
        #expect(try !program.read(path).contains(secret))
    }
}
