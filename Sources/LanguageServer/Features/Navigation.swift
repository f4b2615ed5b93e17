import Diagnostics
import Reading

/// Going from a name to its definition, and to everywhere else.
extension LanguageServer {
    private func occurrences(
        _ values: Wire?, _ find: (SymbolIndex, FileID, Int) -> [SymbolIndex.Occurrence]
    ) throws(Failure) -> JSONValue {
        let uri = try uri(values)
        guard let place = Positions.Place(values?["position"]) else { throw .params }
        guard let inspected = projects.inspected(uri), let input = inspected.input(uri) else {
            return .null
        }
        let offset = positions(input, uri).offset(place)
        let found = find(inspected.symbols, input.file.id, offset)
        return .array(found.prefix(Self.most).compactMap { location($0.place, inspected) })
    }

    /// The places that are answered.
    private static let most = 5000

    func definition(_ values: Wire?) throws(Failure) -> JSONValue {
        try occurrences(values) { $0.definitions($1, $2) }
    }

    func references(_ values: Wire?) throws(Failure) -> JSONValue {
        let isWanted = values?[path: "context", "includeDeclaration"]?.bool ?? true
        return try occurrences(values) { $0.references($1, $2, withDefinitions: isWanted) }
    }
}
