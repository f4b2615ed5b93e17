/// The meaning of a value, which decides how it is checked.
enum ValueKind: String, Sendable {
    case className = "class"
    case id = "ID"
    case group, profile, text, number, date, label
    /// A key of 16 hexadecimal digits.
    case key
    case password, phrase
    /// `NODE.USER/PASSWORD` of RACLINK.
    case association
    case other = "value"

    var isSecret: Bool {
        switch self {
        case .key, .password, .phrase: true
        case .className, .profile, .id, .group, .text, .number, .date, .label, .association, .other: false
        }
    }

    /// Whether it is a name in which no parenthesis occurs.
    var isName: Bool { self == .id || self == .group || self == .className }
}
