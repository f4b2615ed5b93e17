import Foundation
import Testing

/// Whole set-ups in `Tests/Scenarios`, each with what the program answers in text, JSON and JUnit.
@Suite struct ScenarioTests {
    private static let root = Program.root.appending(path: "Tests/Scenarios")

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
