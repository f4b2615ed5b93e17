public import Contract
public import Diagnostics
import JobMonitor
import Secrets

extension ConsoleCapture: InputModel {
    public static func parse(_ file: SourceFile) -> Parsed<ConsoleCapture> {
        if let answers = ProbeAnswers.read(file) {
            var capture = ConsoleCapture(file: file)
            capture.probes = answers.probes
            return Parsed(capture, problems: answers.problems, secrets: SecretScanner.secrets(in: file.bytes))
        }
        var reader = ConsoleReader(file)
        for line in file.lineStarts.indices { reader.read(ConsoleLine(file, line)) }
        return Parsed(reader.capture, secrets: SecretScanner.secrets(in: file.bytes))
    }

    /// Recognises a capture by message identifiers, and by the headings of listings that have none.
    public static func recognise(_ file: SourceFile) -> Recognised<Never>? {
        if ProbeAnswers.read(file) != nil { return Recognised("it contains answers of jmoncheck probe") }
        for line in file.lineStarts.indices.prefix(4000) {
            guard file.bytes[file.lineBounds(line)].prefix(400).contains(where: { $0 >= UInt8(ascii: "A") }) else {
                continue
            }
            let line = ConsoleLine(file, line)
            if let id = line.message?.id, let topic = ConsoleReader.Topic(id), isEvidence(topic, id, line) {
                return Recognised("it contains message \(id)")
            }
            let words = line.words.prefix(12).map { $0.text.uppercased() }
            if words.contains("M/S"), words.contains("SYSAS") { return Recognised("it contains an answer to D A") }
            if words.contains("NETSTAT") || words.contains("ONETSTAT"), words.contains("MVS") {
                return Recognised("it contains a NETSTAT listing")
            }
            if words.prefix(3) == ["USER", "ID", "CONN"], words.contains("STATE") {
                return Recognised("it contains a NETSTAT listing")
            }
        }
        return nil
    }

    /// Every task and job of a system starts and ends, so these messages alone prove nothing.
    private static func isEvidence(_ topic: ConsoleReader.Topic, _ id: String, _ line: ConsoleLine) -> Bool {
        switch topic {
        case .start: false
        case .abend: line.words.contains { $0.text.contains("JMON") }
        case .ending: id != "IEF404I" || line.words.contains { $0.text.contains("JMON") }
        case .list, .activity, .server, .refusal, .netstat: true
        }
    }

    public func dumped() -> [String: JSONValue] {
        func line(_ range: SourceRange) -> JSONValue { .number(file.lineIndex(at: Int(range.start)) + 1) }
        func text(_ value: Located<String>?) -> JSONValue { value.map { .string($0.value) } ?? .null }
        return [
            "tasks": .array(
                tasks.map { task in
                    [
                        "name": .string(task.name.value), "step": .string(task.step),
                        "procedureStep": .string(task.procedureStep), "status": .string(task.status),
                        "type": .string(task.type), "user": text(task.userID), "workUnit": text(task.workUnit),
                        "list": .bool(task.isFromList), "line": line(task.name.range),
                    ]
                }),
            "notFound": .array(absences.map { ["name": .string($0.value), "line": line($0.range)] }),
            "messages": .array(
                messages.map { message in
                    [
                        "product": .string(message.product.rawValue), "number": .number(message.number),
                        "severity": .string(message.severity),
                        "port": message.port.map { .number($0.value) } ?? .null, "line": line(message.range),
                    ]
                }),
            "endings": .array(
                endings.map {
                    [
                        "name": .string($0.name.value), "code": $0.code.map { .number($0.value) } ?? .null,
                        "abend": text($0.abend), "line": line($0.name.range),
                    ]
                }),
            "starts": .array(starts.map { ["name": .string($0.name.value), "line": line($0.name.range)] }),
            "listings": .array(
                listings.map { listing in
                    [
                        "ports": listing.ports.map { .array($0.map { .number($0) }) } ?? .null,
                        "clients": listing.clients.map { .array($0.map { .string($0) }) } ?? .null,
                        "records": listing.records.map { .number($0) } ?? .null, "whole": .bool(listing.isWhole),
                        "line": line(listing.range),
                    ]
                }),
            "violations": .array(
                violations.map { violation in
                    [
                        "user": .string(violation.user), "group": .string(violation.group),
                        "resource": text(violation.resource), "class": .string(violation.className),
                        "intent": .string(violation.intent), "allowed": .string(violation.allowed),
                        "line": line(violation.range),
                    ]
                }),
            "probes": .array(
                probes.map { probe in
                    [
                        "host": .string(probe.host.value), "port": .number(probe.port.value),
                        "from": probe.from.map { .string($0) } ?? .null, "answer": .string(probe.answer.value),
                        "level": probe.level.map { .string($0) } ?? .null, "line": line(probe.answer.range),
                    ]
                }),
            "listeners": .array(
                listeners.map { listener in
                    [
                        "user": .string(listener.user.value), "address": .string(listener.address.value),
                        "port": .number(listener.port.value), "loopback": .bool(listener.isLoopback),
                        "line": line(listener.port.range),
                    ]
                }),
        ]
    }
}
