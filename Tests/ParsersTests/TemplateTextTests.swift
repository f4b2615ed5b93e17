import Testing

@testable import RACF

/// Text that a program fills in before it is a deck.
@Suite struct TemplateTextTests {
    /// z/OS ISPF User's Guide, file-tailoring control statements: the parenthesis stands in the first column.
    @Test(arguments: [
        (")SEL &A = B", "SEL"), (")endsel", "ENDSEL"), (")IF", "IF"), (" SEL &A = B", nil), ("XSET A = B", nil),
        (")SELECT", nil), (") SEL", nil), (")", nil), ("", nil),
    ])
    func `a control statement of a skeleton begins with a parenthesis`(_ line: String, _ word: String?) {
        #expect(TemplateText.skeletonWord(Array(line.utf8)[...]) == word)
    }
}
