import Diagnostics
import Testing

/// An open question is closed by an input that is added, not by one that is left out. Only where inputs contradict each
/// other may it be the other way round.
@Suite struct InputPropertyTests {
    /// Sets of inputs without contradictions, which do not call each other: without what calls them, decks are taken to
    /// run as they are.
    private static let fixtures = Fixture.all.filter {
        // Its procedure reads another member than the one beside it.
        $0.isFolder && $0.rule != "PF408" && !$0.path.hasPrefix("decks/parts-")
            && $0.path != "urbancode/proc-other-member"
    }

    @Test(arguments: fixtures)
    func `what is open with an input is not decided without it`(_ fixture: Fixture) throws {
        let files = try fixture.files()
        let whole = try fixture.run()
        guard files.count > 1, !whole.outcome.findings.contains(where: { $0.rule == "PF408" }) else { return }
        for left in files.indices {
            var rest = files
            let name = rest.remove(at: left).name
            let part = try TestRun(rest, options: try fixture.options(), own: try fixture.ownFiles())
            for step in part.outcome.steps {
                let same = whole.outcome.steps.filter {
                    $0.subject == step.subject && $0.environment == step.environment
                        && $0.authentication == step.authentication
                }
                guard same.count == 1 else { continue }
                for link in step.links where link.result == .passed || link.result == .failed {
                    guard let before = same[0].links.first(where: { $0.name == link.name }) else { continue }
                    let isOpen = if case .unknown = before.result { true } else { false }
                    #expect(
                        !isOpen,
                        """
                        \(step.subject), \(link.name): \(link.result) without \(name), because \(link.message); open \
                        with it, because \(before.message)
                        """)
                }
            }
        }
    }
}
