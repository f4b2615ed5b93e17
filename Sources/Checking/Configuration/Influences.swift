import Diagnostics
import Rules

extension Configuration {
    /// What the file changes, for every report: nothing decides about a run silently.
    ///
    /// - Parameter given: the settings of the command line, which outweigh those of the file.
    func influence(given: [Influence.Setting]) -> Influence {
        var influence = Influence()
        influence.settings = given
        guard let file else { return influence }
        influence.configuration = file.path
        influence.isAbove = isAbove
        influence.changes = ruleChanges + ignoreChanges + otherChanges
        let isGiven = Set(given.map(\.name))
        influence.settings += settings(file.path).filter { !isGiven.contains($0.name) }
        return influence
    }

    private var ruleChanges: [String] {
        rules.sorted { $0.key < $1.key }.map { rule, setting in
            "\(rule) is \(setting.severity.map { "of severity \($0.rawValue)" } ?? "off") (line \(setting.line))"
        }
    }

    private var ignoreChanges: [String] {
        ignores.map { ignore in
            let rules = RuleCatalog.list { ignore.rules.contains($0.id) }.joined(separator: ", ")
            return "\(rules) ignored in \(ignore.paths.map(\.text).joined(separator: ", "))"
        }
    }

    private var otherChanges: [String] {
        let counts = [
            (suppressions.count, "suppression"), (placements.count, "level of properties"), (values.count, "value"),
        ]
        return counts.filter { $0.0 > 0 }.map { count, what in
            count == 1
                ? "1 \(what)" : "\(count) \(what.replacing("level", with: "levels"))\(what.contains(" ") ? "" : "s")"
        }
    }

    private func settings(_ path: String) -> [Influence.Setting] {
        var settings: [Influence.Setting] = []
        func add(_ name: String, _ values: [String], _ setUp: String? = nil) {
            guard !values.isEmpty else { return }
            settings.append(
                Influence.Setting(
                    name, values.joined(separator: ", "), from: path + (setUp.map { ", set-up \($0)" } ?? "")))
        }
        add("fail-on", failOn.map { [$0.rawValue] } ?? [])
        add("baseline", baseline.map { [$0] } ?? [])
        for plan in setUps {
            add("assume", plan.assumed, plan.name)
            add("agent-user", plan.agentUsers, plan.name)
            add("target-user", plan.targetUsers, plan.name)
            add("appl", plan.applications, plan.name)
            add("plugin-version", plan.pluginVersion.map { ["\($0)"] } ?? [], plan.name)
            add("environments", plan.environments?.map(\.name) ?? [], plan.name)
        }
        return settings
    }
}
