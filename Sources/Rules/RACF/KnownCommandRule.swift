import Diagnostics
import Parsers

/// Every line that is not continued begins a command of its own.
struct KnownCommandRule: Rule {
    static let info = RuleInfo(
        id: "RF301",
        area: .racf,
        name: "unknown-command",
        title: "Every line begins with a command, or continues one",
        severity: .error,
        rationale: """
            TSO takes the first word of a line for a command name. A line of operands whose command lost its \
            continuation mark is refused (IKJ56500I, IKJ56621I), and the command before it runs without those \
            operands: RDEFINE makes a profile without key or APPLDATA, and the step still ends with 0 if the last \
            command of the deck is good.
            """,
        remedy: """
            End the line before with a blank and a hyphen so that the operands belong to their command, or correct the \
            name. The command that ran short has to be repeated with RALTER, as a second RDEFINE changes nothing.
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

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        for defect in deck.defects {
            guard case .unknownCommand(let continues, let nearest) = defect.kind else { continue }
            let word = deck.file.text(defect.range).squeezed
            guard let continues else {
                sink.report(
                    "'\(word)' is no command" + (nearest.map { "; did you mean \($0)?" } ?? ""), at: defect.range)
                continue
            }
            let command = deck.commands[continues]
            let verb = command.verb?.name ?? ""
            sink.report(
                "'\(word)' is no command: it belongs to \(verb) on line \(command.line), which lost its continuation",
                at: defect.range,
                related: [
                    RelatedPlace(
                        command.place,
                        Self.effect(of: command, without: deck.text(after: defect.range, command: continues)))
                ])
        }
    }

    /// What the shortened command does.
    private static func effect(of command: Deck.Command, without lost: String) -> String {
        let verb = command.verb?.name ?? ""
        switch command.effect {
        case .fails, .swallowed: return "\(verb) fails as it stands"
        case .runs, .unevaluable: break
        }
        guard command.verb == .rdefine, let name = command.positional.last?.items.map(\.text).joined(separator: " ")
        else { return "\(verb) ran without it" }
        let absent = [(Keyword.ssignon, "SSIG"), (.appldata, "APPL"), (.uacc, "UA")]
            .filter { lost.contains($0.1) && !command.has($0.0) }.map(\.0.name)
        return "RDEFINE \(name.squeezed) ran without it"
            + (absent.isEmpty ? "" : ": the profile has no \(absent.joined(separator: ", no "))")
    }
}

extension Deck {
    /// What stands in upper case from a place to the command behind it.
    fileprivate func text(after range: SourceRange, command: Int) -> String {
        let next = commands.dropFirst(command + 1).first { $0.verbRange.start >= range.start }
        let end = next.map { Int($0.verbRange.start) } ?? file.bytes.count
        return file.text(SourceRange(Int(range.start), min(end, Int(range.start) + 2000))).uppercased()
    }
}
