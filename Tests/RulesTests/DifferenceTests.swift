import Diagnostics
import Testing

@testable import Checking
@testable import Comparing

/// What holds of every difference, whatever the states are.
@Suite struct DifferenceTests {
    private static let fixtures = Fixture.all.filter { fixture in
        ["RF", "PF", "clean", "racf", "urbancode", "UC"].contains { fixture.rule.hasPrefix($0) }
    }

    private static func state(_ fixture: Fixture) throws -> CheckedState {
        let run = try TestRun([], options: fixture.options())
        return try run.checker.state(
            fixture.files().map { Source(path: $0.name, isNamed: false, bytes: $0.bytes) })
    }

    /// A row in words, as far as it has to be the same from both sides.
    private static func words(_ row: DifferenceReport.Row) -> String {
        func words(_ side: DifferenceReport.Side?) -> String {
            side.map { "\($0.text) at \($0.place.map { "\($0)" } ?? "-")" } ?? "nothing"
        }
        return "\(row.setUp) \(row.kind) \(row.name): \(row.change), \(words(row.before)) -> \(words(row.after)), "
            + "\(row.widens) \(row.narrows)"
    }

    @Test(arguments: fixtures)
    func `a state does not differ from itself`(_ fixture: Fixture) throws {
        let difference = Checker.difference(before: try Self.state(fixture), after: try Self.state(fixture))
        #expect(difference.rows.isEmpty, "\(difference.rows.map(Self.words))")
    }

    @Test(arguments: zip(fixtures, fixtures.dropFirst()))
    func `seen from the other state a difference is the same`(_ one: Fixture, _ other: Fixture) throws {
        let (before, after) = (try Self.state(one), try Self.state(other))
        let there = Checker.difference(before: before, after: after).rows
        let back = Checker.difference(before: after, after: before).rows.map(\.mirrored)
        #expect(there.map(Self.words).sorted() == back.map(Self.words).sorted())
    }

    // MARK: Grants

    private static func grant(
        _ caller: String, _ targets: String, _ verdict: Verdict = .granted, except: [String] = [],
        members: [String] = [], kind: AccessReport.Grant.CallerKind = .user
    ) -> AccessReport.Grant {
        AccessReport.Grant(
            caller: caller, callerKind: kind, members: members, application: "FEKAPPL", targets: targets,
            except: except, generate: verdict, profile: "IRRPTAUTH.FEKAPPL.\(targets)", place: nil)
    }

    private static func signs(_ before: [AccessReport.Grant], _ after: [AccessReport.Grant]) -> [String] {
        GrantComparison(before: before, after: after).differences.map { difference in
            let sign = difference.change.rawValue.prefix(1)
            let way = difference.widens ? ">" : difference.narrows ? "<" : ""
            return "\(sign)\(way) \(difference.grant.caller) \(difference.grant.targets)"
        }
    }

    @Test func `a grant in another way is not gained and not lost`() {
        let all = Self.grant("A", "*")
        // A profile of its own decides about USER1 and gives the same.
        #expect(
            Self.signs([all], [Self.grant("A", "*", except: ["USER1"]), Self.grant("A", "USER1")])
                == ["c A *", "c A USER1"])
        // It gives nothing.
        #expect(Self.signs([all], [Self.grant("A", "*", except: ["USER1"])]) == ["c< A *"])
        // A group gave it before.
        let group = Self.grant("G", "USER1", members: ["A", "B"], kind: .group)
        #expect(Self.signs([group], [group, Self.grant("A", "USER1")]) == ["c A USER1"])
        #expect(Self.signs([group], [group, Self.grant("C", "USER1")]) == ["g C USER1"])
        #expect(Self.signs([all], [Self.grant("A", "PAY*")]) == ["c A PAY*", "l A *"])
    }

    @Test func `the exceptions of a grant are listed up to twelve`() {
        let names = (1...13).map { "U\($0)" }
        #expect(Self.grant("A", "*").way == "can, through IRRPTAUTH.FEKAPPL.*")
        #expect(Self.grant("A", "*", except: ["USER1"]).way.hasSuffix("; except USER1"))
        #expect(Self.grant("A", "*", except: Array(names.prefix(12))).way.hasSuffix(", U12"))
        #expect(Self.grant("A", "*", except: names).way.hasSuffix(", U12 and 1 more"))
        var more = Self.grant("A", "*", except: ["USER1"])
        more.moreExceptions = 7
        #expect(more.way.hasSuffix("; except USER1 and 7 more"))
    }

    @Test func `what a grant reaches more or fewer is told`() {
        let group = Self.grant("G", "*", members: ["A"], kind: .group)
        let more = Self.grant("G", "*", members: ["A", "B"], kind: .group)
        #expect(Self.signs([group], [more]) == ["c> G *"] && Self.signs([more], [group]) == ["c< G *"])
        let may = Self.grant("A", "USER1", .unknown)
        #expect(Self.signs([may], [Self.grant("A", "USER1")]) == ["c> A USER1"])
        #expect(Self.signs([Self.grant("A", "USER1", .refused)], [may]) == ["g A USER1"])
        #expect(Self.signs([may], [Self.grant("A", "USER1", .refused)]) == ["l A USER1"])
    }
}
