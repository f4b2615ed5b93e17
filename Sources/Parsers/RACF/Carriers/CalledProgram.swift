import Diagnostics
import Languages

/// A TSO command that runs something elsewhere: an exec or a CLIST (`%NAME`, `EX 'LIB(NAME)'`), a job (`SUBMIT`), a
/// program (`CALL`), or any of them as an application of ISPF (`ISPSTART CMD(%NAME)`).
enum CalledProgram {
    private static let commands: Set<String> = ["EX", "EXEC"]
    private static let submitting: Set<String> = ["SUB", "SUBMIT"]
    private static let selecting: Set<String> = ["ISPSTART", "PDF", "ISPF", "SELECT"]

    /// The name of what the command runs.
    static func name(in text: [UInt8]) -> String? {
        let words = text.split(whereSeparator: TSOBytes.isSeparator)
        guard let first = words.first else { return nil }
        if first.first == UInt8(ascii: "%"), first.count > 1 { return String(decoding: first, as: UTF8.self) }
        let command = String(decoding: first.map(\.uppercased), as: UTF8.self)
        guard words.count > 1 else { return selected(in: text, command) }
        let second = String(decoding: words[1], as: UTF8.self)
        switch command {
        case "TSOEXEC", "ISPEXEC": return name(in: Array(text[words[1].startIndex...]))
        case _ where commands.contains(command): return second
        case _ where submitting.contains(command): return second == "*" ? nil : second
        case "CALL": return isUtility(second) ? nil : second
        default: return selected(in: text, command)
        }
    }

    /// The command or program of `ISPSTART CMD(…)` and `SELECT PGM(…)`.
    private static func selected(in text: [UInt8], _ command: String) -> String? {
        let written = String(decoding: text, as: UTF8.self)
        guard selecting.contains(String(command.prefix { $0 != "(" })),
            let match = written.firstMatch(of: /(?i)\b(CMD|PGM) *\( *(%?[A-Z0-9@#$]+) *(\))?/)
        else { return nil }
        // Without operands it is not the RACF command.
        if match.3 != nil, Verb.named(Array(match.2.utf8)[...]) != nil { return nil }
        return isUtility(String(match.2)) ? nil : String(match.2)
    }

    /// The RACF command that ISPF runs: `SELECT CMD(PERMIT …)`.
    static func command(in text: [UInt8]) -> Range<Int>? {
        guard let name = name(in: text), Verb.named(Array(name.utf8)[...]) != nil,
            let open = text.firstIndex(of: TSOBytes.open)
        else { return nil }
        var depth = 0
        for index in text.indices[open...] {
            if text[index] == TSOBytes.open { depth += 1 }
            if text[index] == TSOBytes.close { depth -= 1 }
            if depth == 0 { return (open + 1)..<index }
        }
        return (open + 1)..<text.count
    }

    /// Whether a program, or the member of a library, runs no RACF commands.
    static func isUtility(_ name: String) -> Bool {
        let member = name.uppercased().split { "()'*".contains($0) }.last.map(String.init) ?? ""
        return OrdinaryProgram.called.contains(member)
    }
}
