import Contract
import Diagnostics
import Foundation
import Testing

@testable import Evaluator
@testable import RACF

/// The same for every deck among the fixtures, whatever is removed from it or changed in it.
@Suite struct FixturePropertyTests {
    /// Small plain decks, by name.
    static let decks: [(name: String, text: [UInt8])] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures")
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return folders.filter { $0.hasPrefix("RF") || $0 == "clean" || $0 == "carriers" }.sorted().flatMap { folder in
            let url = root.appending(path: folder)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
            return names.sorted().compactMap { name -> (String, [UInt8])? in
                guard [".txt", ".jcl", ".rexx", ".sh"].contains(where: name.hasSuffix),
                    let data = try? Data(contentsOf: url.appending(path: name)), data.count < 4000
                else { return nil }
                return ("\(folder)/\(name)", [UInt8](data))
            }
        }
    }()

    private static let takings = [
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) DELETE",
        "PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) RESET", "SETROPTS NOCLASSACT(PTKTDATA)",
        "SETROPTS NORACLIST(PTKTDATA)", "SETROPTS NOGENERIC(PTKTDATA)", "RALTER PTKTDATA FEKAPPL NOSSIGNON",
        "RDELETE PTKTDATA FEKAPPL",
        "RALTER PTKTDATA (IRRPTAUTH.FEKAPPL.USER1 IRRPTAUTH.FEKAPPL.*) UACC(NONE) NOWARNING",
        "REMOVE AGNTUSR GROUP(UCD)", "DELGROUP UCD", "DELUSER AGNTUSR", "ALTUSER AGNTUSR RESTRICTED",
        "ALTUSER AGNTUSR CONTAIN", "CONNECT AGNTUSR GROUP(UCD) REVOKE", "RVARY INACTIVE",
    ]

    private static func evaluate(_ text: [UInt8], _ name: String) throws -> Evaluation {
        let file = SourceFile(path: name, bytes: text)
        return Evaluation(decks: [Deck.parse(file).model], assumptions: try Assumptions(parsing: ["fresh"]))
    }

    private static let pairs = [("AGNTUSR", "USER1"), ("AGNTUSR", "USER9"), ("NOBODY", "USER1")]

    private static func decisions(_ evaluation: Evaluation) -> [AccessReport.Decision] {
        pairs.map { evaluation.decide(caller: $0.0, application: "FEKAPPL", target: $0.1) }
    }

    /// Every condition of a grant is in the deck, and the condition for the access names a grant that is written there.
    private static func expectWay(_ evaluation: Evaluation, _ context: String) {
        for decision in decisions(evaluation) where decision.generate == .granted {
            for condition in decision.conditions where ["G2", "G3", "G4", "G5", "G6", "G7"].contains(condition.id) {
                #expect(condition.state == .holds && condition.place?.range != nil, "\(condition.id) of \(context)")
            }
            guard let way = decision.conditions.first(where: { $0.id == "G6" })?.place?.range,
                let deck = evaluation.decks.first, let command = deck.command(at: way), let via = decision.via
            else {
                Issue.record("no way: \(context)")
                continue
            }
            let words = Set(
                command.operands.flatMap { [$0.text] + $0.values.flatMap(\.items).map(\.text) }
                    + command.positional.flatMap(\.items).map(\.text))
            let name = via.split(separator: " ").last.map(String.init) ?? ""
            #expect(
                words.contains(name) || words.contains("FROM") || via == "ID(*)" && words.contains("*")
                    || via.hasPrefix("TRUSTED") || via.hasPrefix("GLOBAL") && words.contains("ADDMEM"),
                "\(via) by \(command.verb?.name ?? ""): \(context)")
        }
    }

    @Test func `no permutation, prefix or mutation of a deck grants without a reason`() throws {
        #expect(Self.decks.count > 100)
        for (number, (name, text)) in Self.decks.enumerated() {
            var random = SplitNumbers(state: UInt64(number))
            let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for turn in 0..<6 {
                let shuffled = Array(lines.shuffled(using: &random).joined(separator: [UInt8(ascii: "\n")]))
                let prefix = Array(text.prefix(Int.random(in: 0...text.count, using: &random)))
                var mutated = text
                for _ in 0..<3 where !mutated.isEmpty {
                    let place = Int.random(in: mutated.indices, using: &random)
                    mutated[place] = Array("()'*,-+ \nAX.".utf8).randomElement(using: &random) ?? 0
                }
                for (what, changed) in [("shuffled", shuffled), ("prefix", prefix), ("mutated", mutated)] {
                    Self.expectWay(try Self.evaluate(changed, name), "\(name) \(what) \(turn)")
                }
            }
        }
    }

    @Test func `commands that only remove rights never turn a refusal into a grant`() throws {
        for (number, (name, text)) in Self.decks.enumerated() {
            var random = SplitNumbers(state: UInt64(number) &+ 1)
            let evaluation = try Self.evaluate(text, name)
            let before = Self.decisions(evaluation)
            // Other commands would refresh the changes that the deck leaves unrefreshed, and continue a line that it
            // leaves open.
            guard !evaluation.passTickets.isStale, text.last == UInt8(ascii: "\n"), name.hasSuffix(".txt") else {
                continue
            }
            for _ in 0..<3 {
                let taken = Self.takings.shuffled(using: &random).prefix(4) + ["SETROPTS RACLIST(PTKTDATA) REFRESH"]
                let after = Self.decisions(
                    try Self.evaluate(text + Array((taken.joined(separator: "\n") + "\n").utf8), name))
                for (old, new) in zip(before, after) where old.generate == .refused {
                    #expect(new.generate != .granted, "\(name): \(taken)")
                }
            }
        }
    }
}

/// The same numbers on every machine.
struct SplitNumbers: RandomNumberGenerator {
    /// Other cases for each seed: `make properties SEED=…`.
    private static let seed = ProcessInfo.processInfo.environment["JMONCHECK_SEED"].flatMap { UInt64($0) } ?? 0

    private var state: UInt64

    init(state: UInt64) { self.state = state &+ Self.seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
