import ArgumentParser
import Checking
import Diagnostics
import Reporters
import Rules

/// Shows the page of a rule.
struct ExplainCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a rule: what it finds, why it matters, what to do.")

    @Argument(help: "A code such as RF302, or a name such as commands-on-one-line.")
    var code: String

    @Option(help: "Colour: auto, always or never.")
    var color = ColorChoice.auto

    func execute() throws -> ExitStatus {
        let rule: RuleInfo
        do {
            rule = try Selection.rule(named: code)
        } catch {
            throw ValidationError("\(error)")
        }
        try Console.write(RulePage(rule).terminal(color.palette))
        return .clean
    }
}

/// Lists the rules.
struct RulesCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules with their severities.")

    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: "text or json.")
    var format = AnswerFormat.text

    @Option(help: "Colour: auto, always or never.")
    var color = ColorChoice.auto

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
