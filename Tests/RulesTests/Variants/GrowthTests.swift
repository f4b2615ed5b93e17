import Diagnostics
import Foundation
import Testing

@testable import Checking

/// Inputs that grow: what is said of them just below a limit of the code, at it and above it, in
/// `Tests/Variants/growth.txt`.
@Suite struct GrowthTests {
    private struct Row: Sendable {
        var name: String
        var sizes: [Int]
        var file = "deck.txt"
        var options: [String] = []
        var text: @Sendable (Int) -> String

        init(
            _ name: String, _ sizes: [Int], _ file: String = "deck.txt", _ options: [String] = [],
            text: @escaping @Sendable (Int) -> String
        ) {
            (self.name, self.sizes, self.file, self.options, self.text) = (name, sizes, file, options, text)
        }

        static func around(
            _ limit: Int, _ name: String, _ file: String = "deck.txt", _ options: [String] = [],
            text: @escaping @Sendable (Int) -> String
        ) -> Row { Row(name, [limit - 1, limit, limit + 1], file, options, text: text) }
    }

    private static let start = """
        SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA) GENERIC(PTKTDATA) NOADDCREATOR
        RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(P.K)) APPLDATA('NO REPLAY PROTECTION')
        RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)

        """
    private static let end = "SETROPTS RACLIST(PTKTDATA) REFRESH\n"
    private static let rexx = "/* REXX */\nADDRESS TSO\n"

    private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
        (0..<max(0, count)).map { line($0) + "\n" }.joined()
    }

    private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: max(0, count)) }

    private static func permit(_ id: String, _ target: String = "USER1") -> String {
        "PERMIT IRRPTAUTH.FEKAPPL.\(target) CLASS(PTKTDATA) ID(\(id)) ACCESS(UPDATE)"
    }

    private static func export(_ properties: String, environments: Int = 1, user: String = "USER1") -> String {
        let list = (0..<environments).map { #"{"name": "E\#($0)", "properties": [\#(properties)]}"# }
        return #"""
            {"name": "PAY", "environments": [\#(list.joined(separator: ", "))], "processes": [{"name": "Deploy",
             "rootActivity": {"children": [{"type": "plugin", "name": "S", "pluginName": "zOS Utility",
             "commandName": "Submit Job", "properties": {"hostname": "h", "port": "6715", "userid": "\#(user)",
             "usePassticket": "true"}}]}}]}
            """#
    }

    private static let decks: [Row] = [
        .around(12, "IDs of an access list") { start + lines($0) { permit("U\($0)") } + end },
        .around(50, "masks of profiles") { count in
            start + lines(count) { "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.U\($0)* UACC(NONE)" }
                + permit("A", "U1*") + "\n" + end
        },
        .around(200, "target users") { count in
            start + lines(count) { "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.T\($0)\n\(permit("AGNTUSR", "T\($0)"))" } + end
        },
        .around(256, "members of a group") { count in
            start + "ADDGROUP G\n"
                + lines(count) { "ADDUSER U\($0) DFLTGRP(G) NOPASSWORD" } + permit("G") + "\n" + end
        },
        .around(64, "commands with an open class", "deck.rexx") { count in
            rexx + lines(count) { "\"RDEFINE\" c\($0) \"P\($0) UACC(READ)\"" }
        },
        .around(256, "users with open names", "deck.rexx") { count in
            rexx + lines(count) { "\"ALTUSER\" u\($0)\"A REVOKE\"" }
        },
        .around(256, "profiles with open names", "deck.rexx") { count in
            rexx + lines(count) { "\"RALTER PTKTDATA IRRPTAUTH.FEKAPPL.\"u\($0) \"UACC(UPDATE)\"" }
        },
        .around(16, "conditions in conditions", "deck.rexx") { count in
            rexx + lines(count) { "if v\($0) = 1 then do" } + "\"\(permit("AGNTUSR"))\"\n" + times(count, "end\n")
        },
        .around(400, "iterations of a loop", "deck.rexx") { count in
            rexx + "do i = 1 to \(count)\n\"\(permit("U\"i\""))\"\nend\n"
        },
        .around(32, "loops", "deck.rexx") { count in
            rexx + lines(count) { "do i\($0) = 1 to 2\n\"\(permit("U\($0)\"i\($0)\""))\"\nend" }
        },
        .around(400, "iterations in CLIST", "deck.clist") { count in
            "PROC 0\nDO &I = 1 TO \(count)\n\(permit("U&I"))\nEND\n"
        },
        .around(400, "calls in CLIST", "deck.clist") { count in
            "PROC 0\n" + lines(count) { _ in "SYSCALL ONE" } + "EXIT\nONE: PROC 0\n\(permit("U1"))\nEND\n"
        },
        .around(8, "substitutions in substitutions", "deck.sh") { count in
            "#!/bin/sh\nA=\(times(count, "$(echo "))U1\(times(count, ")"))\ntsocmd \"\(permit("$A"))\"\n"
        },
        Row("values of a loop", [1, 2, 8, 19, 20, 21, 40], "deck.sh") { count in
            "#!/bin/sh\nfor u in \((0..<count).map { "U\($0)" }.joined(separator: " "))\ndo\n"
                + "tsocmd \"\(permit("$u"))\"\ndone\n"
        },
        Row("functions that call each other", [1, 2, 3, 4, 5], "deck.sh") { count in
            let calls = lines(count) {
                let inner = $0 == 0 ? "tsocmd \"\(permit("$1"))\"" : "f\($0 - 1) $1"
                return "f\($0)() {\n \(inner)\n}"
            }
            return "#!/bin/sh\n" + calls + "f\(count - 1) U1\n"
        },
        Row("cataloged procedures in procedures", [1, 3, 4, 5], "deck.jcl") { count in
            "//J JOB 1\n"
                + lines(count) {
                    let inner = $0 == 0 ? "PGM=IKJEFT01\n//SYSTSIN DD *\n \(permit("U1"))\n/*" : "P\($0 - 1)"
                    return "//P\($0) PROC\n//S EXEC \(inner)\n// PEND"
                } + "//L EXEC P\(count - 1)\n"
        },
        Row("steps", [1, 254, 255, 256], "deck.jcl") { count in
            "//J JOB 1\n" + lines(count) { "//S\($0) EXEC PGM=IKJEFT01\n//SYSTSIN DD *\n \(permit("U\($0)"))\n/*" }
        },
        Row("conditions of steps", [1, 8, 9, 14, 15, 16], "deck.jcl") { count in
            "//J JOB 1\n//S EXEC PGM=IKJEFT01\n//SYSTSIN DD *\n \(permit("U1"))\n/*\n"
                + lines(count) { "//I\($0) IF S.RC = 0 THEN" }
                + "//T EXEC PGM=IKJEFT01\n//SYSTSIN DD *\n \(permit("U2"))\n/*\n" + times(count, "// ENDIF\n")
        },
        Row("lines before the commands", [0, 1, 3, 4, 5, 10, 40]) { count in
            lines(count) { "Please run number \($0) of these now." } + start + end
        },
        Row("lines of a comment before its command", [1, 8, 19, 20, 21]) { count in
            "/* jmoncheck:ignore[RF340] reason=\"a reason\"\n" + lines(count) { "   more \($0)" } + "*/\n"
                + "RDEFINE PTKTDATA A SSIGNON(KEYLABEL(P.K))\n"
        },
        Row("continued lines", [1, 7, 8, 9, 64, 65]) { count in
            "RDEFINE PTKTDATA FEKAPPL -\n" + times(count, " -\n") + " UACC(NONE)\n"
        },
        Row("parentheses", [1, 62, 63, 64, 65]) { count in
            start + "RALTER PTKTDATA FEKAPPL ADDMEM\(times(count, "("))A\(times(count, ")"))\n" + end
        },
        Row("commands in a line", [1, 2, 63, 64, 65]) { times($0, "RLIST PTKTDATA FEKAPPL; ") + "\n" },
        Row("length of a profile", [1, 7, 8, 9, 245, 246, 247]) { count in
            "RDEFINE FACILITY \(times(count, "A")) UACC(NONE)\nRDEFINE PTKTDATA \(times(count, "A")) UACC(NONE)\n"
        },
        Row("length of a user", [1, 7, 8, 9]) { count in
            "ADDUSER \(times(count, "A")) DFLTGRP(\(times(count, "G")))\n\(permit(times(count, "A")))\n"
        },
        Row("length of an application", [1, 7, 8, 9]) { count in
            "RDEFINE PTKTDATA \(times(count, "A")) SSIGNON(KEYMASKED(\(times(2 * count, "1B"))))\n"
        },
        Row("length of a password", [0, 1, 5, 6, 7, 8, 9, 13, 14, 15, 100, 101]) { count in
            "ADDUSER U PASSWORD(\(times(count, "A")))\nADDUSER V PHRASE('\(times(count, "a1"))')\n"
        },
        Row("length of a key label", [1, 63, 64, 65]) { count in
            "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(\(times(count, "K"))))\n"
        },
        Row("width of lines", [70, 71, 72, 73, 79, 80, 81]) { count in
            ("RDEFINE PTKTDATA FEKAPPL UACC(NONE) DATA('" + times(100, "x")).prefix(count) + "-\n xx') AUDIT(NONE)\n"
        },
        Row("numbers at the ends of records", [2, 3, 19, 20, 39, 40, 41]) { count in
            lines(count) { index in
                let text = "PERMIT A CLASS(PTKTDATA) ID(U\(index))"
                let number = String(10_000_000 + index * 100)
                return text + times(72 - text.utf8.count, " ") + number
            }
        },
        Row("findings of one rule", [3, 4, 5, 999, 1000, 1001]) { count in
            start + lines(count) { "RDEFINE PTKTDATA A\($0) UPDTE(X)" }
        },
        Row("misspelt commands", [1, 2, 19, 20, 21]) { count in start + lines(count) { "RDEFIN PTKTDATA A\($0)" } },
    ]

    private static let others: [Row] = [
        .around(64, "references in a row", "app.json") { count in
            let links = (0..<count).map { #"{"name": "p\#($0)", "value": "${p:p\#($0 + 1)}"}"# }
            return export(
                (links + [#"{"name": "p\#(count)", "value": "USER7"}"#]).joined(separator: ", "), user: "${p:p0}")
        },
        Row("environments", [1, 2, 3, 4, 5, 49, 50, 51], "app.json") { count in
            export(#"{"name": "u", "value": "USER1"}"#, environments: count, user: "${p:environment/u}")
        },
        Row("definitions of a property", [1, 2, 4, 5, 20, 21], "app.json") { count in
            export((0..<count).map { #"{"name": "u", "value": "U\#($0)"}"# }.joined(separator: ", "), user: "${p:u}")
        },
        Row("keys that are given twice", [1, 2, 999, 1000, 1001], "app.json", ["--as", "urbancode-export"]) { count in
            #"{"name": "PAY", "processes": [], "x": {\#((0...count).map { _ in #""a": 1"# }.joined(separator: ","))}}"#
        },
        Row("references that nothing defines", [1, 2, 4, 5, 19, 20, 21], "app.json") { count in
            export(#"{"name": "abcdef", "value": "x"}"#, user: (0..<count).map { "${p:abcde\($0)}" }.joined())
        },
        Row("properties with secrets", [1, 199, 200, 201], "a.properties") { count in
            "jes.user=USER1\njes.host=h\n" + lines(count) { "p\($0).password=Tuesday\($0)" }
        },
        Row("length of a token", [8, 18, 19, 20, 21, 40, 255, 256, 257], "a.properties") { count in
            "jes.user=USER1\njes.host=h\nsite.text=Bearer \(times(count / 4, "a1B2") + times(count % 4, "x"))\n"
                + "site.url=https://u:\(times(count, "p"))@h/\n"
        },
        Row("length of a secret", [1, 2, 3, 4, 5, 255, 256, 257], "a.properties") { count in
            "jes.user=USER1\njes.password=\(times(count, "q"))\nsite.other=x\(times(count, "q"))y\n"
        },
        Row("port", [0, 1, 1023, 1024, 6715, 65_535, 65_536], "FEJJCNFG") {
            "SERV_PORT=\($0)\nLOOPBACK_ONLY=OFF\nTZ=UTC\n"
        },
        Row("settings of a name", [1, 2, 3, 12, 13], "FEJJCNFG") { count in
            "LOOPBACK_ONLY=OFF\nTZ=UTC\n" + lines(count) { "SERV_PORT=67\(10 + $0)" }
        },
        Row("width of a record", [70, 71, 72, 73, 80, 81], "FEJJCNFG") { count in
            "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\n" + ("HOST_CODEPAGE=" + times(100, "x")).prefix(count) + "\n"
        },
        Row("console lines", [0, 1, 2, 20], "log.txt") { count in
            lines(count) {
                "12.00.\(10 + $0) STC0\(1000 + $0)  FEJ001I (JMON) Server ready to accept connections on port 6715"
            }
        },
    ]

    @Test func `an input at a limit is understood as before`() throws {
        var lines: [String] = []
        for row in Self.decks + Self.others {
            lines.append("== \(row.name)")
            let options = row.options + ["--assume", "fresh", "--agent-user", "AGNTUSR", "--target-user", "USER1"]
            let checker = try TestRun.checker(options, [:])
            for size in row.sizes {
                let picture = try Picture(checker, [(row.file, Array(row.text(size).utf8))], [Picture.Question()])
                let rules = Dictionary(grouping: picture.spots, by: \.rule).map { "\($0.value.count)*\($0.key)" }
                let letters = Dictionary(grouping: picture.commands, by: \.self).map { "\($0.value.count)\($0.key)" }
                let digests = picture.digests.map { "\($0.name) \($0.digest)" }.joined(separator: " ")
                let parts = [
                    picture.kinds, rules.sorted().joined(separator: " "), letters.sorted().joined(separator: " "),
                    digests,
                ]
                lines.append("\(size): \(parts.filter { !$0.isEmpty }.joined(separator: " | "))")
            }
        }
        let file = Fixture.root.deletingLastPathComponent().appending(path: "Variants/growth.txt")
        try Fixture.expect(lines.map { $0 + "\n" }.joined(), in: file)
    }
}
