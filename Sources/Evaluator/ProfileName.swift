/// The name of a general-resource profile, and which resources it covers as a generic one (RACF Command Language
/// Reference, profile names for general resources; not the rules for data sets, and independent of EGN).
public struct ProfileName: Sendable, Hashable {
    let bytes: [UInt8]

    public init(_ text: String) { bytes = Array(text.utf8) }
    init(_ name: ArraySlice<UInt8>) { bytes = Array(name) }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    static let star = UInt8(ascii: "*")
    static let percent = UInt8(ascii: "%")
    static let ampersand = UInt8(ascii: "&")
    static let dot = UInt8(ascii: ".")
    /// The longest name of a variable, including the ampersand.
    private static let variableLength = 8

    static func isGenericCharacter(_ byte: UInt8) -> Bool { byte == star || byte == percent || byte == ampersand }

    public var hasGenericCharacters: Bool { bytes.contains(where: Self.isGenericCharacter) }

    /// The literal prefix: the part before the first generic character.
    var literal: ArraySlice<UInt8> { Self.literal(bytes[...]) }

    static func literal(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let literal = name.prefix { !isGenericCharacter($0) }
        // `A.**` covers A itself.
        return literal.last == dot && name[literal.endIndex...].elementsEqual([star, star])
            ? literal.dropLast() : literal
    }

    /// Whether the generic characters are where they are allowed: `*` last in its qualifier, `**` once and alone in its
    /// qualifier.
    public var isWellFormed: Bool {
        var doubles = 0
        for qualifier in bytes.split(separator: Self.dot, omittingEmptySubsequences: false) {
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

    // MARK: Covering

    /// Whether a generic profile with this name covers a resource. It is unknown if it depends on a RACF variable whose
    /// value is not known.
    ///
    /// - Parameter variable: the values of a variable such as `&NODES`; `nil` if they are not known.
    public func covers(_ resource: String, variable: ([UInt8]) -> Set<[UInt8]>? = { _ in nil }) -> Truth {
        covers(Array(resource.utf8), variable: variable)
    }

    func covers(_ resource: [UInt8], variable: ([UInt8]) -> Set<[UInt8]>?) -> Truth {
        guard resource.starts(with: literal), isWellFormed else { return .no }
        var walk = Walk(resource)
        var index = 0
        while index < bytes.count, !walk.places.isEmpty {
            let isFirst = index == 0 || bytes[index - 1] == Self.dot
            switch bytes[index] {
            case Self.star where index + 1 < bytes.count && bytes[index + 1] == Self.star:
                index += 2
                if index == bytes.count {
                    walk.toEnd()
                } else {
                    // Zero or more qualifiers, each with the dot after it.
                    walk.toQualifiers()
                    index += 1
                }
            case Self.star:
                index += 1
                // At the end of the name it matches across dots, otherwise to the end of the qualifier.
                if index == bytes.count { walk.toEnd(takingOne: isFirst && bytes.count > 1) } else { walk.toDot() }
            case Self.percent:
                walk.step { $0 != Self.dot }
                index += 1
            case Self.ampersand:
                let name = variableName(at: index)
                walk.take(variable(Array(name)))
                index += name.count
            // `A.**` covers A itself.
            case Self.dot where bytes[(index + 1)...].elementsEqual([Self.star, Self.star]):
                walk.toEndFromDot()
                index = bytes.count
            case let byte:
                walk.step { $0 == byte }
                index += 1
            }
        }
        guard walk.places.contains(resource.count) else { return .no }
        return walk.isCertain ? .yes : .unknown
    }

    /// The name of a variable, which ends at the 8th character, or before a dot or the next generic character.
    private func variableName(at start: Int) -> ArraySlice<UInt8> {
        var end = start + 1
        while end < bytes.count, end - start < Self.variableLength, bytes[end] != Self.dot,
            !Self.isGenericCharacter(bytes[end])
        {
            end += 1
        }
        return bytes[start..<end]
    }

    /// The places in a resource up to which the name matches: several only after `**` and variables.
    private struct Walk {
        let resource: [UInt8]
        /// The places in ascending order.
        var places = [0]
        /// False if a variable whose value is not known was matched with anything.
        var isCertain = true

        init(_ resource: [UInt8]) { self.resource = resource }

        mutating func step(_ matches: (UInt8) -> Bool) {
            var kept = 0
            for place in places where place < resource.count && matches(resource[place]) {
                places[kept] = place + 1
                kept += 1
            }
            places.removeLast(places.count - kept)
        }

        mutating func toDot() {
            var ends: Set<Int> = []
            for place in places { ends.insert(resource[place...].firstIndex(of: ProfileName.dot) ?? resource.count) }
            places = ends.sorted()
        }

        /// - Parameter takingOne: whether `*` alone matches at least one qualifier.
        mutating func toEnd(takingOne: Bool = false) {
            guard let first = places.first else { return }
            places = takingOne && first >= resource.count ? [] : [resource.count]
        }

        mutating func toEndFromDot() {
            let ends = places.contains { $0 == resource.count || resource[$0] == ProfileName.dot }
            places = ends ? [resource.count] : []
        }

        mutating func toQualifiers() {
            guard let first = places.first else { return }
            let others = (first..<resource.count).filter { resource[$0] == ProfileName.dot }.map { $0 + 1 }
            places = Set(places + others).sorted()
        }

        /// Matches the values of a variable, which may contain dots.
        mutating func take(_ values: Set<[UInt8]>?) {
            guard let values else {
                isCertain = false
                guard let first = places.first else { return }
                places = Array(first...resource.count)
                return
            }
            var ends: Set<Int> = []
            for place in places {
                for value in values where resource[place...].starts(with: value) { ends.insert(place + value.count) }
            }
            places = ends.sorted()
        }
    }

    // MARK: Order

    public enum Order: Sendable { case first, second, ambiguous }

    /// Decides which of two generic profiles that cover the same resource RACF uses (generic profile checking of
    /// general resources, sample table): at the first difference a literal beats `&`, `&` beats `%`, `%` beats `*`.
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
            // Two literals: both cover the resource after `**`, and no table gives their order.
            return left == right ? .ambiguous : left > right ? .first : .second
        }
    }

    /// Compares the longer name with one that ends at a place: a dot makes it more specific, `*` after `*` less
    /// specific.
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
