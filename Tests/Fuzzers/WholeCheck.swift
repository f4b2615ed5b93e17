import Checking
import Contract
import Decoding
import Diagnostics
import Evaluator
import Reading
import Reporters

/// From bytes to every report, with what has to hold of each.
///
/// The first byte of an input holds options; files are divided by X'1C', and the first line of each is its name.
struct WholeCheck {
    private var options = Run.Options()
    private var inputs: [ParsedInput] = []

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
        let kind = first & 32 == 0 ? nil : InputKind.allCases[Int(first >> 6) * 2 + Int(first & 1)]
        for part in bytes.dropFirst().split(separator: 0x1C) { add(part, kind) }
        inputs = ParsedInput.completed(inputs)
    }

    private mutating func add(_ part: ArraySlice<UInt8>, _ kind: InputKind?) {
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
            guard var file = try? TextDecoder.decode(content, path: name),
                let recognition = kind.map(Recognizer.Recognition.init(asked:)) ?? Recognizer.recognise(file)
            else { return }
            file.id = FileID(inputs.count)
            inputs.append(ParsedInput.parse(file, as: recognition))
        }
    }

    func run() {
        for input in inputs { FuzzTarget.expectTruePlaces(input) }
        let outcome = Run.check(inputs.map(Run.Input.parsed), options: options, version: "0")
        for finding in outcome.findings {
            for place in [finding.place] + finding.related.map(\.place) {
                guard let range = place.range, place.file.index < inputs.count else { continue }
                FuzzTarget.expect(range, in: inputs[place.file.index].file)
            }
            for change in finding.fix?.replacements ?? [] where finding.place.file.index < inputs.count {
                FuzzTarget.expect(change.range, in: inputs[finding.place.file.index].file)
            }
        }
        let reports = Reports(outcome)
        reports.expectWellFormed()
        let json = reports.bytes[.json] ?? []
        do { _ = try StoredReport.read(SourceFile(path: "r", bytes: json)) } catch {
            fatalError("a report that cannot be read: \(error)")
        }
        let access = Run.access(
            inputs.map(Run.Input.parsed), options: options.preflight, configuration: options.configuration)
        let answer = AccessJSONReporter().report(access).bytes
        Reports.expectJSON(answer)
        let text = AccessTextReporter(palette: Palette(isOn: false), explains: true).report(access).bytes
        expectNoSecret(in: Array(reports.bytes.values) + [answer, text])
    }

    /// Short texts stand somewhere by chance, and so does what an input also shows where it is no secret.
    private func expectNoSecret(in outputs: [[UInt8]]) {
        let secrets = Set(inputs.flatMap { input in input.secrets.map { input.file.bytes[$0.bounds] } })
            // What was masked before it was parsed may be shown as it is.
            .filter { $0.count >= 12 && $0.contains { $0 != UInt8(ascii: "*") } }
        guard !secrets.isEmpty else { return }
        let shown = inputs.map(Self.shown) + [Reports.harmless]
        for secret in secrets where !shown.contains(where: { Self.contains($0, secret) }) {
            precondition(!outputs.contains { Self.contains($0, secret) }, "a secret in a report")
        }
    }

    /// Name and text of an input without its secrets.
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
