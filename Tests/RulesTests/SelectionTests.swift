import Diagnostics
import Testing

@testable import Checking

@Suite struct SelectionTests {
    @Test(arguments: [
        (select: ["JM101"], ignore: [], in: ["JM101", "IN001", "IN003", "IN006"], out: ["JM102"]),
        (select: ["JM101"], ignore: ["IN006"], in: ["JM101"], out: ["IN006"]),
        (select: ["jm101"], ignore: [], in: ["JM101"], out: ["JM102"]),
        (select: ["loopback-only-off"], ignore: [], in: ["JM101"], out: ["JM120"]),
        (select: ["JM1"], ignore: ["JM120"], in: ["JM101", "JM102"], out: ["JM120", "IN002"]),
        (select: [], ignore: ["IN", "JM"], in: ["IN001"], out: ["IN002", "JM101"]),
    ])
    func `codes, names and prefixes choose rules`(
        _ row: (select: [String], ignore: [String], in: [RuleID], out: [RuleID])
    ) throws {
        let selection = try Selection(select: row.select, ignore: row.ignore)
        for rule in row.in { #expect(selection.contains(rule)) }
        for rule in row.out { #expect(!selection.contains(rule)) }
    }

    @Test(arguments: [
        ("JM110x", "JM110"), ("lopback-only-off", "loopback-only-off"), ("whatever", nil), ("", nil),
    ])
    func `an unknown word gets a suggestion`(_ word: String, _ suggestion: String?) {
        #expect(throws: Selection.UnknownRule(word: word, suggestion: suggestion)) {
            try Selection(select: [word], ignore: [])
        }
    }
}
