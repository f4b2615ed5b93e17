public import Diagnostics

/// The answer of `probe` for people: a line for each address.
public struct ProbeTextReporter: Sendable {
    public init() {}

    public func report(_ report: ProbeReport) -> Report { Report(report.results.map(line)) }

    private func line(_ result: ProbeReport.Result) -> SafeText {
        let isNumeric = result.address == result.host
        let address: SafeText = isNumeric ? "" : result.address.map { " (\($0))" } ?? ""
        let from: SafeText = result.from.map { ", asked from \($0)" } ?? ""
        let reason: SafeText = result.reason.map { ": \($0)" } ?? ""
        return "\(result.host)\(address) port \(result.port)\(from): \(meaning(result))\(reason)"
    }

    private func meaning(_ result: ProbeReport.Result) -> SafeText {
        switch result.answer {
        case .jobMonitor: "a Job Monitor answers" + (result.level.map { ", protocol level \($0)" } ?? "")
        case .other: "what answers is not a Job Monitor"
        case .silent: "something accepts the connection and does not answer"
        case .closed: "something accepts the connection and closes it without an answer"
        case .tls: "something speaks TLS"
        case .refused: "the connection is refused; nothing listens there, or only for programs on the same system"
        case .unreachable: "no connection"
        case .unknownName: "the name has no address"
        }
    }
}

/// The answer of `probe` as JSON, which `check` reads as a capture; schema in `reports/probe.schema.json`.
public struct ProbeJSONReporter: Sendable {
    public init() {}

    public func report(_ report: ProbeReport) -> Report {
        let value: JSONValue = [
            "version": .number(JSONReporter.version),
            "probes": .array(
                report.results.map { result in
                    [
                        "host": .string(result.host), "port": .number(result.port), "address": .text(result.address),
                        "from": .text(result.from), "answer": .string(result.answer.rawValue),
                        "level": .text(result.level), "reason": .text(result.reason),
                    ]
                }),
        ]
        return Report(value, for: .programs)
    }
}
