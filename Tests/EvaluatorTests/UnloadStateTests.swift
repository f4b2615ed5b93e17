import Contract
import Diagnostics
import Foundation
import Testing

@testable import Evaluator
@testable import RACF
@testable import Unload

/// Decisions about a site whose database is unloaded, before and after decks.
@Suite struct UnloadStateTests {
    static let options = ["PTKTDATA=active,raclist,generic", "APPL=active", "grplist"]

    /// - Parameter lost: the beginnings of records that are taken out of the unload.
    static func evaluate(
        _ deck: String = "", _ assume: [String] = options, without lost: [String] = []
    ) throws -> Evaluation {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let url = root.appending(path: "Scenarios/whole-site/inputs/unload.txt")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let kept = lines.filter { line in !lost.contains(where: line.hasPrefix) }
        let bytes = Array(kept.map { $0 + "\n" }.joined().utf8)
        let found = try #require(UnloadForm.find(in: bytes))
        guard case .form(let form) = found else { throw NotAnUnload() }
        let file = SourceFile(id: FileID(1), path: "unload.txt", bytes: [])
        let unload = Unload.read(ByteStream(bytes), form, as: file, UnloadRequest()).model
        let decks = deck.isEmpty ? [] : [Deck.parse(SourceFile(path: "deck.txt", bytes: Array(deck.utf8))).model]
        return Evaluation(decks: decks, unloads: [unload], assumptions: try Assumptions(parsing: assume))
    }

    private struct NotAnUnload: Error {}

    struct Case: Sendable, CustomStringConvertible {
        var caller = "AGNTUSR"
        var target = "USER1"
        var deck = ""
        var generate = Verdict.granted
        /// The first condition that fails.
        var obstacle: String?
        var description: String { "\(caller) for \(target) \(deck)" }
    }

    static let permit = "PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(DEPLOYGR)"
    static let refresh = "SETROPTS RACLIST(PTKTDATA) REFRESH\n"

    static let cases = [
        Case(), Case(target: "USER2", obstacle: "E3"), Case(target: "USER3", obstacle: "E3"),
        Case(target: "NOBODY", obstacle: "E3"), Case(target: "STCJMON", obstacle: "E3"),
        Case(target: "USER4", obstacle: nil), Case(caller: "PAYADM", generate: .refused, obstacle: "G6"),
        Case(caller: "GONEUSR", generate: .refused, obstacle: "G6"),
        Case(deck: "\(permit) DELETE\n\(refresh)", generate: .refused, obstacle: "G6"),
        Case(deck: "RDELETE PTKTDATA FEKAPPL\n\(refresh)", generate: .refused, obstacle: "G4"),
        Case(deck: "ALTUSER USER1 REVOKE\n", obstacle: "E3"),
        // It is the default group, from which RACF removes nobody.
        Case(deck: "REMOVE AGNTUSR GROUP(DEPLOYGR)\n", generate: .unknown),
        Case(
            deck: "ALTUSER AGNTUSR DFLTGRP(SYS1)\nREMOVE AGNTUSR GROUP(DEPLOYGR)\n", generate: .refused,
            obstacle: "G6"),
        Case(deck: "ALTUSER AGNTUSR REVOKE\n", generate: .unknown),
    ]

    @Test(arguments: cases)
    func `an unload decides, and decks change what it shows`(_ row: Case) throws {
        let decision = try Self.evaluate(row.deck).decide(
            caller: row.caller, application: "FEKAPPL", target: row.target)
        #expect(decision.generate == row.generate)
        #expect(decision.conditions.first { $0.state == .fails }?.id == row.obstacle)
    }

    @Test func `a profile of the unload cannot be defined again`() throws {
        let evaluation = try Self.evaluate("RDEFINE PTKTDATA FEKAPPL UACC(READ)\n")
        #expect(evaluation.events(.redefined).map(\.profile) == ["FEKAPPL"])
        #expect(evaluation.passTicketProfile(named: "FEKAPPL")?.uacc == AccessLevel.none)
    }

    /// What a deck does to a key of the unload, and whether PassTickets can still be made.
    @Test(
        arguments: [
            ("RALTER PTKTDATA FEKAPPL SSIGNON(NOLEGACYKEY)\n", Verdict.refused),
            ("RALTER PTKTDATA FEKAPPL SSIGNON(EPTKEYLABEL(FEK.EPT.KEY) TYPE(UPPER))\n", .granted),
            ("RALTER PTKTDATA FEKAPPL SSIGNON(NOLEGACYKEY EPTKEYLABEL(FEK.EPT.KEY) TYPE(UPPER))\n", .granted),
            ("RALTER PTKTDATA FEKAPPL NOSSIGNON\n", .refused),
        ])
    func `one of both keys is enough`(_ deck: String, _ generate: Verdict) throws {
        let decision = try Self.evaluate(deck + Self.refresh)
            .decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
        #expect(decision.generate == generate)
    }

    /// An unload from before V2R4 has no 0530 record (docs/reference/unload.md).
    @Test(arguments: [(["0530 FEKAPPL "], Verdict.refused), (["0530 "], .unknown)])
    func `a profile without a key record has no key where keys are unloaded`(
        _ lost: [String], _ generate: Verdict
    ) throws {
        let decision = try Self.evaluate(without: lost)
            .decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
        #expect(decision.generate == generate, "\(decision.conditions)")
    }

    @Test func `a user who is contained neither logs on nor generates`() throws {
        let target = try Self.evaluate("ALTUSER USER1 CONTAIN\n")
            .decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
        #expect(target.conditions.first { $0.id == "E3" }?.state == .fails)
        let caller = try Self.evaluate("ALTUSER AGNTUSR CONTAIN\n")
            .decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
        #expect(caller.generate == .refused)
    }

    @Test func `SETROPTS LIST in the file of the unload decides about the class`() throws {
        let list = """
            ATTRIBUTES = INITSTATS NOWHEN(PROGRAM)
            ACTIVE CLASSES = DATASET USER GROUP APPL PTKTDATA
            GENERIC PROFILE CLASSES = DATASET PTKTDATA
            GENERIC COMMAND CLASSES = DATASET PTKTDATA
            SETR RACLIST CLASSES = APPL PTKTDATA
            GLOBAL=YES RACLIST ONLY = NONE
            LIST OF GROUPS ACCESS CHECKING IS ACTIVE.

            """
        let records = UnloadGenerator.site().bytes()
        for bytes in [Array(list.utf8) + records, records + Array(list.utf8)] {
            guard case .form(let form)? = UnloadForm.find(in: bytes) else { throw NotAnUnload() }
            let file = SourceFile(id: FileID(1), path: "unload.txt", bytes: [])
            let unload = Unload.read(ByteStream(bytes), form, as: file, UnloadRequest()).model
            let appended = try #require(unload.appended)
            #expect(UnloadDatabase([unload]).failures == [] && unload.otherLines == 0)
            let listing = RACFListing.parse(appended).model
            let decision = Evaluation(
                decks: [], listings: [listing], unloads: [unload], assumptions: try Assumptions(parsing: [])
            ).decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
            #expect(decision.generate == .granted, "\(decision.conditions)")
            let place = try #require(decision.conditions.first { $0.id == "G2" }?.place?.range)
            #expect(unload.file.text(place) == "PTKTDATA")
        }
    }

    @Test func `without class options nothing is certain`() throws {
        let decision = try Self.evaluate("", []).decide(caller: "AGNTUSR", application: "FEKAPPL", target: "USER1")
        #expect(decision.generate == .unknown)
        #expect(decision.conditions.first { $0.id == "G7" }?.ground?.name == "assumed")
    }

    @Test func `patterns choose rows, and others are listed beside them`() throws {
        let report = try Self.evaluate().accessReport(
            AccessQuestion(callers: ["DEP*"], applications: [], targets: []), setUp: "default")
        #expect(report.grants.filter { $0.callerKind != .everyone }.map(\.caller) == ["DEPLOYGR"])
        #expect(report.administrators.contains { $0.caller == "PAYADM" && $0.via == "group-SPECIAL in PAYGROUP" })
        #expect(report.administrators.contains { $0.caller == "SECADM" && $0.via == "SPECIAL" })
        #expect(report.orphans.map(\.id) == ["GONEUSR"])
        #expect(try Self.evaluate().applicationsFound == ["BLZAPPL", "CFZAPPL", "FEKAPPL"])
    }
}
