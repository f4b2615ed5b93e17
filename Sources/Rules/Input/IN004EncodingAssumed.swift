import Diagnostics
import Reading
import Subjects

/// Reports what was assumed about the form of an input.
struct IN004EncodingAssumed: DefectRule {
    static let info = RuleInfo(
        id: "IN004",
        area: .input,
        name: "encoding-assumed",
        title: "The encoding and record form of an input are known",
        severity: .info,
        rationale: """
            A file does not say how it was encoded. Text that is not UTF-8 is recognised by its bytes: EBCDIC by its \
            letters and blanks, its code page by brackets, bars, national letters and the sign at the start of \
            comments, records without line ends by the positions of blanks. This note says what was assumed, and why.
            """,
        remedy: "Give --encoding (and --record) if the assumption is wrong, or to confirm it.",
        bad: "a binary download of FEJJCNFG: 80-byte records in EBCDIC",
        good: "the same member downloaded as text",
        source: "code-page tables of IBM; z/OS DFSMS Using Data Sets, fixed-length records")

    typealias Subject = ParsedInput

    func check(_ input: ParsedInput, _ sink: inout FindingSink) {
        if let assumption = input.file.assumption { sink.report("read as \(assumption)") }
        reportDefects(of: input, to: &sink)
    }
}
