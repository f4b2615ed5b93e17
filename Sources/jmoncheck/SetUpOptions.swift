import ArgumentParser
import Checking
import Diagnostics

/// Which set-ups of the configuration are judged, and whether given files bring theirs with them.
struct SetUpOptions: ParsableArguments {
    @Option(
        name: .customLong("set-up"),
        help: ArgumentHelp(
            "Judge only this set-up of the configuration; * stands for any characters; repeatable.", valueName: "name"))
    var names: [String] = []

    @Flag(help: "Judge given files by themselves, without the other inputs of the set-ups that they belong to.")
    var alone = false

    /// The configuration with the chosen set-ups.
    func chosen(from file: ConfigurationFile) throws -> ConfigurationFile {
        do throws(Configuration.UnknownSetUp) {
            return try file.choosing(names)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// The settings of the command line, with their options.
    var given: [Influence.Setting] {
        (names.isEmpty ? [] : [Influence.Setting("set-up", names.joined(separator: ", "), from: "--set-up")])
            + (alone ? [Influence.Setting("alone", "yes", from: "--alone")] : [])
    }
}
