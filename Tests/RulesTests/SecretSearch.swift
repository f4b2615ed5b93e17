import Foundation

/// Finds secrets in outputs, in whatever way an output may have written them.
struct SecretSearch {
    /// What a secret looks like, in lower case, or as it is where case carries the value.
    private var folded: Set<String> = []
    private var exact: Set<String> = []

    /// Shorter ones, and shorter pieces, stand somewhere by chance.
    static let shortest = 4
    private static let pieceLength = 6
    /// What is left of a secret where it was masked.
    private static let masks: Set<Character> = ["*", "'", "\"", "(", ")", " ", "\n", "\r", "\r\n"]

    /// - Parameter harmless: texts that may be shown; pieces of a secret that stand there tell nothing.
    init(_ secrets: Set<String>, harmless: String) {
        let known = harmless.lowercased()
        // Where an input was masked before it was read again, the mask stands for the secret.
        for secret in secrets where secret.contains(where: { !Self.masks.contains($0) }) {
            // A password may be the user's own name.
            guard !Self.contains(known, secret.lowercased()) else { continue }
            folded.formUnion(Self.forms(secret).map { $0.lowercased() })
            let bytes = Array(secret.lowercased().utf8)
            // A script that is hidden as a whole is made of words.
            guard bytes.count < 40 || !bytes.contains(UInt8(ascii: " ")) else { continue }
            guard bytes.count >= Self.pieceLength else { continue }
            exact.formUnion(Self.base64(secret))
            for text in [bytes, bytes.reversed()] {
                for start in 0...(text.count - Self.pieceLength) {
                    let part = text[start..<(start + Self.pieceLength)]
                    let piece = String(decoding: part, as: UTF8.self)
                    let isMask = piece.allSatisfy { Self.masks.contains($0) }
                    if !isMask, !part.contains(UInt8(ascii: " ")), !Self.contains(known, piece) { folded.insert(piece) }
                }
            }
        }
    }

    /// The forms of secrets that an output shows.
    func found(in output: [UInt8]) -> [String] {
        let text = String(decoding: output, as: UTF8.self)
        let lower = text.lowercased()
        return (folded.filter { Self.contains(lower, $0) } + exact.filter { Self.contains(text, $0) }).sorted()
    }

    /// As it is, and as JSON, XML, workflow commands and addresses write it.
    private static func forms(_ secret: String) -> Set<String> {
        let quoted = (try? JSONEncoder().encode([secret])).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let json = String(quoted.dropFirst(2).dropLast(2))
        let xml = secret.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
        let percent = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
        let some = secret.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? secret
        return [
            secret, json, json.replacing("\\/", with: "/"), xml, xml.replacing("'", with: "&apos;"), percent, some,
            String(secret.reversed()),
        ]
    }

    /// What stays the same in every text around it: it may begin at each of three places in a group.
    private static func base64(_ secret: String) -> [String] {
        [secret, secret.uppercased(), secret.lowercased()].flatMap { text in
            (0..<3).map { shift in
                let bytes = [UInt8](repeating: 0, count: shift) + Array(text.utf8)
                let encoded = Data(bytes.prefix(bytes.count / 3 * 3)).base64EncodedString()
                return String(encoded.dropFirst(shift == 0 ? 0 : 4))
            }
        }.filter { $0.utf8.count >= pieceLength }
    }

    /// Much faster than what the standard library has, in a debug build.
    private static func contains(_ text: String, _ part: String) -> Bool { unsafe strstr(text, part) != nil }
}
