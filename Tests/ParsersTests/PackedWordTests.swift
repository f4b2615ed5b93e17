import Testing

@testable import RACF

@Suite struct PackedWordTests {
    /// Words are read eight bytes at a time inside a text, and byte by byte at its end.
    @Test(arguments: ["a", "UACC", "uacc", "Ua1#$@c", "eightlet", "eightlets", "sixteenlettersab", "z{[`@}~9", "é(x"])
    func `a word is the same in the middle and at the end of a text`(_ text: String) throws {
        let bytes = Array(text.utf8)
        for before in [0, 1, 7] {
            let head = [UInt8](repeating: UInt8(ascii: "x"), count: before)
            let range = before..<(before + bytes.count)
            let last = try #require(PackedWord(head + bytes, range))
            let inner = try #require(PackedWord(head + bytes + Array("abcdefghijklmnop".utf8), range))
            #expect(last == inner)
            #expect(last.count == bytes.count)
        }
    }

    @Test func `longer words are not matched`() { #expect(PackedWord(Array("seventeenletters1".utf8), 0..<17) == nil) }
}
