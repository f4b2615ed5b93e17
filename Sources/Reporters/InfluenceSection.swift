import Diagnostics

/// The configuration in force and the settings, for every report.
struct InfluenceSection {
    let influence: Influence

    init(_ influence: Influence) { self.influence = influence }

    init(_ outcome: Outcome) { self.init(outcome.influence) }

    /// The first line of a report if the configuration was found above the working directory.
    var warning: [SafeText] {
        guard influence.isAbove, let path = influence.configuration else { return [] }
        return ["Configuration: \(path), found above the working directory."]
    }

    /// What the configuration changes, in one sentence; `nil` without one.
    var configuration: SafeText? {
        influence.configuration.map { path in
            let changes = influence.changes.map { SafeText($0) }.joined(separator: "; ")
            return "Configuration \(path): " + (changes.isEmpty ? "no rule is changed." : changes + ".")
        }
    }

    /// The settings that are not the defaults, with their sources; `nil` without any.
    var settings: SafeText? {
        guard !influence.settings.isEmpty else { return nil }
        let parts = influence.settings.map { setting -> SafeText in
            setting.source == "--\(setting.name)"
                ? "--\(setting.name) \(setting.value)" : "\(setting.name) \(setting.value) (\(setting.source))"
        }
        return "Settings: \(parts.joined(separator: "; "))."
    }

    var lines: [SafeText] { [configuration, settings].compactMap(\.self) }

    /// An answer to a question with the configuration that is in force, if there is one.
    func write(_ palette: Palette, _ add: ([SafeText]) -> Void, answer: () -> Void) {
        guard influence.configuration != nil else { return answer() }
        if !warning.isEmpty { add(warning + [""]) }
        answer()
        add([""] + lines.flatMap { palette.wrap($0, rest: "    ") })
    }

    var configurationJSON: JSONValue { influence.configurationJSON }
    var settingsJSON: JSONValue { influence.settingsJSON }
}
