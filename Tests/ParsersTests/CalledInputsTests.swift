import Diagnostics
import Testing

@testable import RACF

/// Which input a deck, a job or a script means by a name.
@Suite struct CalledInputsTests {
    private static func part(_ name: String) -> Deck.UnreadPart {
        Deck.UnreadPart(
            kind: .program, name: name, range: SourceRange(0, 1), position: 0, isPossible: false,
            region: 0, isInline: false, isChanged: false)
    }

    @Test(arguments: [
        ("MY.RACF(PART2)", ["racf/PART2.jcl"], CalledInputs.Found.one(1)),
        ("'MY.CLIST(part2)'", ["PART2"], .one(1)),
        ("%PART2", ["MY.EXEC(PART2)"], .one(1)),
        ("MY.RACF.PART2", ["MY.RACF.PART2.txt"], .one(1)),
        ("./part2.sh", ["part2.sh"], .one(1)),
        ("part2.sh", ["part2.sh", "PART2.jcl"], .one(1)),
        ("/u/racf/part2.sh", ["other/part2.sh", "racf/part2.sh"], .one(2)),
        ("part2.sh", ["other/part2.sh", "other2/part2.sh"], .several([1, 2])),
        ("part2.sh", ["other/part2.sh", "jobs/part2.sh"], .one(2)),
        ("passtickets", ["roles/passtickets/tasks/main.yml"], .one(1)),
        ("passtickets/tasks/permit.yml", ["roles/passtickets/tasks/permit.yml"], .one(1)),
        ("caller.jcl", ["part2.sh"], .one(0)),
        ("MY.RACF(CALLER)", ["caller.txt"], .one(1)),
        ("MY.RACF(PART3)", ["part2.sh"], .none),
    ])
    func `a part is found by its name`(_ name: String, _ others: [String], _ found: CalledInputs.Found) {
        #expect(CalledInputs(["jobs/caller.jcl"] + others).input(for: Self.part(name), of: 0) == found)
    }
}
