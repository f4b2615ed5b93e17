import Foundation
import Testing

/// Set-ups on which the gate was wrong once. Each is `examples/correct` with the files of `Tests/Gate/<case>` over it;
/// `<case>.options` has the command line and the files that are left out, `<case>.expected` the status and the verdicts.
@Suite struct GateTests {
    static let root = Program.root.appending(path: "Tests/Gate")

    static let cases: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { $0.hasSuffix(".options") }.map { String($0.dropLast(".options".count)) }.sorted()
    }()

    @Test(arguments: cases)
    func `a set-up gets its status`(_ name: String) throws {
        let lines = try String(contentsOf: Self.root.appending(path: "\(name).options"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
        let program = try Program()
        let words = lines[0].components(separatedBy: " && ")
        let folder = words.count > 1 ? "set-up/" + words[0].dropFirst("cd ".count) : "set-up"
        for file in ["FEJJCNFG", "passticket.jcl", "payroll.json"] where !lines.contains("without \(file)") {
            let source = Program.root.appending(path: "examples/correct/\(file)")
            try program.write("\(folder)/\(file)", try Data(contentsOf: source))
        }
        let overlay = Self.root.appending(path: name)
        let paths = FileManager.default.enumerator(atPath: overlay.path)?.compactMap { $0 as? String } ?? []
        for path in paths.sorted() {
            let file = overlay.appending(path: path)
            guard try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == false else { continue }
            try program.write("set-up/\(path)", try Data(contentsOf: file))
        }
        let result = try program.shell("cd \(folder) && jmoncheck \(words.last ?? "")")
        #expect(result.status != 0)
        let kept = result.output.split(separator: "\n", omittingEmptySubsequences: true).map(String.init).filter {
            line in
            ["✓ ", "✗ ", "? ", "  ✓ ", "  ✗ ", "  ? ", "      then", "exit ", "Configuration"].contains {
                line.hasPrefix($0)
            }
        }
        try Scenario.expect(
            "status \(result.status)\n" + result.errors + kept.map { $0 + "\n" }.joined(),
            in: Self.root.appending(path: "\(name).expected"))
    }

    @Test func `every case is there`() { #expect(Self.cases.count >= 20) }
}
