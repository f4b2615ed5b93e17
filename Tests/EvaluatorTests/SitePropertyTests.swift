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
