import Diagnostics
import Testing

@testable import Checking

/// The subject of a finding: the directive, command or property by which a baseline recognises it.
@Suite struct KeyTests {
    @Test(arguments: [
        ("FEJJCNFG", "SERV_PORT=6715\nLIMIT_VIEW=USERID\nLOOPBACK_ONLY=ON\n", "JM101", "LOOPBACK_ONLY"),
        ("a.txt", "PERMIT BPX.X CLASS(FACILITY) ID(U) ACCESS(UPDTE)\n", "RF313", "PERMIT BPX.X CLASS(FACILITY) ID(U)"),
        // The place is on the second and third line of a command.
        (
            "a.txt", "SETROPTS LIST\nPERMIT BPX.X -\n  ID(U) ACCESS(UPDTE) -\n  CLASS(FACILITY)\n", "RF313",
            "PERMIT BPX.X ID(U) CLASS(FACILITY)"
        ),
        (
            "a.txt", "SETROPTS LIST\nPERMIT BPX.X -\n  ID(U) -\n  CLASS(FACILITY) ACCESS(UPDTE)\n", "RF313",
            "PERMIT BPX.X ID(U) CLASS(FACILITY)"
        ),
        // The place follows a command on its line.
        ("a.txt", "SETROPTS LIST\nRLIST FACILITY (C D); junk\n", "RF309", "RLIST FACILITY C D"),
        (
            "sheet.json",
            #"{"name": "TEST", "properties": [{"name": "db.password", "value": "Tuesday7", "secure": false}]}"#,
            "UC219", "environment/sheet: db.password"
        ),
    ])
    func `a finding without a key is keyed by the statement around it`(
        _ name: String, _ text: String, _ rule: RuleID, _ key: String
    ) throws {
        let findings = try TestRun([(name, Array(text.utf8))]).outcome.findings
        #expect(findings.filter { $0.rule == rule }.map(\.key) == [key], "\(findings.map { "\($0.rule) \($0.key)" })")
    }
}
