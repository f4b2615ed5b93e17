/// The name of a general-resource profile, and which resources it covers as a generic one (RACF Command Language
/// Reference, profile names for general resources; not the rules for data sets, and independent of EGN).
public struct ProfileName: Sendable, Hashable {
    public let text: String
    private let bytes: [UInt8]

    public init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private static let star = UInt8(ascii: "*")
    private static let percent = UInt8(ascii: "%")
    private static let ampersand = UInt8(ascii: "&")
    private static let dot = UInt8(ascii: ".")

    public var hasGenericCharacters: Bool {
        bytes.contains { $0 == Self.star || $0 == Self.percent || $0 == Self.ampersand }
    }

    /// What stands before the first generic character.
    public var literalPrefix: String {
        String(
            decoding: bytes.prefix { $0 != Self.star && $0 != Self.percent && $0 != Self.ampersand }, as: UTF8.self)
    }

    /// Whether the generic characters stand where they may: `*` last in its qualifier, `**` once and alone in it.
    public var isWellFormed: Bool {
        var doubles = 0
        for qualifier in qualifiers(bytes) {
            guard let first = qualifier.firstIndex(of: Self.star) else { continue }
            let stars = qualifier.endIndex - first
            guard qualifier[first...].allSatisfy({ $0 == Self.star }), stars <= 2 else { return false }
            if stars == 2 {
                doubles += 1
                guard qualifier.count == 2 else { return false }
            }
        }
        return doubles <= 1
    }

    private func qualifiers(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: Self.dot, omittingEmptySubsequences: false)
    }

    // MARK: Covering

    /// Whether a generic profile of this name covers a resource. Unknown where a RACF variable decides.
    public func covers(_ resource: String) -> Truth {
        guard isWellFormed else { return .no }
        let name = Array(resource.utf8)
        guard !bytes.contains(Self.ampersand) else {
            return name.starts(with: bytes.prefix { $0 != Self.ampersand && $0 != Self.star && $0 != Self.percent })
                ? .unknown : .no
        }
        if bytes == [Self.star] || bytes == [Self.star, Self.star] { return .yes }
        return Truth(covers(qualifiers(bytes)[...], qualifiers(name)[...]))
    }

    private typealias Qualifiers = ArraySlice<ArraySlice<UInt8>>

    private func covers(_ pattern: Qualifiers, _ name: Qualifiers) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        let rest = pattern.dropFirst()
        if first.elementsEqual([Self.star, Self.star]) {
            // Zero or more qualifiers; it stands only once, so this tries each end once.
            return rest.isEmpty || (0...name.count).contains { covers(rest, name.dropFirst($0)) }
        }
        guard let qualifier = name.first else { return false }
        if rest.isEmpty, first.last == Self.star { return coversTail(first.dropLast(), name) }
        return coversQualifier(first, qualifier) && covers(rest, name.dropFirst())
    }

    /// `*` at the end of the name: one or more qualifiers if it stands alone, else zero or more characters.
    private func coversTail(_ pattern: ArraySlice<UInt8>, _ name: Qualifiers) -> Bool {
        let tail = Array(name.joined(separator: [Self.dot]))
        return tail.count >= pattern.count && (pattern.isEmpty || equals(pattern, tail.prefix(pattern.count)))
    }

    private func coversQualifier(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        guard pattern.last == Self.star else { return pattern.count == name.count && equals(pattern, name) }
        if pattern.count == 1 { return true }
        return name.count >= pattern.count - 1 && equals(pattern.dropLast(), name.prefix(pattern.count - 1))
    }

    /// `%` is any one character but a dot.
    private func equals(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        zip(pattern, name).allSatisfy { $0 == $1 || $0 == Self.percent && $1 != Self.dot }
    }

    // MARK: Order

    public enum Order: Sendable { case first, second, ambiguous }

    /// Which of two generic profiles that cover the same resource RACF uses (generic profile checking of general
    /// resources, sample table): at the first difference a literal beats `&`, `&` beats `%`, `%` beats `*`.
    public static func moreSpecific(_ first: ProfileName, _ second: ProfileName) -> Order {
        let (a, b) = (first.bytes, second.bytes)
        let same = zip(a, b).prefix { $0 == $1 }.count
        switch (same < a.count, same < b.count) {
        case (false, false): return .ambiguous
        case (true, false): return continues(a, same) ?? .ambiguous
        case (false, true):
            switch continues(b, same) {
            case .first?: return .second
            case .second?: return .first
            case .ambiguous?, nil: return .ambiguous
            }
        case (true, true):
            let (left, right) = (rank(a[same]), rank(b[same]))
            // Two literals: both cover the resource behind `**`, and no table gives their order.
            return left == right ? .ambiguous : left > right ? .first : .second
        }
    }

    /// The longer name against one that ends there: a dot makes it more specific, `*` behind `*` less so.
    private static func continues(_ longer: [UInt8], _ place: Int) -> Order? {
        if longer[place] == dot { return .first }
        guard longer[place] == star else { return nil }
        return place + 1 == longer.count ? .second : nil
    }

    private static func rank(_ byte: UInt8) -> Int {
        switch byte {
        case star: 0
        case percent: 1
        case ampersand: 2
        default: 3
        }
    }
}
