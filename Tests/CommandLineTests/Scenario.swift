import Foundation
import Synchronization
import Testing

/// A whole set-up in `Tests/Scenarios`: `inputs`, the `options` of the check, and the kept part of the output.
struct Scenario: Sendable, CustomStringConvertible {
    /// The output of the program.
    struct Answer: Sendable {
        var status: Int32
        var text: String
        var errors: String
        var json: String
        var junit: String
    }

    static let root = Program.root.appending(path: "Tests/Scenarios")

    static let all: [Scenario] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { !$0.hasPrefix(".") && !$0.contains(".") }.sorted().map(Scenario.init)
    }()

    let name: String

    var description: String { name }
    var folder: URL { Self.root.appending(path: name) }
    var inputs: String { "Tests/Scenarios/\(name)/inputs" }

    /// A command line for the shell.
    func options() throws -> String {
        try String(contentsOf: folder.appending(path: "options"), encoding: .utf8)
            .trimmingCharacters(in: .newlines)
    }

    private static let answers = Mutex<[String: Answer]>([:])

    /// The program runs once for all tests of its output.
    func answer() throws -> Answer {
        if let known = Self.answers.withLock({ $0[name] }) { return known }
        let program = try Program()
        try program.copy(inputs)
        let result = try program.shell(
            "cd \(inputs) && \"$JMONCHECK\" \(try options()) --report json=../out.json --report junit=../out.xml")
        let answer = Answer(
            status: result.status, text: result.output, errors: result.errors,
            json: try program.read("Tests/Scenarios/\(name)/out.json"),
            junit: try program.read("Tests/Scenarios/\(name)/out.xml"))
        Self.answers.withLock { $0[name] = answer }
        return answer
    }

    /// Compares a text with a file of the folder, or writes the file.
    func expect(_ text: String, in file: String) throws {
        try Self.expect(text, in: folder.appending(path: file))
    }

    static func expect(_ text: String, in file: URL) throws {
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(file.lastPathComponent)")
    }
}
