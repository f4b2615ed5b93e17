public import Diagnostics
public import RACF
import Secrets

extension Deck {
    /// The text at a place, to be quoted in a message; secrets are hidden.
    public func quoted(_ range: SourceRange) -> String { isHidden(range) ? Secret.mask : file.text(range).squeezed }
}

extension String {
    /// The text to be quoted in a message: runs of blanks as one, at most 60 characters.
    public var squeezed: String {
        let text = hidingSecrets
        guard !text.isSqueezed else { return text }
        var result = String.UnicodeScalarView()
        var count = 0
        var wasBlank = false
        for scalar in text.unicodeScalars {
            let isBlank = scalar == " " || scalar == "\t"
            if isBlank, wasBlank { continue }
            wasBlank = isBlank
            if count == Self.quotedLength {
                result.append("…")
                break
            }
            result.append(isBlank ? " " : scalar)
            count += 1
        }
        return String(result)
    }

    private static let quotedLength = 60

    /// Whether the text is already in that form, as most names are.
    private var isSqueezed: Bool {
        guard utf8.count <= Self.quotedLength else { return false }
        var last: UInt8 = 0
        for byte in utf8 {
            if byte == UInt8(ascii: "\t") || byte == UInt8(ascii: " ") && last == byte { return false }
            last = byte
        }
        return true
    }
}
