/// The order of characters in EBCDIC: blanks, signs, lower case, upper case, digits.
enum EBCDICOrder {
    /// Whether a name of eight columns comes before another one.
    static func precedes(_ name: UInt64, _ other: UInt64) -> Bool {
        UnloadName.bytes(name).map(rank).lexicographicallyPrecedes(UnloadName.bytes(other).map(rank))
    }

    static func rank(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): 64 + byte - UInt8(ascii: "a")
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): 128 + byte - UInt8(ascii: "A")
        case UInt8(ascii: "0")...UInt8(ascii: "9"): 192 + byte - UInt8(ascii: "0")
        case UInt8(ascii: " "): 0
        case UInt8(ascii: "."): 2
        case UInt8(ascii: "("): 3
        case UInt8(ascii: "+"): 4
        case UInt8(ascii: "&"): 5
        case UInt8(ascii: "$"): 6
        case UInt8(ascii: "*"): 7
        case UInt8(ascii: ")"): 8
        case UInt8(ascii: ";"): 9
        case UInt8(ascii: "-"): 10
        case UInt8(ascii: "/"): 11
        case UInt8(ascii: ","): 12
        case UInt8(ascii: "%"): 13
        case UInt8(ascii: "_"): 14
        case UInt8(ascii: ">"): 15
        case UInt8(ascii: "?"): 16
        case UInt8(ascii: ":"): 17
        case UInt8(ascii: "#"): 18
        case UInt8(ascii: "@"): 19
        case UInt8(ascii: "'"): 20
        case UInt8(ascii: "="): 21
        case UInt8(ascii: "\""): 22
        default: 23
        }
    }
}
