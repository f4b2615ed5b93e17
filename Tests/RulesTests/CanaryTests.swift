import Diagnostics
import Foundation
import Testing

@testable import Checking
@testable import Decoding

/// Generated secrets in every form, carrier and encoding, damaged in every way: no output shows a part of one.
///
/// `make prove` tries every place of every damage, the tests only some.
@Suite struct CanaryTests {
    /// A command, and the secret in it.
    struct Form: Sendable, CustomStringConvertible {
        var before: String
        var secret: String
        var after: String

        var description: String { "\(before)…\(after)" }
    }

    static let word = "Xq7Zk3Wv"
    static let key = "9F3A7C21D4E8B605"
    static let phrase = "xq7zk3 wv9jp2 gh5ty8 bn4mx6"

    static let forms = [
        Form(before: "ALTUSER USER1 PASSWORD(", secret: word, after: ") NOEXPIRED"),
        Form(before: "ADDUSER USER1 NAME('J') PASSW (", secret: word, after: ")"),
        Form(before: "ALTUSER USER1 PHRASE('", secret: phrase, after: "') NOEXPIRED"),
        Form(before: "PASSWORD USER(USER1) PASSWORD(", secret: word + " Jp2Gh5Ty", after: ")"),
        Form(before: "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYMASKED(", secret: key, after: ")) UACC(NONE)"),
        Form(before: "RALTER PTKTDATA FEKAPPL SSIGNON(KEYENCRYPTED(", secret: key, after: "))"),
        Form(before: "RDEFINE APPCLU A.B.C SESSION(SESSKEY(", secret: key, after: "))"),
        Form(before: "ALTUSER USER1 PROXY(BINDPW('", secret: phrase, after: "'))"),
        Form(before: "LOGON USER1/", secret: word, after: ""),
        Form(before: "SETROPTS RVARYPW(SWITCH(", secret: word, after: "))"),
        Form(before: "RDEFINE REALM KERBDFLT KERB(PASSWORD(", secret: word, after: "))"),
        Form(before: "PASSWORD USER(USER1) PHRASE('", secret: phrase, after: "')"),
        Form(before: "RACLINK ID(USER1) DEFINE(NODE2.USER2/", secret: word, after: ") PEER(PWSYNC)"),
        Form(before: "RACDCERT ID(USER1) ADD('A.P12') PASSWORD('", secret: phrase, after: "')"),
    ]

    /// What happens to a command.
    enum Damage: Sendable, CustomStringConvertible {
        case none, noOpen, noClose, twoOpen
        /// This many characters of the secret are before column 73.
        case column72(Int)
        /// The file ends after this many characters of the secret.
        case cut(Int)
        /// A line ends, without a continuation, after this many characters of the secret; negative ones are before it.
        case lost(Int)
        /// A sign or a line divides the command after this many characters of the secret, and an operand is misspelt.
        case divided(Int, by: String)

        var description: String {
            switch self {
            case .none: "whole"
            case .noOpen: "no opening parenthesis"
            case .noClose: "no closing parenthesis"
            case .twoOpen: "two opening parentheses"
            case .column72(let count): "\(count) characters before column 73"
            case .cut(let count): "cut after \(count)"
            case .lost(let count): "continuation lost after \(count)"
            case .divided(let count, let sign): "divided after \(count) by \(sign)"
            }
        }

        /// What may be between the parts of a divided command; `|` ends a line.
        private static let dividers = ["-|", " -|", "+|   ", " +|", " /* c */ -|", "-| |", "-||", "||"]

        static func all(_ form: Form, step: Int) -> [Damage] {
            let count = form.secret.utf8.count
            var all: [Damage] = [.none]
            if form.before.hasSuffix("(") || form.before.hasSuffix("('") { all += [.noOpen, .noClose, .twoOpen] }
            all += stride(from: 0, through: count, by: step).map { .column72($0) }
            all += stride(from: 3, through: count, by: step).map { .cut($0) }
            let name = form.before.reversed().prefix { $0 != " " }.count
            all += stride(from: -name, through: count, by: step).map { .lost($0) }
            for sign in dividers {
                all += stride(from: 0, through: count - 1, by: max(step, count / 2)).map { .divided($0, by: sign) }
            }
            return all
        }

        func lines(_ form: Form) -> [String]? {
            let (before, secret, after) = (form.before, form.secret, form.after)
            func parts(_ count: Int) -> (String, String) {
                (String(secret.prefix(count)), String(secret.dropFirst(count)))
            }
            let next = ["  PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)"]
            switch self {
            case .none: return [" \(before)\(secret)\(after)"] + next
            case .noOpen:
                guard let open = before.lastIndex(of: "(") else { return nil }
                return [" \(before[..<open]) \(before[before.index(after: open)...])\(secret)\(after)"] + next
            case .noClose: return [" \(before)\(secret)"] + next
            case .twoOpen:
                guard let open = before.lastIndex(of: "(") else { return nil }
                return [" \(before[..<open])(\(before[open...])\(secret)\(after)"] + next
            case .column72(let count):
                let blanks = 72 - before.count - count
                guard blanks > 0, before.count + blanks + secret.count + after.count <= 80 else { return nil }
                return [String(repeating: " ", count: blanks) + before + secret + after] + next
            case .cut(let count): return [" \(before)\(parts(count).0)"]
            case .lost(let count) where count < 0:
                let (first, second) = (before.dropLast(-count), before.suffix(-count))
                return [" \(first)", "   \(second)\(secret)\(after)"] + next
            case .lost(let count): return [" \(before)\(parts(count).0)", "   \(parts(count).1)\(after)"] + next
            case .divided(let count, let sign):
                let text = " \(before)\(parts(count).0)\(sign)\(parts(count).1)\(after) NOEXPIRD"
                return text.split(separator: "|", omittingEmptySubsequences: false).map(String.init) + next
            }
        }
    }

    enum Carrier: String, CaseIterable, Sendable {
        case plain, jcl, numbered, fixed, ebcdic, rexx, markdown

        func file(_ lines: [String], isCut: Bool) -> (name: String, bytes: [UInt8])? {
            let jcl = ["//J JOB (A),'X'", "//R EXEC PGM=IKJEFT01", "//SYSTSIN DD *"] + lines + (isCut ? [] : ["/*"])
            func text(_ lines: [String]) -> [UInt8] {
                Array((lines.joined(separator: "\n") + (isCut ? "" : "\n")).utf8)
            }
            switch self {
            case .plain: return ("deck.txt", text(["  SETROPTS CLASSACT(PTKTDATA)"] + lines))
            case .jcl: return ("deck.jcl", text(jcl))
            case .numbered:
                guard jcl.allSatisfy({ $0.utf8.count <= 72 }) else { return nil }
                let numbered = jcl.enumerated().map { number, line in
                    line.padding(toLength: 72, withPad: " ", startingAt: 0) + String(format: "%08d", number * 100)
                }
                return ("deck.jcl", text(numbered))
            case .fixed: return records(jcl).map { ("deck.jcl", $0) }
            case .ebcdic:
                let form = EncodingRoundTripTests.Form(page: .ibm1047, lineEnd: [], length: 80)
                return form.bytes(jcl.joined(separator: "\n") + "\n").map { ("DECK", $0) }
            case .rexx:
                let commands = lines.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
                return ("deck.rexx", text(["/* REXX */", "ADDRESS TSO"] + commands))
            case .markdown: return ("deck.md", text(["# Deck", "", "```"] + lines + ["```"]))
            }
        }

        private func records(_ lines: [String]) -> [UInt8]? {
            guard lines.allSatisfy({ $0.utf8.count <= 80 }) else { return nil }
            return lines.flatMap { Array($0.utf8) + [UInt8](repeating: 0x20, count: 80 - $0.utf8.count) }
        }
    }

    static let isProof = ProcessInfo.processInfo.environment["JMONCHECK_PROVE"] != nil

    @Test(arguments: forms, Carrier.allCases)
    func `no part of a damaged secret is shown`(_ form: Form, _ carrier: Carrier) throws {
        for damage in Damage.all(form, step: Self.isProof ? 1 : 5) {
            var isCut = false
            if case .cut = damage { isCut = true }
            guard let lines = damage.lines(form), let file = carrier.file(lines, isCut: isCut) else { continue }
            let reading = try TestRun.reading([file], options: [])
            for (name, bytes) in try SecretsTests.outputs(reading, isBrief: !Self.isProof) {
                let shown = Self.parts(of: form.secret, in: bytes)
                #expect(shown.isEmpty, "\(damage): \(name) shows \(shown)")
            }
        }
    }

    /// The pieces of a secret that an output shows, as they are, backwards, or in Base64.
    static func parts(of secret: String, in output: [UInt8]) -> [String] {
        let text = String(decoding: output, as: UTF8.self).lowercased()
        // Fingerprints are hexadecimal as well.
        let length = secret == key ? 6 : 4
        return secret.split(separator: " ").flatMap { word in
            let bytes = Array(word.lowercased().utf8)
            let pieces = (0...max(0, bytes.count - length)).map {
                String(decoding: bytes[$0..<min(bytes.count, $0 + length)], as: UTF8.self)
            }
            let encoded = [String(Data(word.utf8).base64EncodedString().prefix(6)).lowercased()]
            return (pieces + pieces.map { String($0.reversed()) } + encoded).filter { text.contains($0) }
        }
    }
}
