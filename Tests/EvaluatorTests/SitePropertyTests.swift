import Diagnostics
import Foundation
import Testing

@testable import Evaluator

/// What holds of every system, whatever is right for it: no expected answer is needed.
@Suite struct SitePropertyTests {
    /// How many systems are tried: some seconds of them here, all by `make properties`.
    private static let count = ProcessInfo.processInfo.environment["JMONCHECK_PROVE"] == nil ? 300 : 20_000

    /// - Parameter difference: what is wrong with a system, or nothing.
    private static func tryAll(_ seed: UInt64, _ difference: (Site, inout SplitNumbers) throws -> String?) throws {
        var random = SplitNumbers(state: seed)
        for turn in 0..<count {
            let state = SplitNumbers(state: seed &+ UInt64(turn) &* 7919)
            let site = Site(&random)
            func wrong(_ site: Site) throws -> String? {
                var random = state
                return try difference(site, &random)
            }
            guard try wrong(site) != nil else { continue }
            let least = try site.shrunk { try wrong($0) != nil }
            Issue.record("\(try wrong(least) ?? "")\n\(least)")
            return
        }
    }

    private static func difference(_ one: [String: String], _ other: [String: String]) -> String? {
        one.keys.sorted().first { one[$0] != other[$0] }.map { "\($0): \(one[$0] ?? "-"), and \(other[$0] ?? "-")" }
    }

    @Test func `a deck on a new system and the unload of that system decide alike`() throws {
        try Self.tryAll(1) { site, _ in
            Self.difference(site.answers(try site.asDeck()), site.answers(try site.asUnload()))
        }
    }

    @Test func `the order of commands does not matter as long as nothing is used before it is defined`() throws {
        try Self.tryAll(2) { site, random in
            var other = site
            other.parts = Self.reordered(site.parts, &random)
            return Self.difference(site.answers(try site.asDeck()), other.answers(try other.asDeck()))
                .map { "\($0) in the order\n\(other)\nand in" }
        }
    }

    /// The last PERMIT for an ID counts, so they keep their order.
    private static func reordered(_ parts: [Site.Part], _ random: inout SplitNumbers) -> [Site.Part] {
        func rank(_ part: Site.Part) -> Int {
            switch part {
            case .group: 0
            case .user: 1
            default: 2
            }
        }
        let shuffled = parts.shuffled(using: &random)
        let permits = parts.filter { if case .permit = $0 { true } else { false } }
        let others = shuffled.filter { if case .permit = $0 { false } else { true } }
        return (0...2).flatMap { level in others.filter { rank($0) == level } } + permits
    }

    @Test func `more rights take no grant away, and fewer add none`() throws {
        try Self.tryAll(3) { site, random in
            let up = Self.changed(site, &random) { $0 == "NONE" || $0 == "READ" ? "UPDATE" : "ALTER" }
            let down = Self.changed(site, &random) { $0 == "ALTER" ? "UPDATE" : "NONE" }
            let answers = try [down, site, up].map { try $0.answers($0.asDeck()) }
            for (fewer, more) in zip(answers, answers.dropFirst()) {
                for (pair, answer) in fewer
                where answer.hasPrefix("granted") && more[pair]?.hasPrefix("granted") != true {
                    return
                        "\(pair): granted with fewer rights, and \(more[pair] ?? "-") with more; from\n\(down)\nto\n\(up)\nby"
                }
                for (pair, answer) in more
                where answer.hasPrefix("refused") && fewer[pair]?.hasPrefix("refused") != true {
                    return
                        "\(pair): refused with more rights, and \(fewer[pair] ?? "-") with fewer; \(down) to \(up) by"
                }
            }
            return nil
        }
    }

    /// Another level in a universal access or a PERMIT.
    private static func changed(
        _ site: Site, _ random: inout SplitNumbers, _ level: (String) -> String
    ) -> Site {
        var site = site
        let places = site.parts.indices.filter { index in
            switch site.parts[index] {
            case .profile, .permit: true
            default: false
            }
        }
        guard let place = places.randomElement(using: &random) else { return site }
        switch site.parts[place] {
        case .profile(let name, let uacc, let isWarning):
            site.parts[place] = .profile(name, uacc: level(uacc), isWarning: isWarning)
        case .permit(let profile, let id, let access):
            site.parts[place] = .permit(profile, id: id, access: level(access))
        default: break
        }
        return site
    }

    @Test func `a deck decides alike in every carrier`() throws {
        try Self.tryAll(4) { site, random in
            let carrier = try #require(Site.Carrier.allCases.randomElement(using: &random))
            let carried = site.answers(try Site.evaluate(site.deck(in: carrier), path: carrier.path))
            return Self.difference(site.answers(try site.asDeck()), carried).map { "\($0) in \(carrier) from" }
        }
    }

    /// Some commands more that fail in some systems: what they name may not be there, or may be there already.
    private static let doubtful = [
        "PERMIT IRRPTAUTH.FEKAPPL.USER9 CLASS(PTKTDATA) ID(U1) ACCESS(UPDATE)", "ADDUSER U1 DFLTGRP(G1)",
        "ADDGROUP G2", "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)", "RALTER PTKTDATA FEKAPPL NOSSIGNON",
        "CONNECT U2 GROUP(G9)", "ALTUSER USER2 REVOKE", "DELUSER U3", "RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.PAY1",
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(U9) ACCESS(UPDATE)", "REMOVE U1 GROUP(G3)", "DELGROUP G3",
        "SETROPTS GENERIC(PTKTDATA", "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER2 UACC(MAYBE)",
    ]

    @Test func `what simulate says is refused or not reached changes no answer`() throws {
        try Self.tryAll(5) { site, random in
            let lines = Self.withDoubtful(site, &random)
            let answers = site.answers(try Site.evaluate(lines.joined(separator: "\n") + "\n"))
            let without: Set<SimulationReport.Outcome> = [.refused, .notRun, .notReached]
            for (index, outcome) in try Self.outcomes(lines).enumerated() where without.contains(outcome) {
                var fewer = lines
                fewer.remove(at: index)
                let rest = site.answers(try Site.evaluate(fewer.joined(separator: "\n") + "\n"))
                if let difference = Self.difference(answers, rest) {
                    return "\(difference) without \(lines[index]), which is \(outcome) in\n\(lines)\nfrom"
                }
            }
            return nil
        }
    }

    @Test func `simulate, which applies each command by itself, ends in the state that access asks`() throws {
        try Self.tryAll(6) { site, random in
            let text = Self.withDoubtful(site, &random).joined(separator: "\n") + "\n"
            let evaluation = try Site.evaluate(text)
            let simulated = try Site.evaluate(text, simulatedSetUp: "x")
            guard let last = simulated.simulation?.classes.first(where: { $0.name == "PTKTDATA" }) else {
                return "nothing of PTKTDATA in\n\(text)\nfrom"
            }
            let asked = evaluation.passTickets
            let facts = [asked.active, asked.generic, asked.raclist].map(\.value.rawValue)
            let waits = asked.isStale && asked.raclist.value != .no
            let grants = [evaluation, simulated].map { $0.grants("x").map { "\($0)" } }
            return facts == [last.active, last.generic, last.raclist] && waits == last.waits && grants[0] == grants[1]
                ? nil : "\(last) is not \(facts), \(waits) of\n\(text)\nfrom"
        }
    }

    /// The outcomes of commands of one line each.
    private static func outcomes(_ lines: [String]) throws -> [SimulationReport.Outcome] {
        let evaluation = try Site.evaluate(lines.joined(separator: "\n") + "\n", simulatedSetUp: "x")
        let steps = try #require(evaluation.simulation).runs.joined()
        try #require(steps.count == lines.count)
        return steps.map(\.outcome)
    }

    private static func withDoubtful(_ site: Site, _ random: inout SplitNumbers) -> [String] {
        var lines = site.deck.split(separator: "\n").map(String.init)
        for command in doubtful.shuffled(using: &random).prefix(4) {
            lines.insert(command, at: Int.random(in: 3...lines.count, using: &random))
        }
        return lines
    }

    @Test func `a system in which every answer is the same is none of those tried`() throws {
        var random = SplitNumbers(state: 1)
        var seen: Set<String> = []
        for _ in 0..<50 {
            let site = Site(&random)
            seen.formUnion(site.answers(try site.asDeck()).values.map { String($0.prefix(7)) })
        }
        #expect(seen == ["granted", "refused", "unknown"])
    }
}
