public import Diagnostics

/// What an UrbanCode Deploy export or property list says: scopes with properties, processes with steps.
public struct UrbanCodeDocument: Sendable {
    public let file: SourceFile
}

extension UrbanCodeDocument: InputModel {
    public static func recogniseExport(_ file: SourceFile) -> String? { nil }
    public static func recogniseProperties(_ file: SourceFile) -> String? { nil }
    public static func recognise(_ file: SourceFile) -> String? {
        recogniseExport(file) ?? recogniseProperties(file)
    }
    public static func parse(_ file: SourceFile) -> Parsed<UrbanCodeDocument> { Parsed(UrbanCodeDocument(file: file)) }
    public func dumped() -> [String: JSONValue] { [:] }
}
