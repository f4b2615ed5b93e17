public import Diagnostics

/// A model that an input can be read as.
public protocol InputModel: Sendable {
    /// The result of recognition that parsing continues from; `Never` if there is none.
    associatedtype Reading: Sendable = Never

    /// The reason why the content looks like this kind of input; `nil` if it does not.
    static func recognise(_ file: SourceFile) -> Recognised<Reading>?

    /// Reads the whole file, whatever it contains.
    static func parse(_ file: SourceFile) -> Parsed<Self>

    /// The model for `dump`: the members other than path, kind, encoding, record and problems.
    func dumped() -> [String: JSONValue]

    /// Defects that rules report as findings, for the `problems` of `dump`.
    var dumpedProblems: [Problem] { get }
}

extension InputModel {
    public var dumpedProblems: [Problem] { [] }
}
