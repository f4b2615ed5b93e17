import Contract
import Diagnostics
import Testing

@testable import Evaluator
@testable import Unload

/// The answers about a site of 6,000 records are those of a second reading, which takes the fields of the records by
/// their columns and follows docs/reference/unload.md section 4, in every form and any order of records.
@Suite struct UnloadAnswersTests {
    static let day = "2026-06-30"

    @Test(arguments: UnloadGenerator.Form.allCases, [7, 8] as [UInt64])
    func `the answers are those of a second reading`(_ form: UnloadGenerator.Form, _ seed: UInt64) throws {
        let site = UnloadGenerator.large(seed: seed)
        #expect(site.lines.count > 5500)
        try Self.compare(site.bytes(form), FlatReading(site.lines), seed)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `the order of the records does not change the answers`(_ seed: UInt64) throws {
        let site = UnloadGenerator.large(seed: 7)
        var shuffle = UnloadGenerator(seed: seed)
        let lines = shuffle.shuffled(site.lines)
        try Self.compare(lines.flatMap { $0 + [0x0A] }, FlatReading(site.lines), seed)
    }

    private struct NotAnUnload: Error {}

    private static func compare(_ bytes: [UInt8], _ expected: FlatReading, _ seed: UInt64) throws {
        guard case .form(let form)? = UnloadForm.find(in: Array(bytes.prefix(1 << 18))) else { throw NotAnUnload() }
        let unload = Unload.read(
            ByteStream(bytes), form, as: SourceFile(path: "unload", bytes: []), UnloadRequest()
        ).model
        #expect(UnloadDatabase([unload]).failures == [])
        let evaluation = Evaluation(
            decks: [], unloads: [unload],
            assumptions: try Assumptions(parsing: ["PTKTDATA=active,raclist,generic", "APPL=active", "grplist"]),
            date: CalendarDate(day))
        var counts: [String: Int] = [:]
        for caller in stride(from: 1000 + Int(seed % 5), to: 1700, by: 13) {
            for target in stride(from: 1000, to: 1760, by: 33) {
                let (caller, target) = ("X\(caller)", "X\(target)")
                let decision = evaluation.decide(caller: caller, application: "FEKAPPL", target: target)
                let generate = expected.access(caller, .update, "PTKTDATA", "IRRPTAUTH.FEKAPPL.\(target)")
                #expect(decision.generate.rawValue == generate, "\(caller) for \(target)")
                counts[generate, default: 0] += 1
                func state(_ id: String) -> String { decision.conditions.first { $0.id == id }?.state.rawValue ?? "" }
                #expect(state("E3") == expected.logon(target), "\(target)")
                #expect(state("E4") == expected.protection(target), "\(target)")
            }
        }
        // Every answer occurs, so that each way to it is tried.
        #expect(counts.count == 3 && counts.values.allSatisfy { $0 > 20 }, "\(counts)")
    }
}

extension UnloadGenerator {
    mutating func shuffled(_ lines: [[UInt8]]) -> [[UInt8]] {
        var lines = lines
        for index in lines.indices.reversed() where index > 0 { lines.swapAt(index, below(index + 1)) }
        return lines
    }
}

/// A second reading of records at full width, in the simplest way.
struct FlatReading {
    enum Level: Int { case none, execute, read, update, control, alter }

    private struct Profile {
        var uacc = Level.none
        var isWarning = false
        var entries: [String: Level] = [:]
        var conditional: [String: Level] = [:]
    }

    private struct User {
        var isRevoked: Bool
        var isProtected: Bool
        var isRestricted: Bool
        var isContained: Bool
        var defaultGroup: String
    }

    private var users: [String: User] = [:]
    private var groups: [String: [String]] = [:]
    private var revokedGroups: [String: [String]] = [:]
    private var profiles: [String: Profile] = [:]
    private var generics: [(className: String, name: String)] = []

    init(_ lines: [[UInt8]]) {
        for line in lines {
            func field(_ first: Int, _ last: Int) -> String {
                var bytes = first <= line.count ? Array(line[(first - 1)..<min(last, line.count)]) : []
                while bytes.last == 0x20 { bytes.removeLast() }
                return String(decoding: bytes, as: UTF8.self)
            }
            let profile = field(253, 260) + " " + field(6, 251)
            switch field(1, 4) {
            case "0200":
                users[field(6, 13)] = User(
                    isRevoked: Self.isRevoked(field(50, 53), field(458, 467), field(469, 478)),
                    isProtected: field(391, 394) == "PRO", isRestricted: field(542, 549).contains("RSTD"),
                    isContained: field(650, 653) == "YES", defaultGroup: field(96, 103))
            case "0205":
                if !Self.isRevoked(field(94, 97), field(114, 123), field(125, 134)) {
                    groups[field(6, 13), default: []].append(field(15, 22))
                } else {
                    revokedGroups[field(6, 13), default: []].append(field(15, 22))
                }
            case "0500":
                profiles[profile, default: Profile()].uacc = Self.level(field(337, 344))
                profiles[profile]?.isWarning = field(660, 663) == "YES"
                if field(262, 265) == "YES" { generics.append((field(253, 260), field(6, 251))) }
            case "0505": profiles[profile, default: Profile()].entries[field(262, 269)] = Self.level(field(271, 278))
            case "0507":
                profiles[profile, default: Profile()].conditional[field(280, 287)] = Self.level(field(289, 296))
            default: break
            }
        }
    }

    private static func level(_ name: String) -> Level {
        switch name {
        case "EXECUTE": .execute
        case "READ": .read
        case "UPDATE": .update
        case "CONTROL": .control
        case "ALTER": .alter
        default: .none
        }
    }

    /// Dates compare as texts.
    private static func isRevoked(_ flag: String, _ revoke: String, _ resume: String) -> Bool {
        let (revoked, resumed) = (
            !revoke.isEmpty && revoke <= UnloadAnswersTests.day, !resume.isEmpty && resume <= UnloadAnswersTests.day
        )
        if resumed && revoked { return flag.uppercased() == "YES" ? revoke > resume : resume < revoke }
        if resumed { return false }
        return flag.uppercased() == "YES" || revoked
    }

    private func profile(_ className: String, _ resource: String) -> Profile? {
        if let exact = profiles["\(className) \(resource)"] { return exact }
        let generic = generics.first { generic in
            guard generic.className == className else { return false }
            if generic.name.hasSuffix("*") { return resource.hasPrefix(generic.name.dropLast()) }
            let pairs = zip(generic.name, resource)
            return generic.name.count == resource.count && pairs.allSatisfy { $0 == "%" || $0 == $1 }
        }
        return generic.flatMap { profiles["\($0.className) \($0.name)"] }
    }

    /// Whether a user is revoked, also only in the default group: nobody knows whether a process still runs.
    private func mayNotRun(_ user: String) -> Bool {
        guard let record = users[user] else { return false }
        return record.isRevoked || revokedGroups[user]?.contains(record.defaultGroup) == true
    }

    /// Whether a user has an access: granted, refused or unknown.
    func access(_ user: String, _ level: Level, _ className: String, _ resource: String) -> String {
        let answer = list(user, level, className, resource)
        return answer == "granted" && mayNotRun(user) ? "unknown" : answer
    }

    private func list(_ user: String, _ level: Level, _ className: String, _ resource: String) -> String {
        guard let profile = profile(className, resource), let record = users[user], !record.isContained else {
            return "refused"
        }
        let ids = [user] + (groups[user] ?? [])
        let standard = standard(ids, level, profile, isRestricted: record.isRestricted)
        if standard != "refused" { return standard }
        if profile.isWarning { return "granted" }
        let conditional = ids + ["*"]
        return conditional.contains { (profile.conditional[$0]?.rawValue ?? 0) >= level.rawValue }
            ? "unknown" : "refused"
    }

    private func standard(_ ids: [String], _ level: Level, _ profile: Profile, isRestricted: Bool) -> String {
        func answer(_ isEnough: Bool) -> String { isEnough ? "granted" : "refused" }
        if let own = profile.entries[ids[0]] { return answer(own.rawValue >= level.rawValue) }
        if let best = ids.dropFirst().compactMap({ profile.entries[$0]?.rawValue }).max() {
            return answer(best >= level.rawValue)
        }
        if isRestricted { return "refused" }
        guard let everyone = profile.entries["*"] else { return answer(profile.uacc.rawValue >= level.rawValue) }
        if everyone.rawValue >= level.rawValue { return "granted" }
        return profile.uacc.rawValue >= level.rawValue ? "unknown" : "refused"
    }

    func logon(_ user: String) -> String {
        guard let record = users[user], !record.isRevoked, !record.isContained else { return "fails" }
        switch access(user, .read, "APPL", "FEKAPPL") {
        case "granted": return "holds"
        case "refused": return "fails"
        default: return "unknown"
        }
    }

    func protection(_ user: String) -> String { users[user]?.isProtected == true ? "fails" : "holds" }
}
