/// Where the first three bytes of one of some words may stand: all of every input goes through here, so it asks tables and
/// nothing else.
@safe struct SecretBeginnings {
    /// For each byte the groups of words that it may be the first byte of, then the second, then the third.
    private var firsts = [UInt32](repeating: 0, count: 256)
    private var seconds = [UInt32](repeating: 0, count: 256)
    private var thirds = [UInt32](repeating: 0, count: 256)

    /// - Parameter words: of two bytes or more; letters count without case.
    init(of words: [[UInt8]]) {
        for word in words {
            // Words of one letter share a group, so that other groups stay apart from it.
            let group: UInt32 = 1 << UInt32(word[0] & 31)
            for byte in UInt8.min...UInt8.max {
                if Self.isSame(byte, word[0]) { firsts[Int(byte)] |= group }
                if Self.isSame(byte, word[1]) { seconds[Int(byte)] |= group }
                if word.count < 3 || Self.isSame(byte, word[2]) { thirds[Int(byte)] |= group }
            }
        }
    }

    private static func isSame(_ one: UInt8, _ other: UInt8) -> Bool { one == other || one | 0x20 == other | 0x20 }

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
