import Diagnostics
import Reading
import Subjects

/// Reports bytes that are not characters of the encoding, so that the input is only partly read.
struct IN003UndecodableText: DefectRule {
    static let info = RuleInfo(
        id: "IN003",
        area: .input,
        name: "undecodable-text",
        title: "Every byte of an input is a character of its encoding",
        severity: .error,
        rationale: """
            A byte that the encoding does not have means that the file was cut short, put together from files in \
            different encodings, or converted with the wrong code page. Whatever is read from it may not be what \
            the system reads, so the run is incomplete (exit status 3), and IN003 cannot be ignored.
            """,
        remedy: """
            Download the file again, in binary or with one conversion; --encoding says which encoding it has.
            """,
        bad: "a UTF-8 file in which someone has pasted lines in Latin-1",
        good: "a file in one encoding",
        source: "code-page tables of IBM (compared with iconv); RFC 3629 for UTF-8",
        acceptance: .refused, switching: .never, completeness: .lost)

    typealias Subject = InputText
}
