import Foundation
import Testing

/// The exit statuses of the command line with the real binary.
@Suite struct ExitStatusTests {
    struct Row: Sendable, CustomStringConvertible {
        var arguments: String
        var status: Int32
        /// A part of standard error.
        var says = ""
        var description: String { "\(arguments) -> \(status)" }
    }

    static let rows: [Row] = [
        // 0: everything was checked
        Row(arguments: "clean", status: 0),
        Row(arguments: "check clean", status: 0),
        Row(arguments: "check clean mixed", status: 0),
        Row(arguments: "check bad --fail-on never", status: 0),
        Row(arguments: "check bad --select JM102", status: 0),
        Row(arguments: "check bad --ignore JM1", status: 0),
        Row(arguments: "check bad --ignore loopback-only-off", status: 0),
        Row(arguments: "check warned", status: 0),
        Row(arguments: "check open", status: 0),
        Row(arguments: "check --allow-empty nothing", status: 0),
        Row(arguments: "check member.ebcdic", status: 0),
        Row(arguments: "check member.ebcdic --encoding IBM-1047 --fail-on info", status: 0),
        Row(arguments: "check clean --encoding latin1", status: 0),
        Row(arguments: "check packed", status: 0),
        Row(arguments: "--version", status: 0),
        Row(arguments: "--help", status: 0),
        Row(arguments: "check --help", status: 0),
        Row(arguments: "explain RF302", status: 0),
        Row(arguments: "explain RF302 ich10102 8/16/28 FEJ123E", status: 0),
        Row(arguments: "explain RF302 ICH10102X", status: 2),
        Row(arguments: "explain commands-on-one-line", status: 0),
        Row(arguments: "rules", status: 0),
        Row(arguments: "rules --format json", status: 0),
        Row(arguments: "dump clean", status: 0),
        Row(arguments: "access open/deck.txt --agent-user A --target-user B", status: 0),
        // 1: findings
        Row(arguments: "check bad", status: 1),
        Row(arguments: "check member.ebcdic --fail-on info", status: 1),
        Row(arguments: "dump cut.ebcdic", status: 1),
        Row(arguments: "bad", status: 1),
        Row(arguments: "check bad clean --format json", status: 1),
        Row(arguments: "check bad --format junit", status: 1),
        Row(arguments: "check warned --fail-on warning", status: 1),
        Row(arguments: "check warned --fail-on info", status: 1),
        Row(arguments: "check open --strict-evidence", status: 1),
        Row(arguments: "check broken.json", status: 1),
        Row(arguments: "check broken.json --ignore IN", status: 1),
        Row(arguments: "check broken.json --select JM101", status: 1),
        Row(arguments: "dump broken.json", status: 1),
        // 2: usage error
        Row(arguments: "check --bogus", status: 2, says: "bogus"),
        Row(arguments: "check clean --fail-on sometimes", status: 2, says: "sometimes"),
        Row(arguments: "check clean --format xml", status: 2, says: "xml"),
        Row(arguments: "check clean --select JM999", status: 2, says: "unknown rule 'JM999'"),
        Row(arguments: "check clean --ignore loopback-only", status: 2, says: "unknown rule"),
        Row(arguments: "check clean --assume wet", status: 2, says: "'wet'"),
        Row(arguments: "check clean --agent-user TOOLONGID", status: 2),
        Row(arguments: "check clean --as cobol", status: 2),
        Row(arguments: "check clean --report json", status: 2),
        Row(arguments: "check clean --max-size 0", status: 2),
        Row(arguments: "check - -", status: 2),
        Row(arguments: "check clean --encoding ibm-1074", status: 2, says: "did you mean 'ibm-1047'"),
        Row(arguments: "check clean --record fb81", status: 2),
        Row(arguments: "check clean -q -v", status: 2),
        Row(arguments: "explain", status: 2),
        Row(arguments: "explain RF999", status: 2, says: "did you mean"),
        Row(arguments: "check missing --bogus", status: 2),
        // 3: something was not checked
        Row(arguments: "check missing", status: 3, says: "missing: cannot be read"),
        Row(arguments: "check clean missing", status: 3),
        Row(arguments: "check bad missing", status: 3),
        Row(arguments: "check bad missing --fail-on never", status: 3),
        Row(arguments: "check broken.json --fail-on never", status: 3),
        Row(arguments: "check empty.txt", status: 3, says: "empty"),
        Row(arguments: "check binary.dat", status: 3, says: "binary"),
        Row(arguments: "check binary.dat --format json | grep -q '\"IN003\"'", status: 0),
        Row(arguments: "check damaged", status: 3, says: "binary"),
        Row(arguments: "check damaged --ignore IN003 --fail-on never", status: 3),
        Row(arguments: "check prose.txt", status: 3, says: "not recognised"),
        Row(arguments: "check nothing", status: 3, says: "nothing to check"),
        Row(arguments: "check", status: 3, says: "nothing to check"),
        Row(arguments: "check clean --max-size 10", status: 3),
        Row(arguments: "check cut.ebcdic --select JM101", status: 3),
        Row(arguments: "check cut.ebcdic --fail-on never --ignore IN003", status: 3),
        Row(arguments: "check packed.zip", status: 3, says: "ZIP archive"),
        Row(arguments: "dump missing", status: 3),
        Row(arguments: "dump prose.txt", status: 3),
        Row(arguments: "access missing", status: 3),
        Row(arguments: "access nothing", status: 3),
        Row(arguments: "check loop/in/again", status: 3),
        // 4: a report could not be written; this overrides the others
        Row(arguments: "check clean --report json=/proc/no/report.json", status: 4, says: "report.json"),
        Row(arguments: "check bad missing --report junit=clean", status: 4),
        Row(arguments: "check clean > /dev/full", status: 4),
        Row(arguments: "dump clean > /dev/full", status: 4),
        // a closed pipe ends quietly
        Row(arguments: "check bad | head -1 > /dev/null", status: 0),
        // a cyclic link is not followed
        Row(arguments: "check loop", status: 0),
    ]

    private static func folder() throws -> Program {
        let program = try Program()
        let clean = "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nLIMIT_VIEW=USERID\n"
        try program.write("clean/FEJJCNFG", clean)
        try program.write("mixed/FEJJCNFG", clean)
        try program.write("mixed/notes.txt", "nothing for a checker\n")
        try program.write("bad/FEJJCNFG", "SERV_PORT=6715\nLIMIT_VIEW=USERID\n")
        try program.write("warned/FEJJCNFG", clean + "TRACE_STORAGE=ON\n")
        try program.write("open/deck.txt", "SETROPTS CLASSACT(PTKTDATA)\n")
        try program.write("broken.json", #"{"environments": [{"name": "TEST", "#)
        // The same member in IBM-1047, once with a byte that is not text.
        let ebcdic = Data(Fixture1047.encoded(clean))
        try program.write("member.ebcdic", ebcdic)
        try program.write("cut.ebcdic", ebcdic + [0x00])
        try program.write("packed.zip", Data("PK\u{3}\u{4}".utf8) + Data(count: 60))
        try program.write("packed/FEJJCNFG", clean)
        try program.write("packed/old.zip", Data("PK\u{3}\u{4}".utf8) + Data(count: 60))
        try program.write("empty.txt", "")
        try program.write("binary.dat", Data((0..<512).map { UInt8($0 % 7) }))
        try program.write("damaged/FEJJCNFG", Data((0..<512).map { UInt8($0 % 7) }))
        try program.write("damaged/racf.txt", "SETROPTS CLASSACT(PTKTDATA)\n")
        try program.write("prose.txt", "Dear all,\n\nthe port is 6715.\n")
        try program.write("nothing/readme.txt", "nothing\n")
        try program.write("loop/FEJJCNFG", clean)
        try FileManager.default.createSymbolicLink(
            at: program.folder.appending(path: "loop/in"), withDestinationURL: program.folder.appending(path: "loop"))
        return program
    }

    @Test(arguments: rows)
    func `the exit status reflects the result`(_ row: Row) throws {
        let result = try Self.folder().shell("jmoncheck \(row.arguments)")
        #expect(result.status == row.status, "\(result.output)\(result.errors)")
        #expect(row.says.isEmpty || result.errors.contains(row.says), "\(result.errors)")
    }

    @Test func `an unreadable file is not checked`() throws {
        let program = try Self.folder()
        // Root can read everything, so the file is removed instead.
        let result = try program.shell("chmod 0 bad/FEJJCNFG; test -r bad/FEJJCNFG || jmoncheck check bad/FEJJCNFG")
        #expect(result.status == 3 || (getuid() == 0 && result.status == 0))
    }

    @Test func `every prefix of an input ends with a known status`() throws {
        let program = try Self.folder()
        let text = "SETROPTS RACLIST(PTKTDATA) REFRESH\n"
        for length in 0...text.utf8.count {
            try program.write("cut.txt", Data(text.utf8.prefix(length)))
            let result = try program.run(["check", "cut.txt"])
            #expect([0, 1, 3].contains(result.status), "\(length): \(result.errors)")
        }
    }
}

/// The letters that the members above need, in IBM-1047.
private enum Fixture1047 {
    static func encoded(_ text: String) -> [UInt8] {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "I"): byte - UInt8(ascii: "A") + 0xC1
            case UInt8(ascii: "J")...UInt8(ascii: "R"): byte - UInt8(ascii: "J") + 0xD1
            case UInt8(ascii: "S")...UInt8(ascii: "Z"): byte - UInt8(ascii: "S") + 0xE2
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 0xF0
            case UInt8(ascii: "_"): 0x6D
            case UInt8(ascii: "="): 0x7E
            default: 0x15
            }
        }
    }
}
