import Contract
public import Diagnostics
import Evaluator
import Secrets
import Subjects
import YAML

/// Reads `.jmoncheck.yml`. Nothing in it is ignored: an unknown key is an error with its place.
public struct ConfigurationReader {
    let document: YAMLDocument

    typealias Failure = Configuration.Failure

    /// - Parameter formats: names of the report formats.
    public static func read(_ file: SourceFile, formats: [String]) throws(Configuration.Failure) -> Configuration {
        try ConfigurationReader(document: YAMLReader.read(file)).configuration(formats)
    }

    private func configuration(_ formats: [String]) throws(Failure) -> Configuration {
        if let problem = document.problems.first { throw failure(problem.message, at: problem.range) }
        var configuration = Configuration()
        configuration.file = document.file
        guard let root = document.roots.first else { return configuration }
        guard document.roots.count == 1 else {
            throw failure("the file has to have one document, and another begins here", at: document.roots[1])
        }
        if isNull(root) { return configuration }
        for (key, value, name) in try members(
            root,
            [
                "version", "project", "values", "set-ups", "properties", "secrets", "rules", "ignore", "suppressions",
                "baseline", "fail-on", "reports",
            ], of: "the configuration")
        {
            switch name {
            case "version":
                guard text(value) == "1" else { throw failure("this program reads version 1", at: value) }
            case "values":
                for (key, value, name) in try members(value, nil, of: "values") {
                    guard let text = text(value), !name.isEmpty else { throw failure("\(name) wants a value", at: key) }
                    configuration.values[name] = text
                }
            case "set-ups": configuration.setUps = try setUps(value)
            case "properties": configuration.placements = try placements(value)
            case "secrets": configuration.secrets = try secrets(value)
            case "rules": configuration.rules = try rules(value)
            case "ignore": configuration.ignores = try ignores(value)
            case "suppressions": configuration.suppressions = try suppressions(value)
            case "baseline": configuration.baseline = try word(value, "baseline needs the path of a file")
            case "project": configuration.project = try word(value, "project needs a name")
            case "fail-on": configuration.failOn = try choice(value, FailOn.allCases.map(\.rawValue), FailOn.init)
            case "reports":
                for (format, node, name) in try members(value, formats, of: "reports") {
                    guard let path = text(node), !path.isEmpty else {
                        throw failure("\(name) needs the path of a file", at: format)
                    }
                    guard !leavesFolder(path) else {
                        throw failure("a report must not leave the folder of the configuration", at: node)
                    }
                    configuration.reports.append((name, path))
                }
            case _: throw failure("unknown key '\(name)'", at: key)
            }
        }
        return configuration
    }

    // MARK: Set-ups

    private func setUps(_ node: Int) throws(Failure) -> [Configuration.SetUpPlan] {
        guard document.nodes[node].kind == .mapping else {
            throw failure("set-ups needs a name for each set-up, with its inputs below it", at: node)
        }
        var plans: [Configuration.SetUpPlan] = []
        for (key, value, name) in try members(node, nil, of: "set-ups") {
            guard !name.isEmpty else { throw failure("a set-up needs a name", at: key) }
            let plan = try setUp(name, value)
            guard !plan.patterns.isEmpty else {
                throw failure("set-up '\(name)' names no inputs: give members, exports, decks or evidence", at: key)
            }
            plans.append(plan)
        }
        guard !plans.isEmpty else { throw failure("set-ups is empty", at: node) }
        return plans
    }

    private func setUp(_ name: String, _ node: Int) throws(Failure) -> Configuration.SetUpPlan {
        var plan = Configuration.SetUpPlan(name: name)
        let keys = [
            "members", "exports", "environments", "decks", "evidence", "agent-users", "target-users", "application",
            "plugin-version", "assume", "access",
        ]
        for (key, value, name) in try members(node, keys, of: "a set-up") {
            if Configuration.InputList(rawValue: name) != nil, isEmptyList(value) {
                plan.emptyLists.append((name, position(document.nodes[key].range).line))
            }
            switch name {
            case "members": plan.members = try patterns(value)
            case "exports": plan.exports = try patterns(value)
            case "decks": plan.decks = try patterns(value)
            case "evidence": plan.evidence = try patterns(value)
            case "environments": plan.environments = try environments(value)
            case "agent-users": plan.agentUsers = try userIDs(value)
            case "target-users": plan.targetUsers = try userIDs(value)
            case "access": plan.access = try access(value)
            case "application": plan.applications = try userIDs(value)
            case "plugin-version":
                guard let version = text(value).flatMap({ Int($0) }), (1...9999).contains(version) else {
                    throw failure("plugin-version needs a whole number from 1", at: value)
                }
                plan.pluginVersion = version
            case "assume":
                let words = try texts(value).map(\.text)
                plan.assumed = words
                do throws(Assumptions.UnknownWord) {
                    plan.assumptions = try Assumptions(parsing: words)
                } catch {
                    throw failure("\(error)", at: value)
                }
            case _: throw failure("unknown key '\(name)'", at: key)
            }
        }
        return plan
    }

    func patterns(_ node: Int) throws(Failure) -> [Configuration.Pattern] {
        try texts(node).map { (text, node) throws(Failure) in
            guard !leavesFolder(text) else {
                throw failure("a pattern must not leave the folder of the configuration", at: node)
            }
            return Configuration.Pattern(glob: Glob(text), line: position(document.nodes[node].range).line)
        }
    }

    private func leavesFolder(_ path: String) -> Bool {
        path.hasPrefix("/") || path.split(separator: "/").contains("..")
    }

    private func environments(_ node: Int) throws(Failure) -> [Configuration.Environment] {
        try texts(node).map { text, node in
            Configuration.Environment(name: text, line: position(document.nodes[node].range).line)
        }
    }

    private func userIDs(_ node: Int) throws(Failure) -> [String] {
        try texts(node).map { (text, node) throws(Failure) in
            guard let id = PreflightOptions.userID(text) else {
                throw failure("'\(text)' is not a z/OS name: 1 to 8 of A-Z 0-9 # $ @", at: node)
            }
            return id
        }
    }

    // MARK: Rules

    private func rules(_ node: Int) throws(Failure) -> [RuleID: Configuration.RuleSetting] {
        var settings: [RuleID: Configuration.RuleSetting] = [:]
        for (key, value, name) in try members(node, nil, of: "rules") {
            let severities = ["off"] + Severity.allCases.map(\.rawValue)
            let severity = try choice(value, severities) { word -> Severity?? in
                word == "off" ? .some(nil) : Severity(rawValue: word).map { .some($0) }
            }
            for rule in try rules(named: name, at: key) {
                guard !Selection.always.contains(rule) else {
                    throw failure("\(rule) reports that an input was not read and cannot be changed", at: key)
                }
                settings[rule] = Configuration.RuleSetting(
                    severity: severity, line: position(document.nodes[key].range).line)
            }
        }
        return settings
    }

    private func ignores(_ node: Int) throws(Failure) -> [Configuration.Ignore] {
        guard document.nodes[node].kind == .sequence else {
            throw failure("ignore needs a list of paths with rules", at: node)
        }
        return try document.elements(node).map { (element) throws(Failure) in
            var ignore = Configuration.Ignore(paths: [], rules: [])
            for (key, value, name) in try members(element, ["paths", "rules"], of: "an entry of ignore") {
                switch name {
                case "paths": ignore.paths = try patterns(value).map(\.glob)
                case "rules":
                    for (word, node) in try texts(value) {
                        ignore.rules.formUnion(
                            try rules(named: word, at: node).filter { !Selection.always.contains($0) })
                    }
                case _: throw failure("unknown key '\(name)'", at: key)
                }
            }
            guard !ignore.paths.isEmpty, !ignore.rules.isEmpty else {
                throw failure("an entry of ignore needs paths and rules", at: element)
            }
            return ignore
        }
    }

    private func suppressions(_ node: Int) throws(Failure) -> [Configuration.Suppression] {
        guard document.nodes[node].kind == .sequence else {
            if isNull(node) { return [] }
            throw failure("suppressions needs a list of entries with code and reason", at: node)
        }
        return try document.elements(node).map { (element) throws(Failure) in
            var entry = Configuration.Suppression(range: document.nodes[element].range)
            let keys = ["code", "path", "subject", "reason", "owner", "until"]
            for (key, value, name) in try members(element, keys, of: "an entry of suppressions") {
                switch name {
                case "code": entry.rules = try texts(value).map { (word, node) throws(Failure) in try rule(word, node) }
                case "path": entry.paths = try patterns(value).map(\.glob)
                case "subject": entry.subjects = try texts(value).map { SubjectPattern($0.text) }
                case "reason": entry.reason = try word(value, "reason needs a text")
                case "owner": entry.owner = try word(value, "owner needs a name")
                case "until":
                    guard let date = text(value).flatMap({ CalendarDate($0) }) else {
                        throw failure("until needs a date such as 2026-06-30", at: value)
                    }
                    entry.until = date
                case _: throw failure("unknown key '\(name)'", at: key)
                }
            }
            guard !entry.rules.isEmpty, !entry.reason.isEmpty else {
                throw failure("an entry of suppressions needs code and reason", at: element)
            }
            guard !entry.paths.isEmpty || !entry.subjects.isEmpty else {
                throw failure("an entry of suppressions needs path or subject: what it is about", at: element)
            }
            return entry
        }
    }

    /// Reads a rule that may be suppressed.
    private func rule(_ word: String, _ node: Int) throws(Failure) -> RuleID {
        let rule: RuleID
        do throws(Selection.UnknownRule) { rule = try Selection.rule(named: word).id } catch {
            throw failure("\(error)", at: node)
        }
        guard rule.acceptance != .refused else {
            throw failure("\(rule) cannot be suppressed", at: node)
        }
        return rule
    }

    func word(_ node: Int, _ message: String) throws(Failure) -> String {
        guard let word = text(node), !word.trimmed().isEmpty, !isNull(node) else { throw failure(message, at: node) }
        return word
    }

    private func rules(named word: String, at node: Int) throws(Failure) -> [RuleID] {
        do throws(Selection.UnknownRule) {
            return try Selection.rules(named: word)
        } catch {
            throw failure("\(error)", at: node)
        }
    }

    // MARK: Nodes

    /// The keys and values of a mapping. Each key has to be allowed and occurs once.
    func members(
        _ node: Int, _ allowed: [String]?, of what: String
    ) throws(Failure) -> [(key: Int, value: Int, name: String)] {
        guard document.nodes[node].kind == .mapping else {
            if isNull(node) { return [] }
            throw failure("\(what) needs keys and values", at: node)
        }
        var seen = Set<String>()
        return try document.members(node).map { (key, value) throws(Failure) in
            guard let name = text(key) else { throw failure("a key has to be a word", at: key) }
            if let allowed, !allowed.contains(name) {
                let hint =
                    NearestName.find(name, among: allowed).map { "; did you mean '\($0)'?" }
                    ?? ", which has \(allowed.joined(separator: ", "))"
                throw failure("unknown key '\(name)' in \(what)\(hint)", at: key)
            }
            guard seen.insert(name).inserted else { throw failure("'\(name)' is given twice", at: key) }
            return (key, value, name)
        }
    }

    /// A list of words; a single word is a list too.
    func texts(_ node: Int) throws(Failure) -> [(text: String, node: Int)] {
        let nodes = document.nodes[node].kind == .sequence ? document.elements(node) : [node]
        return try nodes.map { (node) throws(Failure) in
            guard let text = text(node), !text.isEmpty else { throw failure("expected a text", at: node) }
            return (text, node)
        }
    }

    private func isEmptyList(_ node: Int) -> Bool {
        document.nodes[node].kind == .sequence && document.elements(node).isEmpty
    }

    func choice<Value>(
        _ node: Int, _ names: [String], _ make: (String) -> Value?
    ) throws(Failure) -> Value {
        let word = text(node) ?? ""
        guard let value = make(word) else {
            let hint = NearestName.find(word, among: names).map { "; did you mean '\($0)'?" } ?? ""
            throw failure("'\(word)' is not one of \(names.joined(separator: ", "))\(hint)", at: node)
        }
        return value
    }

    func text(_ node: Int) -> String? {
        document.nodes[node].kind == .scalar ? document.text(node) : nil
    }

    func isNull(_ node: Int) -> Bool { ["", "~", "null"].contains(text(node)) }

    func failure(_ message: String, at node: Int) -> Failure {
        failure(message, at: document.nodes[node].range)
    }

    func failure(_ message: String, at range: SourceRange) -> Failure {
        Failure(path: document.file.path, position: position(range), message: message.maskingSecretsAndPairs)
    }

    private func position(_ range: SourceRange) -> Position {
        ReportSource(document.file, secrets: []).position(range.start)
    }
}
