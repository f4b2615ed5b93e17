import Diagnostics
import Testing

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("LOOPBACK_ONYL", "LOOPBACK_ONLY"), ("loopback_only", "LOOPBACK_ONLY"), ("SERVPORT", "SERV_PORT"),
        ("TX", "TZ"), ("TZX", "TZ"), ("ABCD", nil), ("", nil), ("PORT", nil),
    ])
    func `only similar words are suggested`(_ word: String, _ expected: String?) {
        #expect(NearestName.find(word, among: ["LOOPBACK_ONLY", "SERV_PORT", "TZ"]) == expected)
    }

    @Test(arguments: [
        ("chekc", "check"), ("docs", nil), ("dek", "deck"), ("acess", "access"), ("xs", nil), ("simlate", "simulate"),
    ])
    func `a word that may mean something else has to be closer`(_ word: String, _ expected: String?) {
        #expect(NearestName.findLikely(word, among: ["check", "deck", "access", "simulate"]) == expected)
    }

    @Test(arguments: [
        ("kitten", "sitting", 3), ("ab", "ba", 1), ("", "abc", 3), ("same", "same", 0), ("abc", "cab", 2),
    ])
    func `a swap of neighbours counts once`(_ left: String, _ right: String, _ distance: Int) {
        #expect(NearestName.distance(Array(left.utf8), Array(right.utf8)) == distance)
    }
}
