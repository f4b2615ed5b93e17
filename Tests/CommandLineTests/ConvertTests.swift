import Foundation
import Testing

/// `report convert` with the real binary: the report in another format equals the one that `check` writes.
@Suite struct ConvertTests {
    static let formats = [
        "text", "concise", "json", "junit", "sarif", "github", "gitlab", "azure", "checkstyle", "rdjson", "markdown",
        "html",
    ]

    @Test(arguments: [
        "examples/as-printed --agent-user AGNTUSR --assume fresh", "examples/correct --agent-user AGNTUSR",
        "examples/password --strict-evidence", "examples missing", "",
    ])
    func `a converted report equals one that was written directly`(_ arguments: String) throws {
        let program = try Program()
        try program.copy("examples")
        try program.write(
            "examples/x/FEJJCNFG", "SERV_PORT=6715é😀\n# jmoncheck:ignore[JM101] reason=\"é😀\"\nLOOPBACK_ONLY=ON\n")
        _ = try program.shell("jmoncheck check \(arguments) --report json=stored.json")
        for format in Self.formats {
            let written = try program.shell("jmoncheck check \(arguments) --format \(format)")
            let converted = try program.run(["report", "convert", "stored.json", "--format", format])
            #expect(written.output == converted.output, "\(format)")
            #expect(written.status == converted.status && written.errors == converted.errors)
        }
    }

    @Test func `a conversion uses its own threshold`() throws {
        let program = try Program()
        try program.write("FEJJCNFG", "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nLIMIT_VIEW=USERID\nTRACE_STORAGE=ON\n")
        let check = try program.run(["check", "FEJJCNFG", "--report", "json=stored.json"])
        #expect(check.status == 0)
        for (threshold, status) in [("error", 0), ("warning", 1), ("info", 1), ("never", 0)] {
            let result = try program.run([
                "report", "convert", "stored.json", "--fail-on", threshold, "--report", "junit=out.xml",
            ])
            #expect(result.status == Int32(status))
            #expect(try program.read("out.xml").contains("<failure") == (status == 1))
        }
        let input = try program.shell("jmoncheck report convert - --format gitlab < stored.json")
        #expect(input.status == 0 && input.output.hasPrefix("["))
    }

    @Test func `a file that is not a report is a usage error and never a trap`() throws {
        let program = try Program()
        try program.copy("examples/as-printed")
        _ = try program.run(["check", "examples", "--report", "json=stored.json"])
        let text = try program.read("stored.json")
        for length in stride(from: 0, to: text.utf8.count - 2, by: text.utf8.count / 25) {
            try program.write("cut.json", Data(text.utf8.prefix(length)))
            #expect(try program.run(["report", "convert", "cut.json"]).status == 2)
        }
        for (old, new) in [
            ("\"version\" : 1\n", "\"version\" : 2\n"), ("\"line\" : 1,", "\"line\" : \"x\","),
            ("\"error\"", "\"fatal\""),
            ("\"findings\" :", "\"finding\" :"), ("\"name\" : \"jmoncheck\"", "\"name\" : \"other\""),
            ("\"endColumn\" : ", "\"endColumn\" : -"),
        ] {
            #expect(text.contains(old), "\(old)")
            try program.write("odd.json", text.replacing(old, with: new))
            let result = try program.run(["report", "convert", "odd.json"])
            #expect(result.status == 2 && result.errors.hasPrefix("jmoncheck: odd.json"), "\(old): \(result.errors)")
        }
        #expect(try program.run(["report", "convert", "missing.json"]).status == 3)
    }
}
