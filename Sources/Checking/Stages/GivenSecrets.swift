import Diagnostics
import RACF
import Reading
import Secrets
import Subjects

extension Checker {
    /// The values of names from outside: of the command line, and then of the configuration.
    var givenValues: [String: String] { options.configuration.values.merging(options.values) { $1 } }
}

extension Workspace {
    /// The values from outside that fill an operand with a secret in some deck, or whose names say so.
    func givenSecrets(_ values: [String: String]) -> [String] {
        guard !values.isEmpty else { return [] }
        var names: Set<String> = []
        for input in inputs {
            if case .deck(let deck) = input.document { names.formUnion(deck.secretNames) }
        }
        return values.filter { name, value in
            names.contains(name.lowercased())
                || SecretName.matches(name) && PropertyValue(value, isSecret: true).isSecret
        }.map(\.value).filter { !$0.isEmpty }
    }
}
