import ArgumentParser
import Diagnostics

/// Suggests the path that was meant.
enum NearestPath {
    /// What to say of a missing path, for the end of a sentence.
    static func hint(_ path: String) -> String? {
        if ArgumentShortcut.commands.contains(where: { $0.configuration.commandName == path }) {
            return "a command comes before its options: jmoncheck \(path) …"
        }
        return find(path).map { "did you mean '\($0)'?" }
    }

    /// The existing path that differs from a missing one in one misspelt name.
    static func find(_ path: String) -> String? {
        var folder = path.hasPrefix("/") ? "/" : ""
        let names = path.split(separator: "/").map(String.init)
        for (index, name) in names.enumerated() {
            let listed = SourceList.names(in: folder.isEmpty ? "." : folder) ?? []
            guard !listed.contains(name), name != ".", name != ".." else {
                folder += name + "/"
                continue
            }
            let visible = listed.filter { !$0.hasPrefix(".") || name.hasPrefix(".") }
            guard let nearest = NearestName.findLikely(name, among: visible) else { return nil }
            let found = ([folder + nearest] + names[(index + 1)...]).joined(separator: "/")
            return SourceList.exists(found) ? found : nil
        }
        return nil
    }
}
