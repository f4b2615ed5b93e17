import Diagnostics
import JobMonitor
import RACF

/// The texts about commands, operands, classes and directives, from the tables.
enum HoverTexts {
    static func verb(_ verb: Verb) -> String {
        var text = title(verb.name, aliases: verb.aliases) + (HelpTable.verb(verb.name).map(body) ?? "")
        let (kinds, required) = OperandCatalog.positional(of: verb)
        if !kinds.isEmpty {
            let words = kinds.enumerated().map { $0 < required ? $1 : "\($1) (optional)" }
            text += "\n\nFirst it takes: \(words.joined(separator: ", "))."
        }
        return text
    }

    /// - Parameter path: the command, and the operands around the operand, the outermost first.
    static func operand(_ operand: OperandCatalog.Operand, in path: [String]) -> String {
        let name = operand.keyword.name
        var text = title(name) + (HelpTable.operand(name, in: path).map(body) ?? "")
        text += "\n\nIn \(path.joined(separator: " › ")). \(values(operand))"
        if !operand.excluded.isEmpty {
            text += " Excludes \(operand.excluded.map(\.name).joined(separator: ", "))."
        }
        if operand.form == .operands, let verb = Verb.allCases.first(where: { $0.name == path.first }) {
            let inner = path.dropFirst().compactMap { word in Keyword.allCases.first { $0.name == word } }
            let nested = OperandCatalog.operands(of: verb, in: inner + [operand.keyword]).map(
                \.keyword.name)
            text += "\n\nValid in it: \(nested.joined(separator: ", "))."
        }
        return text
    }

    /// The values of an operand, in one sentence.
    static func values(_ operand: OperandCatalog.Operand) -> String {
        let form: String =
            switch operand.form {
            case .flag: "It takes no value."
            case .operands: "It takes further operands in parentheses."
            case .anything: "It takes a value that is not checked."
            case .values(let kind, let isSecret):
                switch (kind, operand.limits) {
                case ("number", let limits?):
                    "It takes a number from \(limits.lowerBound) to \(limits.upperBound)."
                case (_, let limits?) where isSecret || kind == "text":
                    "It takes \(limits.lowerBound) to \(limits.upperBound) characters."
                case (_, _) where isSecret: "It takes a secret."
                case ("value", _): "It takes a value."
                case (let kind, _): "It takes values of this kind: \(kind)."
                }
            }
        return form + (operand.isOptional ? " The parentheses may be omitted." : "")
    }

    static func level(_ name: String) -> String? {
        HelpTable.level(name).map { title(name) + body($0) }
    }

    static func resourceClass(_ name: String) -> String? {
        guard ResourceClassNames.isSupplied(name) else { return nil }
        return title("class \(name)")
            + (HelpTable.resourceClass(name).map(body)
                ?? "\n\nA class of general resources that IBM supplies.")
    }

    static func directive(_ directive: JobMonitorDirective, product: JobMonitorConfig.Product?)
        -> String
    {
        let standard =
            directive.defaultValue(for: product).map { "Without the directive \($0) is in effect." }
            ?? "The default is not documented for this product."
        return title(directive.name) + (HelpTable.directive(directive.name).map(body) ?? "")
            + "\n\nValues: \(directive.expectation). \(standard)"
    }

    private static func title(_ name: String, aliases: [String] = []) -> String {
        "**\(name)**" + (aliases.isEmpty ? "" : " (\(aliases.joined(separator: ", ")))")
    }

    private static func body(_ entry: HelpTable.Entry) -> String {
        "\n\n\(entry.meaning)" + (entry.effect.isEmpty ? "" : "\n\n*PassTickets:* \(entry.effect)")
    }
}

/// Markdown of our own texts.
enum Markup {
    /// The text without the signs that we use.
    static func plain(_ markdown: String) -> String {
        markdown.split(separator: "*", omittingEmptySubsequences: true).joined()
    }

    /// A value of a document in code: no sign in it has a meaning. Secrets are masked in the model already.
    static func code(_ text: String) -> String {
        let runs = text.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: runs + 1)
        return
            "\(fence)\(text.first == "`" ? " " : "")\(SafeText(text))\(text.last == "`" ? " " : "")\(fence)"
    }
}
