import Diagnostics

/// The host and port that a probe asks.
public struct ProbeTarget: Sendable, Equatable {
    /// The port of the Job Monitor if nothing else is configured (docs/reference/job-monitor.md, 2.1).
    public static let defaultPort = 6715

    /// A name, an IPv4 address or an IPv6 address without brackets.
    public var host: String
    public var port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `zos.example.com`, `192.0.2.7:6716`, `2001:db8::7` or `[2001:db8::7]:6716`; `nil` for anything else.
    public init?(_ text: String) {
        var host = text
        var port: String?
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { return nil }
            host = String(text[text.index(after: text.startIndex)..<close])
            let rest = text[text.index(after: close)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            port = rest.isEmpty ? nil : String(rest.dropFirst())
        } else if text.filter({ $0 == ":" }).count == 1, let colon = text.firstIndex(of: ":") {
            host = String(text[..<colon])
            port = String(text[text.index(after: colon)...])
        }
        let isHost = host.utf8.allSatisfy { $0.isLetter || $0.isDigit || ".:-_%".utf8.contains($0) }
        guard !host.isEmpty, host.utf8.count <= 253, isHost, !host.hasPrefix("-") else { return nil }
        guard let port else {
            self.init(host: host, port: Self.defaultPort)
            return
        }
        guard port.utf8.count <= 5, port.utf8.allSatisfy(\.isDigit), let number = Int(port), 1...65535 ~= number else {
            return nil
        }
        self.init(host: host, port: number)
    }
}
