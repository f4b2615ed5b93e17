import Foundation
import Testing

/// `access: approved:` and `access --write-expected` with the real binary.
@Suite struct ExpectedAccessTests {
    private static let deck = """
        SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
        SETROPTS GENERIC(PTKTDATA)
        RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY))
        RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)
        PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR @ODD NO) ACCESS(UPDATE)
        RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.PAY* UACC(NONE)
        PERMIT IRRPTAUTH.FEKAPPL.PAY* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
        SETROPTS RACLIST(PTKTDATA) REFRESH

        """

    private static func program(_ configuration: String) throws -> Program {
        let program = try Program()
        try program.write("deck.txt", deck)
        try program.write(".jmoncheck.yml", configuration)
        return program
    }

    private static func unexpected(_ program: Program) throws -> Int {
        try program.run(["check", "--select", "PF410,PF411", "-q"]).output.components(separatedBy: "[PF41").count - 1
    }

    @Test(arguments: [
        "set-ups:\n  prod:\n    decks: deck.txt\n    assume: fresh\n",
        "# ours\nset-ups:\n  prod:   # the system\n    decks: deck.txt   # one\n    assume: fresh   # new\nrules: {RF354: off}\n",
        "set-ups:\n  prod:\n    decks: deck.txt\n    access:\n      everything-else: warning\n    assume: fresh\n",
        "set-ups:\n  prod:\n    access:\n      approved:\n      # mine\n      - {caller: AGNTUSR, application: FEKAPPL, targets: [USER1], reason: x} # first\n    decks: deck.txt\n    assume: fresh",
        "set-ups:\n  prod:\n    access: \n      approved: []\n    decks: deck.txt\n    assume: fresh\n",
        "set-ups:\n  prod:\n    access:\n      approved:   # nothing yet\n    decks: deck.txt\n    assume: fresh\n",
        "set-ups:\r\n  prod:\r\n    decks: deck.txt\r\n    assume: fresh\r\n",
        "set-ups:\n  prod:\n    decks: deck.txt\n    assume: fresh\n  other:\n    decks: deck.txt\n    assume: fresh\n",
    ])
    func `what is granted becomes what is expected`(_ configuration: String) throws {
        let program = try Self.program(configuration)
        let result = try program.run(["access", "--write-expected"])
        #expect(result.status == 0 && result.output.contains("added\n"), "\(result.output)\(result.errors)")
        let written = try program.read(".jmoncheck.yml")
        // Every line of the file is still there, in its order.
        var rest = written[...]
        for line in configuration.split(whereSeparator: \.isNewline) where !line.hasSuffix("approved: []") {
            let found = try #require(rest.range(of: line), "\(line) in\n\(written)")
            rest = rest[found.upperBound...]
        }
        #expect(try Self.unexpected(program) == 0, "\(written)")
        #expect(written.contains("# granted through IRRPTAUTH.FEKAPPL.USER1"), "\(written)")
        #expect(written.contains("\"@ODD\"") && written.contains("\"NO\"") && written.contains("\"PAY*\""))
        let again = try program.run(["access", "--write-expected"])
        #expect(again.output == ".jmoncheck.yml: everything that is granted is approved\n", "\(again.errors)")
        #expect(try program.read(".jmoncheck.yml") == written)
    }

    @Test func `a configuration on one line stays as it is, and the block is printed`() throws {
        let configuration = "set-ups: {prod: {decks: deck.txt, assume: fresh}}\n"
        let program = try Self.program(configuration)
        let result = try program.run(["access", "--write-expected"])
        #expect(result.status == 2 && result.output.contains("- caller: AGNTUSR\n"), "\(result.output)")
        #expect(result.errors.contains("set-up prod is not written with one key on each line"))
        #expect(try program.read(".jmoncheck.yml") == configuration)
        try program.write("none.yml", "version: 1\n")
        let none = try program.run(["access", "--config", "none.yml", "deck.txt", "--write-expected"])
        #expect(none.status == 2 && none.output.hasPrefix("access:\n"), "\(none.errors)")
    }

    @Test func `nothing is written if an input was not read`() throws {
        let configuration = "set-ups:\n  prod:\n    decks: [deck.txt, gone.txt]\n"
        let program = try Self.program(configuration)
        let result = try program.run(["access", "--write-expected"])
        #expect(result.status == 3 && result.errors.contains("nothing is written, because not every input was read"))
        #expect(try program.read(".jmoncheck.yml") == configuration)
    }

    @Test func `an approval that has expired is not renewed`() throws {
        let entry = "{caller: AGNTUSR, application: FEKAPPL, targets: \"*\", until: 2026-01-31}"
        let program = try Self.program(
            "set-ups:\n  prod:\n    decks: deck.txt\n    assume: fresh\n    access:\n      approved:\n        - \(entry)\n"
        )
        let result = try program.run(["access", "--write-expected", "--today", "2026-02-01"])
        #expect(result.errors.contains("2 grants are left out, because the approval has expired"), "\(result.errors)")
        let check = try program.run(["check", "-q", "--today", "2026-02-01"])
        #expect(check.status == 1 && check.output.contains("warning[SU504]"), "\(check.output)")
        #expect(check.output.contains("error[PF410] AGNTUSR may generate PassTickets for USER1 at FEKAPPL"))
        // On its last day it still counts.
        let last = try program.run(["check", "-q", "--today", "2026-01-31"]).output
        #expect(!last.contains("PF410") && !last.contains("SU504"), "\(last)")
    }

    @Test(arguments: [
        ("access: {approved: [{caller: A}]}", "an entry of approved needs caller, application and targets"),
        ("access: {aproved: []}", "unknown key 'aproved' in access; did you mean 'approved'?"),
        ("access: {everything-else: off}", "'off' is not one of error, warning, ignore"),
        ("access: {approved: [{caller: TOOLONGNAME, application: A, targets: B}]}", "'TOOLONGNAME' is not a z/OS name"),
        ("access: {approved: [{caller: A, application: A, targets: B, until: soon}]}", "until needs a date"),
    ])
    func `a wrong entry is wrong use`(_ access: String, _ message: String) throws {
        let result = try Self.program("set-ups: {prod: {decks: deck.txt, \(access)}}\n").run(["check"])
        #expect(result.status == 2 && result.errors.contains(message), "\(result.errors)")
    }

    @Test func `what is not certain is a warning`() throws {
        let program = try Self.program(
            "set-ups:\n  prod:\n    decks: deck.txt\n    access:\n      approved: []\n")
        try program.write("deck.txt", Self.deck.replacing("SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\n", with: ""))
        let check = try program.run(["check", "--select", "PF41"])
        #expect(check.output.contains("warning[PF410]: AGNTUSR may perhaps generate PassTickets"), "\(check.output)")
        #expect(!check.output.contains("error[PF410]"))
    }
}
