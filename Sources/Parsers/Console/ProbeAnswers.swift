import Contract
public import Diagnostics
import JobMonitor
import Trees

extension ConsoleCapture {
    /// The answer that `jmoncheck probe` got on a port.
    public struct Probe: Sendable {
        public let host: Located<String>
        public let port: Located<Int>
        /// The address of the machine that asked; `nil` if it could not ask.
        public let from: String?
        /// `job-monitor`, `other`, `silent`, `closed`, `tls`, `refused`, `unreachable` or `unknown-name`.
        public let answer: Located<String>
        public let level: String?

        /// Whether it asked another system than the one that it ran on.
        public var isOfAnotherSystem: Bool {
            let host = host.value.lowercased()
            return host != "localhost" && host != "::1" && !host.hasPrefix("127.")
        }
    }
}

/// Reads the answers of `jmoncheck probe --format json`.
enum ProbeAnswers {
    private static let answers: Set<String> = [
        "job-monitor", "other", "silent", "closed", "tls", "refused", "unreachable", "unknown-name",
    ]

    static func isLikely(_ file: SourceFile) -> Bool {
        guard file.bytes.first(where: { !$0.isBlank && $0 != 0x0A && $0 != 0x0D }) == UInt8(ascii: "{") else {
            return false
        }
        return file.bytes.prefix(4096).contains(#""probes""#)
    }

    static func read(_ file: SourceFile) -> (probes: [ConsoleCapture.Probe], problems: [Problem])? {
        guard isLikely(file) else { return nil }
        let (document, problems) = JSONDocument.parse(file)
        guard let root = document.root, let list = document.value("probes", of: root) else { return nil }
        let probes = document.elements(list).compactMap { probe($0, document) }
        return probes.isEmpty ? nil : (probes, problems)
    }

    private static func probe(_ index: Int, _ document: JSONDocument) -> ConsoleCapture.Probe? {
        func text(_ key: StaticString) -> Located<String>? {
            guard let value = document.value(key, of: index), document.kind(value) == .string else { return nil }
            return Located(document.string(value), at: document.contentRange(value))
        }
        guard let host = text("host"), let answer = text("answer"), answers.contains(answer.value),
            let value = document.value("port", of: index),
            let port = PortNumber.parse(document.file.text(document.range(value)))
        else { return nil }
        return .init(
            host: host, port: Located(port, at: document.range(value)), from: text("from")?.value, answer: answer,
            level: text("level")?.value)
    }
}
