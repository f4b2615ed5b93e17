import Diagnostics
import Testing

@testable import Contract
@testable import Languages
@testable import RACF
@testable import Reading

/// Small texts and the commands in them.
@Suite struct DeckReadingTests {
    private static func commands(_ name: String, _ text: String) -> [String] {
        let deck = Deck.parse(SourceFile(path: name, bytes: Array(text.utf8))).model
        return deck.commands.filter { $0.verb != nil }.map { command in
            let words = command.positional.map(\.text) + command.operands.map(\.text)
            return ([command.verb?.name ?? "?"] + words).joined(separator: " ")
        }
    }

    @Test(arguments: [
        // In a CLIST, `-` keeps the blanks of the next record and `+` removes them.
        ("a.clist", "PROC 0\nRDELETE FACILITY AB-\n  CD\n", ["RDELETE FACILITY AB CD"]),
        ("a.clist", "PROC 0\nRDELETE FACILITY AB+\n  CD\n", ["RDELETE FACILITY ABCD"]),
        (
            "a.html",
            "<html><pre><!x\nRDEFINE FACILITY A UACC(NONE)\n>\nRDEFINE FACILITY B UACC(NONE)\n</pre></html>",
            ["RDEFINE FACILITY B UACC"]
        ),
    ])
    func `commands are found at their places`(_ name: String, _ text: String, _ commands: [String]) {
        #expect(Self.commands(name, text) == commands)
    }

    @Test(
        arguments: [
            ("RALTER 'one' 'two' 'three' UACC(NONE)", nil), ("ADDSD 'SYS1.X' UACC(NONE)", .sure),
            ("RDEFINE class NAME", nil), ("RDEFINE FACILITY name", .likely),
        ] as [(String, CommandShape.Likeness?)])
    func `a command is distinguished from a sentence`(_ text: String, _ likeness: CommandShape.Likeness?) {
        let bytes = Array(text.utf8)
        #expect(CommandShape(bytes, 0..<bytes.count)?.likeness == likeness)
    }

    @Test(arguments: [
        ("a.txt", "RDEFINE FACILITY A UACC(NONE)\n", "it begins a line with RDEFINE"),
        ("a.jcl", "//A JOB\n//S EXEC PGM=IKJEFT01\n//SYSTSIN DD *\nRLIST FACILITY B\n", "JCL with RLIST in SYSTSIN"),
    ])
    func `a deck is recognised by its first command`(_ name: String, _ text: String, _ reason: String) {
        #expect(Deck.recognise(SourceFile(path: name, bytes: Array(text.utf8)))?.reason == reason)
    }

    @Test(
        arguments: [
            ("F", " ACF2,REBUILD(USR)", .acf2), ("F", " BPXOINIT,RESTART", nil), ("SET", "  rule", .acf2),
            ("SET", " X=1", nil), ("TSS", "", .topSecret), ("ACF", "", .acf2),
        ] as [(String, String, OtherProduct?)])
    func `commands of other products are recognised`(_ word: String, _ rest: String, _ product: OtherProduct?) {
        let bytes = Array(rest.utf8)
        #expect(OtherProduct.beginning(with: PackedWord(word), bytes, 0..<bytes.count) == product)
    }

    /// In a deck about data sets, a name without CLASS may be the name of a data set, unless a profile has it.
    @Test(arguments: [("AB", ["RF359"]), ("AC", [])])
    func `a profile name matches only as a whole`(_ name: String, _ problems: [String]) {
        let text = "RDEFINE FACILITY AB UACC(NONE)\nADDSD 'SYS1.X' UACC(NONE)\nPERMIT \(name) ID(U) ACCESS(READ)\n"
        let deck = Deck.parse(SourceFile(path: "a.txt", bytes: Array(text.utf8))).model
        #expect(deck.dumpedProblems.map { "\($0.code)" } == problems)
    }

    @Test func `a place belongs to the command around it or before it on its line`() {
        let file = SourceFile(path: "a.txt", bytes: Array("RDELETE FACILITY AA /* x */\n\nRDELETE FACILITY BB\n".utf8))
        let deck = Deck.parse(file).model
        let lines = [0, 8, 21, 28, 32].map { deck.command(around: SourceRange($0, $0 + 1))?.line }
        #expect(lines == [1, 1, 1, nil, 3])
    }

    @Test(arguments: [(InputKind.racf, 1), (.racfListing, 0), (.console, 0)])
    func `output of a system contains no suppressions`(_ kind: InputKind, _ count: Int) {
        let text = "# jmoncheck:ignore[RF301] reason=\"asked\"\nRLIST FACILITY A\n"
        let input = ParsedInput.parse(
            SourceFile(path: "a.txt", bytes: Array(text.utf8)), as: Recognizer.Recognition(asked: kind))
        #expect(ParsedInput.completed([input]).flatMap(\.suppressions).count == count)
    }

    /// The number of closed lists before them does not matter.
    @Test(arguments: [0, 1, 10_000])
    func `nested lists do not exhaust the stack`(_ closed: Int) {
        let text = String(repeating: "() ", count: closed) + String(repeating: "(", count: 20_000)
        #expect(Self.commands("a.txt", "RDEFINE FACILITY A UACC(NONE) JUNK(\(text)\nSETROPTS LIST\n").count == 2)
    }

    @Test(arguments: [("'A.B'", "A.B"), ("A", "A"), ("'A", "'A"), ("A'", "A'"), ("'", "'"), ("''", "")])
    func `only a pair of apostrophes is removed`(_ text: String, _ value: String) {
        #expect(JCLStatement.unquoted(text) == value)
    }
}
