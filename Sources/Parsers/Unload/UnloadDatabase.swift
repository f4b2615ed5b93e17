public import Diagnostics

/// One or more unloads as the parts of one database.
public struct UnloadDatabase: Sendable {
    public let parts: [Unload]
    /// Why the unload need not be complete: the tests that failed, in words.
    public let failures: [String]
    /// The first user, group or profile that two parts have.
    public let overlap: String?

    public init(_ parts: [Unload]) {
        self.parts = parts
        overlap = Self.overlap(parts)
        var failures =
            parts.count == 1
            ? parts[0].content.tests.failures(with: [])
            : Self.failures(of: parts)
        if let overlap { failures.append("\(overlap) is in two files") }
        self.failures = failures
    }

    /// Whether what it does not show does not exist.
    public var isComplete: Bool { failures.isEmpty && !parts.isEmpty }

    private static func failures(of parts: [Unload]) -> [String] {
        var failures: [String] = []
        for (index, part) in parts.enumerated() {
            let others = parts.enumerated().filter { $0.offset != index }.map(\.element)
            for failure in part.content.tests.failures(with: others) where !failures.contains(failure) {
                failures.append(failure)
            }
        }
        return failures
    }

    private static func overlap(_ parts: [Unload]) -> String? {
        for (index, part) in parts.enumerated() {
            for other in parts[..<index] {
                let (ids, others) = (part.content.ids, other.content.ids)
                for number in ids.keys.indices {
                    let record = ids.records[number]
                    guard record.userLine > 0 || record.groupLine > 0,
                        let same = others.number(of: ids.keys[number])
                    else { continue }
                    let twin = others.records[same]
                    if record.userLine > 0 && twin.userLine > 0 || record.groupLine > 0 && twin.groupLine > 0 {
                        return UnloadName.text(ids.keys[number])
                    }
                }
                let names = Set(other.profiles.lazy.filter(\.isShown).map(\.fullName))
                if let profile = part.profiles.first(where: { $0.isShown && names.contains($0.fullName) }) {
                    return profile.fullName
                }
            }
        }
        return nil
    }

    // MARK: Classes

    /// Whether all profiles of a class are known.
    public func isComplete(_ className: String, isSupplied: Bool) -> Bool {
        guard isComplete else { return false }
        let key = UnloadName.key(className.utf8)
        guard parts.allSatisfy({ $0.content.request.classes.contains(className) }) else { return false }
        return parts.contains { $0.content.classes[key] != nil } || isSupplied && parts.allSatisfy { $0.reaches(key) }
    }

    /// Why profiles of PTKTDATA may be missing although the tests of the database hold; `nil` if none can be.
    public var doubt: String? {
        guard isComplete, !isComplete("PTKTDATA", isSupplied: true),
            let part = parts.first(where: { !$0.reaches(UnloadName.key("PTKTDATA".utf8)) })
        else { return nil }
        let last = UnloadName.text(part.content.facts.lastClass)
        return "it ends with the class \(last), before PTKTDATA in the order of the file"
    }

    /// Whether the order of the generic profiles of a class is that of RACF.
    public func isInOrder(_ className: String) -> Bool {
        let key = UnloadName.key(className.utf8)
        let counts = parts.compactMap { part in part.content.classes[key].map { ($0, part.content.facts) } }
        return counts.count == 1 && counts[0].0.isInOrder && counts[0].0.isInDiscretes && counts[0].1.isContiguous
    }

    /// The newest date of something that has happened; `nil` if there is no date.
    public var newest: UnloadDay? {
        parts.map(\.content.newest).max().flatMap { $0 > 0 ? UnloadDay($0) : nil }
    }

    /// Whether keys are unloaded at all, which they are from V2R4 on.
    public var showsKeys: Bool { parts.contains { $0.content.facts.hasKeyRecords } }
}

/// A day of an unload, such as 20260630.
public struct UnloadDay: Comparable, Sendable, CustomStringConvertible {
    let number: UnloadDate

    init(_ number: UnloadDate) { self.number = number }

    /// Reads `2026-06-30`.
    public init(_ date: CalendarDate) {
        let parts = date.description.split(separator: "-").compactMap { UnloadDate($0) }
        number = parts.count == 3 ? parts[0] * 10000 + parts[1] * 100 + parts[2] : 0
    }

    public static func < (left: UnloadDay, right: UnloadDay) -> Bool { left.number < right.number }
    public var description: String { Unload.text(number) }
}

extension Unload {
    /// Whether the file goes on after the place at which a class would be: a file that was cut between two records has
    /// nothing else that shows it.
    fileprivate func reaches(_ className: UInt64) -> Bool {
        let facts = content.facts
        return !facts.areClassesInOrder || facts.lastClass == 0 || EBCDICOrder.precedes(className, facts.lastClass)
    }
}

extension UnloadTests {
    /// The tests that fail, when the other parts of the database are known.
    func failures(with others: [Unload]) -> [String] {
        var failures = failures
        let all = [self] + others.map(\.content.tests)
        if !all.contains(where: \.hasRoot) { failures.append("the group that has no superior group is not in it") }
        if !all.contains(where: { $0.users > 0 }) {
            failures.append("no user (0200) is in it")
        } else if !all.contains(where: \.hasKnownUser) {
            failures.append("neither IBMUSER nor irrcerta is in it")
        }
        if all.allSatisfy(\.shownProfiles.isEmpty) { failures.append("no general resource (0500) is in it") }
        let user = missingUsers.first { key in
            !others.contains { other in
                other.content.ids.number(of: key).map { other.content.ids.records[$0].userLine > 0 } ?? false
            }
        }
        if let user {
            failures.append("\(UnloadName.text(user)) is in a group (0102, 0205), but has no user record (0200)")
        }
        if let twice { failures.append("\(twice) is in it twice") }
        if let halfConnect { failures.append("the records 0203 and 0205 of users differ: \(halfConnect)") }
        let shown = missingProfiles.isEmpty ? [] : Set(others.flatMap(\.content.tests.shownProfiles))
        if let profile = missingProfiles.first(where: { !shown.contains($0) }) {
            let name = missingProfileNames[profile].flatMap { $0.isEmpty ? nil : $0 } ?? "a profile"
            failures.append("\(name) has records (0505 and others), but no 0500 record")
        }
        return failures
    }
}
