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

    private struct Place: Hashable {
        var application: String
        var environment: String
    }

    /// The lines of a shell script. Nothing in them is a secret, and no password is on a command line.
    public var lines: [String] {
        var lines: [String] = []
        var seen: Set<String> = []
        func add(_ line: String) { if seen.insert(line).inserted { lines.append(line) } }
        for step in setUps.flatMap(\.steps) {
            guard let application = step.application, let environment = step.environment else {
                add("# \(Self.comment(step.name)) belongs to no environment of an application; see its own properties.")
                continue
            }
            func set(_ name: String, _ value: String) {
                add(
                    "udclient setEnvironmentProperty -application \(Self.quoted(application)) \\\n"
                        + "  -environment \(Self.quoted(environment)) -name \(name) -value \(Self.quoted(value))")
            }
            if let text = step.port.resolution.text?.trimmed(), !text.isEmpty {
                if text != String(port) { set("jes.monitor.port", String(port)) }
            } else if step.port.resolution.needs != nil || step.port.field != nil {
                set("jes.monitor.port", String(port))
            }
            if step.host.resolution.text == nil { set("jes.host", "localhost") }
            if step.user.resolution.text == nil {
                add("# Set jes.user of \(Self.comment(environment)) to the user that jobs are submitted as.")
            }
            if step.authentication == .password {
                add(
                    "# jes.password of \(Self.comment(environment)) is a secret: make it a secure property on the "
                        + "environment's page,\n# where the server asks for it. A -value is visible to others.")
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
