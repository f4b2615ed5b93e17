import Foundation
import Testing

/// The table in docs/exit-status.md: each row is a set-up, and each column adds an option. The set-ups are made of parts.
@Suite struct ExitStatusTableTests {
    /// The options of the columns, after the name.
    static let columns = ["", "--allow-undecided", "--strict-evidence", "--fail-on never"]

    struct Row: Sendable, CustomStringConvertible {
        var name: String
        var statuses: [Int32]
        var description: String { name }
    }

    static let rows: [Row] = {
        let page = Program.root.appending(path: "docs/exit-status.md")
        let lines = ((try? String(contentsOf: page, encoding: .utf8)) ?? "").split(separator: "\n")
        return lines.compactMap { line -> Row? in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 1 + columns.count else { return nil }
            let statuses = cells.dropFirst().compactMap { Int32($0) }
            return statuses.count == columns.count ? Row(name: cells[0], statuses: statuses) : nil
        }
    }()

    /// The options of a correct run.
    private static let given = "--assume fresh --agent-user AGNTUSR"

    /// What makes a set-up of the complete one; the value is the command line.
    private typealias Part = @Sendable (Program) throws -> String

    private static func removing(_ files: String..., options: String = given) -> Part {
        { program in
            for file in files { try FileManager.default.removeItem(at: program.folder.appending(path: "s/\(file)")) }
            return "check . \(options)"
        }
    }

    private static func writing(_ file: String, _ text: String, options: String = given) -> Part {
        { program in
            try program.write("s/\(file)", text)
            return "check . \(options)"
        }
    }

    private static func replacing(_ old: String, with new: String, in file: String, options: String = given) -> Part {
        { program in
            let text = try program.read("s/\(file)")
            #expect(text.contains(old), "\(file) has no \(old)")
            try program.write("s/\(file)", text.replacing(old, with: new))
            return "check . \(options)"
        }
    }

    /// Changes the export.
    private static func editing(_ edit: @escaping @Sendable (inout [String: Any]) -> Void) -> Part {
        { program in
            let text = Data(try program.read("s/payroll.json").utf8)
            var export = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
            edit(&export)
            let edited = try JSONSerialization.data(withJSONObject: export, options: .sortedKeys)
            try program.write("s/payroll.json", String(decoding: edited, as: UTF8.self))
            return "check . \(given)"
        }
    }

    /// Adds an element to a list of the export.
    private static func inserting(_ element: [String: String], into list: String) -> Part {
        editing { $0[list] = ($0[list] as? [Any] ?? []) + [element] }
    }

    private static func also(_ parts: Part...) -> Part {
        { program in try parts.reduce("") { try $1(program) } }
    }

    /// Commands at the end of the deck.
    private static func adding(_ command: String, options: String = given) -> Part {
        replacing("\n/*\n", with: "\n  \(command)\n/*\n", in: "passticket.jcl", options: options)
    }

    /// The permission through group DEPLOY, and commands after the connection to it.
    private static func group(_ commands: String = "", options: String = given) -> Part {
        also(
            replacing("ID(AGNTUSR) ACCESS(UPDATE)", with: "ID(DEPLOY) ACCESS(UPDATE)", in: "passticket.jcl"),
            adding(
                "SETROPTS GRPLIST\n  ADDGROUP DEPLOY SUPGROUP(SYS1)\n  CONNECT AGNTUSR GROUP(DEPLOY)\n  \(commands)",
                options: options))
    }

    private static func password(_ part: @escaping Part) -> Part {
        { program in
            try FileManager.default.removeItem(at: program.folder.appending(path: "s"))
            try FileManager.default.copyItem(
                at: Program.root.appending(path: "examples/password"), to: program.folder.appending(path: "s"))
            return try part(program)
        }
    }

    private static let runs: Part = { _ in "check . \(given)" }
    private static let page = "<!DOCTYPE html>\n<html><body>401 Unauthorized</body></html>\n"
    private static let setUp = "set-ups: {p: {members: FEJJCNFG, exports: payroll.json, decks: passticket.jcl}}\n"
    private static func configured(_ old: String, _ new: String, _ parts: Part...) -> Part {
        { program in
            for part in parts { _ = try part(program) }
            #expect(setUp.contains(old))
            try program.write("s/.jmoncheck.yml", setUp.replacing(old, with: new))
            return "check \(given)"
        }
    }
    private static let otherDeck = writing("acf2.txt", "ACF\nSET RESOURCE(PTK)\nRECKEY IRRPTAUTH ADD(X ALLOW)\nEND\n")
    private static let plugin = writing(
        "plugin.xml",
        """
        <plugin xmlns="http://www.urbancode.com/PluginXMLSchema_v1">
          <header><identifier version="74" id="com.ibm.ucd.plugin.zos" name="zOS Utility"/></header>
        </plugin>
        """)
    private static let wrongPort = replacing("SERV_PORT=6715", with: "SERV_PORT=6716", in: "FEJJCNFG")
    private static let loopback = replacing("LOOPBACK_ONLY=OFF", with: "LOOPBACK_ONLY=ON", in: "FEJJCNFG")
    private static let ready = "12.09.00 STC09875  FEJ211I Server ready to accept connections on port 6715\n"
    private static let refused = """
        12.10.03 STC09875  ICH408I USER(AGNTUSR ) GROUP(STCGRP  ) NAME(UCD AGENT          )
           IRRPTAUTH.FEKAPPL.USER1 CL(PTKTDATA)
           INSUFFICIENT ACCESS AUTHORITY
           ACCESS INTENT(UPDATE )  ACCESS ALLOWED(NONE   )

        """

    private static let parts: [String: Part] = [
        // everything is there
        "complete, PassTicket": runs,
        "complete, password": password(runs),
        "complete, a day before the date of REVOKE": adding(
            "ALTUSER USER1 REVOKE(06/30/26)", options: given + " --date 2026-06-29"),
        "complete, agent user PROTECTED": adding("ALTUSER AGNTUSR NOPASSWORD"),
        "complete, agent user RESTRICTED": adding("ALTUSER AGNTUSR RESTRICTED"),
        "complete, agent user resumed": adding("ALTUSER AGNTUSR REVOKE\n  ALTUSER AGNTUSR RESUME"),
        "complete, a day before the agent user is revoked": adding(
            "ALTUSER AGNTUSR REVOKE(06/30/26)", options: given + " --date 2026-06-29"),
        "target may log on on any day again": adding(
            "ALTUSER USER1 WHEN(DAYS(SUNDAY) TIME(0800:1700))\n  ALTUSER USER1 WHEN(DAYS(ANYDAY) TIME(ANYTIME))"),
        "permission through a group": group(),
        "permission through a group, a day before the connection is revoked": group(
            "CONNECT AGNTUSR GROUP(DEPLOY) REVOKE(06/30/26)", options: given + " --date 2026-06-29"),
        "deck alone": removing("FEJJCNFG", "payroll.json"),
        "member alone": removing("FEJJCNFG".isEmpty ? "" : "passticket.jcl", "payroll.json"),
        "member and deck": removing("payroll.json"),
        "deck alone, the pair is asked for": removing(
            "FEJJCNFG", "payroll.json", options: given + " --target-user USER1"),
        "complete, beside prose": writing("notes.md", "Dear all,\n\nthe port is 6715.\n"),
        "complete, beside a project of the web": writing("components.json", #"{"style": "new", "aliases": {}}"#),
        "complete, beside Spring's settings": writing("application.yml", "server:\n  port: 8080\n"),
        "complete, beside components of the web": writing(
            "components.json", #"{"components": [{"name": "button", "path": "src/button"}]}"#),
        "complete, beside Spring's properties": writing("application.properties", "server.port=8080\n"),
        "complete, beside a deck for Top Secret": writing("tss.txt", "TSS PERMIT(AGNTUSR) PTKTDATA(IRRPTAUTH)\n"),
        "complete, beside a link out of the folder": { program in
            try program.write("elsewhere/FEJJCNFG", "SERV_PORT=1\n")
            try FileManager.default.createSymbolicLink(
                atPath: program.folder.appending(path: "s/other").path, withDestinationPath: "../elsewhere/FEJJCNFG")
            return "check . \(given)"
        },
        "somebody else is refused by RACF": writing("log.txt", ready + refused.replacing("AGNTUSR", with: "TESTER1")),
        "a PassTicket of somebody else is refused": writing(
            "log.txt", ready + refused.replacing("FEKAPPL.USER1", with: "FEKAPPL.USER9")),
        "evaluation is refused": writing(
            "log.txt", ready + refused.replacing("INTENT(UPDATE )", with: "INTENT(READ   )")),
        "impersonation is refused, and no step needs it": writing(
            "log.txt",
            ready + refused.replacing("IRRPTAUTH.FEKAPPL.USER1 CL(PTKTDATA)", with: "BPX.SRV.USER1 CL(SURROGAT)")),
        "member through a link inside the folder": { program in
            try program.write("s/.store/m", try program.read("s/FEJJCNFG"))
            try FileManager.default.removeItem(at: program.folder.appending(path: "s/FEJJCNFG"))
            try FileManager.default.createSymbolicLink(
                atPath: program.folder.appending(path: "s/FEJJCNFG").path, withDestinationPath: ".store/m")
            return "check . \(given)"
        },
        "patterns overlap": configured("exports: payroll.json", "exports: '*'"),
        // something is missing
        "no member": removing("FEJJCNFG"),
        "no deck": removing("passticket.jcl"),
        "no agent user": { _ in "check . --assume fresh" },
        "nothing said of the system before": { _ in "check . --agent-user AGNTUSR" },
        "password, nothing said of the system before": password { _ in "check . --agent-user AGNTUSR" },
        "member alone, a pair is asked for": removing(
            "passticket.jcl", "payroll.json", options: given + " --target-user USER1"),
        "the deck is prose": writing("passticket.jcl", "Dear all,\n\nplease run the deck.\n"),
        "REVOKE with a date": adding("ALTUSER USER1 REVOKE(06/30/26)"),
        "agent user revoked": adding("ALTUSER AGNTUSR REVOKE"),
        "agent user revoked with a date": adding("ALTUSER AGNTUSR REVOKE(06/30/26)"),
        "agent user revoked since the date": adding(
            "ALTUSER AGNTUSR REVOKE(06/30/26)", options: given + " --date 2026-06-30"),
        "agent user revoked in its default group": adding(
            "ALTUSER AGNTUSR DFLTGRP(STCGRP)\n  CONNECT AGNTUSR GROUP(STCGRP) REVOKE"),
        "agent user's connection revoked with a date": group("CONNECT AGNTUSR GROUP(DEPLOY) REVOKE(06/30/26)"),
        "agent user removed from a group that is not named": group("REMOVE AGNTUSR"),
        "the member is a link out of the folder": { program in
            try program.write("elsewhere/FEJJCNFG", try program.read("s/FEJJCNFG"))
            try FileManager.default.removeItem(at: program.folder.appending(path: "s/FEJJCNFG"))
            try FileManager.default.createSymbolicLink(
                atPath: program.folder.appending(path: "s/FEJJCNFG").path,
                withDestinationPath: "../elsewhere/FEJJCNFG")
            return "check . \(given)"
        },
        "target's connection revoked, in what may be its default group": adding("CONNECT USER1 GROUP(SYS1) REVOKE"),
        "password, user's connection revoked": password(writing("users.txt", "CONNECT PAYDEPL GROUP(SYS1) REVOKE\n")),
        "agent user's connection revoked, in what may be its default group": adding(
            "CONNECT AGNTUSR GROUP(SYS1) REVOKE"),
        "target may log on on Sundays": adding("ALTUSER USER1 WHEN(DAYS(SUNDAY))"),
        "target may log on at night": adding("ALTUSER USER1 WHEN(TIME(2000:0600))"),
        "a component of the export is missing": editing { $0["components"] = [Any]() },
        "an answer with an error among the components": inserting(["error": "no permission"], into: "components"),
        "an answer with an error among the environments": inserting(["error": "no permission"], into: "environments"),
        "an answer with an error among the processes": inserting(["error": "no permission"], into: "processes"),
        "a process of the export has no graph": inserting(["name": "Deploy some"], into: "processes"),
        "a process that the application runs is missing": replacing(
            #""componentProcessName": "Deploy load modules""#, with: #""componentProcessName": "Install""#,
            in: "payroll.json"),
        "an application and its template differ": editing { export in
            export["templatePropSheet"] = ["name": "template", "properties": [["name": "jes.user", "value": "USER2"]]]
            export["propSheet"] = ["properties": [["name": "jes.user", "value": "USER1"]]]
            let environments = (export["environments"] as? [[String: Any]] ?? []).map { environment in
                environment.merging(["propSheet": ["properties": [Any]()]]) { $1 }
            }
            export["environments"] = environments
        },
        "a property twice in a sheet": replacing(
            #""name": "jes.user","#, with: #""name": "jes.user", "value": "USER2"}, {"name": "jes.user","#,
            in: "payroll.json"),
        "a property twice in a list": writing(
            "TEST.properties", "jes.user=USER2\njes.user=USER1\njes.monitor.port=6715\n"),
        "the password may be undefined, and a PassTicket is used": also(
            replacing(#""pluginVersion": 74"#, with: #""pluginVersion": 87"#, in: "payroll.json"),
            replacing("${p?:jes.password}", with: "${p:job.password}", in: "payroll.json")),
        "the user may be undefined, and the run ID is used": also(
            replacing(#""useRunId": "FALSE""#, with: #""useRunId": "TRUE""#, in: "payroll.json"),
            replacing("${p:jes.user}", with: "${p:job.user}", in: "payroll.json")),
        "the working directory may be undefined": replacing(
            #""defaultWorkingDir": ""#, with: #""defaultWorkingDir": "${p:job.dir}"#, in: "payroll.json"),
        "a step has no JCL": replacing("PAY.DEPLOY.JCL(NEWCOPY)", with: "", in: "payroll.json"),
        "a step has two sources of JCL": replacing(
            #""ussFilename": """#, with: #""ussFilename": "/u/pay/newcopy.jcl""#, in: "payroll.json"),
        "a step waits for no job": replacing(#"${p:Bind plan\/JobId}"#, with: "", in: "payroll.json"),
        "blanks around the port": replacing(#""6715""#, with: #"" 6715 ""#, in: "payroll.json"),
        "the version declares the user": editing { export in
            let components = (export["components"] as? [[String: Any]] ?? []).map { component in
                component.merging(["versionPropDefs": [["name": "jes.user", "type": "TEXT"]]]) { $1 }
            }
            export["components"] = components
        },
        // something was not judged
        "wrong port, --ignore PF402": also(wrongPort, { _ in "check . \(given) --ignore PF402" }),
        "--select RF3": { _ in "check . \(given) --select RF3" },
        "loopback only, rule off": also(loopback, writing(".jmoncheck.yml", "rules: {JM101: off}\n")),
        "loopback only, ignored": also(
            loopback, writing(".jmoncheck.yml", "ignore: [{paths: '**', rules: [JM101]}]\n")),
        // something is broken
        "wrong port": wrongPort,
        "wrong port, of severity info": also(wrongPort, writing(".jmoncheck.yml", "rules: {PF402: info}\n")),
        "wrong port, suppressed by path": also(
            wrongPort,
            writing(
                ".jmoncheck.yml", "suppressions: [{code: PF402, path: '*', reason: x}]\n")),
        "loopback only": loopback,
        "target revoked": adding("ALTUSER USER1 REVOKE"),
        "target revoked since the date": adding(
            "ALTUSER USER1 REVOKE(06/30/26)", options: given + " --date 2026-06-30"),
        "target PROTECTED": adding("ALTUSER USER1 NOPASSWORD"),
        "target deleted": adding("DELUSER USER1"),
        "password, user deleted": password(writing("users.txt", "DELUSER PAYDEPL\n")),
        "password, user revoked": password(writing("users.txt", "ALTUSER PAYDEPL REVOKE\n")),
        "target refused at APPL": adding("SETROPTS CLASSACT(APPL)\n  RDEFINE APPL FEKAPPL UACC(NONE)"),
        "agent user deleted": adding("DELUSER AGNTUSR"),
        "agent user's connection removed": group("REMOVE AGNTUSR GROUP(DEPLOY)"),
        "agent user's connection revoked": group("CONNECT AGNTUSR GROUP(DEPLOY) REVOKE"),
        "agent user's connection revoked since the date": group(
            "CONNECT AGNTUSR GROUP(DEPLOY) REVOKE(06/30/26)", options: given + " --date 2026-06-30"),
        "permission missing": replacing(
            "ID(AGNTUSR) ACCESS(UPDATE)", with: "ID(OTHER) ACCESS(UPDATE)", in: "passticket.jcl"),
        "no refresh": replacing("SETROPTS RACLIST(PTKTDATA) REFRESH", with: "", in: "passticket.jcl"),
        "SYSTSIN twice, the first empty": replacing(
            "//SYSTSIN  DD *", with: "//SYSTSIN  DD DUMMY\n//SYSTSIN  DD *", in: "passticket.jcl"),
        "the pair asked for is refused": removing(
            "FEJJCNFG", "payroll.json", options: "--assume fresh --agent-user OTHER --target-user USER1"),
        "useRunId is blank": replacing(#""useRunId": "FALSE""#, with: #""useRunId": """#, in: "payroll.json"),
        "token sets beside a pattern of members": also(
            replacing("PAY.DEPLOY.JCL(NEWCOPY)", with: "PAY.DEPLOY.JCL(NEW*)", in: "payroll.json"),
            replacing(
                #""explicitTokensForeachJob": """#, with: #""explicitTokensForeachJob": "A=1""#, in: "payroll.json")),
        "task not found": writing("log.txt", "CNZ4106I 10.15.30 DISPLAY ACTIVITY 123\n JMON NOT FOUND\n"),
        "refused by RACF": writing("log.txt", refused),
        "host is a URL": replacing(#""localhost""#, with: #""http://localhost:6715/""#, in: "payroll.json"),
        "protected rule ignored": also(
            replacing("UACC(NONE) OWNER", with: "UACC(READ) OWNER", in: "passticket.jcl"),
            { _ in "check . \(given) --ignore RF350" }),
        "protected rule not selected": also(
            replacing("UACC(NONE) OWNER", with: "UACC(READ) OWNER", in: "passticket.jcl"),
            { _ in "check passticket.jcl --select JM,IN" }),
        "permission missing, suppressed by a pattern": also(
            replacing("ID(AGNTUSR) ACCESS(UPDATE)", with: "ID(OTHER) ACCESS(UPDATE)", in: "passticket.jcl"),
            writing(".jmoncheck.yml", "suppressions: [{code: [PF401, RF321], path: '**', subject: '*', reason: x}]\n")),
        "protected rule off": also(
            replacing("UACC(NONE) OWNER", with: "UACC(READ) OWNER", in: "passticket.jcl"),
            writing(".jmoncheck.yml", "rules: {RF350: off}\nignore: [{paths: '**', rules: [RF350]}]\n")),
        "no member, target revoked": also(adding("ALTUSER USER1 REVOKE"), removing("FEJJCNFG")),
        // an input was not read
        "empty folder": removing("FEJJCNFG", "payroll.json", "passticket.jcl"),
        "a named file is missing": { _ in "check . missing.txt \(given)" },
        "a named file is prose": also(writing("notes.md", "Dear all\n"), { _ in "check . notes.md \(given)" }),
        "the member is empty": writing("FEJJCNFG", ""),
        "the member is blank": writing("FEJJCNFG", "  \n\n"),
        "the member has only comments": writing("FEJJCNFG", "# SERV_PORT=6715\n"),
        "the deck is empty": writing("passticket.jcl", ""),
        "the deck has only comments": writing("passticket.jcl", "//* nothing yet\n"),
        "the deck is for Top Secret": writing("passticket.jcl", "TSS PERMIT(AGNTUSR) PTKTDATA(IRRPTAUTH)\n"),
        "the deck is for ACF2": writing(
            "passticket.jcl", "ACF\nSET RESOURCE(PTK)\nRECKEY IRRPTAUTH ADD(X ALLOW)\nEND\n"),
        "the export is empty": writing("payroll.json", ""),
        "the export is an empty object": writing("payroll.json", "{}\n"),
        "the export is an empty list": writing("payroll.json", "[]\n"),
        "the export is a page of a server": writing("payroll.json", page),
        "the export is an answer with an error": writing("payroll.json", #"{"status": 401, "message": "no"}"#),
        "the deck as an export": { _ in "check passticket.jcl --as urbancode-export \(given)" },
        "the member as a deck": { _ in "check FEJJCNFG --as racf \(given)" },
        "the member as a property list": { _ in "check FEJJCNFG --as urbancode-properties \(given)" },
        "components of the web as an export": also(
            writing("x.json", #"{"components": [{"name": "button", "path": "src/button"}]}"#),
            { _ in "check x.json --as urbancode-export \(given)" }),
        "another job as the procedure": also(
            writing("x.jcl", "//J JOB\n//S EXEC PGM=IEFBR14\n"), { _ in "check x.jcl --as job-monitor-proc \(given)" }),
        "prose as a security descriptor": also(
            writing("x.txt", "Dear all\n"), { _ in "check x.txt --as security-descriptor \(given)" }),
        "marks of a merge as a deck": also(
            writing("x.txt", "<<<<<<< HEAD\n=======\n>>>>>>> x\n"), { _ in "check x.txt --as racf \(given)" }),
        "the member is an archive": writing("FEJJCNFG", "PK\u{3}\u{4}\u{14}\u{0}\u{0}\u{0}\u{8}\u{0}"),
        "the deck has only blanks of EBCDIC": writing("passticket.jcl", String(repeating: "@", count: 800)),
        "a member beside it is a pipe": { program in
            let path = program.folder.appending(path: "s/BUZJCNFG").path
            let result = unsafe mkfifo(path, 0o600)
            #expect(result == 0)
            return "check . \(given)"
        },
        "the deck as a listing": { _ in "check passticket.jcl --as racf-listing \(given)" },
        "a page on standard input": { program in
            try program.write("page", page)
            return "check - --as urbancode-export \(given) < ../page"
        },
        "a pattern matches an empty file": also(
            writing("more.txt", ""),
            { program in
                try program.write("s/.jmoncheck.yml", setUp.replacing("payroll.json", with: "'[pm]*'"))
                return "check \(given)"
            }),
        "an empty list of environments": { program in
            try program.write("s/.jmoncheck.yml", setUp.replacing("decks", with: "environments: [], decks"))
            return "check \(given)"
        },
        "no environment is left": { program in
            try program.write("s/.jmoncheck.yml", setUp.replacing("decks", with: "environments: [NONE], decks"))
            return "check \(given)"
        },
        "exports name the deck": configured("payroll.json", "[payroll.json, passticket.jcl]"),
        "exports name the member": configured("payroll.json", "FEJJCNFG"),
        "members name the deck": configured("FEJJCNFG", "[FEJJCNFG, passticket.jcl]"),
        "decks name the member": configured("decks: passticket.jcl", "decks: [passticket.jcl, FEJJCNFG]"),
        "decks name a plug-in": configured("decks: passticket.jcl", "decks: [passticket.jcl, plugin.xml]", plugin),
        "decks name an export": configured("decks: passticket.jcl", "decks: [passticket.jcl, payroll.json]"),
        "decks name a deck for ACF2": configured(
            "decks: passticket.jcl", "decks: [passticket.jcl, acf2.txt]", otherDeck),
        "evidence names the deck": configured("decks", "evidence: passticket.jcl, decks"),
        "evidence names the export": configured("decks", "evidence: payroll.json, decks"),
        "a pattern for decks matches a plug-in": configured(
            "decks: passticket.jcl", "decks: ['*.jcl', '*.xml']", plugin),
        "an empty list of exports": configured("payroll.json", "[]"),
        "an empty list of evidence": configured("decks", "evidence: [], decks"),
        "target revoked, and a file missing": also(
            adding("ALTUSER USER1 REVOKE"), { _ in "check . missing.txt \(given)" }),
        // wrong use, and reports that cannot be written
        "an unknown key in the configuration": writing(".jmoncheck.yml", "ruls: {}\n"),
        "a report of the configuration above its folder": writing(".jmoncheck.yml", "reports: {json: ../x.json}\n"),
        "a report of the configuration at an absolute path": writing(
            ".jmoncheck.yml", "reports: {json: /tmp/jmoncheck-report.json}\n"),
        "two reports to one path, in folders that are missing": { _ in
            "check . \(given) --report json=rep/a --report junit=rep/new/../a"
        },
        "a report replaces an input by way of a folder that is missing": { _ in
            "check . \(given) --report json=new/../passticket.jcl"
        },
        "the configuration is a link that leads nowhere": { program in
            let path = program.folder.appending(path: "s/.jmoncheck.yml").path
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
            return "check . \(given)"
        },
        "a baseline of another user is found": { program in
            // Only root can give a file away; anybody else sees a link that leads nowhere.
            let path = program.folder.appending(path: "s/.jmoncheck-baseline.json").path
            if getuid() == 0 {
                try program.write("s/.jmoncheck-baseline.json", "{}")
                _ = unsafe chown(path, 12345, 12345)
            } else {
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
            }
            return "check . \(given)"
        },
        "an unknown rule": { _ in "check . \(given) --ignore XX999" },
        "a file missing, and an unknown option": { _ in "check missing.txt --bogus" },
        "a report cannot be written": { _ in "check . \(given) --report json=/dev/full" },
        "target revoked, and a report cannot be written": also(
            adding("ALTUSER USER1 REVOKE"), { _ in "check . \(given) --report json=/dev/full" }),
    ]

    @Test func `the page has every set-up`() {
        #expect(Set(Self.rows.map(\.name)) == Set(Self.parts.keys))
        #expect(Self.rows.count * Self.columns.count >= 100)
    }

    @Test(arguments: rows)
    func `a set-up has the status of the page`(_ row: Row) throws {
        let part = try #require(Self.parts[row.name])
        for (option, status) in zip(Self.columns, row.statuses) {
            let program = try Program()
            try program.copy("examples/correct")
            try FileManager.default.moveItem(
                at: program.folder.appending(path: "examples/correct"), to: program.folder.appending(path: "s"))
            let line = try part(program)
            let words = line.components(separatedBy: " < ")
            let input = words.count > 1 ? " < \(words[1])" : ""
            let reports = "--report junit=../r.xml --report sarif=../r.sarif --report json=../r.json"
            let result = try program.shell("cd s && jmoncheck \(words[0]) \(option) \(reports)\(input)")
            #expect(result.status == status, "\(option): \(result.output)\(result.errors)")
            try Self.expectAgreement(program, result, "\(option)")
        }
    }

    /// Every report states the real status; without one to state there is no report.
    private static func expectAgreement(_ program: Program, _ result: Program.Result, _ option: String) throws {
        guard result.status < 4, result.status != 2 else {
            for name in ["r.json", "r.xml", "r.sarif"] {
                #expect(!FileManager.default.fileExists(atPath: program.folder.appending(path: name).path))
            }
            #expect(result.status == 2 || result.output.contains("exit 4: a report could not be written"))
            return
        }
        #expect(result.output.contains("\nexit \(result.status): "), "\(option)")
        let json = try JSONSerialization.jsonObject(with: Data(try program.read("r.json").utf8)) as? [String: Any]
        #expect(json?["exitStatus"] as? Int32 == result.status)
        #expect(try program.read("r.sarif").contains("\"exitCode\" : \(result.status)"))
        let junit = try program.read("r.xml")
        #expect(junit.contains("jmoncheck.exit-status\" value=\"\(result.status)\""))
        #expect((junit.contains("<failure") || junit.contains("<error")) == (result.status != 0), "\(option)")
        let again = try program.run(["report", "convert", "r.json"])
        #expect(again.status == result.status && again.output == result.output, "\(option): \(again.errors)")
    }

    /// A report that somebody changed is refused.
    @Test(arguments: [
        ("\"exitStatus\" : 1", "\"exitStatus\" : 0"), ("\"result\" : \"failed\"", "\"result\" : \"passed\""),
        ("\"warnings\" : 0", "\"warnings\" : 7"), ("\"allowUndecided\" : false", "\"allowUndecided\" : \"no\""),
    ])
    func `a stored report whose parts contradict each other is refused`(_ old: String, _ new: String) throws {
        let program = try Program()
        try program.copy("examples/correct")
        let part = try #require(Self.parts["wrong port"])
        try FileManager.default.moveItem(
            at: program.folder.appending(path: "examples/correct"), to: program.folder.appending(path: "s"))
        _ = try program.shell("cd s && jmoncheck \(try part(program)) --report json=../r.json")
        let text = try program.read("r.json")
        try #require(text.contains(old))
        try program.write("r.json", text.replacing(old, with: new, maxReplacements: 1))
        let result = try program.run(["report", "convert", "r.json"])
        #expect(result.status == 2 && result.errors.contains("is damaged"), "\(result.output)\(result.errors)")
    }

    /// The step was not there when the baseline was written.
    @Test func `a baseline does not accept the broken link of a new step`() throws {
        let program = try Program()
        try program.copy("examples/correct")
        let port = "SERV_PORT=6715"
        let member = try program.read("examples/correct/FEJJCNFG")
        try program.write("examples/correct/FEJJCNFG", member.replacing(port, with: "SERV_PORT=6716"))
        let given = "--assume fresh --agent-user AGNTUSR --baseline known.json"
        let write = try program.shell("jmoncheck baseline write examples/correct \(given)")
        #expect(write.status == 0, "\(write.errors)")
        #expect(try program.shell("jmoncheck check examples/correct \(given)").status == 0)
        let export = try program.read("examples/correct/payroll.json")
        try program.write(
            "examples/correct/payroll.json", export.replacing("\"Rebind plan\"", with: "\"Rebind again\""))
        let new = try program.shell("jmoncheck check examples/correct \(given)")
        #expect(new.status == 1 && new.output.contains("will not"), "\(new.output)")
        try program.write("known.json", try program.read("known.json").replacing(#/, "steps": \[[^\]]*\]/#, with: ""))
        #expect(try program.shell("jmoncheck check examples/correct \(given)").status == 1)
    }

    @Test func `a configuration above the working directory is named first, and that of another user is refused`()
        throws
    {
        let program = try Program()
        try program.copy("examples/correct")
        try program.write(".jmoncheck.yml", "rules: {JM130: off}\n")
        for format in [
            "text", "json", "junit", "sarif", "github", "gitlab", "azure", "checkstyle", "rdjson", "markdown",
            "html",
        ] {
            let result = try program.shell(
                "cd examples/correct && jmoncheck check . \(Self.given) --format \(format)")
            #expect(
                result.status == 0 && result.output.contains("../.jmoncheck.yml") || format == "markdown", "\(format)")
            #expect(result.output.contains("JM130 is off"), "\(format)")
        }
        let text = try program.shell("cd examples/correct && jmoncheck check . \(Self.given)").output
        #expect(text.hasPrefix("Configuration: ../../.jmoncheck.yml, found above the working directory.\n"))
        guard getuid() == 0 else { return }
        let other = try program.shell(
            "chown 12345 .jmoncheck.yml && cd examples/correct && jmoncheck check . \(Self.given)")
        #expect(other.status == 2 && other.errors.contains("belongs to another user"), "\(other.errors)")
        let named = try program.shell(
            "cd examples/correct && jmoncheck check . \(Self.given) --config ../../.jmoncheck.yml")
        #expect(named.status == 0, "\(named.errors)")
    }
}
