import Diagnostics
import Foundation
import JobMonitor
import RACF
import Testing

@testable import Checking

/// Tables that go through everything that a grammar knows, with good and wrong values and those at a limit. What is said
/// of each is in `Tests/Variants/*.txt`; `JMONCHECK_UPDATE=1` writes these files anew.
@Suite struct MatrixTests {
    private static func expect(_ lines: [String], _ name: String) throws {
        let file = Fixture.root.deletingLastPathComponent().appending(path: "Variants/\(name)")
        try Fixture.expect(lines.map { $0 + "\n" }.joined(), in: file)
    }

    // MARK: Commands

    /// The beginning of a command of each verb that names what the deck before it makes, or something new.
    private static func beginning(_ verb: Verb) -> String {
        let (kinds, required) = OperandCatalog.positional(of: verb)
        let isNew = verb.name.hasPrefix("ADD") || verb == .rdefine
        let words = kinds.prefix(required).map { kind in
            switch kind {
            case "class": "PTKTDATA"
            case "profile": isNew ? "CICSA" : verb == .permit ? "IRRPTAUTH.FEKAPPL.USER1" : "FEKAPPL"
            case "group": isNew ? "NEWGRP" : "AGRP"
            case _: isNew ? "NEWUSER" : "USER1"
            }
        }
        return ([verb.name] + words).joined(separator: " ") + (verb == .permit ? " CLASS(PTKTDATA)" : "")
    }

    /// The values that an operand is tried with: none, one of its kind, and those at its limits.
    private static func values(_ operand: OperandCatalog.Operand) -> [String?] {
        var values: [String?] = [nil, "", "A", "USER1", "A B", "'x y'", "*", "7", "&X"]
        switch operand.form {
        case .values(let kind, _):
            switch kind {
            case "class": values += ["PTKTDATA", "NOSUCH1"]
            case _: break
            }
        case .flag, .operands, .anything: break
        }
        if let limits = operand.limits {
            for number in around(limits) {
                values.append("\(number)")
                if (1...300).contains(number) { values.append(String(repeating: "A", count: number)) }
                if (1...300).contains(number) { values.append("'\(String(repeating: "a", count: number))'") }
            }
        }
        return values
    }

    private static let all: [(verb: Verb, operands: [(path: [Keyword], operand: OperandCatalog.Operand)])] =
        Verb.allCases.map { verb in
            (verb, OperandCatalog.all.filter { $0.verb == verb }.map { ($0.path, $0.operand) })
        }

    private static func command(_ verb: Verb, _ path: [Keyword], _ operand: String, _ value: String?) -> String {
        let inner = path.reversed().reduce(operand + (value.map { "(\($0))" } ?? "")) { "\($1.name)(\($0))" }
        return "\(beginning(verb)) \(inner)"
    }

    /// The names of those with the same text, in the order of the first of each.
    private static func grouped(_ rows: [(name: String, text: String)], separator: String) -> [String] {
        var order: [String] = []
        var names: [String: [String]] = [:]
        for row in rows {
            if names[row.text] == nil { order.append(row.text) }
            names[row.text, default: []].append(row.name)
        }
        return order.map { "\(names[$0, default: []].joined(separator: separator)): \($0)" }
    }

    private static func write(_ text: String, _ name: String = "deck.txt") -> [(name: String, bytes: [UInt8])] {
        [(name, Array(text.utf8))]
    }

    /// One line for each operand: the defect of each value, at the column that it has.
    @Test func `every operand is judged as before`() throws {
        var lines: [String] = []
        for (verb, operands) in Self.all {
            var cases: [(line: Int, value: String?)] = []
            var text = ""
            for (index, (path, operand)) in operands.enumerated() {
                for value in Self.values(operand) {
                    cases.append((index, value))
                    text += Self.command(verb, path, operand.keyword.name, value) + "\n"
                }
            }
            guard !cases.isEmpty else { continue }
            let run = try TestRun(Self.write(text), options: ["--as", "racf", "--max-alike", "100000"])
            var found: [Int: [(rule: Substring, column: Int)]] = [:]
            for finding in run.outcome.findings {
                guard let range = finding.place.range, "\(finding.rule)" < "RF320" else { continue }
                let place = run.outcome.files[0].source.position(range.start)
                found[place.line - 1, default: []].append((finding.rule.code.dropFirst(2), place.column))
            }
            let start = Self.beginning(verb).utf8.count + 2
            lines += Self.grouped(
                operands.enumerated().map { index, row in
                    let name = (row.path + [row.operand.keyword]).map(\.name).joined(separator: " ")
                    let shift = row.path.reduce(start) { $0 + $1.name.utf8.count + 1 }
                    let width = row.operand.keyword.name.utf8.count
                    let words = cases.enumerated().filter { $0.element.line == index }.map { number, row in
                        let shown = row.value.map { "(\($0.utf8.count > 10 ? "\($0.utf8.count)" : $0))" } ?? "none"
                        // Places are counted from the parenthesis of the value, or are in the word before it.
                        let defects = found[number, default: []].map { rule, column in
                            let place = column - shift
                            return place == 0 ? "\(rule)" : place < width ? "\(rule)?" : "\(rule)+\(place - width)"
                        }
                        return (shown, defects.isEmpty ? "-" : defects.joined(separator: ","))
                    }
                    return (name, Self.grouped(words, separator: "").joined(separator: " "))
                }, separator: ", "
            ).map { "\(verb.name) \($0)" }
        }
        try Self.expect(lines, "operands.txt")
    }

    private static let before = """
        SETROPTS CLASSACT(PTKTDATA FACILITY SURROGAT) RACLIST(PTKTDATA) GENERIC(PTKTDATA) NOADDCREATOR
        ADDGROUP AGRP
        ADDUSER USER1 PASSWORD(ABC12345) DFLTGRP(AGRP) OWNER(AGRP)
        ADDUSER AGNTUSR NOPASSWORD DFLTGRP(AGRP)
        RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(P.K)) APPLDATA('NO REPLAY PROTECTION')
        RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)
        PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
        SETROPTS RACLIST(PTKTDATA) REFRESH

        """

    /// A command of a verb with some operand after a system that works: its answer, and a digest of what it changes.
    @Test func `every operand has the effect that it had`() throws {
        let users = ["--agent-user", "AGNTUSR", "--target-user", "USER1"]
        let fresh = try TestRun.checker(["--assume", "fresh"] + users, [:])
        let open = try TestRun.checker(users, [:])
        var lines: [String] = []
        for (verb, operands) in Self.all {
            var rows: [(name: String, text: String)] = []
            for (path, operand) in operands {
                let values: [String?] =
                    switch operand.form {
                    case .flag, .operands: [nil]
                    case .anything: ["A"]
                    case .values("class", _): ["PTKTDATA", "FACILITY"]
                    case .values("ID", _), .values("group", _): ["AGNTUSR", "AGRP"]
                    case .values: [operand.limits != nil ? "7" : "NONE"]
                    }
                for value in values {
                    let command = Self.command(verb, path, operand.keyword.name, value)
                    let files = Self.write(Self.before + command + "\n")
                    let name = (path + [operand.keyword]).map(\.name).joined(separator: " ")
                    // What is open of a system that is not known shows in a digest only.
                    let text = Self.effect(fresh, files) + " " + Picture.digest(Array(Self.effect(open, files).utf8))
                    rows.append((name + (values.count > 1 ? value.map { "(\($0))" } ?? "" : ""), text))
                }
            }
            lines += Self.grouped(rows, separator: ", ").map { "\(verb.name) \($0)" }
        }
        for command in Self.combined {
            let files = Self.write(Self.before + command + "\n")
            let more = Picture.digest(Array(Self.effect(open, files).utf8))
            lines.append("\(command): \(Self.effect(fresh, files)) \(more)")
        }
        try Self.expect(lines, "effects.txt")
    }

    /// Commands with several answers, of which one is shown.
    private static let combined = """
        SETROPTS CLASSACT(APPL) RACLIST(APPL) GENERIC(APPL) GENCMD(APPL)
        SETROPTS NOCLASSACT(PTKTDATA) NORACLIST(PTKTDATA)
        SETROPTS NOGENERIC(PTKTDATA) RACLIST(PTKTDATA) REFRESH
        SETROPTS RACLIST(PTKTDATA FACILITY) REFRESH
        SETROPTS GENERIC(PTKTDATA) REFRESH
        SETROPTS GENERIC(FACILITY) RACLIST(FACILITY) NOADSP ADDCREATOR GRPLIST
        SETROPTS CLASSACT(*) GENERIC(*)
        SETROPTS NOCLASSACT(APPL)
        RDEFINE PTKTDATA (CICSA CICSB) UACC(NONE)
        RDEFINE PTKTDATA (CICSA FEKAPPL) UACC(NONE)
        RDEFINE (PTKTDATA FACILITY) CICSA
        RALTER PTKTDATA (FEKAPPL CICSA) UACC(READ)
        RALTER PTKTDATA (FEKAPPL IRRPTAUTH.FEKAPPL.USER1) UACC(READ) WARNING
        RDELETE PTKTDATA (FEKAPPL IRRPTAUTH.FEKAPPL.USER1)
        RDELETE PTKTDATA (FEKAPPL CICSA)
        RDELETE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 NOGENERIC
        PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(USER1 AGNTUSR NOBODY) ACCESS(READ)
        PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR NOBODY) DELETE
        PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(NONE)
        PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(*) ACCESS(UPDATE)
        PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) RESET
        PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) RESET(WHEN)
        PERMIT IRRPTAUTH.FEKAPPL.USER2 CLASS(PTKTDATA) FROM(IRRPTAUTH.FEKAPPL.USER1) ID(USER1) ACCESS(UPDATE)
        PERMIT FEKAPPL CLASS(PTKTDATA) FROM(IRRPTAUTH.FEKAPPL.USER1)
        PERMIT FEKAPPL CLASS(PTKTDATA) ID(USER1) WHEN(TERMINAL(T1))
        ADDUSER (NEW1 NEW2) DFLTGRP(AGRP) NOPASSWORD SPECIAL
        ADDUSER (NEW1 USER1) DFLTGRP(AGRP) NOPASSWORD
        ADDUSER NEW1 DFLTGRP(NOGRP) PASSWORD(X) RESTRICTED REVOKE
        ALTUSER (USER1 AGNTUSR) REVOKE
        ALTUSER (USER1 NOBODY) RESUME
        ALTUSER AGNTUSR REVOKE(01/01/26) RESUME(02/01/26)
        ALTUSER AGNTUSR NOPASSWORD NOPHRASE
        DELUSER (USER1 AGNTUSR)
        DELUSER (USER1 NOBODY)
        CONNECT (USER1 AGNTUSR) GROUP(AGRP) REVOKE
        CONNECT (USER1 NOBODY) GROUP(AGRP) SPECIAL
        CONNECT USER1 GROUP(NOGRP)
        REMOVE (USER1 AGNTUSR) GROUP(AGRP)
        REMOVE NOBODY GROUP(AGRP)
        ADDGROUP (G1 G2) OWNER(AGRP)
        ADDGROUP (G1 AGRP)
        DELGROUP (AGRP G1)
        ALTGROUP (AGRP G1) OWNER(USER1)
        PASSWORD USER(USER1) NOINTERVAL
        RLIST PTKTDATA (FEKAPPL CICSA)
        """.split(separator: "\n").map(String.init)

    private static func effect(_ checker: Checker, _ files: [(name: String, bytes: [UInt8])]) -> String {
        let reading = checker.reading(of: TestRun.sources(files))
        let simulation = checker.simulate(reading)
        let access = checker.access(reading)
        guard let run = simulation.runs.first, let step = run.last else { return "nothing" }
        let code = step.returnCode.map { " \($0)" } ?? ""
        let message = step.message.map { " \($0)" } ?? ""
        let decision = access.decisions.first.map { "\($0.generate.rawValue) \($0.logon.rawValue)" } ?? "-"
        let details = [
            step.note ?? "", "\(step.changes)", "\(simulation.classes)", "\(simulation.gained)", "\(simulation.lost)",
            "\(access.decisions)", "\(access.grants)", "\(access.administrators)", "\(access.classes)",
            "\(access.keys)",
        ]
        return "\(step.outcome.rawValue)\(code)\(message) \(step.changes.count) \(decision) "
            + Picture.digest(Array(details.joined(separator: "\n").utf8))
    }

    // MARK: Members

    private static func around(_ range: ClosedRange<Int>) -> [Int] {
        [range.lowerBound - 1, range.lowerBound, range.upperBound, range.upperBound + 1]
    }

    @Test func `every directive is judged as before`() throws {
        let common = [
            "ON", "OFF", "on", "0", "1", "10", "-1", "1x", "A", "USERID", "\"ON\"", "'OFF'", "ON # why", "ÄÖ",
            "LIMITED", "NOLIMIT", "12345678", "123456789", "&SYSNAME", "6715", "65535", "65536", "06715", "", "SAF",
        ]
        var lines: [String] = []
        for directive in JobMonitorDirective.all {
            var values = common
            switch directive.values {
            case .oneOf(let words): values += words
            case .integer(let range):
                values += Self.around(range).map(String.init)
            case .text(let range):
                values += Self.around(range).map { String(repeating: "A", count: max(0, $0)) }
            case .character, .notJudged: break
            }
            var words: [(name: String, text: String)] = []
            var transcripts = ""
            for value in values {
                let set = "\(directive.name)=\(value)\n"
                let member = "SERV_PORT=6715\nLOOPBACK_ONLY=OFF\nLIMIT_VIEW=USERID\n\(set)TZ=UTC\n"
                let run = try TestRun(Self.write(member, "FEJJCNFG"), options: ["--as", "jobmonitor"])
                let found = run.outcome.findings.map { finding in
                    let range = finding.place.range ?? SourceRange(0, 0)
                    let place = run.outcome.files[0].source.position(range.start)
                    return "\(finding.rule.code.dropFirst(2)):\(place.line):\(place.column)"
                }
                let shown = value.count > 12 ? "\(value.count)" : value
                transcripts += run.transcript
                words.append(("(\(shown))", found.joined(separator: ",")))
            }
            let text = Self.grouped(words, separator: "").joined(separator: " ")
            lines.append("\(directive.name): \(text) \(Picture.digest(Array(transcripts.utf8)))")
        }
        try Self.expect(lines, "directives.txt")
    }
}
