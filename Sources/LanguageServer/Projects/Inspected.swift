import Checking
import Diagnostics
import Reading

/// A check, with the URIs of its inputs.
final class Inspected {
    let inspection: Inspection
    private let uris: [String: String]
    /// The URI of the configuration.
    let configuration: String?
    private let inputs: [String: ParsedInput]
    /// The names in the inputs, made when somebody asks for them.
    private(set) lazy var symbols = SymbolIndex(inspection)

    /// - Parameter uris: the URIs by the paths in reports.
    init(_ inspection: Inspection, uris: [String: String], configuration: String?) {
        self.inspection = inspection
        self.uris = uris
        self.configuration = configuration
        inputs = Dictionary(
            inspection.inputs.compactMap { input in uris[input.file.path].map { ($0, input) } },
            uniquingKeysWith: { first, _ in first })
    }

    var outcome: Outcome { inspection.outcome }

    /// The URIs of all inputs.
    var documents: [String] { Array(uris.values) }

    func input(_ uri: String) -> ParsedInput? { inputs[uri] }

    /// The URI of a file of the outcome. What is not an input, such as an environment that nobody has, is of the
    /// configuration.
    func uri(_ file: FileID) -> String? {
        let files = outcome.files
        guard file.index < files.count else { return nil }
        return uris[files[file.index].path] ?? configuration
    }

    /// Whether a file of the outcome is the file with its URI.
    func isInput(_ file: FileID) -> Bool {
        file.index < outcome.inputs.count && uris[outcome.inputs[file.index].path] != nil
    }
}
