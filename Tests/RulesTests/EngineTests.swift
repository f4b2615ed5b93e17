import Contract
import Diagnostics
import Reading
import Testing

@testable import Checking
@testable import RACF
@testable import Subjects

@Suite struct EngineTests {
    @Test(arguments: Fixture.of("PF401") + Fixture.of("JM101"))
    func `no check is made twice`(_ fixture: Fixture) throws {
        let checks = try fixture.run().outcome.checks.map {
            "\($0.rule) \($0.subject) \($0.file.map(String.init(describing:)) ?? "")"
        }
        #expect(Set(checks).count == checks.count)
    }

    @Test func `the first thousand findings of a deck show the origins of values`() throws {
        let permits = (1...1001).map { "tsocmd \"PERMIT P\($0) CLASS(PTKTDTA) ID($A) ACCESS(READ)\"\n" }
        let deck = Array(("A=AGNTUSR\n" + permits.joined()).utf8)
        let outcome = try TestRun([("x.sh", deck)], options: ["--max-alike", "2000", "--max-findings", "3000"]).outcome
        let findings = outcome.findings.filter { $0.rule == "RF312" }
        #expect(findings.count >= 1000)
        #expect(outcome.findings.count { $0.related.contains { $0.message == "$A = AGNTUSR" } } == 1000)
    }

    /// The most specific STARTED profile gives a task its user, in whatever order the deck defines them.
    @Test(
        arguments: [
            ("JMON.*=A J*.*=B", "A"), ("J*.*=B JMON.*=A", "A"), ("JMON.*=A JMON.JMON=B", "B"), ("OTHER.*=A", nil),
            ("J*.*==MEMBER", "JMON"), ("JMON.*=A JMON.*=B", "B"),
        ] as [(String, String?)])
    func `a started task has the user of its profile`(_ profiles: String, _ user: String?) {
        let commands = profiles.split(separator: " ").map { profile in
            let parts = profile.split(separator: "=", maxSplits: 1)
            return "RDEFINE STARTED \(parts[0]) UACC(NONE) STDATA(USER(\(parts[1])))\n"
        }
        let input = ParsedInput.parse(
            SourceFile(path: "a.txt", bytes: Array(commands.joined().utf8)), as: Recognizer.Recognition(asked: .racf))
        let setUp = SetUp(name: "", inputs: [input], options: PreflightOptions())
        #expect(StartedTaskUser(of: "JMON", in: setUp)?.user == user)
    }

    /// The language server checks a set-up again after each key.
    @Test func `a set-up is freed with everything that was computed of it`() throws {
        let options = PreflightOptions(agentUsers: ["AGNTUSR"], targetUsers: ["USER1"])
        var setUp: SetUp? = SetUp(name: "", inputs: [], options: options)
        weak let held = setUp
        #expect(setUp?.passTicketUses.map(\.caller) == ["AGNTUSR"])
        #expect(setUp?.evaluations.count == 1)
        setUp = nil
        #expect(held == nil)
    }
}
