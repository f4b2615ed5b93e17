import Diagnostics
import RACF
import Subjects

/// PERMIT names the class of its profile.
struct RF359ClassOmitted: DefectRule {
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

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        guard case .classOmitted(let isCertain) = defect.kind, let index = defect.command else { return }
        let name = deck.commands[index].positional.first?.text.squeezed ?? ""
        let resourceClass = resourceClass(deck.commands[index], in: deck)
        sink.report(
            "PERMIT \(name) has no CLASS, so it applies to a data set", at: defect.range,
            severity: isCertain ? nil : .warning,
            fix: isCertain ? resourceClass.flatMap { fix(deck.commands[index], $0, in: deck) } : nil,
            remedy: resourceClass.map { "Add CLASS(\($0)), or put the name of a data set in quotes." })
    }

    /// The class in which the deck defines the profile.
    private func resourceClass(_ command: Deck.Command, in deck: Deck) -> String? {
        guard let profile = command.positional.first, !profile.isList, !profile.isQuoted else { return nil }
        if profile.text.hasPrefix("IRRPTAUTH.") { return "PTKTDATA" }
        let definitions = deck.commands.filter {
            $0.verb == .rdefine && $0.positional.count == 2 && $0.positional[1].text == profile.text
        }
        let classes = Set(definitions.map { $0.positional[0].text })
        return classes.count == 1 ? classes.first : nil
    }

    private func fix(_ command: Deck.Command, _ resourceClass: String, in deck: Deck) -> Fix? {
        guard let profile = command.positional.first else { return nil }
        let end = SourceRange(Int(profile.range.end), Int(profile.range.end))
        return deck.edit("add CLASS(\(resourceClass))", [(end, " CLASS(\(resourceClass))")])
    }
}
