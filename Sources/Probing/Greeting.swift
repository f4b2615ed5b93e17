import Diagnostics

/// The first words between a client and a Job Monitor (docs/reference/job-monitor.md, 3.3).
enum Greeting {
    static let jobMonitor = Array("CONNECT01 v09\n".utf8)

    /// The beginning of the answer, in the two character sets in which it may come.
    private static let acknowledge = Array("ACKNOWLEDGE".utf8)
    private static let acknowledgeEBCDIC: [UInt8] = [
        0xC1, 0xC3, 0xD2, 0xD5, 0xD6, 0xE6, 0xD3, 0xC5, 0xC4, 0xC7, 0xC5,
    ]

    /// A ClientHello of TLS 1.2 with one common cipher and without extensions: every TLS server answers it, if only with an
    /// alert (RFC 5246, 7.4.1.2).
    static let tls: [UInt8] = {
        let body: [UInt8] =
            [0x03, 0x03] + Array(repeating: 0x5A, count: 32) + [0x00] + [0x00, 0x04, 0xC0, 0x2F, 0x00, 0x9C]
            + [0x01, 0x00]
        let handshake: [UInt8] = [0x01, 0x00, 0x00, UInt8(body.count)] + body
        return [0x16, 0x03, 0x01, 0x00, UInt8(handshake.count)] + handshake
    }()

    /// Whether more bytes cannot change the meaning.
    static func isDecided(_ bytes: [UInt8]) -> Bool {
        if isTLS(bytes) { return true }
        let isPossible = [acknowledge, acknowledgeEBCDIC].contains { text in
            bytes.prefix(text.count).elementsEqual(text.prefix(bytes.count))
        }
        // The level stands on the rest of the line.
        return !isPossible && bytes.count >= 3 || bytes.contains(0x0A) || bytes.contains(0x15)
    }

    static func meaning(of bytes: [UInt8]) -> (ProbeReport.Answer, level: String?) {
        if isTLS(bytes) { return (.tls, nil) }
        if bytes.starts(with: acknowledge) { return (.jobMonitor, level(bytes.dropFirst(acknowledge.count))) }
        return (bytes.starts(with: acknowledgeEBCDIC) ? .jobMonitor : .other, nil)
    }

    /// A handshake record or an alert of SSL 3 to TLS 1.3.
    private static func isTLS(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 3 && (bytes[0] == 0x15 || bytes[0] == 0x16) && bytes[1] == 0x03 && bytes[2] <= 0x04
    }

    /// A word such as `v09`. Nothing else of the answer is kept.
    private static func level(_ rest: ArraySlice<UInt8>) -> String? {
        rest.split(whereSeparator: { $0 <= 0x20 })
            .first { $0.count <= 8 && $0.first == UInt8(ascii: "v") && $0.dropFirst().allSatisfy(\.isDigit) }
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
