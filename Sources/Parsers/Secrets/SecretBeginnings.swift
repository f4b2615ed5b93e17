/// The next place where the first three bytes of something that `SecretScanner` looks for may stand: all of every input
/// goes through here, so it asks tables and nothing else.
@safe struct SecretBeginnings {
    static let shared = SecretBeginnings()

    /// For each byte the kinds of beginnings that it may be the first byte of, then the second, then the third.
    private let firsts: [UInt8]
    private let seconds: [UInt8]
    private let thirds: [UInt8]

    private init() {
        let kinds: [(String, String, String?)] = [
            ("p", "ah", "sr"), ("p", "wb", "de"), ("sk", "e", "cy"), ("tx", "o", "kx"), ("a", "pku", "it"),
            ("ceu", "ryd", "yjc"), ("gl", "hlo", "pog"), (":-", "/\\-u>", nil),
        ]
        /// - Parameter letters: `nil` for any byte.
        func table(_ letters: (Int) -> String?) -> [UInt8] {
            (UInt8.min...UInt8.max).map { byte in
                kinds.indices.reduce(0) { bits, kind in
                    letters(kind)?.utf8.contains { $0 == byte || Self.lowercased(byte) == $0 } ?? true
                        ? bits | 1 << UInt8(kind) : bits
                }
            }
        }
        firsts = table { kinds[$0].0 }
        seconds = table { kinds[$0].1 }
        thirds = table { kinds[$0].2 }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// - Returns: a place before which there is none; `nil` if there is none before `end`.
    func next(in bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        guard start < end, end <= bytes.count else { return nil }
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe firsts.withUnsafeBufferPointer { firsts in
                unsafe seconds.withUnsafeBufferPointer { seconds in
                    var offset = start
                    while offset < end &- 2 {
                        let kinds = unsafe firsts[Int(bytes[offset])] & seconds[Int(bytes[offset &+ 1])]
                        if kinds != 0, unsafe kinds & thirds[Int(bytes[offset &+ 2])] != 0 { return offset }
                        offset &+= 1
                    }
                    return offset < end ? offset : nil
                }
            }
        }
    }
}
