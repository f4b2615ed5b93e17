import Decoding
import Diagnostics
import Foundation
import Subjects
import Testing

@testable import Checking
@testable import Fixing
@testable import Reading

/// Every edit of decks in every carrier and form of file.
@Suite struct EditMatrixTests {
    /// A deck with a mistake, by the rule that corrects it.
    private static let mistakes: [(rule: RuleID, lines: [String])] = [
        ("RF302", ["SETROPTS GENERIC(PTKTDATA) SETROPTS CLASSACT(PTKTDATA)"]),
        ("RF303", ["RDEFINE PTKTDATA FEKAPPL UACC(NONE) - SSIGNON(KEYLABEL(P.K))"]),
        ("RF304", ["RDEFINE PTKTDATA FEKAPPL DATA(A TEXT) SSIGNON(KEYLABEL(P.K))"]),
        ("RF308", ["RDEFINE PTKTDATA FEKAPPL DATA(‘TEXT’) SSIGNON(KEYLABEL(P.K))"]),
        ("RF309", ["SETROPTS GENERIC(PTKTDATA); SETROPTS CLASSACT(PTKTDATA)"]),
        ("RF321", ["SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)", "RDEFINE PTKTDATA A.B UACC(NONE)"]),
        ("RF350", ["RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(UPDATE)"]),
        ("RF353", ["RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE) WARNING"]),
        (
            "RF359",
            [
                "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)",
                "PERMIT IRRPTAUTH.FEKAPPL.USER1 ID(AGNTUSR) ACCESS(UPDATE)",
            ]
        ),
    ]

    fileprivate enum Carrier: String, CaseIterable {
        case plain, jcl, numbered, rexx, clist, shell, yaml, xml, markdown

        func file(_ lines: [String]) -> (name: String, text: String)? {
            let job = ["//J JOB 1,'RACF'", "//S EXEC PGM=IKJEFT01", "//SYSTSPRT DD SYSOUT=*", "//SYSTSIN DD *"]
            let jcl = job + lines + ["/*"]
            func quoted(_ line: String) -> String { "\"\(line.replacing("\"", with: "\"\""))\"" }
            switch self {
            case .plain: return ("deck.txt", text(lines))
            case .jcl: return ("deck.jcl", text(jcl))
            case .numbered:
                guard jcl.allSatisfy({ $0.count <= 72 }) else { return nil }
                let numbered = jcl.enumerated().map { number, line in
                    line.padding(toLength: 72, withPad: " ", startingAt: 0) + String(format: "%08d", (number + 1) * 100)
                }
                return ("deck.jcl", text(numbered))
            case .rexx: return ("deck.rexx", text(["/* REXX */", "ADDRESS TSO"] + lines.map(quoted)))
            case .clist: return ("deck.clist", text(["PROC 0"] + lines))
            case .shell: return ("deck.sh", text(["#!/bin/sh"] + lines.map { "tsocmd \"\($0)\"" }))
            case .yaml:
                let head = ["- hosts: all", "  tasks:", "    - ibm.ibm_zos_core.zos_tso_command:", "        commands:"]
                return ("deck.yml", text(head + lines.map { "          - \"\($0)\"" }))
            case .xml:
                let head =
                    #"<?xml version="1.0" encoding="UTF-8"?>"#
                    + "\n<workflow><step name=\"s\"><template><inlineTemplate>"
                return (
                    "deck.xml",
                    head + text(jcl) + "</inlineTemplate><submitAs>JCL</submitAs></template></step></workflow>\n"
                )
            case .markdown: return ("deck.md", text(["# Deck", "", "```"] + lines + ["```"]))
            }
        }

        private func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
    }

    private static let forms: [(name: String, bytes: @Sendable (String) -> [UInt8]?)] = [
        ("UTF-8", { Array($0.utf8) }), ("CRLF", { Array($0.replacing("\n", with: "\r\n").utf8) }),
        ("byte order mark", { [0xEF, 0xBB, 0xBF] + Array($0.utf8) }),
        ("no end of line", { Array($0.utf8.dropLast()) }),
        ("EBCDIC", EncodingRoundTripTests.Form(page: .ibm1047, lineEnd: [0x15]).bytes),
        ("EBCDIC, LF", EncodingRoundTripTests.Form(page: .ibm037, lineEnd: [0x25]).bytes),
        ("FB 80", EncodingRoundTripTests.Form(page: .ibm1047, lineEnd: [], length: 80).bytes),
    ]

    private static func fix(_ file: (name: String, bytes: [UInt8])) throws -> FixResult {
        let checker = try TestRun([file], options: []).checker
        let fixer = Fixer(checker, allowsUnsafe: true) { path throws(Fixing.Refusal) in file.bytes }
        return try fixer.fix([Source(path: file.name, isNamed: false, bytes: file.bytes)])
    }

    /// The cell of the table, after the edit has been checked.
    private static func cell(
        _ rule: RuleID, _ name: String, _ bytes: [UInt8], isFixed: Bool, _ what: String
    ) throws -> String {
        let result: FixResult
        do {
            result = try fix((name, bytes))
        } catch Fixer.Failure.refused(let refusal) {
            return "refused, \(refusal.reason)"
        }
        guard result.before.findings.contains(where: { $0.rule == rule }) else { return "no finding" }
        guard result.applied.contains(where: { $0.rule == rule }), let after = result.files.first?.after else {
            return "left"
        }
        #expect(!result.after.findings.contains { $0.rule == rule }, "\(what): it is found again")
        let known = Set(result.before.findings.map(\.rule))
        for finding in result.after.findings where !known.contains(finding.rule) {
            #expect(Fixer.State.isRevealed(finding.rule), "\(what): \(finding.rule) is new")
        }
        if isFixed { #expect(after.count.isMultiple(of: 80), "\(what): a record is not whole") }
        let again = try fix((name, after))
        #expect(again.files.isEmpty, "\(what): a second run changes something")
        return "edited"
    }

    /// The cells in which no edit is made.
    private static let exceptions: [String: String] = [
        // Nobody runs documentation, so nothing has to be refreshed after it.
        "RF321 markdown": "no finding",
        "RF359 shell, FB 80": "refused, line 3 would be longer than its record",
        "RF359 yaml, FB 80": "refused, line 6 would be longer than its record",
    ]

    private static let cells = mistakes.indices.flatMap { mistake in Carrier.allCases.map { (mistake, $0.rawValue) } }

    @Test(arguments: cells)
    func `an edit keeps the form of every carrier`(_ mistake: Int, _ name: String) throws {
        let (rule, deck) = Self.mistakes[mistake]
        let carrier = try #require(Carrier(rawValue: name))
        let file = try #require(carrier.file(deck))
        for form in Self.forms {
            // A page without a character cannot have the mistake.
            guard let bytes = form.bytes(file.text) else { continue }
            let what = "\(rule) \(name), \(form.name)"
            let cell = try Self.cell(rule, file.name, bytes, isFixed: form.name == "FB 80", what)
            let expected = Self.exceptions["\(rule) \(name)"] ?? Self.exceptions[what] ?? "edited"
            #expect(cell == expected, "\(what)")
        }
    }
}
