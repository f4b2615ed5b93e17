import Diagnostics
import RACF
import Subjects

/// Every line that is not continued begins a command of its own.
struct RF301UnknownCommand: DefectRule {
    static let info = RuleInfo(
        id: "RF301",
        area: .racf,
        name: "unknown-command",
        title: "Every line begins with a command, or continues one",
        severity: .error,
        rationale: """
            TSO reads the first word of a line as the name of a command. A line of operands whose command lost its \
            continuation mark is rejected (IKJ56500I, IKJ56621I), and the command before it runs without those \
            operands: RDEFINE makes a profile without key or APPLDATA, and the step still ends with 0 if the last \
            command of the deck succeeds.
            """,
        remedy: """
            End the line before with a blank and a hyphen so that the operands belong to their command, or correct the \
            name. Repeat the shortened command with RALTER, because a second RDEFINE changes nothing.
            """,
        bad: """
            RDEFINE PTKTDATA FEKAPPL UACC(NONE)
              APPLDATA('NO REPLAY PROTECTION')
            """,
        good: """
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) -
              APPLDATA('NO REPLAY PROTECTION')
            """,
        messages: ["IKJ56500I", "IKJ56621I"],
        source: "TSO/E: syntax requirements for command names; continuation lines")

    func report(_ defect: Deck.Defect, of deck: Deck, to sink: inout FindingSink) {
        switch defect.kind {
        case .unknownCommand(let nearest):
            let hint = nearest.map { "; did you mean \($0)?" } ?? ""
            sink.report("'\(deck.quoted(defect.range))' is not a command" + hint, at: defect.range)
        case .lineOfComment(let comment):
            sink.report(
                "'\(deck.quoted(defect.range))' is not a command: the comment before it ended with its line",
                at: defect.range,
                related: [RelatedPlace(Place(deck.file.id, comment), "the comment begins here")])
        case .orphan(let index, let lost):
            let command = deck.commands[index]
            let verb = command.verb?.name ?? ""
            sink.report(
                "'\(deck.quoted(defect.range))' is not a command: it belongs to \(verb) on line \(command.line), "
                    + "which lost its continuation",
                at: defect.range, related: [RelatedPlace(command.place, Self.effect(of: command, without: lost))])
        default: break
        }
    }

    /// What the shortened command does.
    private static func effect(of command: Deck.Command, without lost: [Keyword]) -> String {
        let verb = command.verb?.name ?? ""
        let absent = lost.filter { !command.has($0) }
        switch (command.effect, command.verb) {
        case (.fails, _), (.swallowed, _), (.shown, _): return "\(verb) fails as it is"
        case (_, .rdefine?):
            let names = command.positional.dropFirst().flatMap(\.items).map(\.text).joined(separator: " ")
            return "RDEFINE \(names.squeezed) runs by itself"
                + (absent.isEmpty ? "" : ": the profile has no \(list(absent, ", no "))")
        case (_, .permit?) where absent.contains(.access) && !command.has(.delete):
            return "PERMIT runs by itself and gives READ, the default of ACCESS"
        default:
            return "\(verb) runs by itself" + (absent.isEmpty ? "" : ", without \(list(absent, " and "))")
        }
    }

    private static func list(_ keywords: [Keyword], _ separator: String) -> String {
        keywords.map(\.name).joined(separator: separator)
    }
}
