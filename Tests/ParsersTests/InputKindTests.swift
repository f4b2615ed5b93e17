import Contract
import Testing

@Suite struct InputKindTests {
    @Test func `kinds are named as on the command line`() {
        #expect(
            InputKind.allCases.map(\.rawValue) == [
                "job-monitor", "job-monitor-proc", "console", "racf", "racf-listing", "urbancode-properties",
                "urbancode-export", "urbancode-plugin",
            ])
    }
}
