import Diagnostics
import Languages

/// IF, ELSE and ENDIF of a job, which run one of two groups of steps.
struct JobConditions {
    private struct Open {
        /// The IF statement.
        var choice: SourceRange
        /// The IF or ELSE statement of the steps being read.
        var way: SourceRange
    }

    private var open: [Open] = []
    /// The IF statements that have an ELSE, by their first bytes.
    private var complete: Set<UInt32> = []
    /// Whether a region already has the finding that its levels are too many.
    private var isReported = false

    /// The system's limit; a job with more levels is not run (z/OS MVS JCL Reference, IF/THEN/ELSE/ENDIF).
    private static let depthLimit = 15

    mutating func read(_ operation: String, _ range: Range<Int>) {
        let place = SourceRange(range.lowerBound, range.upperBound)
        switch operation {
        case "IF": open.append(Open(choice: place, way: place))
        case "ELSE":
            guard let last = open.indices.last else { return }
            open[last].way = place
            complete.insert(open[last].choice.start)
        case _:
            _ = open.popLast()
            if open.count <= Self.depthLimit { isReported = false }
        }
    }

    /// A region under the conditions of this place.
    mutating func inside(_ region: DeckRegion) -> DeckRegion {
        guard !open.isEmpty else { return region }
        var region = region
        var flow = region.flow ?? RegionFlow()
        flow.enclose(
            in: open.prefix(Self.depthLimit).map { RegionFlow.Way(range: $0.way, choice: $0.choice) })
        if open.count > Self.depthLimit, !isReported {
            isReported = true
            flow.unread.insert(
                RegionFlow.Unread(
                    line: 0, kind: .limit, name: "a nesting of more than \(Self.depthLimit) IF statements",
                    range: open[Self.depthLimit].way, isPossible: true), at: 0)
        }
        region.flow = flow
        return region
    }

    /// Adds what the conditions inside a procedure show.
    mutating func join(_ inner: JobConditions) { complete.formUnion(inner.complete) }

    /// Records which IF statements have an ELSE, as only the end of the job shows.
    func settle(_ regions: inout [DeckRegion]) {
        guard !complete.isEmpty else { return }
        for index in regions.indices { regions[index].flow?.exhaust(complete) }
    }
}
