import Foundation
import Testing

/// Whole set-ups in `Tests/Scenarios`, each with what the program answers in text, JSON and JUnit.
@Suite struct ScenarioTests {
    fileprivate static let root = Program.root.appending(path: "Tests/Scenarios")

    private static let names: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }()

    @Test(arguments: names)
    func `a set-up gets its verdict in every form`(_ name: String) throws {
        let folder = Self.root.appending(path: name)
        let options = try String(contentsOf: folder.appending(path: "options"), encoding: .utf8)
        let program = try Program()
        try program.copy("Tests/Scenarios/\(name)/inputs")
        let result = try program.shell(
            "cd Tests/Scenarios/\(name)/inputs && \"$JMONCHECK\" "
                + options.trimmingCharacters(in: .newlines) + " --report json=../out.json --report junit=../out.xml")
        #expect(result.status <= 1, "\(result.errors)")
        let answers = [
            ("expected.txt", "$ jmoncheck " + options + result.output),
            ("expected.json", try program.read("Tests/Scenarios/\(name)/out.json")),
            ("expected.xml", try program.read("Tests/Scenarios/\(name)/out.xml")),
        ]
        for (file, answer) in answers {
            let expected = folder.appending(path: file)
            if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
                try answer.write(to: expected, atomically: true, encoding: .utf8)
            }
            #expect(try String(contentsOf: expected, encoding: .utf8) == answer, "\(name)/\(file)")
        }
    }

    /// Also where set-ups share their inputs.
    @Test(arguments: names)
    func `no two checks have the same name`(_ name: String) throws {
        let folder = Self.root.appending(path: name)
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: "expected.json")))
        let checks = try #require((json as? [String: Any])?["checks"] as? [[String: Any]])
        let pairs = checks.map { "\($0["code"] ?? "") \($0["subject"] ?? "")" }
        #expect(Set(pairs).count == pairs.count)
        let xml = try String(contentsOf: folder.appending(path: "expected.xml"), encoding: .utf8)
        #expect(!xml.contains("(2)\""), "a name that a number tells from another")
    }

    @Test func `there are twenty of them`() { #expect(Self.names.count >= 20) }
}

extension ScenarioTests {
    /// One finding is suppressed, one suppression has ended, one finding is in the baseline and one is new.
    @Test(arguments: ConvertTests.formats)
    func `accepted findings show in every format and never in the status`(_ format: String) throws {
        let folder = Self.root.appending(path: "accepted")
        let options = try String(contentsOf: folder.appending(path: "options"), encoding: .utf8)
            .trimmingCharacters(in: .newlines)
        let program = try Program()
        try program.copy("Tests/Scenarios/accepted/inputs")
        let result = try program.shell(
            "cd Tests/Scenarios/accepted/inputs && \"$JMONCHECK\" \(options) --format \(format)")
        #expect(result.status == 1, "\(result.errors)")
        let expected = folder.appending(path: "formats/\(format)")
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            try FileManager.default.createDirectory(
                at: expected.deletingLastPathComponent(), withIntermediateDirectories: true)
            try result.output.write(to: expected, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: expected, encoding: .utf8) == result.output)
        for word in ["LIMIT_VIEW", "TRACE_STORAGE", "LIMIT_COMMANDS", "LIMIT_CONSOLE", "CHG0042", "2026-03-31"] {
            #expect(result.output.contains(word.replacing("_", with: format == "markdown" ? "\\_" : "_")), "\(word)")
        }
        // With what is new and what has ended mended, only accepted findings are left.
        let mended = try program.shell(
            """
            cd Tests/Scenarios/accepted/inputs &&
            sed -i 's/CONSOLE=NOLIMIT/CONSOLE=LIMITED/; s/until=2026-03-31/until=2999-03-31/' FEJJCNFG &&
            "$JMONCHECK" \(options) --format \(format)
            """)
        #expect(mended.status == 0, "\(mended.output)")
    }
}
