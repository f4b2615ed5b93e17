public import Diagnostics

/// A model that an input can be read as.
public protocol InputModel: Sendable {
    /// Why the content looks like this kind of input, in a few words for `check -v`; `nil` if it does not.
    static func recognise(_ file: SourceFile) -> String?

    /// Reads all of the file, whatever it holds.
    static func parse(_ file: SourceFile) -> Parsed<Self>

    /// What was understood, for `dump`: the members beside path, kind, encoding, record and problems.
    func dumped() -> [String: JSONValue]

    /// Defects that are findings of rules, for the `problems` of `dump`.
    var dumpedProblems: [Problem] { get }
}

extension InputModel {
    public var dumpedProblems: [Problem] { [] }
}
