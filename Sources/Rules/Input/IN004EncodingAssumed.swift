import Diagnostics
import Reading
import Subjects

/// What was assumed about the form of an input is said.
struct IN004EncodingAssumed: Rule {
    static let info = RuleInfo(
        id: "IN004",
        area: .input,
        name: "encoding-assumed",
        title: "Encoding and record form of an input need no guess",
        severity: .info,
        rationale: """
            A file does not say how it was encoded. What is not UTF-8 is told by its bytes: EBCDIC by its letters \
            and blanks, its code page by brackets, bars, national letters and the sign that comments begin with, \
            records without line ends by where the blanks stand. This note says what was taken, and why.
            """,
        remedy: "Give --encoding (and --record) if it is something else, or to confirm it.",
        bad: "a binary download of FEJJCNFG: 80-byte records in EBCDIC",
        good: "the same member downloaded as text",
        source: "code-page tables of IBM; z/OS DFSMS Using Data Sets, fixed-length records")

    func check(_ input: ParsedInput, _ sink: inout FindingSink) {
        if let assumption = input.file.assumption { sink.report("taken for \(assumption)") }
        for problem in input.problems where problem.code == Self.info.id {
            sink.report(problem.message, at: problem.range)
        }
    }
}
