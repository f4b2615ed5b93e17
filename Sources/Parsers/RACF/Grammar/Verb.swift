import Diagnostics

/// The RACF commands that a deck may contain, by their full names.
public enum Verb: UInt8, CaseIterable, Sendable {
    case addgroup, addsd, adduser, altdsd, altgroup, altuser, connect, deldsd, delgroup, deluser, listdsd, listgrp,
        listuser, password, permit, racdcert, raclink, racmap, racpriv, ralter, rdefine, rdelete, remove, rlist, rvary,
        search, setropts
    /// HELP is TSO's, and shows what RACF says about its commands.
    case help
    // Commands of the operator only (RACF Command Language Reference, RACF operator commands).
    case display, restart, set, signoff, stop, target

    /// The name in the RACF documentation, such as `RDEFINE`.
    public var name: String {
        switch self {
        case .addgroup: "ADDGROUP"
        case .addsd: "ADDSD"
        case .adduser: "ADDUSER"
        case .altdsd: "ALTDSD"
        case .altgroup: "ALTGROUP"
        case .altuser: "ALTUSER"
        case .connect: "CONNECT"
        case .deldsd: "DELDSD"
        case .delgroup: "DELGROUP"
        case .deluser: "DELUSER"
        case .listdsd: "LISTDSD"
        case .listgrp: "LISTGRP"
        case .listuser: "LISTUSER"
        case .password: "PASSWORD"
        case .permit: "PERMIT"
        case .racdcert: "RACDCERT"
        case .raclink: "RACLINK"
        case .racmap: "RACMAP"
        case .racpriv: "RACPRIV"
        case .ralter: "RALTER"
        case .rdefine: "RDEFINE"
        case .rdelete: "RDELETE"
        case .remove: "REMOVE"
        case .rlist: "RLIST"
        case .rvary: "RVARY"
        case .search: "SEARCH"
        case .setropts: "SETROPTS"
        case .help: "HELP"
        case .display: "DISPLAY"
        case .restart: "RESTART"
        case .set: "SET"
        case .signoff: "SIGNOFF"
        case .stop: "STOP"
        case .target: "TARGET"
        }
    }

    /// The other names under which the command's load module can be called; names cannot be truncated.
    public var aliases: [String] {
        switch self {
        case .addgroup: ["AG"]
        case .addsd: ["AD"]
        case .adduser: ["AU"]
        case .altdsd: ["ALD"]
        case .altgroup: ["ALG"]
        case .altuser: ["ALU"]
        case .connect: ["CO"]
        case .deldsd: ["DD"]
        case .delgroup: ["DG"]
        case .deluser: ["DU"]
        case .listdsd: ["LD"]
        case .listgrp: ["LG"]
        case .listuser: ["LU"]
        case .password: ["PW", "PHRASE"]
        case .permit: ["PE"]
        case .ralter: ["RALT"]
        case .rdefine: ["RDEF"]
        case .rdelete: ["RDEL"]
        case .remove: ["RE"]
        case .rlist: ["RL"]
        case .search: ["SR"]
        case .setropts: ["SETR"]
        case .help: ["H"]
        case .racdcert, .raclink, .racmap, .racpriv, .rvary, .display, .restart, .set, .signoff, .stop, .target: []
        }
    }

    /// Whether only the operator may issue it.
    var isOperators: Bool {
        switch self {
        case .display, .restart, .set, .signoff, .stop, .target: true
        default: false
        }
    }

    public static func named(_ word: ArraySlice<UInt8>) -> Verb? { PackedWord(word).flatMap(named) }

    /// The command that a word names, in upper or lower case; names cannot be truncated.
    static func named(_ word: PackedWord) -> Verb? {
        guard word.first.isUpper else { return nil }
        for entry in byFirstLetter[Int(word.first - UInt8(ascii: "A"))] where entry.word == word { return entry.verb }
        return nil
    }

    private static let byFirstLetter: [[(word: PackedWord, verb: Verb)]] = allCases.reduce(
        into: Array(repeating: [], count: 26)
    ) { table, verb in
        // Both are words of many languages, which carriers are not to take for commands.
        guard verb != .help, !verb.isOperators else { return }
        for name in [verb.name] + verb.aliases {
            let word = PackedWord(name)
            table[Int(word.first - UInt8(ascii: "A"))].append((word, verb))
        }
    }

    /// The command of the operator that a word names.
    static func ofOperator(_ word: PackedWord) -> Verb? {
        allCases.first { $0.isOperators && PackedWord($0.name) == word }
    }
}
