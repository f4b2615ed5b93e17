import Contract
import Diagnostics
public import Subjects
import UrbanCode

/// Lists what has to change on the side of UrbanCode Deploy, as commands of its client.
public struct PropertyChanges {
    private let setUps: [SetUp]
    private let port: Int

    /// - Parameter port: the port of the Job Monitor.
    public init(_ setUps: [SetUp], port: Int) {
        self.setUps = setUps
        self.port = port
    }

    /// The lines of a shell script. Nothing in them is a secret, and no password is on a command line.
    public var lines: [String] {
        var lines: [String] = []
        var seen: Set<String> = []
        func add(_ line: String) { if seen.insert(line).inserted { lines.append(line) } }
        for step in setUps.flatMap(\.steps) {
            let shown = step.environment ?? "the process \(step.process.name)"
            func set(_ name: String, _ value: String) {
                guard let environment = step.environment else {
                    return add("# Set \(name) of \(Self.comment(shown)) to \(value).")
                }
                if step.application == nil {
                    add("# Set APPLICATION to the application that the environments belong to.")
                }
                let application = step.application.map(Self.quoted) ?? "\"$APPLICATION\""
                add(
                    "udclient setEnvironmentProperty -application \(application) \\\n"
                        + "  -environment \(Self.quoted(environment)) -name \(name) -value \(Self.quoted(value))")
            }
            let text = step.port.resolution.text?.trimmed() ?? ""
            if text != String(port) { set("jes.monitor.port", String(port)) }
            if step.host.resolution.text == nil { set("jes.host", "localhost") }
            if step.user.resolution.text == nil {
                add("# Set jes.user of \(Self.comment(shown)) to the user that jobs are submitted as.")
            }
            if step.authentication == .password {
                add(
                    "# jes.password of \(Self.comment(shown)) is a secret: make it a secure property on the page\n"
                        + "# of the environment, where the server asks for it. A -value is visible to others.")
            }
        }
        return lines.flatMap { $0.split(separator: "\n").map(String.init) }
    }

    /// A word of a shell command.
    static func quoted(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { $0.isLetter || $0.isDigit || "._-/".utf8.contains($0) }
        return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }

    private static func comment(_ text: String) -> String { text.filter { !$0.isNewline } }
}
