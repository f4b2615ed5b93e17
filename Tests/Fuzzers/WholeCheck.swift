import Checking
import Contract
import Decoding
import Diagnostics
import Evaluator
import Fixing
import Reading
import Reporters
import Subjects

/// The whole way from bytes to every report, with the properties that each report must have.
///
/// The first byte of an input selects options; X'1C' separates files, and the first line of each is its name.
struct WholeCheck {
    private var options = Checker.Options()
    private var sources: [Source] = []
    private var contents: [String: [UInt8]] = [:]

    init?(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return nil }
        if first & 1 != 0 {
            options.preflight.agentUsers = ["AGNTUSR"]
            options.preflight.targetUsers = ["USER1", "USER9"]
        }
        if first & 2 != 0, let fresh = try? Assumptions(parsing: ["fresh"]) { options.preflight.assumptions = fresh }
        options.strictEvidence = first & 4 != 0
        options.failOn = first & 8 != 0 ? .never : .error
        options.suppression.allowsCritical = first & 16 != 0
        options.suppression.today = CalendarDate(day: 20_635)
        options.kind = first & 32 == 0 ? nil : InputKind.allCases[Int(first >> 6) * 2 + Int(first & 1)]
        for part in bytes.dropFirst().split(separator: 0x1C) { add(part) }
    }

    private mutating func add(_ part: ArraySlice<UInt8>) {
        let end = part.firstIndex(of: UInt8(ascii: "\n")) ?? part.endIndex
        let name = String(decoding: part[..<end], as: UTF8.self)
        let content = Array(part[end...].dropFirst())
        switch name {
        case ".jmoncheck.yml":
            let file = SourceFile(path: name, bytes: Array(String(decoding: content, as: UTF8.self).utf8))
            if let read = try? ConfigurationReader.read(file, formats: ReportFormat.allCases.map(\.rawValue)) {
                options.configuration = read
            }
        case ".jmoncheck-baseline.json":
            let file = SourceFile(path: name, bytes: Array(String(decoding: content, as: UTF8.self).utf8))
            options.suppression.baseline = try? Baseline.read(file)
        default:
            guard contents.updateValue(content, forKey: name) == nil else { return }
            sources.append(Source(path: name, isNamed: false, bytes: content))
        }
    }

    func run() {
        let checker = Checker(options, version: "0")
        let reading = checker.reading(of: sources)
        let inputs = reading.parsed
        for input in inputs { FuzzTarget.expectTruePlaces(input) }
        guard let outcome = try? checker.outcome(of: reading) else { return }
        let files = Dictionary(uniqueKeysWithValues: inputs.map { ($0.file.id, $0.file) })
        for finding in outcome.findings {
            for place in [finding.place] + finding.related.map(\.place) {
                guard let range = place.range, let file = files[place.file] else { continue }
                FuzzTarget.expect(range, in: file)
            }
            guard let file = files[finding.place.file] else { continue }
            for change in finding.fix?.replacements ?? [] { FuzzTarget.expect(change.range, in: file) }
        }
        let reports = Reports(outcome)
        reports.expectWellFormed()
        let json = reports.bytes[.json] ?? []
        do { _ = try StoredReport.read(SourceFile(path: "r", bytes: json)) } catch {
            fatalError("a report that cannot be read: \(error)")
        }
        let access = checker.access(reading)
        let answer = AccessJSONReporter().report(access).bytes
        Reports.expectJSON(answer)
        let text = AccessTextReporter(palette: Palette(isOn: false), explains: true).report(access).bytes
        let dump = checker.dump(reading)
        Self.expectNoSecret(
            of: inputs, in: Array(reports.bytes.values) + [answer, text, Report(lines: dump.objects).bytes])
    }

    /// What `fix` makes of the inputs has no more defects in its text, and says of itself what a check says of it.
    func fix() {
        let checker = Checker(options, version: "0")
        let fixer = Fixer(checker, allowsUnsafe: options.strictEvidence) { (path) throws(Fixing.Refusal) in
            guard let bytes = contents[path] else { throw Fixing.Refusal(path: path, reason: "not there") }
            return bytes
        }
        guard let result = try? fixer.fix(sources), !result.files.isEmpty else { return }
        let changed = Dictionary(uniqueKeysWithValues: result.files.map { ($0.path, $0.after) })
        let reading = checker.reading(
            of: sources.map { source in
                changed[source.path].map { Source(path: source.path, isNamed: false, bytes: $0) } ?? source
            })
        for input in reading.parsed { FuzzTarget.expectTruePlaces(input) }
        guard let outcome = try? checker.outcome(of: reading) else { return }
        precondition(outcome.exitStatus == result.after.exitStatus, "another status than fix says")
        precondition(outcome.findings.count == result.after.findings.count, "other findings than fix says")
        func defects(_ outcome: Outcome) -> Int { outcome.findings.count { $0.rule.code.hasPrefix("IN") } }
        precondition(defects(outcome) <= defects(result.before), "fix makes a defect")
    }

    /// Short texts occur by chance, and so do texts that an input also contains in places that are not secret.
    private static func expectNoSecret(of inputs: [ParsedInput], in outputs: [[UInt8]]) {
        let secrets = Set(inputs.flatMap { input in input.secrets.map { input.file.bytes[$0.bounds] } })
            // Text that was masked before parsing may be shown as it is.
            .filter { $0.count >= 12 && $0.contains { $0 != UInt8(ascii: "*") } }
        guard !secrets.isEmpty else { return }
        let shown = inputs.map(shown) + [Reports.harmless]
        for secret in secrets where !shown.contains(where: { contains($0, secret) }) {
            precondition(!outputs.contains { contains($0, secret) }, "a secret in a report")
        }
    }

    /// The name and text of an input without its secrets.
    private static func shown(_ input: ParsedInput) -> [UInt8] {
        var bytes = input.file.bytes
        for range in input.secrets { for index in range.bounds { bytes[index] = 0 } }
        return bytes + [0] + Array(input.file.path.utf8)
    }

    private static func contains(_ text: [UInt8], _ part: ArraySlice<UInt8>) -> Bool {
        guard let first = part.first else { return true }
        var rest = text[...]
        while let found = rest.first(first) {
            if text[found...].starts(with: part) { return true }
            rest = text[(found + 1)...]
        }
        return false
    }
}
