import Checking
import Diagnostics
import Reading

/// A check, with the URIs of its inputs.
final class Inspected {
    let inspection: Inspection
    private let uris: [String: String]
    /// The path of the configuration.
    private let configurationPath: String?
    private let inputs: [String: ParsedInput]
    /// The names in the inputs, made when somebody asks for them.
    private(set) lazy var symbols = SymbolIndex(inspection)
    /// The files of the outcome, by their numbers.
    private(set) lazy var files = outcome.files
    private var places: [FileID: (uri: String, path: String?)?] = [:]

    /// - Parameters:
    ///   - uris: the URIs by the paths in reports.
    ///   - configuration: the path of the configuration.
    init(_ inspection: Inspection, uris: [String: String], configuration: String?) {
        self.inspection = inspection
        self.uris = uris
        configurationPath = configuration
        inputs = Dictionary(
            inspection.inputs.compactMap { input in uris[input.file.path].map { ($0, input) } },
            uniquingKeysWith: { first, _ in first })
    }

    var outcome: Outcome { inspection.outcome }

    /// The URIs of all inputs.
    var documents: [String] { Array(uris.values) }

    func input(_ uri: String) -> ParsedInput? { inputs[uri] }

    /// The URI of the configuration.
    var configuration: String? { configurationPath.map(FileURI.uri) }

    /// The URI of a file of the outcome, and its path if it has one. There are many findings in a file.
    func place(_ file: FileID) -> (uri: String, path: String?)? {
        if let known = places[file] { return known }
        let place = uri(file).map { (uri: $0, path: FileURI.path($0)) }
        places[file] = .some(place)
        return place
    }

    /// What is not an input, such as an environment that nobody has, is of the configuration.
    private func uri(_ file: FileID) -> String? {
        guard file.index < files.count else { return nil }
        let path = files[file.index].path
        if let uri = uris[path] { return uri }
        // The baseline is relative to the folder of the configuration.
        guard file.index >= outcome.inputs.count, !path.hasSuffix(".jmoncheck.yml"), let configurationPath else {
            return configuration
        }
        return FileURI.uri(path.hasPrefix("/") ? path : Project.folder(of: configurationPath) + "/" + path)
    }

    /// Whether a file of the outcome is the file with its URI.
    func isInput(_ file: FileID) -> Bool {
        file.index < outcome.inputs.count && uris[outcome.inputs[file.index].path] != nil
    }
}
