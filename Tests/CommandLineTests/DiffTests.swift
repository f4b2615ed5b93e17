import Foundation
import Testing

/// `diff` with the real binary.
@Suite struct DiffTests {
    private static let deck = """
        SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
        SETROPTS GENERIC(PTKTDATA)
        RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY))
        RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)
        PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
        SETROPTS RACLIST(PTKTDATA) REFRESH

        """
    private static let permit = "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(OTHER) ACCESS(UPDATE)\n"
    private static let refresh = "SETROPTS RACLIST(PTKTDATA) REFRESH\n"

    private static func program() throws -> Program {
        let program = try Program()
        try program.write("old/setup.txt", deck)
        try program.write("new/setup.txt", deck.replacing(refresh, with: permit + refresh))
        return program
    }

    /// The signs at the beginnings of lines.
    private static func signs(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            ["+ ", "- ", "~ ", "? "].first(where: line.hasPrefix).map { String($0.prefix(1)) }
        }
    }

    @Test(arguments: ["old/setup.txt --to new/setup.txt", "old --to new"], ["", "--assume fresh"])
    func `a permission in one line is one plus`(_ states: String, _ assumption: String) throws {
        let program = try Self.program()
        let result = try program.shell("jmoncheck diff \(states) \(assumption)")
        #expect(result.status == 0 && Self.signs(result.output) == ["+"], "\(result.output)")
        #expect(result.output.contains("+ OTHER for USER1 at FEKAPPL: can, through IRRPTAUTH.FEKAPPL.USER1\n"))
        let markdown = try program.shell("jmoncheck diff \(states) \(assumption) --format markdown").output
        #expect(markdown.components(separatedBy: "| + |").count == 2, "\(markdown)")
        let json = try KeptReport.object(
            try program.shell("jmoncheck diff \(states) \(assumption) --format json").output)
        let rows = json["rows"] as? [[String: Any]] ?? []
        #expect(rows.count == 1 && rows[0]["change"] as? String == "gained" && rows[0]["setup"] as? String == "default")
        for (failOn, status) in [("gained", 1), ("lost", 0), ("any", 1)] {
            #expect(try program.shell("jmoncheck diff \(states) \(assumption) --fail-on \(failOn)").status == status)
        }
    }

    @Test func `the same states seen from the other side lose what was gained`() throws {
        let program = try Self.program()
        let result = try program.run(["diff", "new", "--to", "old", "--fail-on", "lost"])
        #expect(result.status == 1 && Self.signs(result.output) == ["-"], "\(result.output)")
        #expect(try program.run(["diff", "new", "--to", "old", "--fail-on", "gained"]).status == 0)
        let same = try program.run(["diff", "new", "--to", "new", "--fail-on", "any"])
        #expect(same.status == 0 && same.output == "The states do not differ.\n")
    }

    @Test func `a deck alone is compared with the state before it`() throws {
        let program = try Self.program()
        let fresh = try program.run(["diff", "old/setup.txt", "--assume", "fresh", "--fail-on", "gained"])
        #expect(fresh.status == 1 && fresh.output.contains("+ AGNTUSR for USER1 at FEKAPPL: can"), "\(fresh.output)")
        #expect(fresh.output.contains("+ key of FEKAPPL: by a label\n"))
        #expect(fresh.output.contains("~ class PTKTDATA: active: no -> yes\n"))
        // Nothing shows whether the class was active before.
        let unknown = try program.run(["diff", "old/setup.txt"]).output
        #expect(unknown.contains("? class PTKTDATA: active: unknown -> yes\n"), "\(unknown)")
        try program.write("FEJJCNFG", "SERV_PORT=6715\n")
        let none = try program.run(["diff", "FEJJCNFG"])
        #expect(none.status == 2 && none.errors.contains("--to names the state to compare with"), "\(none.errors)")
    }

    @Test func `keys are compared and never shown`() throws {
        let program = try Self.program()
        let key = "SSIGNON(KEYMASKED(91B3C8D4E5F60718))"
        try program.write("a.txt", Self.deck.replacing("SSIGNON(KEYLABEL(PTK.KEY))", with: key))
        try program.write(
            "b.txt", Self.deck.replacing("SSIGNON(KEYLABEL(PTK.KEY))", with: key.replacing("91B3", with: "82B3")))
        // A key differs from another only if its bits without parity do.
        try program.write(
            "c.txt", Self.deck.replacing("SSIGNON(KEYLABEL(PTK.KEY))", with: key.replacing("91B3", with: "90B2")))
        let other = try program.run(["diff", "a.txt", "--to", "b.txt"]).output
        #expect(other.contains("~ key of FEKAPPL: masked -> masked\n      it is another key\n"), "\(other)")
        #expect(!other.contains("91B3") && !other.contains("82B3"))
        #expect(try program.run(["diff", "a.txt", "--to", "c.txt"]).output == "The states do not differ.\n")
        let label = try program.run(["diff", "old/setup.txt", "--to", "b.txt"]).output
        #expect(label.contains("~ key of FEKAPPL: by a label -> masked\n") && !label.contains("PTK.KEY"), "\(label)")
    }

    @Test func `states that cannot be compared are never said to be the same`() throws {
        let program = try Self.program()
        try program.write("other.txt", Self.deck.replacing("FEKAPPL", with: "OTHERAPP"))
        let applications = try program.run(["diff", "old/setup.txt", "--to", "other.txt", "--fail-on", "gained"])
        #expect(applications.status == 3 && Set(Self.signs(applications.output)) == ["?"], "\(applications.output)")
        #expect(applications.output.contains("different applications: FEKAPPL before, OTHERAPP"))
        let allowed = try program.run([
            "diff", "old/setup.txt", "--to", "other.txt", "--fail-on", "gained", "--allow-undecided",
        ])
        #expect(allowed.status == 0)
        try program.write("FEJJCNFG", "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\n")
        let nothing = try program.run(["diff", "FEJJCNFG", "--to", "old/setup.txt"])
        #expect(nothing.status == 0 && Set(Self.signs(nothing.output)) == ["?"], "\(nothing.output)")
        #expect(nothing.output.contains("no input before is about RACF"))
        for states in [["nix", "--to", "old"], ["old", "--to", "nix"], ["old", "nix", "--to", "old"]] {
            let missing = try program.run(["diff"] + states)
            #expect(missing.status == 3 && !missing.output.contains("The states do not differ"), "\(missing.output)")
            #expect(missing.errors.contains("nix: cannot be read"))
        }
    }

    @Test func `a folder with a configuration of its own is judged by it`() throws {
        let program = try Program()
        for name in ["before", "after"] {
            try program.copy("Tests/Scenarios/two-set-ups/inputs")
            _ = try program.shell("mv Tests/Scenarios/two-set-ups/inputs \(name)")
        }
        _ = try program.shell("sed -i 's/ID(OTHER)/ID(AGNTUSR)/' after/prod/setup.txt")
        let result = try program.run(["diff", "before", "--to", "after"])
        #expect(Self.signs(result.output) == ["+", "-", "~"], "\(result.output)")
        #expect(result.output.contains("+ AGNTUSR for PRDUSER at FEKAPPL: can"))
        #expect(result.output.contains("Grants in set-up prod\n"))
        #expect(result.output.contains("~ Deploy / Submit @ PROD\n    before  fails at permit"), "\(result.output)")
        let chosen = try program.run(["diff", "before", "--to", "after", "--set-up", "test"])
        #expect(chosen.output == "The states do not differ.\n" && chosen.status == 0, "\(chosen.errors)")
    }

    @Test func `the environments of one export or of two are compared`() throws {
        let program = try Program()
        try program.copy("Tests/Scenarios/two-set-ups/inputs/app.json")
        _ = try program.shell(
            "mv Tests/Scenarios/two-set-ups/inputs/app.json . && sed 's/\"TSTUSER\"/\"NEWUSER\"/' app.json > new.json")
        let one = try program.shell("jmoncheck diff app.json --from-environment TEST --to-environment PROD")
        #expect(one.output.contains("~ jes.user of environment: 'TSTUSER' -> 'PRDUSER'\n"), "\(one.output)")
        #expect(one.output.contains("~ PAY-CICS: Deploy / Submit: userid: 'TSTUSER' -> 'PRDUSER'\n"))
        let two = try program.shell(
            "jmoncheck diff new.json --to app.json --from-environment TEST --to-environment TEST")
        #expect(two.output.contains("~ jes.user of environment: 'NEWUSER' -> 'TSTUSER'\n"), "\(two.output)")
        let whole = try program.shell("jmoncheck diff new.json --to app.json --fail-on any")
        #expect(whole.status == 1 && whole.output.contains("~ jes.user of environment/TEST: 'NEWUSER' -> 'TSTUSER'\n"))
        let unknown = try program.shell("jmoncheck diff app.json --from-environment TSET --to-environment PROD")
        #expect(
            unknown.status == 2 && unknown.errors.contains("no export has the environment 'TSET'; did you mean 'TEST'?")
        )
        #expect(try program.shell("jmoncheck diff app.json --from-environment TEST").status == 2)
    }

    @Test(arguments: ["text", "markdown", "json"])
    func `the sample is current`(_ format: String) throws {
        let program = try Program()
        try program.copy("examples")
        let result = try program.run([
            "diff", "examples/as-printed", "--to", "examples/correct", "--agent-user", "AGNTUSR", "--assume", "fresh",
            "--format", format,
        ])
        #expect(result.status == 0, "\(result.errors)")
        let ending = ["text": "txt", "markdown": "md", "json": "json"][format] ?? ""
        try Scenario.expect(result.output, in: Program.root.appending(path: "reports/diff.\(ending)"))
    }

    @Test func `a stored report is a state, and knows keys by their labels`() throws {
        let program = try Self.program()
        _ = try program.run(["check", "old/setup.txt", "--report", "json=stored.json"])
        let result = try program.run(["diff", "stored.json", "--to", "new/setup.txt", "--fail-on", "gained"])
        #expect(result.status == 1 && Self.signs(result.output) == ["+"], "\(result.output)")
        #expect(result.output.contains("+ OTHER for USER1 at FEKAPPL: can, through IRRPTAUTH.FEKAPPL.USER1\n"))
        let same = try program.run(["diff", "stored.json", "--to", "stored.json", "--fail-on", "any"])
        #expect(same.status == 0 && same.output == "The states do not differ.\n", "\(same.output)")
        try program.write("label.txt", Self.deck.replacing("PTK.KEY", with: "PTK.NEW"))
        let other = try program.run(["diff", "stored.json", "--to", "label.txt"])
        #expect(other.output.contains("~ key of FEKAPPL: by a label -> by a label\n      it is another key"))
    }

    @Test func `a stored report holds no key, so that it does not say which one it was`() throws {
        let program = try Program()
        let key = Self.deck.replacing("KEYLABEL(PTK.KEY)", with: "KEYMASKED(91B3C8D4E5F60718)")
        try program.write("deck.txt", key)
        _ = try program.run(["check", "deck.txt", "--report", "json=stored.json"])
        let result = try program.run(["diff", "stored.json", "--to", "deck.txt", "--fail-on", "any"])
        #expect(result.status == 1 && Self.signs(result.output) == ["?"], "\(result.output)")
        #expect(result.output.contains("a stored report never holds a key"))
    }

    @Test func `a stored report shows whether an export is the same, and not what it says`() throws {
        let program = try Program()
        try program.copy("examples/correct")
        let options = ["--assume", "fresh", "--agent-user", "AGNTUSR"]
        _ = try program.run(["check", "examples/correct", "--report", "json=stored.json"] + options)
        func diff(_ before: String, _ after: String) throws -> String {
            try program.run(["diff", before, "--to", after] + options).output
        }
        #expect(try diff("stored.json", "examples/correct") == "The states do not differ.\n")
        #expect(try diff("examples/correct", "stored.json") == "The states do not differ.\n")
        let environments = try program.shell(
            "jmoncheck diff stored.json --to examples/correct --from-environment TEST --to-environment PROD")
        #expect(
            environments.status == 2
                && environments.errors.contains("a stored report does not hold what exports say about an environment"))
        _ = try program.shell("sed -i 's/bind/BIND/' examples/correct/payroll.json")
        let changed = try diff("stored.json", "examples/correct")
        #expect(
            changed.contains("? export payroll.json\n") && changed.contains("the file is another one"), "\(changed)")
        _ = try program.shell("cp examples/correct/payroll.json examples/correct/second.json")
        #expect(try diff("stored.json", "examples/correct").contains("the export is in one state only"))
    }

    @Test func `a class that a stored report does not name is not known to be the same`() throws {
        let program = try Self.program()
        _ = try program.run(["check", "old/setup.txt", "--report", "json=stored.json"])
        try program.write("class.txt", Self.deck + "SETROPTS CLASSACT(APPL)\nRDEFINE APPL FEKAPPL UACC(NONE)\n")
        let result = try program.run(["diff", "stored.json", "--to", "class.txt"])
        #expect(
            result.output.contains(
                "? class APPL: active\n      the stored report before says nothing about this class"),
            "\(result.output)")
    }

    @Test func `many grants that are the same hide no grant that is not`() throws {
        let program = try Program()
        func deck(_ users: [Int]) -> String {
            let permits = users.map {
                "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(A\($0)) ACCESS(UPDATE)\n"
            }
            return Self.deck.replacing(Self.refresh, with: permits.joined() + Self.refresh)
        }
        // Longer than the number of grants that are looked at ahead, at the beginning, in the middle and at the end.
        try program.write("a.txt", deck(Array(1...200)))
        try program.write("b.txt", deck(Array(31...80) + [500] + Array(82...160) + Array(600...640)))
        let result = try program.run(["diff", "a.txt", "--to", "b.txt"])
        let signs = Self.signs(result.output)
        #expect(signs.count { $0 == "+" } == 42 && signs.count { $0 == "-" } == 71, "\(result.output)")
        #expect(signs.count == 113)
    }

    @Test func `a report of another version is refused with the reason`() throws {
        let program = try Self.program()
        _ = try program.run(["check", "old", "--report", "json=stored.json"])
        let stored = try program.read("stored.json")
        try program.write("new.json", stored.replacing("\"version\" : 1\n", with: "\"version\" : 2\n"))
        let result = try program.run(["diff", "new.json", "--to", "old"])
        #expect(result.status == 2)
        #expect(result.errors.contains("new.json: is a report of version 2; this program reads version 1"))
    }

    @Test func `names that are too long are cut, and markup is escaped`() throws {
        let program = try Self.program()
        let long = String(repeating: "x", count: 10_000)
        func list(_ value: String) -> String { "\(long)=\(value)\n<script>|`*=\(value)\njes.host=h\n" }
        try program.write("a.properties", list("<b>1"))
        try program.write("b.properties", list("<b>2"))
        for format in ["text", "markdown"] {
            let output = try program.run(["diff", "a.properties", "--to", "b.properties", "--format", format]).output
            #expect(output.contains("characters)") && output.utf8.count < 3000, "\(output.utf8.count)")
            #expect(format == "text" || !output.contains("<script>"))
        }
    }

    @Test func `grants that wait for a REFRESH are not known to be no gain`() throws {
        let program = try Program()
        let deck =
            "RDEFINE PTKTDATA IRRPTAUTH.A.U UACC(NONE)\nPERMIT IRRPTAUTH.A.U CLASS(PTKTDATA) ID(B) ACCESS(UPDATE)\n"
        try program.write("deck.txt", deck)
        let result = try program.run(["diff", "deck.txt", "--fail-on", "gained"])
        #expect(result.status == 3, "\(result)")
        #expect(result.output.components(separatedBy: "class PTKTDATA: changes wait").count == 2, "\(result)")
        let same = try program.run(["diff", "deck.txt", "--to", "deck.txt", "--fail-on", "any"])
        #expect(same.status == 0, "\(same)")
    }
}
