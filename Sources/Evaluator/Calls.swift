import RACF

/// The runs of decks that call each other, and the run whose commands are being applied.
struct Calls {
    /// A step of a run, which ends as a whole.
    struct Place: Hashable {
        var run: Int
        var step: Int
    }

    /// The run that is being applied.
    var run = 0
    private let runs: [Schedule.Run]
    private let decks: [Deck]
    /// Whether a deck calls another one.
    let isUsed: Bool

    init() { (runs, decks, isUsed) = ([], [], false) }

    init(_ schedule: Schedule) {
        runs = schedule.runs
        decks = schedule.decks
        isUsed = runs.contains { $0.caller != nil }
    }

    /// The deck that is being applied.
    var deck: Deck { decks[runs[run].deck] }
    /// Whether the program that reads the caller reads it too.
    var isInline: Bool { runs.indices.contains(run) && runs[run].isInline }

    /// The place of the call of the current run, and what a failure does there; `nil` if nothing calls it.
    var caller: (place: Place, stop: Deck.Stop, isInline: Bool)? {
        guard let (region, caller) = region(calling: run) else { return nil }
        return (place(region, in: caller), stop(of: region, in: caller), runs[run].isInline)
    }

    /// What ends with a region of the current run.
    func place(_ region: Deck.Region) -> Place { place(region, in: run) }

    /// What a failure in a region of the current run does.
    func stop(of region: Deck.Region) -> Deck.Stop { stop(of: region, in: run) }

    /// The steps of the current run and of its callers whose end is the end of a region.
    func places(around region: Deck.Region) -> [Place] {
        var places = [place(region)]
        if region.group != 0 { places.append(Place(run: run, step: region.group)) }
        var inner = run
        while isUsed, let (region, caller) = self.region(calling: inner) {
            places.append(place(region, in: caller))
            inner = caller
        }
        return places
    }

    /// The region of the call of a run, and the run that calls it.
    private func region(calling run: Int) -> (Deck.Region, Int)? {
        guard isUsed, let caller = runs[run].caller else { return nil }
        return (decks[runs[caller.run].deck].regions[caller.part.region], caller.run)
    }

    private func place(_ region: Deck.Region, in run: Int) -> Place {
        guard isUsed, runs[run].isInline, let (outer, caller) = self.region(calling: run) else {
            return Place(run: run, step: region.step)
        }
        return place(outer, in: caller)
    }

    private func stop(of region: Deck.Region, in run: Int) -> Deck.Stop {
        guard region.stop == .never, isUsed, runs[run].isInline, let (outer, caller) = self.region(calling: run) else {
            return region.stop
        }
        return stop(of: outer, in: caller)
    }
}
