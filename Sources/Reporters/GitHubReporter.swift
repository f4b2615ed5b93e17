public import Diagnostics

/// Workflow commands of GitHub Actions: annotations, after the report for people, which they would otherwise hide.
public struct GitHubReporter: Reporter {
    /// The number of annotations of each level in one step; the rest stays in the log.
    private static let limit = 10

    public init() {}

    public func report(_ outcome: Outcome) -> Report {
        // The report contains text of inputs, so no line of it may be a command until the token is repeated. The token
        // depends on the whole text, so that the text cannot contain it.
        let token: SafeText = "jmoncheck-\(Self.hash(TextReporter().report(outcome)))"
        return Report(lines: { add in
            add(["::stop-commands::\(token)"])
            TextReporter().write(outcome, add)
            add(["::\(token)::"])
            writeCommands(outcome, add)
        })
    }

    private func writeCommands(_ outcome: Outcome, _ add: ([SafeText]) -> Void) {
        let places = Places(outcome)
        for failure in RunFailure.all(outcome, places) {
            let path = SafeText(failure.path)
            let title: SafeText = "\(failure.group)"
            add([Self.command("error", [("file", path), ("title", title)], "\(path): \(failure.message)")])
        }
        let consequences = Consequences(outcome)
        for severity in Severity.allCases.reversed() {
            for finding in outcome.findings where finding.isCounted && finding.severity == severity {
                add([Self.annotation(finding, consequences.of(finding), outcome, places)])
            }
        }
        add(notices(outcome))
    }

    private static func annotation(
        _ finding: Finding, _ consequences: [Finding], _ outcome: Outcome, _ places: Places
    ) -> SafeText {
        var properties: [(StaticString, SafeText)] = [("file", places.path(finding.place))]
        if let start = places.start(finding.place), let end = places.end(finding.place) {
            properties += [("line", "\(start.line)"), ("endLine", "\(end.line)")]
            // GitHub drops the columns of a range over several lines.
            if start.line == end.line { properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")] }
        }
        let info = outcome.info(finding.rule)
        properties.append(("title", "\(finding.rule)\(info.map { " \($0.name)" } ?? "")"))
        var message = [SafeText(finding.message)]
        message += finding.related.map { "see \(places.link($0.place)): \($0.message)" }
        if let fix = finding.fix {
            message.append("fix: \(fix.title)")
        } else if let info {
            message.append("help: \(finding.remedy ?? info.remedy)")
        }
        message += consequences.map { "then \(places.consequence($0))" }
        return command(level(finding.severity), properties, message.joined(separator: "\n"))
    }

    private static func level(_ severity: Severity) -> SafeText {
        severity == .info ? "notice" : SafeText(severity.rawValue)
    }

    private func notices(_ outcome: Outcome) -> [SafeText] {
        let hidden = Severity.allCases.reversed().compactMap { severity in
            let count = outcome.count(severity) - Self.limit
            return count > 0 ? Wrapping.plural(count, "\(severity.rawValue)") : nil
        }
        var lines = AcceptedSection.summary(outcome).map { Self.command("notice", [("title", "jmoncheck")], $0) }
        if !hidden.isEmpty {
            let has: SafeText = outcome.findings.contains { $0.more > 0 } ? "lists or counts" : "has"
            let text: SafeText =
                "\(hidden.joined(separator: ", ")) more than a step annotates: the log of the step \(has) all of them."
            lines.append(Self.command("notice", [("title", "jmoncheck")], text))
        }
        return lines
    }

    private static func command(
        _ level: SafeText, _ properties: [(StaticString, SafeText)], _ message: SafeText
    ) -> SafeText {
        let pairs = properties.map { "\($0)=\(escaped($1, isProperty: true))" as SafeText }.joined(separator: ",")
        return "::\(level) \(pairs)::\(escaped(message, isProperty: false))"
    }

    private static func escaped(_ text: SafeText, isProperty: Bool) -> SafeText {
        text.replacing { scalar in
            switch scalar {
            case "%": "%25"
            case "\n": "%0A"
            case ":" where isProperty: "%3A"
            case "," where isProperty: "%2C"
            case _: nil
            }
        }
    }

    /// FNV-1a with 64 bits.
    private static func hash(_ text: Report) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        text.write { piece in
            for byte in piece { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return String(hash, radix: 16)
    }
}
