/// What a user says of names or values of secrets: text in which `*` stands for any text and `?` for one character;
/// letters count without case.
public struct SecretPattern: Sendable, Hashable {
    private let bytes: [UInt8]

    public init(_ text: String) { bytes = Array(text.lowercased().utf8) }

    public func matches(_ text: String) -> Bool {
        let text = Array(text.lowercased().utf8)
        var (at, place) = (0, 0)
        // The last star, and what of the text it has taken so far.
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

/// Names and values that a user counts as secrets, beside those that everyone does.
public struct SecretPatterns: Sendable {
    /// Of properties and fields.
    public var names: [SecretPattern] = []
    /// Whole values.
    public var values: [SecretPattern] = []

    public init() {}

    public var isEmpty: Bool { names.isEmpty && values.isEmpty }

    public func match(name: String, value: String) -> Bool {
        names.contains { $0.matches(name) } || values.contains { $0.matches(value) }
    }
}
