import Contract
import Diagnostics
import Testing

@testable import RACF

/// An operand that was read before is not parsed again.
@Suite struct RepeatedOperandsTests {
    private static let commands = [
        "PERMIT A.B CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        "PERMIT C.DE CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        "PE A.B CL(PTKTDATA) ID(AGNTUSR) AC(UPDATE) DELETE",
        "PE A.B CL(PTKTDATA) ID(AGNTUSR) DELETE AC(UPDATE)",
        "PE A.B CL(PTKTDATA) ID(AGNTUSR) AC(UPDATE",
        "PE A.B CL(PTKTDATA) ID(AGNTUSR) AC(UPDATE))",
        "PE A.B CL(PTKTDATA) ID(AGNTUSR ONE TWO THREE FOUR FIVE) AC(UPDATE)",
        "PE A.B CL(PTKTDATA) ID(AGNTUSR ONE) AC(UPDATE) RESET",
        "PE A.B CL(PTKTDATA) ID(AGNTUSR) AC(UPDATE)DELETE",
        "PE A.B CL(PTKTDATA) ID(AGNTUSR AC(UPDATE)",
        "PE A.B CL(PTKTDATA) ID(&USER) AC(UPDATE) RDEFINE PTKTDATA X UACC(NONE)",
        "pe A.B cl(ptktdata) id(agntusr) ac(update)",
        "PE <name> CL(PTKTDATA) ID(AGNTUSR) AC(UPDATE)",
        "PE A.B CL(PTKTDATA) /* who */ ID(AGNTUSR /* he */) AC(UPDATE) /* what",
        "PE A.B CL(PTKTDTA) ID(AGNTUSR) AC(UPDAT)",
        "RDEFINE PTKTDATA A.B UACC(NONE)",
        "RDEFINE PTKTDATA A.B UACC(NONE) APPLDATA('NO REPLAY PROTECTION')",
        "RDEFINE PTKTDATA A.B UACC(NONE) APPLDATA(NO REPLAY)",
        "RDEFINE PTKTDATA A.B SSIGNON(KEYMASKED(E001193519561977)) UACC(NONE)",
        "RDEFINE PTKTDATA A.B SSIGNON(KEYLABEL(LABEL.X)) UACC(NONE)",
        "RDEFINE PTKTDATA A.B UACC(NONE) UACC",
        "RDEFINE PTKTDATA UACC(NONE)",
        "RALTER PTKTDATA A.B UACC(NONE)",
        "SETROPTS RACLIST(PTKTDATA) REFRESH",
        "SETROPTS RACLIST(PTKTDATA REFRESH)",
        "ALTUSER AGNTUSR PASSWORD(SECRET12) RESUME",
        "ALTUSER AGNTUSR PASSWORD(SECRET12)",
    ]

    /// The operands of the text from a place on, with places relative to it.
    private static func described(_ text: String, from start: Int) -> [String] {
        let deck = Deck.parse(SourceFile(path: "a.txt", bytes: Array(text.utf8))).model
        func place(_ range: SourceRange) -> String { "\(Int(range.start) - start)-\(Int(range.end) - start)" }
        func isMeant(_ range: SourceRange) -> Bool { Int(range.start) >= start }
        let words = deck.words
        var lines: [String] = []
        for command in deck.commands where isMeant(command.range) {
            lines.append("\(command.verb?.name ?? "") \(command.effect) \(place(command.range))")
            func describe(_ level: Deck.Level, _ depth: Int) {
                var level = level
                while let word = words.next(&level) {
                    let text = String(decoding: words.text(word).own, as: UTF8.self)
                    lines.append(
                        "\(depth) \(place(words.range(word))) \(text) \(words.keyword(word)?.name ?? "") "
                            + "\(words.isOperand(word)) \(words.isList(word)) \(words.isPlaceholder(word))")
                    describe(words.level(below: word), depth + 1)
                }
            }
            describe(words.level(of: command.index), 0)
        }
        lines += deck.defects.filter { isMeant($0.range) }.map { "\($0.rule) \(place($0.range))" }
        lines += deck.writtenSecrets.filter { isMeant($0.range) }.map { "\($0.operand) \(place($0.range))" }
        lines += (start..<text.utf8.count).filter { deck.isHidden(SourceRange($0, $0 + 1)) }.map { "\($0 - start)" }
        return lines
    }

    @Test(arguments: commands)
    func `a command means the same whatever precedes it`(_ command: String) {
        let alone = Self.described(command + "\n", from: 0)
        for other in Self.commands {
            // The text occurs three times, so that the operands of the first two are reused.
            let before = other + "\n" + command + "\n" + other + "\n"
            #expect(Self.described(before + command + "\n", from: before.utf8.count) == alone, "behind \(other)")
        }
    }
}
