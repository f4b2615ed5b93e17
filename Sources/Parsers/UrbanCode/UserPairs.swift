import Diagnostics
import Secrets

extension UrbanCodeDocument {
    /// The values with a password that somebody wrote after the user, in a property or field for the user alone:
    /// `USER1/secret`.
    var userPairs: [SourceRange] {
        var found: [SourceRange] = []
        for property in properties {
            guard case .text = property.value, let range = property.valueRange,
                let half = userPair(at: range, of: { property.name.value })
            else { continue }
            found.append(half)
        }
        for process in processes {
            for step in process.steps where step.connection != nil {
                found += step.fields.compactMap { field in userPair(at: field.range, of: { field.name }) }
            }
        }
        return found
    }

    /// - Parameter name: the name of the property or field, which few values need.
    private func userPair(at range: SourceRange, of name: () -> String) -> SourceRange? {
        let value = file.bytes[range.bounds]
        guard let sign = value.firstIndex(where: { !Self.isUserByte($0) }), sign > value.startIndex,
            "/:\\".utf8.contains(value[sign]), SecretName.isUser(name())
        else { return nil }
        let half = value[sign...].drop { "/:\\".utf8.contains($0) }
        // A path or URL has more signs, and a reference has a brace.
        guard !half.isEmpty, half.startIndex - sign <= 2, !half.contains(where: { "/${} ".utf8.contains($0) }) else {
            return nil
        }
        return range
    }

    private static func isUserByte(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || "#@$_.-".utf8.contains(byte)
    }
}
