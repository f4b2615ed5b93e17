import Testing

@testable import Rules

@Suite struct HostTests {
    @Test(arguments: [
        ("localhost", true), ("LOCALHOST", true), ("loopback", true), ("::1", true), ("[::1]", true),
        ("127.0.0.1", true), ("127.1.2.9", true), ("127.0.0.1.example.com", false), ("127", false),
        ("128.0.0.1", false), ("zos.example.com", false), ("", false),
    ])
    func `names and addresses of the system itself are known`(_ host: String, _ isLocal: Bool) {
        #expect(PF404HostReachability.isLocal(host) == isLocal)
    }
}
