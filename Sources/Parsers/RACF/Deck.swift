public import Diagnostics

/// The RACF commands of an input, in the order in which the system would run them.
public struct Deck: Sendable {
    public let file: SourceFile
}

extension Deck: InputModel {
    public static func recognise(_ file: SourceFile) -> String? { nil }
    public static func parse(_ file: SourceFile) -> Parsed<Deck> { Parsed(Deck(file: file)) }
    public func dumped() -> [String: JSONValue] { [:] }
}
