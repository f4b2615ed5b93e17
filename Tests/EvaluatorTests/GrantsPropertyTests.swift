import Contract
import Diagnostics
import Testing

@testable import Evaluator
@testable import RACF

/// The table of grants says what the decisions say, for every caller and target that a deck names.
@Suite struct GrantsPropertyTests {
    private static func callers(_ evaluation: Evaluation, _ grants: [AccessReport.Grant]) -> [String] {
        let named = grants.filter { $0.callerKind == .user }.map(\.caller)
        let members = grants.flatMap { $0.members + $0.possibleMembers }
        return Array(Set(named + members + ["AGNTUSR", "NOBODY"]).sorted().prefix(8))
    }

    /// Whether a row is about a caller and a target, by name.
    private static func names(_ grant: AccessReport.Grant, _ caller: String, _ target: String) -> Bool {
        let isCaller = grant.callerKind == .user && grant.caller == caller || grant.members.contains(caller)
        return isCaller && grant.targets == target && grant.application == "FEKAPPL"
    }

    private static func check(_ evaluation: Evaluation, _ context: String) {
        let grants = evaluation.accessReport(callers: [], applications: [], targets: []).grants
        let shown = grants.filter { $0.application == "FEKAPPL" && !$0.targets.contains("*") }.map(\.targets)
        let targets = Set(shown.filter { !$0.contains("%") && !$0.contains("&") } + ["USER1"]).sorted().prefix(6)
        for caller in callers(evaluation, grants) {
            for target in targets {
                let decision = evaluation.decide(caller: caller, application: "FEKAPPL", target: target)
                let rows = grants.filter { names($0, caller, target) }
                if decision.generate == .granted {
                    // By one of these, or by a row of everyone, of a pattern or of a started task.
                    let ways = grants.filter { grant in
                        names(grant, caller, target) || grant.callerKind == .everyone
                            || grant.caller == caller || grant.members.contains(caller)
                    }
                    #expect(
                        ways.contains { $0.generate == .granted },
                        "\(caller) for \(target) is granted, but no row says so: \(context)")
                } else {
                    let contradicts = rows.first { $0.generate == .granted }
                    #expect(
                        contradicts == nil,
                        "\(caller) for \(target) is \(decision.generate), but \(contradicts?.caller ?? "") can: \(context)"
                    )
                }
            }
        }
    }

    @Test(arguments: FixturePropertyTests.decks.map(\.name), ["fresh", "unknown"])
    func `the table agrees with the decisions for every fixture`(_ name: String, _ assume: String) throws {
        guard let deck = FixturePropertyTests.decks.first(where: { $0.name == name }) else { return }
        let file = SourceFile(path: name, bytes: deck.text)
        Self.check(
            Evaluation(decks: [Deck.parse(file).model], assumptions: try Assumptions(parsing: [assume])), name)
    }

    @Test(arguments: ["fresh", "unknown"])
    func `the table agrees with the decisions for every deck with conditions`(_ assume: String) throws {
        var random = SplitNumbers(state: 23)
        for _ in 0..<300 {
            let text = ConditionPropertyTests.randomDeck(&random)
            let file = SourceFile(path: "deck.rexx", bytes: Array(text.utf8))
            Self.check(
                Evaluation(decks: [Deck.parse(file).model], assumptions: try Assumptions(parsing: [assume])), text)
        }
    }
}
