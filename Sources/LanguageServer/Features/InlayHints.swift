import Checking
import Diagnostics
import JobMonitor
import JobMonitorProc
import Reading
import Subjects
import UrbanCode

/// What is in effect beside what is written: values of directives, of symbols, of steps in their environments.
extension LanguageServer {
    private struct Hint {
        var offset: Int
        var label: String
        var tooltip = ""
    }

    func inlayHints(_ values: Wire?) throws(Failure) -> JSONValue {
        let uri = try uri(values)
        guard let inspected = projects.inspected(uri), let input = inspected.input(uri) else {
            return []
        }
        let positions = positions(input, uri)
        guard let range = positions.range(values?["range"]) else { throw .params }
        let hints: [Hint] =
            switch input.document {
            case .jobMonitor(let member): Self.hints(member)
            case .jobMonitorProc(let procedure): Self.hints(procedure, input)
            case .urbanCode: Self.hints(inspected, input)
            case .deck, .console, .racfListing, .unload, .descriptor: []
            }
        return .array(
            hints.filter { range.lowerBound <= $0.offset && $0.offset <= range.upperBound }.map { hint in
                var members: [String: JSONValue] = [
                    "position": positions.json(hint.offset),
                    "label": .string(SafeText(hint.label.shortened(to: 120)).description),
                    "paddingLeft": true,
                ]
                if !hint.tooltip.isEmpty { members["tooltip"] = .prose(hint.tooltip) }
                return .object(members)
            })
    }

    // MARK: Members

    private static func hints(_ member: JobMonitorConfig) -> [Hint] {
        let effective = Dictionary(
            member.effectiveDirectives.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var hints = member.settings.compactMap { setting -> Hint? in
            let name = setting.intendedName.uppercased()
            guard let directive = effective[name], !setting.holdsSecret else { return nil }
            let end = Int(setting.record.end)
            switch directive.origin {
            case .byDefault:
                return Hint(
                    offset: end, label: "\(name) stays \(directive.value ?? "at its default")",
                    tooltip: "The record sets another variable, so the default is in effect.")
            case .set(let found), .spoilt(let found):
                guard found.line == setting.line else {
                    return Hint(offset: end, label: "not in effect: line \(found.line + 1) counts")
                }
                guard case .spoilt = directive.origin, !found.holdsSecret else { return nil }
                return Hint(offset: end, label: "in effect: '\(directive.value ?? "")'")
            }
        }
        let missing = ["APPLID", "LOOPBACK_ONLY", "SERV_PORT"].compactMap { name -> String? in
            guard let directive = effective[name], case .byDefault = directive.origin,
                let value = directive.value,
                member.nearMisses(of: name).isEmpty
            else { return nil }
            return "\(name)=\(value)"
        }
        if !missing.isEmpty, let last = member.settings.last {
            hints.append(
                Hint(offset: Int(last.record.end), label: "by default: \(missing.joined(separator: ", "))"))
        }
        return hints
    }

    // MARK: Procedures

    /// The names of data sets with the values of their symbols.
    private static func hints(_ procedure: JobMonitorProc, _ input: ParsedInput) -> [Hint] {
        (procedure.libraries + [procedure.configuration.dataSet].compactMap(\.self)).compactMap {
            dataSet in
            let written = input.file.text(dataSet.name.range)
            guard written.contains("&"), written != dataSet.name.value, dataSet.isResolved else {
                return nil
            }
            return Hint(offset: Int(dataSet.name.range.end), label: "= \(dataSet.name.value)")
        }
    }

    // MARK: Steps

    private static func hints(_ inspected: Inspected, _ input: ParsedInput) -> [Hint] {
        var byStep: [SourceRange: [String]] = [:]
        for step in inspected.inspection.setUps.flatMap(\.steps) where step.file == input.file.id {
            let host = shown(step.host)
            let port = shown(step.port)
            let user = shown(step.user)
            let place = step.environment.map { "\($0): " } ?? ""
            byStep[step.step.name.range, default: []].append("\(place)\(host):\(port) as \(user)")
        }
        return byStep.sorted { $0.key.start < $1.key.start }.map { range, texts in
            let label =
                texts.count <= 2 ? texts.joined(separator: " · ") : "\(texts[0]) · \(texts.count - 1) more"
            // A name in quotes ends with one.
            let end = Int(range.end)
            let isQuoted = end < input.file.bytes.count && "\"'".utf8.contains(input.file.bytes[end])
            return Hint(offset: isQuoted ? end + 1 : end, label: label, tooltip: texts.joined(separator: "\n"))
        }
    }

    private static func shown(_ value: ResolvedStep.Value) -> String {
        switch value.resolution.result {
        case .text(let text): text.isEmpty ? "(blank)" : text
        case .secret: "(secret)"
        case .undefined, .circular, .unknown: "?"
        }
    }
}
