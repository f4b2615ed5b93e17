import Contract
import Diagnostics

@testable import Evaluator
@testable import RACF
@testable import Unload

/// A system in parts, which can be told as a deck and as an unload. Whatever needs a part that is missing is left out, so
/// that any selection of parts is a system: a failure is shown with as few of them as possible.
struct Site: CustomStringConvertible {
    enum Part: Hashable {
        case group(String)
        case user(String, group: String, isRestricted: Bool, hasPassword: Bool)
        case connect(String, group: String)
        case revoke(String)
        case profile(String, uacc: String, isWarning: Bool)
        case permit(String, id: String, access: String)
        case key
    }

    var parts: [Part]

    static let groups = ["G1", "G2", "G3"]
    static let users = ["U1", "U2", "U3", "U4"]
    static let targets = ["USER1", "USER2", "PAY1"]
    static let profiles = ["USER1", "USER*", "PAY%", "*", "PAY1"].map { "IRRPTAUTH.FEKAPPL.\($0)" }
    static let levels = ["NONE", "READ", "UPDATE", "ALTER"]

    init(parts: [Part]) { self.parts = parts }

    init(_ random: inout SplitNumbers) {
        func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
        func any(_ names: [String]) -> String { names.randomElement(using: &random) ?? "" }
        parts = chance(8) ? [] : [.key]
        parts += Self.groups.map { .group($0) }
        for user in Self.users + Self.targets where !chance(6) {
            parts.append(.user(user, group: any(Self.groups), isRestricted: chance(6), hasPassword: !chance(3)))
            if chance(2) { parts.append(.connect(user, group: any(Self.groups))) }
            if chance(8) { parts.append(.revoke(user)) }
        }
        for profile in Self.profiles where chance(2) {
            parts.append(.profile(profile, uacc: chance(3) ? any(Self.levels) : "NONE", isWarning: chance(10)))
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let id = chance(6) ? "*" : any(Self.groups + Self.users)
                parts.append(.permit(profile, id: id, access: any(Self.levels)))
            }
        }
    }

    // MARK: What there is

    private func has(_ part: (Part) -> Bool) -> Bool { parts.contains(where: part) }

    private func isGroup(_ name: String) -> Bool { has { $0 == .group(name) } }

    private func isUser(_ name: String) -> Bool {
        has { part in
            guard case .user(name, let group, _, _) = part else { return false }
            return isGroup(group)
        }
    }

    private func isProfile(_ name: String) -> Bool {
        has { part in
            if case .profile(name, _, _) = part { true } else { false }
        }
    }

    /// The access that the last PERMIT for each ID gives.
    private func access(_ profile: String) -> [(String, String)] {
        var access: [(String, String)] = []
        for case .permit(profile, let id, let level) in parts where id == "*" || isGroup(id) || isUser(id) {
            access.removeAll { $0.0 == id }
            access.append((id, level))
        }
        return access
    }

    // MARK: As a deck

    private func command(_ part: Part) -> String? {
        switch part {
        case .group(let name): "ADDGROUP \(name)"
        case .user(let name, let group, let isRestricted, let hasPassword):
            isGroup(group)
                ? "ADDUSER \(name) DFLTGRP(\(group)) \(isRestricted ? "RESTRICTED" : "NORESTRICTED")"
                    + (hasPassword ? " PASSWORD(TEMP4U)" : " NOPASSWORD NOPHRASE") : nil
        case .connect(let user, let group):
            isUser(user) && isGroup(group) ? "CONNECT \(user) GROUP(\(group))" : nil
        case .revoke(let user): isUser(user) ? "ALTUSER \(user) REVOKE" : nil
        case .profile(let name, let uacc, let isWarning):
            "RDEFINE PTKTDATA \(name) UACC(\(uacc))\(isWarning ? " WARNING" : "")"
        case .permit(let profile, let id, let access):
            isProfile(profile) && (id == "*" || isGroup(id) || isUser(id))
                ? "PERMIT \(profile) CLASS(PTKTDATA) ID(\(id)) ACCESS(\(access))" : nil
        case .key: "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY))"
        }
    }

    static let options = """
        SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
        SETROPTS GENERIC(PTKTDATA)
        SETROPTS GRPLIST

        """
    static let refresh = "SETROPTS RACLIST(PTKTDATA) REFRESH\n"

    /// The commands that make the system, in the order of the parts.
    var deck: String { Self.options + parts.compactMap(command).map { $0 + "\n" }.joined() + Self.refresh }

    /// The system as a new one that this deck makes.
    func asDeck() throws -> Evaluation { try Self.evaluate(deck) }

    static func evaluate(
        _ deck: String, _ unloads: [Unload] = [], path: String = "deck.txt", assume: [String] = ["fresh"],
        simulatedSetUp: String? = nil
    ) throws -> Evaluation {
        let deck = Deck.parse(SourceFile(path: path, bytes: Array(deck.utf8))).model
        return Evaluation(
            decks: [deck], unloads: unloads, assumptions: try Assumptions(parsing: assume),
            simulatedSetUp: simulatedSetUp)
    }

    /// What may hold the commands of a deck.
    enum Carrier: String, CaseIterable {
        case batch, instream, exec, clist, shell, markdown, playbook

        var path: String {
            switch self {
            case .batch: "deck.jcl"
            case .instream: "deck.proc"
            case .exec: "deck.rexx"
            case .clist: "deck.clist"
            case .shell: "deck.sh"
            case .markdown: "deck.md"
            case .playbook: "deck.yml"
            }
        }
    }

    func deck(in carrier: Carrier) -> String {
        let commands = deck.split(separator: "\n")
        func each(_ line: (Substring) -> String) -> String { commands.map { line($0) + "\n" }.joined() }
        return switch carrier {
        case .batch: "//RACF JOB 1,ME\n//STEP EXEC PGM=IKJEFT01\n//SYSTSIN DD *\n" + each { " \($0)" } + "/*\n//\n"
        case .instream:
            "//RACF JOB 1,ME\n//STEP EXEC PGM=IKJEFT01\n//SYSTSIN DD DATA,DLM=ZZ\n" + each { " \($0)" } + "ZZ\n"
        case .exec: "/* REXX */\n" + each { "\"\($0)\"" } + "exit 0\n"
        case .clist: "PROC 0\nCONTROL MAIN\n" + each { " \($0)" }
        case .shell: "#!/bin/sh\n" + each { "tsocmd \"\($0)\"" }
        case .markdown: "# Commands\n\n```racf\n" + each { "\($0)" } + "```\n"
        case .playbook:
            // Without the limit a task that ends with 4 ends the playbook.
            "- hosts: all\n  tasks:\n"
                + each { "    - zos_tso_command:\n        max_rc: 8\n        commands: \"\($0)\"\n" }
        }
    }

    // MARK: As an unload

    private var lines: UnloadGenerator {
        var unload = UnloadGenerator(seed: 1)
        unload.group("SYS1", in: "", members: ["IBMUSER"])
        unload.user("irrcerta", groups: [], changes: [50: "YES"])
        unload.user("IBMUSER", groups: ["SYS1"], changes: [40: "YES"])
        var connections: [String: [String]] = [:]
        for part in parts {
            switch part {
            case .user(let name, let group, _, _) where isGroup(group):
                connections[name, default: []].insert(group, at: 0)
            case .connect(let name, let group) where isUser(name) && isGroup(group):
                if connections[name]?.contains(group) != true { connections[name, default: []].append(group) }
            default: break
            }
        }
        for case .group(let name) in parts {
            unload.group(name, in: "SYS1", members: connections.filter { $0.value.contains(name) }.map(\.key).sorted())
        }
        for case .user(let name, let group, let isRestricted, let hasPassword) in parts where isGroup(group) {
            var changes: [Int: String] = [:]
            if isRestricted { changes[542] = "RSTD" }
            if !hasPassword { changes[391] = "PRO" }
            if has({ $0 == .revoke(name) }) { changes[50] = "YES" }
            unload.user(name, groups: connections[name] ?? [], changes: changes)
        }
        for case .profile(let name, let uacc, let isWarning) in parts {
            var changes = [337: uacc]
            if isWarning { changes[660] = "YES" }
            unload.profile("PTKTDATA", name, access: access(name), changes: changes)
        }
        // An unload without other profiles could have been cut.
        unload.profile("FACILITY", "BPX.DAEMON")
        if parts.contains(.key) { unload.profile("PTKTDATA", "FEKAPPL", key: "PTK.KEY") }
        return unload
    }

    private struct NotAnUnload: Error {}

    /// The system as its unload shows it, with the options of classes, which no unload holds.
    func asUnload() throws -> Evaluation {
        let bytes = lines.bytes()
        guard case .form(let form)? = UnloadForm.find(in: bytes) else { throw NotAnUnload() }
        let file = SourceFile(id: FileID(1), path: "unload.txt", bytes: [])
        let unload = Unload.read(ByteStream(bytes), form, as: file, UnloadRequest()).model
        return try Self.evaluate("", [unload], assume: ["PTKTDATA=active,raclist,generic", "APPL=noactive", "grplist"])
    }

    // MARK: Answers

    /// What is decided for every caller and target that there is: a grant, and whether the target can log on. A deck alone
    /// does not show that others are missing.
    func answers(_ evaluation: Evaluation) -> [String: String] {
        var answers: [String: String] = [:]
        for caller in Self.users where isUser(caller) {
            for target in Self.targets where isUser(target) {
                let decision = evaluation.decide(caller: caller, application: "FEKAPPL", target: target)
                let logon = ["E3", "E4"].map { id in
                    "\(id) \(decision.conditions.first { $0.id == id }?.state.rawValue ?? "-")"
                }
                answers["\(caller) for \(target)"] = "\(decision.generate) \(logon.joined(separator: " "))"
            }
        }
        return answers
    }

    var description: String { deck }

    /// The fewest parts that still fail.
    func shrunk(_ fails: (Site) throws -> Bool) rethrows -> Site {
        var site = self
        var index = 0
        while index < site.parts.count {
            var fewer = site
            fewer.parts.remove(at: index)
            if try fails(fewer) {
                site = fewer
                index = 0
            } else {
                index += 1
            }
        }
        return site
    }
}
