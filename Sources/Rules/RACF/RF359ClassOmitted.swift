import Diagnostics
import RACF
import Subjects

/// PERMIT names the class of its profile.
struct RF359ClassOmitted: Rule {
    static let info = RuleInfo(
        id: "RF359",
        area: .racf,
        name: "class-omitted",
        title: "PERMIT names a CLASS",
        severity: .error,
        rationale: """
            Without CLASS the class is DATASET: the command looks for a data set profile of that name, does not find \
            it (ICH06004I) or changes the wrong one, and the general resource keeps its access list. This is an \
            error if the deck shows that a data set was not meant, otherwise a warning. Names in quotes count as data \
            sets.
            """,
        remedy: "Add CLASS(PTKTDATA), or put the name of a data set in quotes.",
        bad: "PERMIT IRRPTAUTH.FEKAPPL.USER1 ID(AGNTUSR) ACCESS(UPDATE)",
        good: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        messages: ["ICH06004I"],
        source: "RACF Command Language Reference: PERMIT",
        edit: .unsafe("adds CLASS(PTKTDATA) where the name is that of a PTKTDATA profile"))

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        typealias Omission = (place: SourceRange, isCertain: Bool, command: Deck.Command)
        let omissions = deck.defects.compactMap { defect -> Omission? in
            guard case .classOmitted(let isCertain) = defect.kind, let index = defect.command else { return nil }
            return (defect.range, isCertain, deck.commands[index])
        }
        guard !omissions.isEmpty else { return }
        let classes = definedClasses(of: Set(omissions.compactMap { name(in: $0.command) }), in: deck)
        for (place, isCertain, command) in omissions {
            let resourceClass = name(in: command).flatMap { name in
                name.hasPrefix("IRRPTAUTH.") ? "PTKTDATA" : classes[name]?.count == 1 ? classes[name]?.first : nil
            }
            sink.report(
                "PERMIT \(command.positional.first?.text.squeezed ?? "") has no CLASS, so it applies to a data set",
                at: place, severity: isCertain ? nil : .warning,
                fix: isCertain ? resourceClass.flatMap { fix(command, $0, in: deck) } : nil,
                remedy: resourceClass.map { "Add CLASS(\($0)), or put the name of a data set in quotes." })
        }
    }

    /// The profile that a command names, unless it is a data set.
    private func name(in command: Deck.Command) -> String? {
        command.positional.first.flatMap { $0.isList || $0.isQuoted ? nil : $0.text }
    }

    /// The classes in which the deck defines profiles, read once for all commands.
    private func definedClasses(of names: Set<String>, in deck: Deck) -> [String: Set<String>] {
        var classes: [String: Set<String>] = [:]
        for command in deck.commands where command.verb == .rdefine {
            let words = command.positional
            guard words.count == 2, names.contains(words[1].text) else { continue }
            classes[words[1].text, default: []].insert(words[0].text)
        }
        return classes
    }

    private func fix(_ command: Deck.Command, _ resourceClass: String, in deck: Deck) -> Fix? {
        guard let profile = command.positional.first else { return nil }
        let end = SourceRange(Int(profile.range.end), Int(profile.range.end))
        return deck.edit("add CLASS(\(resourceClass))", [(end, " CLASS(\(resourceClass))")])
    }
}
