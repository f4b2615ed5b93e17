import Diagnostics

/// GitHub's fingerprints of the lines of findings, computed once for each file.
struct LineHashes {
    private var hashes: [FileID: [Int: String]] = [:]
    private let places: Places

    init(_ outcome: Outcome, _ places: Places) {
        self.places = places
        var lines: [FileID: Set<Int>] = [:]
        for finding in outcome.findings {
            lines[finding.place.file, default: []].insert(places.start(finding.place)?.line ?? 1)
        }
        for (file, lines) in lines { hashes[file] = places.source(file).lineHashes(lines) }
    }

    /// The hash of a place. A finding about a file as a whole gets the hash of its first line.
    func hash(_ place: Place) -> String? { hashes[place.file]?[places.start(place)?.line ?? 1] }
}
