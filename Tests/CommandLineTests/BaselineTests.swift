import Foundation
import Testing

/// `baseline write|update` and `--baseline` with the real binary.
@Suite struct BaselineTests {
    private static let member = "SERV_PORT=6715\nLOOPBACK_ONLY=ON\nLIMIT_VIEW=NOLIMIT\nTRACE_STORAGE=ON\n"

    private static func program() throws -> Program {
        let program = try Program()
        try program.write("prod/FEJJCNFG", member)
        return program
    }

    private static func written() throws -> Program {
        let program = try program()
        let result = try program.run(["baseline", "write", "prod", "--baseline", "known.json"])
        #expect(result.status == 0 && result.output == "known.json: 3 findings of 1 input\n", "\(result.errors)")
        return program
    }

    @Test func `known findings do not count, new ones do`() throws {
        let program = try Self.written()
        let check = ["check", "prod", "--baseline", "known.json", "--fail-on", "info"]
        let known = try program.run(check)
        #expect(known.status == 0 && known.output.contains("Accepted: 3 in the baseline."), "\(known.output)")
        try program.write("prod/FEJJCNFG", "# moved\n\nTZ=CET-1CEST\n" + Self.member + "LIMIT_COMMANDS=NOLIMIT\n")
        let moved = try program.run(check)
        #expect(moved.status == 1 && moved.output.contains("warning[JM131]"))
        #expect(moved.output.contains("Accepted: 3 in the baseline.") && !moved.output.contains("SU503"))
    }

    @Test func `fixed findings are reported, and an update removes only their entries`() throws {
        let program = try Self.written()
        let before = try program.read("known.json")
        try program.write(
            "prod/FEJJCNFG",
            Self.member.replacing("LOOPBACK_ONLY=ON", with: "LOOPBACK_ONLY=OFF") + "LIMIT_COMMANDS=NOLIMIT\n")
        let check = try program.run(["check", "prod", "--baseline", "known.json"])
        #expect(check.status == 0 && check.output.contains("info[SU503]: JM101 at LOOPBACK_ONLY in"), "\(check.output)")
        let update = try program.run(["baseline", "update", "prod", "--baseline", "known.json"])
        #expect(update.status == 0 && update.output == "known.json: 1 removed, 0 added, 2 kept\n")
        #expect(update.errors.contains("1 finding not in the baseline; --add adds"))
        let after = try program.read("known.json")
        let lines = before.split(separator: "\n").filter { $0.count > 2 && !after.contains($0.dropLast()) }
        #expect(lines.count == 1 && lines[0].contains("JM101"), "a removed entry is one line of difference")
        let add = try program.run(["baseline", "update", "prod", "--baseline", "known.json", "--add"])
        #expect(add.output == "known.json: 0 removed, 1 added, 2 kept\n")
        #expect(try program.run(["check", "prod", "--baseline", "known.json", "--fail-on", "info"]).status == 0)
        let again = try program.read("known.json")
        #expect(try program.run(["baseline", "update", "prod", "--baseline", "known.json", "--add"]).status == 0)
        #expect(try program.read("known.json") == again)
    }

    @Test func `baseline entries of inputs that were not checked are kept`() throws {
        let program = try Self.written()
        try program.write("test/FEJJCNFG", "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nLIMIT_VIEW=USERID\n")
        for arguments in [["test"], ["prod", "--select", "JM102"], ["prod", "--ignore", "JM1"]] {
            let check = try program.run(["check"] + arguments + ["--baseline", "known.json"])
            #expect(check.status == 0 && !check.output.contains("SU503"), "\(check.output)")
        }
        try FileManager.default.removeItem(at: program.folder.appending(path: "prod"))
        let gone = try program.run(["check", "test", "--baseline", "known.json"])
        #expect(gone.status == 2 && gone.errors.contains("from another project"))
        try program.write(
            "known.json",
            try program.read("known.json").replacing(
                "\"inputs\": [\n    \"prod/FEJJCNFG\"",
                with: "\"inputs\": [\n    \"prod/FEJJCNFG\",\n    \"test/FEJJCNFG\""))
        let rest = try program.run(["check", "test", "--baseline", "known.json"])
        #expect(rest.status == 0 && rest.output.components(separatedBy: "SU503").count == 4, "\(rest.output)")
    }

    @Test(arguments: [
        ("{", "damaged"), ("[]", "not a baseline"), ("", "damaged"), ("{}", "not a baseline"),
        (#"{"tool":"other","version":1,"inputs":[],"findings":[]}"#, "does not name the tool"),
        (#"{"tool":"jmoncheck","version":2,"inputs":[],"findings":[]}"#, "version 2"),
        (#"{"tool":"jmoncheck","version":1,"findings":[]}"#, "damaged"),
        (#"{"tool":"jmoncheck","version":1,"inputs":[],"findings":[{"code":"JM101"}]}"#, "damaged"),
        (#"{"tool":"jmoncheck","version":1,"inputs":[],"findings":[1]}"#, "damaged"),
        (#"{"tool":"jmoncheck","version":1,"inputs":[],"findings":[],}"#, "damaged"),
        (
            #"{"tool":"jmoncheck","version":1,"inputs":[],"findings":[{"path":"x","code":"JM101","key":"","message":"","fingerprint":"xyz"}]}"#,
            "16 digits"
        ),
        (#"{"tool":"jmoncheck","version":1,"inputs":["elsewhere/x"],"findings":[]}"#, "another project"),
        (#"{"tool":"jmoncheck","version":1,"exitStatus":0,"checks":[]}"#, "not a baseline"),
    ])
    func `a file that is not a baseline is a usage error`(_ text: String, _ says: String) throws {
        let program = try Self.program()
        try program.write("known.json", text)
        for verb in [["check"], ["baseline", "update"]] {
            let result = try program.run(verb + ["prod", "--baseline", "known.json"])
            #expect(result.status == 2 && result.errors.contains(says), "\(result.errors)")
            #expect(try program.read("known.json") == text && result.output.isEmpty)
        }
        #expect(try program.run(["check", "prod", "--baseline", "missing.json"]).status == 2)
    }

    @Test func `every prefix of a baseline is refused`() throws {
        let program = try Self.written()
        let text = try program.read("known.json")
        for length in stride(from: 0, to: text.utf8.count - 2, by: 41) {
            try program.write("cut.json", Data(text.utf8.prefix(length)))
            #expect(try program.run(["check", "prod", "--baseline", "cut.json"]).status == 2, "\(length)")
        }
    }

    @Test func `the configuration names project and file`() throws {
        let program = try Self.program()
        try program.write(
            ".jmoncheck.yml", "project: payroll\nbaseline: accepted/known.json\nset-ups: {p: {members: prod/*}}\n")
        try program.write("accepted/x", "")
        #expect(try program.run(["baseline", "write"]).status == 0)
        #expect(try program.shell("cd prod && \"$JMONCHECK\" check").status == 0)
        try program.write(
            ".jmoncheck.yml", "project: billing\nbaseline: accepted/known.json\nset-ups: {p: {members: prod/*}}\n")
        let other = try program.run(["check"])
        #expect(other.status == 2 && other.errors.contains("written for 'payroll', not for 'billing'"))
    }

    @Test func `protected rules and secrets are never put into a baseline`() throws {
        let program = try Program()
        try program.write(
            "deck.txt",
            """
            RDEFINE PTKTDATA FEKAPPL UACC(READ) SSIGNON(KEYMASKED(91B3C8D4E5F60718))
            ALTUSER USER1 PASSWORD(Tuesday7) BOGUS(91B3C8D4E5F60718)

            """)
        try program.write(
            "sheet.json", #"{"properties": [{"name": "jes.password", "value": "Friday77", "secure": false}]}"#)
        let write = try program.run(["baseline", "write", ".", "--baseline", "known.json"])
        #expect(write.status == 0 && write.errors.contains("were left out"))
        for option in [[], ["--allow-critical-suppressions"]] {
            _ = try program.run(["baseline", "write", ".", "--baseline", "known.json"] + option)
            let text = try program.read("known.json")
            for secret in ["91B3C8D4E5F60718", "Tuesday7", "Friday77"] { #expect(!text.contains(secret)) }
            #expect(text.contains("RF350") == !option.isEmpty && text.contains("UC202") == !option.isEmpty)
        }
        let without = try program.run(["check", ".", "--baseline", "known.json"])
        #expect(without.status == 1 && without.output.contains("of protected rules and count"), "\(without.output)")
        #expect(
            try program.run(["check", ".", "--baseline", "known.json", "--allow-critical-suppressions"]).status == 0)
    }

    @Test func `a baseline is written whole or not at all`() throws {
        let program = try Self.written()
        let result = try program.run(["baseline", "write", "prod", "--baseline", "/proc/no/known.json"])
        #expect(result.status == 4 && result.errors.contains("known.json"))
        let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path).filter {
            !$0.hasPrefix(".")
        }
        #expect(Set(left) == ["prod", "known.json"])
        #expect(try program.run(["baseline", "write", "missing", "--baseline", "x.json"]).status == 3)
        #expect(try program.run(["baseline"]).status == 0)
    }
}
