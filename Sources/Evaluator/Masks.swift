import Diagnostics

/// The more specific profiles that exclude targets from a generic one; a deleted one does so as long as it is in
/// storage. A more specific name begins with the literal prefix of the other one, so they are neighbours in the order
/// of names.
struct Masks {
    private let storage: Evaluation.Storage
    /// The records that exist in the database or in storage, in the order of their names.
    let order: [ProfileNumber]
    /// The number of comparisons that are left.
    private var budget = mostComparisons

    /// Many generics over many profiles are not compared to the end.
    static let mostComparisons = 4_000_000

    /// The number of exceptions that are listed.
    private static let limit = 50

    init(_ storage: Evaluation.Storage) {
        self.storage = storage
        let resourceClass = storage.state.classes[storage.passTickets]
        let traits = storage.survey.traits
        order = traits.numbers.filter { number in
            if traits[number].contains(.access) { return true }
            // It is deleted but still in storage.
            return traits[number].isEmpty && resourceClass.isStale(number) && resourceClass.records[number].isTouched
        }.sorted { left, right in
            let (a, b) = (resourceClass.names[left], resourceClass.names[right])
            return a.lexicographicallyPrecedes(b)
        }
    }

    /// The targets of a profile for which other profiles decide, and how many more of them there are.
    mutating func exceptions(_ number: ProfileNumber) -> (listed: [String], more: Int) {
        let resourceClass = storage.state.classes[storage.passTickets]
        let name = ProfileName(resourceClass.profileName(number))
        guard name.hasGenericCharacters else { return ([], 0) }
        let start = name.literal
        var found: [String] = []
        var more = 0
        var index = order.partitioningIndex { !resourceClass.names[$0].lexicographicallyPrecedes(start) }
        while index < order.count, budget > 0, resourceClass.names[order[index]].starts(with: start) {
            let other = order[index]
            index += 1
            budget -= 1
            guard other != number else { continue }
            let otherName = ProfileName(resourceClass.profileName(other))
            // A key profile does not decide about targets.
            guard masks(otherName, name, other, number), let reach = Reach(otherName) else { continue }
            if found.count < Self.limit { found.append(reach.targets) } else { more += 1 }
        }
        return (found, more)
    }

    private func masks(
        _ other: ProfileName, _ name: ProfileName, _ otherNumber: ProfileNumber, _ number: ProfileNumber
    ) -> Bool {
        guard other.hasGenericCharacters else { return name.covers(other.text) != .no }
        return storage.state.classes[storage.passTickets].precedes(otherNumber, number) && other.overlaps(name)
    }
}

extension ProfileName {
    /// Whether some resource is covered by both names. A RACF variable counts as anything.
    public func overlaps(_ other: ProfileName) -> Bool {
        guard isWellFormed, other.isWellFormed else { return false }
        return Self.overlap(qualifiers, other.qualifiers)
    }

    private typealias Qualifiers = ArraySlice<ArraySlice<UInt8>>

    private var qualifiers: Qualifiers {
        bytes.split(separator: Self.dot, omittingEmptySubsequences: false)[...]
    }

    private static func overlap(_ a: Qualifiers, _ b: Qualifiers) -> Bool {
        guard let first = a.first, let second = b.first else {
            return (a.isEmpty || isAny(a)) && (b.isEmpty || isAny(b))
        }
        if isDouble(first) { return overlap(a.dropFirst(), b) || overlap(a, b.dropFirst()) }
        if isDouble(second) { return overlap(a, b.dropFirst()) || overlap(a.dropFirst(), b) }
        guard overlap(first, second) else { return false }
        // `*` at the end of a name, and a variable, match across dots.
        if isTail(a) || isTail(b) { return true }
        return overlap(a.dropFirst(), b.dropFirst())
    }

    private static func isDouble(_ qualifier: ArraySlice<UInt8>) -> Bool { qualifier.elementsEqual([star, star]) }
    private static func isAny(_ names: Qualifiers) -> Bool { names.count == 1 && isDouble(names.first ?? []) }

    private static func isTail(_ names: Qualifiers) -> Bool {
        guard let first = names.first else { return false }
        return names.count == 1 && first.last == star || first.contains(ampersand)
    }

    /// Whether two qualifiers overlap, up to the first `*` or variable.
    private static func overlap(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
        var (left, right) = (a, b)
        while let x = left.first, let y = right.first {
            if x == star || y == star || x == ampersand || y == ampersand { return true }
            guard x == y || x == percent || y == percent else { return false }
            left.removeFirst()
            right.removeFirst()
        }
        let rest = left.isEmpty ? right : left
        return rest.isEmpty || rest.first == star || rest.first == ampersand
    }
}
