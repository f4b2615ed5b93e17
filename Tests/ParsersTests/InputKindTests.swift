import Contract
import Testing

@Suite struct InputKindTests {
    @Test func `kinds have the names of the command line`() {
        #expect(
            InputKind.allCases.map(\.rawValue) == [
                "job-monitor", "job-monitor-proc", "console", "racf", "racf-listing", "racf-unload",
                "security-descriptor", "urbancode-properties", "urbancode-export", "urbancode-plugin",
            ])
    }
}
