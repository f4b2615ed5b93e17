import Diagnostics
import RACF
import Reading

extension ParsedInput {
    /// What the last columns of a line are for.
    func columns(_ line: Int) -> RecordLayout.Columns {
        guard case .deck(let deck) = document else { return .text }
        let bounds = file.lineBounds(line)
        let start = bounds.first { !file.bytes[$0].isBlank } ?? bounds.lowerBound
        let place = SourceRange(start, start)
        guard let region = deck.region(at: place), region.isVerbatim else { return .program }
        return .command
    }
}
