import Diagnostics

/// The RACF commands that a deck may contain, by their full names.
public enum Verb: UInt8, CaseIterable, Sendable {
    case addgroup, addsd, adduser, altdsd, altgroup, altuser, connect, deldsd, delgroup, deluser, listdsd, listgrp,
        listuser, password, permit, racdcert, racmap, ralter, rdefine, rdelete, remove, rlist, rvary, search, setropts

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
        case .racmap: "RACMAP"
        case .ralter: "RALTER"
        case .rdefine: "RDEFINE"
        case .rdelete: "RDELETE"
        case .remove: "REMOVE"
        case .rlist: "RLIST"
        case .rvary: "RVARY"
        case .search: "SEARCH"
        case .setropts: "SETROPTS"
        }
    }

    /// The other name under which the command's load module can be called; names cannot be truncated.
    public var alias: String? {
        switch self {
        case .addgroup: "AG"
        case .addsd: "AD"
        case .adduser: "AU"
        case .altdsd: "ALD"
        case .altgroup: "ALG"
        case .altuser: "ALU"
        case .connect: "CO"
        case .deldsd: "DD"
        case .delgroup: "DG"
        case .deluser: "DU"
        case .listdsd: "LD"
        case .listgrp: "LG"
        case .listuser: "LU"
        case .password: "PW"
        case .permit: "PE"
        case .racdcert, .racmap, .rvary: nil
        case .ralter: "RALT"
        case .rdefine: "RDEF"
        case .rdelete: "RDEL"
        case .remove: "RE"
        case .rlist: "RL"
        case .search: "SR"
        case .setropts: "SETR"
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
        for name in [verb.name, verb.alias].compactMap(\.self) {
            let word = PackedWord(name)
            table[Int(word.first - UInt8(ascii: "A"))].append((word, verb))
        }
    }
}
