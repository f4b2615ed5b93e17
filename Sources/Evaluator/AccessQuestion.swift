public import Diagnostics
import RACF
import Unload

/// What `access` is asked: names, or patterns with `*` for any characters and `%` for one.
public struct AccessQuestion: Sendable {
    public var callers: [String]
    /// None: all applications that are found.
    public var applications: [String]
    public var targets: [String]

    /// What the table of all grants is about.
    public struct Scope: Sendable {
        public var callers: [String]
        public var applications: [String]
        public var targets: [String]

        public init(callers: [String], applications: [String], targets: [String]) {
            self.callers = callers
            self.applications = applications
            self.targets = targets
        }
    }

    /// The same as the pairs, unless somebody says otherwise.
    public var table: Scope

    public init(callers: [String], applications: [String], targets: [String]) {
        self.callers = callers
        self.applications = applications
        self.targets = targets
        table = Scope(callers: callers, applications: applications, targets: targets)
    }

    public static func isPattern(_ name: String) -> Bool { name.contains("*") || name.contains("%") }

    static func matches(_ name: String, _ pattern: String) -> Bool {
        UnloadName.matches(Array(name.utf8)[...], Array(pattern.utf8)[...])
    }
}

extension Evaluation {
    /// The answers to a question: pairs by their names, and the table of all grants, as far as it is asked for.
    public func accessReport(_ question: AccessQuestion, setUp: String) -> AccessReport {
        var omissions: [String] = []
        let callers = users(question.callers, &omissions)
        let targets = users(question.targets, &omissions)
        let applications = names(question.applications, among: applicationsFound)
        var report = accessReport(callers: callers, applications: applications, targets: targets)
        for index in report.decisions.indices { report.decisions[index].setUp = setUp }
        if !question.table.isExact || !question.table.applications.isEmpty {
            let scope = GrantScope(question.table)
            report.grants.removeAll { !scope.contains($0) }
        }
        (report.administrators, report.orphans) = (administrators, orphans)
        for index in report.grants.indices { report.grants[index].setUp = setUp }
        for index in report.administrators.indices { report.administrators[index].setUp = setUp }
        for index in report.orphans.indices { report.orphans[index].setUp = setUp }
        report.evidence = evidence(setUp)
        (report.classes, report.keys) = (classOptions(setUp), keyHoldings(setUp))
        report.omissions = omissions
        return report
    }

    /// The applications that profiles protect or hold keys for; the one of the Job Monitor if there is none.
    public var applicationsFound: [String] {
        let keys = passTicketProfiles(with: .key).filter { !$0.name.hasGenericCharacters && !$0.text.contains(".") }
        let found = Set(storage.survey.applications.map(\.name) + keys.map(\.text)).sorted()
        return found.isEmpty ? ["FEKAPPL"] : found
    }

    private func names(_ wanted: [String], among known: [String]) -> [String] {
        guard !wanted.isEmpty else { return known }
        var found: [String] = []
        for name in wanted {
            let new =
                AccessQuestion.isPattern(name)
                ? known.filter { AccessQuestion.matches($0, name) } : [name]
            found += new.filter { !found.contains($0) }
        }
        return found
    }

    /// The number of users that a pattern may stand for.
    private static let userLimit = 200

    private func users(_ wanted: [String], _ omissions: inout [String]) -> [String] {
        guard wanted.contains(where: AccessQuestion.isPattern) else { return wanted }
        let known =
            (storage.state.unloaded?.database.users.map { String(decoding: $0, as: UTF8.self) } ?? [])
            + storage.state.knownUsers
        var found: [String] = []
        for pattern in wanted {
            guard AccessQuestion.isPattern(pattern) else {
                found.append(pattern)
                continue
            }
            let matching = Set(known.filter { AccessQuestion.matches($0, pattern) }).sorted()
            if matching.count > Self.userLimit {
                omissions.append("\(pattern) stands for \(matching.count) users; the first \(Self.userLimit) are asked")
            }
            found += matching.prefix(Self.userLimit)
        }
        return found
    }

    // MARK: The inputs

    private func evidence(_ setUp: String) -> [AccessReport.Evidence] {
        var found: [AccessReport.Evidence] = []
        for unload in unloads {
            var words = ["unload of \(unload.recordCount) records"]
            let unknown = unload.unknownTypes.values.reduce(0, +)
            if unknown > 0 { words.append("\(unknown) of them of types that are not known") }
            if unload.otherLines > 0 { words.append("\(unload.otherLines) other lines") }
            if let newest = unload.newest { words.append("newest date \(newest)") }
            found.append(
                AccessReport.Evidence(
                    setUp: setUp, message: words.joined(separator: ", "), place: Place(unload.file.id)))
        }
        if let unloaded = storage.state.unloaded, let place = unloaded.place {
            let day = unloaded.day.map { "; REVOKE and RESUME dates are read for \($0)" } ?? ""
            let failures = unloadFailures
            let text =
                failures.isEmpty
                ? "the database is complete, so what it does not show does not exist"
                : "the database need not be complete: " + failures.joined(separator: "; ")
            found.append(AccessReport.Evidence(setUp: setUp, message: text + day, place: place))
        }
        for listing in listings {
            found.append(
                AccessReport.Evidence(
                    setUp: setUp, message: "listing of unknown age", place: Place(listing.file.id)))
        }
        for deck in decks {
            found.append(
                AccessReport.Evidence(
                    setUp: setUp, message: "deck, as if it had run", place: Place(deck.file.id)))
        }
        return found
    }

    // MARK: IDs beside the lists

    /// The IDs with UPDATE that are neither users nor groups.
    public var orphans: [AccessReport.Orphan] {
        guard let database = storage.state.unloaded?.database, database.isComplete else { return [] }
        return passTicketProfiles(with: .grants).filter { $0.traits.contains(.access) }.flatMap { profile in
            profile.entries.filter { entry in
                entry.access >= .update && entry.id != "*" && !storage.state.isGroup(entry.record.id)
                    && storage.state.user(entry.record.id).exists.value == .no
            }.map { entry in
                AccessReport.Orphan(
                    id: entry.id, access: entry.access.name, profile: profile.text, place: entry.place)
            }
        }
    }
}

extension AccessQuestion.Scope {
    /// Whether users are asked for by their names only, so that the table of everyone belongs to the answer.
    fileprivate var isExact: Bool {
        !callers.isEmpty && !targets.isEmpty && !(callers + targets).contains(where: AccessQuestion.isPattern)
    }
}

/// The rows of the table that a question is about.
private struct GrantScope {
    let question: AccessQuestion.Scope

    init(_ question: AccessQuestion.Scope) { self.question = question }

    func contains(_ grant: AccessReport.Grant) -> Bool {
        isAbout(grant.application, question.applications) && isAbout(grant.targets, question.targets)
            && isCaller(grant)
    }

    /// Whether two patterns have a name in common, one of the profile and one of the question.
    private func isAbout(_ name: String, _ wanted: [String]) -> Bool {
        wanted.isEmpty || wanted.contains { ProfileName("X.\($0)").overlaps(ProfileName("X.\(name)")) }
    }

    private func isCaller(_ grant: AccessReport.Grant) -> Bool {
        guard !question.callers.isEmpty, grant.callerKind != .everyone, grant.callerKind != .creator else {
            return true
        }
        return question.callers.contains { pattern in
            ([grant.caller] + grant.members + grant.possibleMembers).contains {
                AccessQuestion.matches($0, pattern)
            }
        }
    }
}
