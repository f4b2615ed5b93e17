import Diagnostics
import Foundation
import Testing

@testable import Checking
@testable import Rules

/// `docs/messages.md` has every message of every rule once, so that all can be read in one go. They are taken from
/// what is found in the fixtures, where each rule has its cases.
@Suite struct MessageListTests {
    private static let page = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/messages.md")

    /// The messages by rule, each kind once: the shortest example of it.
    private struct Messages {
        private var examples: [String: [String: String]] = [:]

        mutating func add(_ message: String, of rule: String) {
            let kind = Self.kind(of: message)
            if let known = examples[rule]?[kind], (known.utf8.count, known) <= (message.utf8.count, message) { return }
            examples[rule, default: [:]][kind] = message
        }

        func of(_ rule: String) -> [String] { (examples[rule] ?? [:]).values.sorted() }

        /// The message without what it quotes: names, values and numbers.
        private static func kind(of message: String) -> String {
            message.replacing(/'[^']*'/, with: "…")
                .split(separator: " ")
                .map { word in
                    let isQuoted = word.contains { $0.isNumber || $0 == "*" || $0 == "." || $0 == "$" || $0 == "/" }
                    return isQuoted || word.allSatisfy { !$0.isLowercase } ? "…" : String(word)
                }
                .reduce(into: [String]()) { words, word in
                    if word != "…" || words.last != "…" { words.append(word) }
                }
                .joined(separator: " ")
        }
    }

    @Test func `the list of messages is current`() throws {
        var found = Messages()
        var open = Messages()
        for fixture in Fixture.everything {
            // Not the files beside the fixtures, which another test may be writing anew.
            for line in try fixture.run().transcript.split(separator: "\n") {
                if let match = line.firstMatch(of: /\ (?:info|warning|error) ([A-Z]{2}[0-9]{3}) (.*)$/) {
                    found.add(String(match.2), of: String(match.1))
                } else if let match = line.wholeMatch(of: /unknown ([A-Z]{2}[0-9]{3}) (.*)/) {
                    let needs = String(match.2).replacing(/^.*?: (?=give |the |no |a |it )/, with: "")
                    open.add(needs, of: String(match.1))
                }
            }
        }
        var lines = [
            "# Messages of the rules", "",
            "Every message once, with an example of what it quotes. `?` is what a check waits for if the inputs do not decide it.",
        ]
        for area in RuleArea.allCases {
            lines += ["", "## \(area.title)"]
            for info in RuleCatalog.infos where info.area == area {
                let messages = found.of(info.id.code)
                #expect(!messages.isEmpty, "no fixture has a message of \(info.id)")
                lines += ["", "### \(info.id) \(info.name)", "", "\(info.title) (\(info.severity.rawValue)).", ""]
                lines += messages.map { "* \(Self.code($0))" } + open.of(info.id.code).map { "* ? \(Self.code($0))" }
            }
        }
        try Fixture.expect(lines.joined(separator: "\n") + "\n", in: Self.page)
    }

    /// Text as code, so that nothing in it is markup.
    private static func code(_ text: String) -> String {
        let fence = text.contains("`") ? "``" : "`"
        return "\(fence)\(text.hasPrefix("`") ? " " : "")\(text)\(text.hasSuffix("`") ? " " : "")\(fence)"
    }
}
