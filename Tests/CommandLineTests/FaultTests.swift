import Foundation
import Testing

/// Faults in the environment of the program, with the real binary: one clear sentence, the right exit status, and
/// reports that are complete or absent.
@Suite struct FaultTests {
    struct Row: Sendable, CustomStringConvertible {
        /// A command for the shell, in a folder with `clean`, `big` and the named pipe `pipe`.
        var line: String
        var status: Int32
        /// A part of the only line on standard error; if it is empty, standard error is empty.
        var says = ""
        /// Whether `r.json` exists afterwards.
        var hasReport = false
        var description: String { String(line.suffix(200)) }

        init(_ status: Int32, _ line: String, says: String = "", hasReport: Bool = false) {
            self.line = line
            self.status = status
            self.says = says
            self.hasReport = hasReport
        }
    }

    static let outputs = [
        Row(4, "jmoncheck check clean --report json=/dev/full", says: "write /dev/full: no space left on device"),
        Row(4, "jmoncheck check clean --report json=clean", says: "write clean: is a directory"),
        Row(0, "jmoncheck check clean --report json=no/such/r.json; mv no/such/r.json .", hasReport: true),
        Row(0, "jmoncheck check clean --report json=/dev/stderr 2> r.json", hasReport: true),
        Row(4, "jmoncheck check clean --report json=clean/FEJJCNFG/r.json", says: "FEJJCNFG/r.json: not a directory"),
        Row(4, "jmoncheck check clean --report json=/proc/self/r.json", says: "r.json: no such file or directory"),
        Row(4, "jmoncheck check big --report json=/dev/full --report json=r.json", says: "device"),
        Row(4, "ulimit -f 4; jmoncheck check clean --report json=r.json", says: "write r.json: file too large"),
        Row(4, "head -c 9 pipe > /dev/null & jmoncheck check big --report json=pipe", says: "write pipe: broken pipe"),
        Row(0, "cat pipe > r.json & jmoncheck check clean --report json=pipe; wait", hasReport: true),
        Row(
            4, "jmoncheck check clean --report json=pipe",
            says: "write pipe: no such device, or a pipe that nobody "
                + "reads from"),
        Row(0, "jmoncheck check clean -q --report json=/dev/stdout > r.json; test -L /dev/stdout", hasReport: true),
        Row(0, "jmoncheck check clean --report json=/dev/fd/3 3> r.json", hasReport: true),
        Row(4, "jmoncheck check clean --report json=/dev/fd/9", says: "write /dev/fd/9: bad file descriptor"),
        Row(0, "ln -s r.json link; jmoncheck check clean --report json=link; test ! -L link", hasReport: false),
        Row(
            0, "echo > r.json; ln -s r.json link; jmoncheck check clean --report json=link; test -L link",
            hasReport: true),
        Row(4, "jmoncheck check clean > /dev/full", says: "write standard output: no space left on device"),
        Row(4, "jmoncheck check clean >&-", says: "write standard output: bad file descriptor"),
        Row(4, "jmoncheck check clean --report json=r.json >&- 2>&- <&-"),
        Row(4, "jmoncheck check clean > /dev/full 2>&1"),
        Row(0, "jmoncheck check clean 2>&-"),
        Row(3, "jmoncheck check missing 2>&-"),
        Row(4, "jmoncheck --version > /dev/full", says: "no space left on device"),
        Row(4, "jmoncheck --help > /dev/full", says: "no space left on device"),
        Row(4, "jmoncheck explain RF302 > /dev/full", says: "no space left on device"),
        Row(4, "jmoncheck rules >&-", says: "bad file descriptor"),
        Row(4, "jmoncheck access clean >&-", says: "bad file descriptor"),
        Row(4, "jmoncheck baseline write clean --baseline clean", says: "write clean: is a directory"),
        Row(0, "{ jmoncheck check big; echo status $? >&2; } | head -1 > /dev/null", says: "status 1"),
        Row(0, "{ jmoncheck dump big; echo status $? >&2; } | head -1 > /dev/null", says: "status 0"),
        Row(0, "cd /proc; jmoncheck check \"$OLDPWD/clean\""),
        Row(4, "cd /proc; jmoncheck check \"$OLDPWD/clean\" --report json=r.json", says: "no such file or directory"),
        Row(0, "mkdir gone; cd gone; rmdir ../gone; jmoncheck check \"$OLDPWD/clean\""),
    ]

    /// A path slightly longer than half the maximum length.
    private static let deep = Array(repeating: String(repeating: "d", count: 210), count: 10).joined(separator: "/")

    private static func whilePipeIsRead(_ change: String) -> String {
        "cp -r clean kept; { exec 9> pipe; \(change); cat clean/FEJJCNFG >&9; } & jmoncheck check pipe kept --jobs 1"
    }

    static let inputs = [
        Row(3, "jmoncheck check pipe", says: "pipe: is a pipe that nobody writes to"),
        Row(0, "{ sleep 0.5; cat clean/FEJJCNFG > pipe; } & jmoncheck check pipe"),
        Row(3, whilePipeIsRead("rm kept/FEJJCNFG"), says: "kept/FEJJCNFG: cannot be read: no such file or directory"),
        Row(3, whilePipeIsRead(": > kept/FEJJCNFG"), says: "kept/FEJJCNFG: the file is empty"),
        Row(3, whilePipeIsRead("rm kept/*; mkdir kept/FEJJCNFG"), says: "FEJJCNFG: is a directory that cannot be read"),
        Row(3, whilePipeIsRead("ln -sf /dev/zero kept/FEJJCNFG"), says: "FEJJCNFG: is neither a file nor a pipe"),
        Row(3, whilePipeIsRead("ln -sf nowhere kept/FEJJCNFG"), says: "cannot be read: no such file or directory"),
        Row(1, whilePipeIsRead("echo LOOPBACK_ONLY=ON > kept/FEJJCNFG")),
        Row(
            3,
            """
            { until test -e stop; do echo '#' >> log; done; } &
            for i in $(seq 100); do jmoncheck check log; s=$?; test $s -ne 3 || break; done; : > stop; exit $s
            """,
            says: "log: changed while it was read"),
        Row(
            3, "truncate -s 1G hole; jmoncheck check hole",
            says: "hole: binary data, not text: see the byte at offset 0"),
        Row(3, "jmoncheck check /proc/self/mem", says: "mem: cannot be read: input/output error"),
        Row(3, "jmoncheck check /dev/zero", says: "/dev/zero: is neither a file nor a pipe"),
        Row(3, "ln -s nowhere link; jmoncheck check link", says: "link: cannot be read: no such file or directory"),
        Row(3, "ln -s link link; jmoncheck check link", says: "too many levels of symbolic links"),
        Row(3, "chmod 0 log; test -r log && rm log; jmoncheck check log", says: "log: cannot be read: "),
        Row(
            3,
            """
            mkdir -p one/\(deep) two/\(deep); mv one two/\(deep); jmoncheck check two; status=$?; rm -r two; exit $status
            """,
            says: "cannot be read: file name too long"),
        Row(0, "jmoncheck check clean <&-"),
        Row(3, "jmoncheck check - <&-", says: "<stdin>: cannot be read: bad file descriptor"),
        Row(3, "jmoncheck check log log log log log log log log clean - <&-", says: "bad file descriptor"),
        Row(
            3, "mkdir many; cd many; seq 10000 | split -l 1 -a 4; cp ../clean/* .; ulimit -n 32; jmoncheck check . x",
            says: "x: cannot be read: no such file or directory"),
    ]

    /// The signal arrives while the program waits for an endless input.
    private static func ended(_ signal: String, _ environment: String = "") -> String {
        "exec 9<> pipe; echo 'PASSWORD=Tuesday7' >&9; "
            + "\(environment) timeout --preserve-status -s \(signal) 1 jmoncheck check pipe --report json=r.json"
    }

    static let signals =
        [Row(129, ended("HUP")), Row(130, ended("INT")), Row(143, ended("TERM"))]
        + [("QUIT", 131), ("ILL", 132), ("TRAP", 133), ("ABRT", 134), ("BUS", 135), ("FPE", 136), ("SEGV", 139)].map {
            Row($0.1, ended($0.0, "SWIFT_BACKTRACE=enable=yes,output-to=stderr"))
        }
        + [
            // The signal arrives while the program writes: a started file is completed.
            Row(
                143,
                """
                jmoncheck check big --report json=r.json > /dev/null &
                until set -- .jmoncheck-*.tmp; test -e "$1" -o -e r.json; do :; done; kill -TERM $!; wait $!
                """, says: "Terminated", hasReport: true)
        ]

    private static func folder() throws -> Program {
        let program = try Program()
        let clean = "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nLIMIT_VIEW=USERID\n"
        try program.write("clean/FEJJCNFG", clean)
        try program.write(
            "big/deck.txt", String(repeating: "PERMIT X CLASS(PTKTDATA) ID(A) ACCESS(UPDTE)\n", count: 2000))
        try program.write("log", clean + String(repeating: "# \(String(repeating: "-", count: 70))\n", count: 40000))
        unsafe mkfifo(program.folder.appending(path: "pipe").path, 0o600)
        return program
    }

    /// ThreadSanitizer itself writes files that are longer than the limit in a row.
    private static func canRun(_ row: Row) -> Bool {
        ProcessInfo.processInfo.environment["TSAN_OPTIONS"] == nil || !row.line.hasPrefix("ulimit -f")
    }

    @Test(arguments: (outputs + inputs + signals).filter(canRun))
    func `a fault is described in one sentence`(_ row: Row) throws {
        let program = try Self.folder()
        let result = try program.shell(row.line)
        #expect(result.status == row.status, "\(result.output.prefix(500))\(result.errors)")
        #expect(row.says.isEmpty ? result.errors.isEmpty : result.errors.contains(row.says), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count < 2)
        let report = try? program.read("r.json")
        #expect((report != nil) == row.hasReport)
        if let report { #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(report.utf8)) } }
        let left = try FileManager.default.subpathsOfDirectory(atPath: program.folder.path)
        #expect(!left.contains { $0.hasSuffix(".tmp") || $0.hasPrefix("core") }, "\(left)")
    }
}
