import Checking
import Diagnostics
import Evaluator
import RACF
import Reading
import Subjects
import UrbanCode

/// Who may generate PassTickets through a profile, and whether a step will log on and submit.
extension LanguageServer {
    func codeLenses(_ values: Wire?) throws(Failure) -> JSONValue {
        let uri = try uri(values)
        guard let inspected = projects.inspected(uri), let input = inspected.input(uri) else {
            return []
        }
        let positions = positions(input, uri)
        let lenses: [(SourceRange, String, String)] =
            switch input.document {
            case .deck(let deck): Self.lenses(deck, inspected)
            case .urbanCode: Self.lenses(inspected, input)
            case .jobMonitor, .jobMonitorProc, .console, .racfListing, .unload, .descriptor: []
            }
        return .array(
            lenses.map { range, title, text in
                let shown = JSONValue.string(SafeText(title.shortened(to: 160)).description)
                return [
                    "range": positions.json(range),
                    "command": [
                        "title": shown, "command": .string(Command.show.rawValue), "arguments": [.prose(text)],
                    ],
                ]
            })
    }

    // MARK: Profiles

    private static func lenses(_ deck: Deck, _ inspected: Inspected) -> [(
        SourceRange, String, String
    )] {
        let commands = deck.commands.filter { command in
            command.verb == .rdefine && command.namesPTKTDATA && command.positional.count > 1
                && command.positional[1].items.contains { $0.text.hasPrefix("IRRPTAUTH.") }
        }
        guard !commands.isEmpty else { return [] }
        let grants = inspected.inspection.setUps
            .filter { setUp in setUp.decks.contains { $0.file.id == deck.file.id } }
            .flatMap { setUp in
                setUp.evaluation.accessReport(
                    AccessQuestion(callers: [], applications: [], targets: []), setUp: setUp.name
                ).grants
            }
        return commands.map { command in
            let names = Set(command.positional[1].items.map(\.text))
            let texts = grants.filter { names.contains($0.profile) }.map(sentence)
            guard !texts.isEmpty else {
                let text = "The inputs show nobody who may generate PassTickets through this profile"
                return (command.verbRange, text, text)
            }
            let title = texts.count == 1 ? texts[0] : "\(texts[0]), and \(texts.count - 1) more"
            return (command.verbRange, title, texts.joined(separator: "\n"))
        }
    }

    private static func sentence(_ grant: AccessReport.Grant) -> String {
        let caller: String =
            switch grant.callerKind {
            case .user: grant.caller
            case .group: "Group \(grant.caller)"
            case .everyone: "Everyone"
            case .creator: "The user who runs the deck"
            }
        let verb: String =
            switch grant.generate {
            case .granted: "may generate"
            case .refused: "may not generate"
            case .unknown: "perhaps may generate"
            }
        let note = grant.note.map { " (\($0))" } ?? ""
        return "\(caller) \(verb) PassTickets for \(grant.targets) at \(grant.application)\(note)"
    }

    // MARK: Steps

    private static func lenses(_ inspected: Inspected, _ input: ParsedInput) -> [(
        SourceRange, String, String
    )] {
        let verdicts = Dictionary(
            inspected.inspection.steps.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
        var byStep: [SourceRange: [(String, String)]] = [:]
        for step in inspected.inspection.setUps.flatMap(\.steps) where step.file == input.file.id {
            guard let verdict = verdicts[step.name] else { continue }
            let place = step.environment.map { "\($0): " } ?? ""
            let (short, long): (String, String) =
                switch verdict.verdict {
                case .passed:
                    ("will log on and submit", "will log on and submit (\(verdict.authentication))")
                case .failed:
                    (
                        "will not submit: \(verdict.headline?.name.rawValue ?? "")",
                        "will not submit: \(verdict.headline?.message ?? "")"
                    )
                case .unknown:
                    (
                        "not decided: \(verdict.openLinks.map(\.name.rawValue).joined(separator: ", "))",
                        "not decided: \(verdict.openLinks.map(\.message).joined(separator: "; "))"
                    )
                }
            byStep[step.step.name.range, default: []].append((place + short, place + long))
        }
        return byStep.sorted { $0.key.start < $1.key.start }.map { range, texts in
            let title =
                texts.prefix(3).map(\.0).joined(separator: " · ") + (texts.count > 3 ? " · …" : "")
            return (range, title, texts.map(\.1).joined(separator: "\n"))
        }
    }
}
