import Diagnostics
import Subjects

/// The entries that `access: approved:` of a set-up lacks, sorted, with where each comes from.
struct ExpectedEntries {
    struct Entry {
        var caller: String
        var application: String
        var targets: [String]
        /// Where the grants come from, or what they depend on.
        var comments: [String]
    }

    private(set) var entries: [Entry] = []
    /// The grants whose approval has expired.
    private(set) var expired = 0
    /// The grants with names that no user, group or application can have.
    private(set) var unnameable = 0

    private struct Key: Hashable, Comparable {
        var caller: String
        var application: String
        var isOpen: Bool

        static func < (left: Key, right: Key) -> Bool {
            (left.caller, left.application, left.isOpen ? 1 : 0) < (
                right.caller, right.application, right.isOpen ? 1 : 0
            )
        }
    }

    init(
        _ access: AccessReport, in setUp: String, beside approved: [ExpectedAccess.Approval], today: CalendarDate
    ) {
        var groups: [Key: [AccessReport.Grant]] = [:]
        for grant in access.grants where grant.setUp == setUp && grant.generate != .refused {
            if approved.contains(where: { $0.covers(grant) && !$0.hasEnded(on: today) }) { continue }
            guard !approved.contains(where: { $0.covers(grant) }) else {
                expired += 1
                continue
            }
            let caller: String =
                switch grant.callerKind {
                case .everyone: ExpectedAccess.everyone
                case .creator: ExpectedAccess.submitter
                case .user, .group: grant.caller
                }
            guard [caller, grant.application, grant.targets].allSatisfy(ExpectedAccess.isName) else {
                unnameable += 1
                continue
            }
            groups[
                Key(caller: caller, application: grant.application, isOpen: grant.generate == .unknown), default: []
            ].append(grant)
        }
        entries = groups.sorted { $0.key < $1.key }.map { key, grants in
            Entry(
                caller: key.caller, application: key.application, targets: Set(grants.map(\.targets)).sorted(),
                comments: Self.comments(grants, isOpen: key.isOpen, access))
        }
    }

    private static func comments(_ grants: [AccessReport.Grant], isOpen: Bool, _ access: AccessReport) -> [String] {
        let paths = Set(grants.compactMap { $0.place.map { access.inputs[$0.file.index].path } }).sorted()
        let from = paths.isEmpty ? "" : " in \(list(paths))"
        let kind = grants.contains { $0.callerKind == .group } ? "group, " : ""
        let notes = Set(grants.compactMap(\.note)).sorted()
        return [
            "\(kind)\(isOpen ? "may be granted" : "granted") through \(list(Set(grants.map(\.profile)).sorted()))\(from)"
        ] + (notes.isEmpty ? [] : [list(notes)])
    }

    private static func list(_ names: [String]) -> String {
        let most = 4
        return names.prefix(most).joined(separator: ", ")
            + (names.count > most ? " and \(names.count - most) more" : "")
    }

    /// The entries as lines of YAML, each with its comment before it.
    var lines: [String] {
        entries.flatMap { entry -> [String] in
            entry.comments.map { "# \(SafeText($0))" } + [
                "- caller: \(Self.quoted(entry.caller))", "  application: \(Self.quoted(entry.application))",
            ] + Self.targets(entry.targets.map(Self.quoted))
        }
    }

    /// A list of names, on several lines if there are many.
    private static func targets(_ names: [String]) -> [String] {
        let each = 8
        guard names.count > each else { return ["  targets: [\(names.joined(separator: ", "))]"] }
        let rows = stride(from: 0, to: names.count, by: each).map { start in
            "    " + names[start..<min(start + each, names.count)].joined(separator: ", ")
        }
        return ["  targets: ["] + rows.dropLast().map { $0 + "," } + [rows[rows.count - 1], "  ]"]
    }

    /// Words that readers of YAML take for something else than text.
    private static let words: Set = ["Y", "N", "YES", "NO", "ON", "OFF", "TRUE", "FALSE", "NULL"]

    private static func quoted(_ name: String) -> String {
        let isPlain = name.utf8.first.map(\.isLetter) == true && name.utf8.allSatisfy(\.isAlphanumeric)
        return isPlain && !words.contains(name) ? name : "\"\(name)\""
    }
}
