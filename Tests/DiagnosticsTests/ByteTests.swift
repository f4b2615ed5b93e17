import Diagnostics
import Testing

/// Reading several bytes at a time gives the same result as reading them one by one.
@Suite struct ByteTests {
    @Test(arguments: [
        ("aaab", true), ("aab", true), ("xaab", true), ("aa", false), ("", false), ("aaaaaaaaaaaaaaaaaaaab", true),
        ("aba", false),
    ])
    func `a word is found in every position`(_ text: String, _ isThere: Bool) {
        #expect(Array(text.utf8)[...].contains("aab") == isThere)
        #expect(Array("aab\(text)".utf8)[3...].contains("aab") == isThere)
        let place = Array("aab\(text)".utf8)[3...].firstRange(of: Array("aab".utf8))
        #expect(place == (isThere ? (text.utf8.count)..<(text.utf8.count + 3) : nil))
    }

    @Test func `a byte is found at its place in a slice`() {
        let bytes = Array("abcabc".utf8)
        #expect(bytes[2...].first(UInt8(ascii: "b")) == 4)
        #expect(bytes[..<2].first(UInt8(ascii: "c")) == nil)
        #expect(bytes[3..<3].first(UInt8(ascii: "a")) == nil)
    }

    @Test func `only ASCII letters become upper case`() throws {
        for byte in UInt8.min...UInt8.max {
            let isLower = byte.isLower
            for place in 0..<8 {
                var bytes = [UInt8](repeating: UInt8(ascii: "m"), count: 8)
                bytes[place] = byte
                let word = try #require(ByteWord(bytes, at: 0))
                for count in 0...9 {
                    var expected: UInt64 = 0
                    for offset in 0..<8 {
                        let upper = offset == place ? (isLower ? byte - 32 : byte) : UInt8(ascii: "M")
                        expected = expected << 8 | UInt64(offset < count ? upper : 0)
                    }
                    #expect(word.uppercased(first: count) == expected, "\(byte) at \(place), first \(count)")
                }
            }
        }
    }

    @Test(arguments: [UInt8(0), 0x0A, 0x0D, 0x20, 0x22, 0x7F, 0x80, 0xFF])
    func `the first of several bytes is found`(_ byte: UInt8) throws {
        for other in [UInt8(0), 0x09, 0x0B, 0x21, 0x23, 0x80, 0xFE] where other != byte {
            for place in 0...8 {
                let bytes = (0..<8).map { $0 == place ? byte : other }
                let word = try #require(ByteWord(bytes, at: 0))
                #expect(word.mayEqual(byte).trailingZeroBitCount / 8 == place, "\(byte) at \(place) among \(other)")
                #expect(word.leading(other) == place, "\(byte) at \(place) behind \(other)")
            }
        }
    }

    @Test func `the kinds of bytes in a text are found`() {
        for place in 0..<40 {
            var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 40)
            #expect(ByteSurvey(bytes).isASCII && !ByteSurvey(bytes).holdsNull)
            bytes[place] = 0
            #expect(ByteSurvey(bytes).isASCII && ByteSurvey(bytes).holdsNull)
            bytes[place] = 0x80
            #expect(!ByteSurvey(bytes).isASCII && !ByteSurvey(bytes).holdsNull)
        }
        #expect(ByteSurvey([]).isASCII && !ByteSurvey([]).holdsNull)
    }
}
