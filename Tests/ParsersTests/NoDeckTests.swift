import Contract
import Diagnostics
import Testing

@testable import RACF

/// Texts that only look like a deck are not decks.
@Suite struct NoDeckTests {
    @Test(arguments: [
        // A table of authorised commands (IKJTSOxx).
        (
            "IKJTSO00",
            """
            AUTHCMD NAMES(          /* AUTHORIZED COMMANDS */      +
               RECEIVE              /* TSO COMMANDS        */      +
               ADDUSER  AU          /* RACF COMMANDS       */      +
               CONNECT  CO          /*                     */      +
               PERMIT   PE          /*                     */      +
               RDEFINE  RDEF)
            """
        ),
        (
            "import.jcl",
            """
            //CAT      JOB (ACCT)
            //S1       EXEC PGM=IDCAMS
            //SYSIN    DD *
              IMPORT OBJECTS((UCAT.TEST DEVICETYPE(3390))) -
                CONNECT CATALOG(MCAT)
              CONNECT USER1 GROUP(G)
            /*
            //S2       EXEC PGM=SDSF
            //ISFIN    DD *
            PERMIT X CLASS(Y)
            /*
            """
        ),
        ("signs.txt", "PERMIT USERS.\nREMOVE USER?\nDELUSER ALL.\nADDGROUP NAMES!\nRLIST FACILITY ALL.\n"),
        ("import.txt", "  IMPORT OBJECTS((UCAT.TEST)) -\n    CONNECT CATALOG(MCAT)\n"),
        ("notes.txt", "Permit users to log on.\nConnect to the host, then search for the profile.\nRemove user X.\n"),
        (
            "list.txt",
            "SETROPTS    Set options\nRDEFINE     Define a profile\nPERMIT      Give access\nLISTUSER    List a user\n"
        ),
        (
            "main.c",
            "/* RDEFINE FACILITY X UACC(NONE) */\nint main() {\n  connect(fd, a);\n  search (x);\n  remove(\"a\");\n}\n"
        ),
        ("db.sql", "CONNECT TO DB2A USER X USING 'p';\nCONNECT scott/tiger\nPASSWORD scott\n"),
        ("asm.txt", "         LG    R1,0(,R2)\n         AD    0,8(1)\n         AU    2,X\n         LD    0,Y\n"),
        ("data.json", "{\"a\": \"RDEFINE FACILITY X UACC(NONE)\",\n\"b\": 1}\n"),
        ("values.yml", "name: PERMIT X CLASS(FACILITY)\nservers:\n  - connect: true\n  - search: all\n"),
        (
            "say.rexx",
            "/* REXX */\nsay \"RDEFINE FACILITY X UACC(NONE)\"\nqueue \"PERMIT X to Y\"\nx = \"DELUSER A\"\n"
        ),
        ("echo.sh", "#!/bin/sh\n# tsocmd \"RDEFINE FACILITY X UACC(NONE)\"\necho \"PERMIT X CLASS(FACILITY)\"\n"),
        ("page.html", "<html><script>var a = \"RDEFINE FACILITY X UACC(NONE)\"</script><p>Permit users</p></html>"),
        ("guide.md", "# RDEFINE\n\n<!--\nRDEFINE FACILITY X UACC(NONE)\n-->\nUse `PERMIT` and `CONNECT`.\n"),
        (
            "node.md",
            """
            # node-zosjobs

            ```js
            // 'connect' listener.
            server.on('connect', c => permit(c)); 'search' + x
            ```

                remove(file)
                'connect' listener
            """
        ),
        ("server.js", "// 'connect' listener.\n'permit' + x;\nconnect(a);\n"),
        ("numbers.txt", "00000010 PERMIT\n00000020 more\n"),
        (
            "log.txt",
            "ICH408I USER(X) GROUP(Y) NAME(Z)\n  PASSWORD PROCESSING OPTIONS:\nIKJ56712I INVALID KEYWORD, SETROPTS\n"
        ),
    ])
    func `text without commands is not a deck`(_ name: String, _ text: String) {
        let file = SourceFile(path: name, bytes: Array(text.utf8))
        #expect(Deck.recognise(file) == nil)
    }

    /// Texts that would make a careless reader read the same bytes repeatedly, or recurse as deep as the texts are
    /// long.
    @Test(arguments: [
        ("a.rexx", "/* REXX */\n", "f(\"RDEFINE A\" "), ("b.rexx", "/* REXX */\n", "\"RDEFINE A B\",\n"),
        ("c.rexx", "/* REXX */\n", "/*"), ("d.rexx", "/* REXX */\n", "if a then "),
        ("a.sh", "#!/bin/sh\ntsocmd \"", "$("), ("b.sh", "#!/bin/sh\n", "cat <<A\n"),
        ("g.sh", "#!/bin/sh\n", "cat <<A\ntsocmd \"RLIST A B\"\n"),
        ("c.sh", "#!/bin/sh\n", "'tsocmd \""),
        ("d.sh", "#!/bin/sh\nC=\"RDEFINE A B\"\n", "C=\"$C D\"\n"),
        ("e.sh", "#!/bin/sh\n", "printf \"RLIST A B\\n\" |tsocmd\n"),
        ("f.sh", "#!/bin/sh\nC=\"", "SETROPTS LIST\n"),
        ("d.rexx", "/* REXX */\nc = \"RDEFINE A B\"\n", "c = c \"D\"\n"),
        ("e.rexx", "/* REXX */\n", "SETROPTS LIST\nqueue \"RLIST A B\"\n"), ("c.txt", "RLIST A &B -\n", "C -\n"),
        ("d.txt", "", "00000010RDELETE A B\n"), ("e.txt", "", "RDEFINE A B UACC(NONE)\nThis is a text.\n"),
        ("a.md", "", "<!--\n"), ("b.md", "", "` `` "), ("c.md", "", "```\n"), ("a.html", "<html>", "<!--"),
        ("b.html", "<html>", "<script>"), ("a.j2", "", "{{"), ("a.vm", "", "#if("), ("b.vm", "", "$a("),
        ("a.clist", "PROC 0\n", "SET &A = &STR("), ("b.clist", "PROC 0\n", "RDEFINE A B -\n"),
        ("a.jcl", "//A JOB\n", "//B DD DATA\n//A JOB\n"),
        ("b.jcl", "//A JOB\n", "//B EXEC PGM=IKJEFT01,PARM='\n// X\n"),
        ("a.txt", "PERMIT A ", "("), ("b.txt", "", "RDEFINE A B UACC(NONE)\nprose stands here\n"),
        ("a.yml", "", "- zos_tso_command:\n    commands: RDEFINE A B UACC(NONE)\n"),
        ("a.xml", "<workflow>", "<step><code>&lt;"),
    ])
    func `a text that repeats itself is read to its end`(_ name: String, _ start: String, _ part: String) {
        let file = SourceFile(path: name, bytes: Array((start + String(repeating: part, count: 5000)).utf8))
        let deck = Deck.parse(file).model
        #expect(deck.commands.allSatisfy { Int($0.range.end) <= file.bytes.count && $0.range.start < $0.range.end })
    }
}
