import Diagnostics
import RACF
import Reading
import Secrets
import Subjects

extension Checker {
    /// Shows, with findings about a command, the values that its carrier puts in for names, and where they come from:
    /// `&AGENT = AGNTUSR`.
    func showOrigins(in progress: inout Progress) {
        var decks: [FileID: Deck] = [:]
        for input in progress.workspace.inputs {
            if case .deck(let deck) = input.document, deck.hasSubstitutions { decks[input.file.id] = deck }
        }
        guard !decks.isEmpty else { return }
        let secrets = Set(progress.workspace.givenSecrets(givenValues))
        progress.changeFindings { [decks] findings in
            var counts: [FileID: Int] = [:]
            for index in findings.indices {
                let place = findings[index].place
                guard let deck = decks[place.file], let range = place.range else { continue }
                counts[place.file, default: 0] += 1
                guard counts[place.file, default: 0] <= Self.findingsWithOrigins else { continue }
                findings[index].related += Self.origins(deck, range, secrets)
            }
        }
    }

    /// Nobody reads the origins of thousands of findings.
    private static let findingsWithOrigins = 1000
    private static let mostOrigins = 4

    /// - Parameter secrets: the values that no report may show, wherever they come from.
    private static func origins(_ deck: Deck, _ range: SourceRange, _ secrets: Set<String>) -> [RelatedPlace] {
        let command = deck.command(at: range)?.range ?? range
        var seen: Set<String> = []
        return deck.substitutions(in: command).filter { seen.insert($0.name).inserted }.prefix(mostOrigins).map {
            value in
            let written = secrets.contains(value.value) ? Secret.mask : value.value.maskingSecrets
            let text = written.count > 60 ? String(written.prefix(60)) + "…" : written
            return RelatedPlace(
                Place(deck.file.id, value.origin ?? value.range),
                "\(value.name.maskingSecrets) = \(text)\(value.origin == nil ? ", as the run was told" : "")")
        }
    }
}
