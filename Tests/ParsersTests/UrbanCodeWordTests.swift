import Testing

@testable import UrbanCode

/// Every word with a meaning has a key, in which case is ignored.
@Suite struct UrbanCodeWordTests {
    @Test func `every word has a key`() {
        let found = Set(UrbanCodeWord.words.values)
        #expect(UrbanCodeWord.allCases.filter { !found.contains($0) } == [.other])
        #expect(UrbanCodeWord.words.keys.filter { $0 != $0.lowercased() } == [])
    }

    @Test func `keys are named like their words`() {
        for word in UrbanCodeWord.allCases where word != .other && word != .processName {
            #expect(UrbanCodeWord("\(word)") == word)
        }
        #expect(UrbanCodeWord("process-name") == .processName)
        #expect(UrbanCodeWord("processName") == .calledProcess)
    }
}
