public import Diagnostics
import JobMonitor
import RACF
import Reporters

/// Grammars of TextMate for editors, made of the tables that the parsers use.
public enum EditorGrammars {
    /// The grammars by the names of their files.
    public static var files: [(name: String, content: Report)] {
        [
            ("jmon-config.tmLanguage.json", Report(member, for: .programs)),
            ("racf-in-jcl.tmLanguage.json", Report(injection, for: .programs)),
            ("racf.tmLanguage.json", Report(deck, for: .programs)),
        ]
    }

    private static let levels = ["NONE", "EXECUTE", "READ", "UPDATE", "CONTROL", "ALTER"]

    /// The commands that a deck may have, with their aliases. Those of the operator and HELP are words of languages.
    private static let verbs = Verb.allCases.filter { Verb.named(Array($0.name.utf8)[...]) != nil }
        .flatMap { [$0.name] + $0.aliases }

    private static let operands = Set(OperandCatalog.all.map(\.operand.keyword.name)).subtracting(
        levels)

    /// The operands with their abbreviations, of which those of one letter say little to a reader.
    private static let abbreviations: String = {
        var shortest: [String: Int] = [:]
        for (verb, path, operand) in OperandCatalog.all {
            let name = operand.keyword.name
            let length = (2..<max(3, name.utf8.count)).first {
                OperandCatalog.keyword(String(name.prefix($0)), of: verb, in: path) == operand.keyword
            }
            shortest[name] = min(shortest[name] ?? .max, length ?? name.utf8.count)
        }
        let words = shortest.sorted { ($0.key.utf8.count, $1.key) > ($1.key.utf8.count, $0.key) }.map { name, length in
            let rest = name.dropFirst(length)
            return name.prefix(length) + rest.map { "(?:\($0)" }.joined() + rest.map { _ in ")?" }.joined()
        }
        return "(" + words.joined(separator: "|") + ")"
    }()

    /// An alternative of words, longer ones before their beginnings.
    private static func words(_ words: some Sequence<String>) -> String {
        "(" + words.sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }.joined(separator: "|") + ")"
    }

    /// A word of z/OS ends where no character of a name follows.
    private static func whole(_ alternatives: String) -> String {
        "(?i)(?<![A-Z0-9#@$_.&-])\(alternatives)(?![A-Z0-9#@$_.%*-])"
    }

    private static func pattern(_ match: String, _ name: String) -> JSONValue {
        ["match": .exact(match), "name": .string(name)]
    }

    /// What is in a command.
    private static var parts: [JSONValue] {
        [
            ["begin": "/\\*", "end": "\\*/|$", "name": "comment.block.racf"],
            [
                "begin": "'", "end": "'(?!')", "name": "string.quoted.single.racf",
                "patterns": [pattern("''", "constant.character.escape.racf")],
            ],
            // Columns 73 to 80 may have a number. The line end belongs to the mark: nothing ends between them.
            pattern("[-+](?:[ \\t]+[0-9]{8})?\\s*$", "keyword.operator.continuation.racf"),
            pattern("\\$\\{[^}]*\\}|&[A-Z0-9#@$]+\\.?", "variable.other.racf"),
            pattern(whole(abbreviations) + "(?=\\s*\\()", "support.function.racf"),
            pattern(whole(words(levels)), "constant.language.access.racf"),
            pattern(whole(words(ResourceClassNames.supplied)), "support.class.racf"),
            pattern(whole(words(operands)), "keyword.other.racf"),
            pattern("(?<![A-Z0-9#@$_.-])[0-9]+(?![A-Z0-9#@$_.-])", "constant.numeric.racf"),
        ]
    }

    private static var deck: JSONValue {
        [
            "name": "RACF commands", "scopeName": "source.racf", "fileTypes": ["racf"],
            "patterns": [
                pattern("(?i)(?:^|(?<=\\s|;|\"|'))\(words(verbs))(?=\\s|$)", "keyword.control.racf"),
                ["include": "#parts"],
            ], "repository": ["parts": ["patterns": .array(parts)]],
        ]
    }

    /// Commands in the in-stream data of a job, and in the strings of a program: they begin a line or follow a quote.
    private static var injection: JSONValue {
        [
            "scopeName": "racf.injection",
            "injectionSelector": "L:source.jcl -comment, L:source.rexx string -comment",
            "patterns": [
                [
                    "begin": .exact("(?i)(?:^(?!//)\\s*|(?<=\"|'))\(words(verbs))(?=\\s)"),
                    "beginCaptures": ["1": ["name": "keyword.control.racf"]],
                    // A command ends with a line that has no continuation mark, and before a statement of JCL.
                    "end": "(?<![-+ \\t\\n])[ \\t]*$|^(?=//|/\\*)", "name": "meta.embedded.racf",
                    "patterns": .array(parts),
                ]
            ],
        ]
    }

    private static var member: JSONValue {
        let names = JobMonitorDirective.all.map(\.name)
        let constants = JobMonitorDirective.all.flatMap { directive -> [String] in
            if case .oneOf(let words) = directive.values { words } else { [] }
        }
        return [
            "name": "Job Monitor configuration", "scopeName": "source.jmon-config",
            "patterns": [
                pattern("^#.*$", "comment.line.number-sign.jmon-config"),
                [
                    "match": .exact(
                        "^\(words(names))(=)(?:\(words(Set(constants)))(?=\\s*$)|([0-9]+)(?=\\s*$)|(.*))"),
                    "captures": [
                        "1": ["name": "support.constant.directive.jmon-config"],
                        "2": ["name": "keyword.operator.assignment.jmon-config"],
                        "3": ["name": "constant.language.jmon-config"],
                        "4": ["name": "constant.numeric.jmon-config"],
                        "5": ["name": "string.unquoted.jmon-config"],
                    ],
                ],
                [
                    "match": "^([^=#\\s][^=]*)(=)(.*)",
                    "captures": [
                        "1": ["name": "variable.other.jmon-config"],
                        "2": ["name": "keyword.operator.assignment.jmon-config"],
                        "3": ["name": "string.unquoted.jmon-config"],
                    ],
                ],
            ],
        ]
    }
}
