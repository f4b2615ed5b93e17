package import Diagnostics

/// The configuration and the baseline, numbered after the inputs.
package struct OwnFiles: Sendable {
    package private(set) var configuration: SourceFile?
    package private(set) var baseline: SourceFile?

    package init() {}

    /// - Parameter count: the number of inputs.
    package init(behind count: Int, configuration: SourceFile?, baseline: SourceFile?) {
        self.configuration = configuration
        self.configuration?.id = FileID(count)
        self.baseline = baseline
        self.baseline?.id = FileID(count + (configuration == nil ? 0 : 1))
    }

    package var all: [SourceFile] { [configuration, baseline].compactMap(\.self) }

    package subscript(id: FileID) -> SourceFile? { all.first { $0.id == id } }
}
