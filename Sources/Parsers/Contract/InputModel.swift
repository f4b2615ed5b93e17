public import Diagnostics

/// A model that an input can be read as.
public protocol InputModel: Sendable {
    /// What recognition hands on to parsing; `Never` if it hands on nothing.
    associatedtype Reading: Sendable = Never

    /// Why the content looks like this kind of input; `nil` if it does not.
    static func recognise(_ file: SourceFile) -> Recognised<Reading>?

    /// Reads all of the file, whatever it holds.
    static func parse(_ file: SourceFile) -> Parsed<Self>

    /// What was understood, for `dump`: the members beside path, kind, encoding, record and problems.
    func dumped() -> [String: JSONValue]

    /// Defects that rules report as findings, for the `problems` of `dump`.
    var dumpedProblems: [Problem] { get }
}

extension InputModel {
    public var dumpedProblems: [Problem] { [] }
}
