public import Diagnostics

/// What an UrbanCode Deploy export or property list says: scopes with properties, processes with steps.
public struct UrbanCodeDocument: Sendable {
    public let file: SourceFile
}
