import ArgumentParser
import Checking
import Diagnostics
import Messages
import Reporters
import Rules

/// Explains rules, messages and return codes.
struct ExplainCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a rule, a message or a return code.",
        discussion: """
            A rule: what it finds, why it matters, what to do. A message or code of RACF, TSO, PassTicket services, the \
            Job Monitor, TCP/IP or Java: its meaning, its usual cause, what to do.

            Examples:
              jmoncheck explain RF302
              jmoncheck explain ICH10102I 8/16/28 FEJ300E
            """)

    @Argument(help: "Codes such as RF302, prefixes such as RF31, names such as commands-on-one-line, or messages.")
    var names: [String]

    @Option(help: "Use colour.")
    var color = ColorChoice.standard

    private var words: [Substring] { names.flatMap { $0.split(separator: ",") } }

    mutating func validate() throws {
        if words.isEmpty { throw ValidationError("name a rule, a message or a code") }
    }

    func execute() throws -> ExitStatus {
        // Whatever is wrong with the arguments is said before anything is printed.
        let reports = try words.flatMap { try pages(named: String($0)) }
        for (index, page) in reports.enumerated() {
            if index > 0 { try Console.write(Report([""])) }
            try Console.write(page)
        }
        return .clean
    }

    private func pages(named name: String) throws -> [Report] {
        if let info = MessageTable.find(name) {
            return [
                MessagePage(
                    names: info.names, meaning: info.meaning, cause: info.cause, remedy: info.remedy,
                    rules: RuleCatalog.infos.filter { info.rules.contains($0.id) }
                ).terminal(color.palette)
            ]
        }
        do {
            let codes = try Selection.rules(named: name)
            return RuleCatalog.infos.filter { codes.contains($0.id) }.map {
                RulePage($0, among: RuleCatalog.infos).terminal(color.palette)
            }
        } catch {
            if MessageTable.isOfJobMonitor(name) { return [unknownMessage(name.uppercased())] }
            let suggestion = error.suggestion ?? MessageTable.nearest(name)
            throw ValidationError(
                "no rule, message or code is named '\(name)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? ""))
        }
    }

    /// Most messages of the Job Monitor are not documented:
    /// docs/reference/messages.md#61-the-job-monitors-own-messages.
    private func unknownMessage(_ name: String) -> Report {
        MessagePage(
            names: [name],
            meaning: """
                This is a message of the Job Monitor. IBM documents only 211I (the server is ready) and 300E (the client \
                speaks an unknown protocol level), so its meaning is not known here.
                """,
            cause: "",
            remedy: """
                Read the lines around it in SYSPRINT of the started task, and look up the messages of the system, RACF \
                and TCP/IP that are near it.
                """,
            rules: []
        ).terminal(color.palette)
    }
}

/// Lists the rules.
struct RulesCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules with their severities.")

    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: "Form of the answer.")
    var format = AnswerFormat.text

    @Option(help: "Use colour.")
    var color = ColorChoice.standard

    func execute() throws -> ExitStatus {
        let file = try configuration.file()
        let list = RuleList(
            RuleCatalog.infos,
            settings: file.configuration.rules.mapValues { (severity: $0.severity, setBy: "\(file.path):\($0.line)") })
        switch format {
        case .text: try Console.write(list.text(color.palette))
        case .json: try Console.write(list.json)
        }
        return .clean
    }
}
