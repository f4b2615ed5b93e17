public import Diagnostics

/// The configuration and the baseline, numbered after the inputs.
public struct OwnFiles: Sendable {
    public private(set) var configuration: SourceFile?
    public private(set) var baseline: SourceFile?

    /// - Parameter count: the number of inputs.
    public init(behind count: Int, configuration: SourceFile?, baseline: SourceFile?) {
        self.configuration = configuration
        self.configuration?.id = FileID(count)
        self.baseline = baseline
        self.baseline?.id = FileID(count + (configuration == nil ? 0 : 1))
    }

    public var all: [SourceFile] { [configuration, baseline].compactMap(\.self) }

    public subscript(id: FileID) -> SourceFile? { all.first { $0.id == id } }
}
