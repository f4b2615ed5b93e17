import Diagnostics
import Parsers

extension Deck {
    /// What stands at a place, for quoting it in a message; not a secret.
    func quoted(_ range: SourceRange) -> String { isHidden(range) ? Secret.mask : file.text(range).squeezed }
}

extension String {
    /// For quoting input in a message: runs of blanks as one, no more than 60 characters, no secrets.
    var squeezed: String {
        var result = String.UnicodeScalarView()
        var wasBlank = false
        for scalar in hidingSecrets.unicodeScalars {
            let isBlank = scalar == " " || scalar == "\t"
            if isBlank, wasBlank { continue }
            wasBlank = isBlank
            if result.count == 60 {
                result.append("…")
                break
            }
            result.append(isBlank ? " " : scalar)
        }
        return String(result)
    }
}
