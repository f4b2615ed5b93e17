/// The user's pattern for names or values of secrets: `*` matches any text and `?` one character, without regard to
/// case.
public struct SecretPattern: Sendable, Hashable {
    private let bytes: [UInt8]

    public init(_ text: String) { bytes = Array(text.lowercased().utf8) }

    public func matches(_ text: String) -> Bool {
        let text = Array(text.lowercased().utf8)
        var (at, place) = (0, 0)
        // The last asterisk, and the end of the text that it matches so far.
        var star: (at: Int, place: Int)?
        while place < text.count {
            if at < bytes.count, bytes[at] == UInt8(ascii: "*") {
                star = (at, place)
                at += 1
            } else if at < bytes.count, bytes[at] == UInt8(ascii: "?") || bytes[at] == text[place] {
                at += 1
                place += 1
            } else if let last = star {
                star = (last.at, last.place + 1)
                at = last.at + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return bytes[at...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

/// Names and values that the user declares secret, in addition to the general ones.
public struct SecretPatterns: Sendable {
    /// The patterns for names of properties and fields.
    public var names: [SecretPattern] = []
    /// The patterns for whole values.
    public var values: [SecretPattern] = []

    public init() {}

    public var isEmpty: Bool { names.isEmpty && values.isEmpty }

    public func match(name: String, value: String) -> Bool {
        names.contains { $0.matches(name) } || values.contains { $0.matches(value) }
    }
}
