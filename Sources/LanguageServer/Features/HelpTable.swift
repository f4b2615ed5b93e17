import Diagnostics

/// What commands, operands, levels of access, classes and directives mean: the lines of help.txt.
enum HelpTable {
    struct Entry: Sendable {
        /// In whole sentences.
        var meaning: String
        /// What it does to PassTickets; empty if it does nothing to them.
        var effect: String
    }

    static func verb(_ name: String) -> Entry? { entries["verb \(name)"] }
    static func level(_ name: String) -> Entry? { entries["level \(name)"] }
    static func directive(_ name: String) -> Entry? { entries["dir \(name)"] }
    static func resourceClass(_ name: String) -> Entry? { entries["class \(name)"] }

    /// - Parameter path: the command, and the operands around the operand, the outermost first.
    static func operand(_ name: String, in path: [String]) -> Entry? {
        // The most special text counts: of the operand in this place, then in this operand, then in this command.
        let keys =
            [path.joined(separator: "."), path.last ?? "", path.first ?? ""].map { "\($0).\(name)" } + [
                name
            ]
        for key in keys { if let entry = entries["op \(key)"] { return entry } }
        if let entry = level(name) { return entry }
        guard name.hasPrefix("NO"), let other = operand(String(name.dropFirst(2)), in: path) else {
            return nil
        }
        return Entry(
            meaning: "Removes or switches off \(name.dropFirst(2)): \(other.meaning)", effect: "")
    }

    private static let entries: [String: Entry] = {
        var entries: [String: Entry] = [:]
        let text = String(decoding: PackageResources.help_txt, as: UTF8.self)
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.split(separator: " ").joined(separator: " ")
            }
            let names = fields[0].split(separator: " ")
            for name in names.dropFirst() {
                entries["\(names[0]) \(name)"] = Entry(
                    meaning: fields[1], effect: fields.count > 2 ? fields[2] : "")
            }
        }
        return entries
    }()
}
