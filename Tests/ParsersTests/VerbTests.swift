import RACF
import Testing

@Suite struct VerbTests {
    @Test func `a name is that of the case`() {
        for verb in Verb.allCases { #expect(verb.name == "\(verb)".uppercased()) }
    }
}
