import Contract
import Diagnostics
import Foundation
import Testing

@testable import Evaluator
@testable import RACF

/// A command that need not run makes unknown what it touches: whatever is certain of a deck with conditions is what it
/// does in every way that it may go.
@Suite struct ConditionPropertyTests {
    private static let commands = [
        "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)", "SETROPTS GENERIC(PTKTDATA)",
        "SETROPTS RACLIST(PTKTDATA) REFRESH", "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY))",
        "RDEFINE PTKTDATA FEKAPPL", "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)",
        "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(UPDATE)",
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(READ)",
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(UCD) ACCESS(UPDATE)",
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(*) ACCESS(UPDATE)",
        "PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(UCD) ACCESS(UPDATE)", "SETROPTS GRPLIST", "SETROPTS NOGRPLIST",
        "CONNECT AGNTUSR GROUP(UCD)", "ADDGROUP UCD", "ADDUSER AGNTUSR DFLTGRP(UCD)",
        "RALTER PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)", "RALTER PTKTDATA IRRPTAUTH.FEKAPPL.USER1 WARNING",
        "RALTER PTKTDATA IRRPTAUTH.FEKAPPL.USER1 NOWARNING", "RALTER PTKTDATA FEKAPPL SSIGNON(KEYENCRYPTED(<key>))",
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) DELETE",
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) RESET", "SETROPTS NOCLASSACT(PTKTDATA)",
        "SETROPTS NORACLIST(PTKTDATA)", "SETROPTS NOGENERIC(PTKTDATA)", "RALTER PTKTDATA FEKAPPL NOSSIGNON",
        "RDELETE PTKTDATA FEKAPPL", "RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.USER1", "REMOVE AGNTUSR GROUP(UCD)",
        "DELUSER AGNTUSR", "ALTUSER AGNTUSR RESTRICTED", "ALTUSER AGNTUSR NORESTRICTED", "ALTUSER AGNTUSR CONTAIN",
        "ALTUSER AGNTUSR REVOKE", "ALTUSER AGNTUSR RESUME", "CONNECT AGNTUSR GROUP(UCD) REVOKE",
        "CONNECT AGNTUSR GROUP(UCD) RESUME", "REMOVE AGNTUSR", "ALTUSER AGNTUSR NOPASSWORD",
        "SETROPTS CLASSACT(STARTED) RACLIST(STARTED)",
        "RDEFINE STARTED AGNT.* STDATA(USER(AGNTUSR) TRUSTED(YES))",
        "RALTER STARTED AGNT.* STDATA(USER(OTHER) TRUSTED(NO))",
        "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) FROM(IRRPTAUTH.FEKAPPL.*)",
    ]
    private static let start = [
        "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)", "SETROPTS GENERIC(PTKTDATA)",
        "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY))",
        "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)",
    ]

    /// How many decks are tried in units of some dozens: a sample here, more by `make prove`, and many by `make properties`.
    private static let effort = ProcessInfo.processInfo.environment["JMONCHECK_PROVE"].map { 8 * (Int($0) ?? 1) } ?? 1

    /// A command, and whether it stands under a condition.
    private struct Line {
        var text: String
        var isConditional: Bool
    }

    private static func decide(_ lines: [String], _ assume: String) throws -> Verdict {
        // Without an assignment its value would be its name; X after a string would make it one of digits.
        let text = "/* REXX */\nparse arg x v\n" + lines.joined(separator: "\n") + "\n"
        let deck = Deck.parse(SourceFile(path: "deck.rexx", bytes: Array(text.utf8))).model
        return Evaluation(decks: [deck], assumptions: try Assumptions(parsing: [assume]))
            .decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1").generate
    }

    private static func deck(_ random: inout SplitNumbers) -> [Line] {
        let isLong = Bool.random(using: &random)
        let middle = commands.shuffled(using: &random).prefix(Int.random(in: 1...10, using: &random))
        let all = (isLong ? start : []) + middle + (Bool.random(using: &random) ? [commands[2]] : [])
        var left = 3
        return all.map { text in
            let isConditional = left > 0 && Int.random(in: 0..<4, using: &random) == 0
            if isConditional { left -= 1 }
            return Line(text: text, isConditional: isConditional)
        }
    }

    /// An exec with some commands under conditions.
    static func randomDeck(_ random: inout SplitNumbers) -> String {
        let lines = deck(&random).map { $0.isConditional ? "if x then \"\($0.text)\"" : "\"\($0.text)\"" }
        return "/* REXX */\n" + lines.joined(separator: "\n") + "\n"
    }

    @Test(arguments: ["fresh", "unknown"])
    func `a certain result of a deck with conditions holds for every branch`(_ assume: String) throws {
        var random = SplitNumbers(state: 11)
        for _ in 0..<(75 * Self.effort) {
            let lines = Self.deck(&random)
            let text = lines.map { $0.isConditional ? "if x then \"\($0.text)\"" : "\"\($0.text)\"" }
            let verdict = try Self.decide(text, assume)
            guard verdict != .unknown else { continue }
            let conditional = lines.indices.filter { lines[$0].isConditional }
            for ways in 0..<(1 << conditional.count) {
                let left = lines.indices.filter { index in
                    guard let place = conditional.firstIndex(of: index) else { return true }
                    return ways & (1 << place) != 0
                }
                let straight = try Self.decide(left.map { "\"\(lines[$0].text)\"" }, assume)
                // Where a command is missing, what it shows of the system before the deck is missing too.
                let isSame = straight == verdict || assume == "unknown" && straight == .unknown
                #expect(isSame, "\(text.joined(separator: "\n")) is \(verdict), but \(left) is \(straight)")
            }
        }
    }

    @Test func `a condition around a command never makes an unknown result certain`() throws {
        var random = SplitNumbers(state: 5)
        for _ in 0..<(50 * Self.effort) {
            let lines = Self.deck(&random).map(\.text)
            guard try Self.decide(lines.map { "\"\($0)\"" }, "fresh") == .unknown else { continue }
            for index in lines.indices {
                var text = lines.map { "\"\($0)\"" }
                text[index] = "if x then " + text[index]
                let verdict = try Self.decide(text, "fresh")
                var without = text
                without.remove(at: index)
                // Without the command it may well be certain, but not where nobody knows whether it runs.
                #expect(verdict == .unknown, "\(text.joined(separator: "\n")) is \(verdict)")
            }
        }
    }

    @Test func `an unknown name never makes an unknown result certain`() throws {
        var random = SplitNumbers(state: 3)
        let names = ["AGNTUSR", "FEKAPPL", "USER1", "UCD", "PTKTDATA"]
        for _ in 0..<(50 * Self.effort) {
            var lines = Self.deck(&random).map { "\"\($0.text)\"" }
            let known = try Self.decide(lines, "fresh")
            let name = names.randomElement(using: &random) ?? ""
            guard let index = lines.indices.filter({ lines[$0].contains(name) }).randomElement(using: &random) else {
                continue
            }
            lines[index] = lines[index].replacing(name, with: "\"v\"", maxReplacements: 1)
            let verdict = try Self.decide(lines, "fresh")
            #expect(
                verdict == .unknown || verdict == known, "\(lines.joined(separator: "\n")): \(verdict), not \(known)")
        }
    }

    @Test(arguments: ["fresh", "unknown"])
    func `a certain result of a deck with a variable holds for what the variable may be`(_ assume: String) throws {
        var random = SplitNumbers(state: 17)
        for _ in 0..<(300 * Self.effort) {
            var lines = Self.deck(&random).map { "\"\($0.text)\"" }
            let known = try Self.decide(lines, assume)
            guard let index = lines.indices.randomElement(using: &random) else { continue }
            // A variable in place of some words, which may be several operands.
            var words = lines[index].dropFirst().dropLast().split(separator: " ").map(String.init)
            let start = Int.random(in: 0..<words.count, using: &random)
            let end = Int.random(in: (start + 1)...words.count, using: &random)
            words.replaceSubrange(start..<end, with: ["\"v\""])
            lines[index] = "\"\(words.joined(separator: " "))\""
            let verdict = try Self.decide(lines, assume)
            // What a hidden command shows of the system before the deck is hidden too.
            #expect(
                verdict == .unknown || verdict == known || assume == "unknown" && known == .unknown,
                "\(lines.joined(separator: "\n")): \(verdict), not \(known)")
        }
    }

    @Test(arguments: [
        ("if x then \"#\"\nelse \"#\"", Verdict.granted),
        (
            "if x then \"#\"\nelse do\n  say 'no'\n  \"PE IRRPTAUTH.FEKAPPL.USER1 ID(AGNTUSR) AC(UPDATE) CL(PTKTDATA)\"\nend",
            .granted
        ),
        ("if x then \"#\"\nelse if y then \"#\"\nelse \"#\"", .granted),
        ("if x then \"#\"\nelse if y then \"#\"", .unknown),
        ("select\n when x then \"#\"\n when y then \"#\"\n otherwise \"#\"\nend", .granted),
        ("select\n when x then \"#\"\n otherwise nop\nend", .unknown),
        ("\"#\"\nif x then \"#\"", .granted),
        ("if x then do\n if y then exit\n \"#\"\nend\nelse \"#\"", .unknown),
    ])
    func `a command in every branch is unconditional`(_ text: String, _ verdict: Verdict) throws {
        let permit = "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)"
        let lines =
            Self.start.map { "\"\($0)\"" } + [text.replacing("#", with: permit)]
            + ["\"SETROPTS RACLIST(PTKTDATA) REFRESH\""]
        #expect(try Self.decide(lines, "fresh") == verdict)
    }
}
