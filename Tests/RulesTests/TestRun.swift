import Diagnostics
import Evaluator

@testable import Checking
@testable import Contract
@testable import Decoding
@testable import Reading
@testable import Subjects

/// A run of all rules on some inputs, without files and processes.
struct TestRun {
    struct BadOption: Error { var text: String }

    let checker: Checker
    let reading: ReadInputs
    let outcome: Outcome

    var inputs: [ParsedInput] { reading.parsed }

    /// - Parameters:
    ///   - own: `.jmoncheck.yml` and the baseline by their names.
    ///   - failed: inputs that cannot be read, behind the others.
    init(
        _ files: [(name: String, bytes: [UInt8])], options words: [String] = [], own: [String: [UInt8]] = [:],
        failed: [Source] = []
    ) throws {
        checker = try Self.checker(words, own)
        reading = checker.reading(of: Self.sources(files) + failed)
        outcome = try checker.outcome(of: reading)
    }

    /// What the parsers make of some inputs.
    static func reading(_ files: [(name: String, bytes: [UInt8])], options words: [String] = []) throws -> ReadInputs {
        try checker(words, [:]).reading(of: sources(files))
    }

    static func sources(_ files: [(name: String, bytes: [UInt8])]) -> [Source] {
        files.map { Source(path: $0.name, isNamed: false, bytes: $0.bytes) }
    }

    static func checker(_ words: [String], _ own: [String: [UInt8]]) throws -> Checker {
        var options = Checker.Options()
        var assumptions: [String] = []
        options.suppression.today = today
        options.keepsRecord = true
        var words = words[...]
        while let word = words.popFirst() {
            guard let value = words.popFirst() else { throw BadOption(text: word) }
            switch word {
            case "--set":
                let parts = value.split(separator: "=", maxSplits: 1)
                options.values[String(parts[0])] = String(parts.last ?? "")
            case "--agent-user": options.preflight.agentUsers.append(value)
            case "--target-user": options.preflight.targetUsers.append(value)
            case "--appl": options.preflight.applications = [value]
            case "--plugin-version": options.preflight.pluginVersion = Int(value)
            case "--record": options.record = value == "fb80" ? .fb80 : .text
            case "--encoding": options.encoding = try TextEncoding(named: value)
            case "--max-size": options.maxSize = Int(value) ?? options.maxSize
            case "--max-findings": options.maxFindings = Int(value) ?? options.maxFindings
            case "--max-alike": options.maxAlike = Int(value) ?? options.maxAlike
            case "--assume": assumptions.append(value)
            case "--date": options.preflight.date = CalendarDate(value)
            case "--today": options.suppression.today = CalendarDate(value) ?? today
            case "--allow-critical-suppressions": options.suppression.allowsCritical = value == "yes"
            case "--as": options.kind = InputKind(rawValue: value)
            default: throw BadOption(text: word)
            }
        }
        options.preflight.assumptions = try Assumptions(parsing: assumptions)
        if let bytes = own[".jmoncheck.yml"] {
            options.configuration = try ConfigurationReader.read(
                SourceFile(path: ".jmoncheck.yml", bytes: bytes), formats: [])
        }
        if let bytes = own[".jmoncheck-baseline.json"] {
            options.suppression.baseline = try Baseline.read(
                SourceFile(path: ".jmoncheck-baseline.json", bytes: bytes))
        }
        return Checker(options, version: "0")
    }

    /// The date of every test, unless `--today` sets another.
    private static let today = CalendarDate(day: 20_635)

    func input(_ file: FileID) -> ParsedInput? {
        guard file.index < reading.inputs.count, case .parsed(let input) = reading.inputs[file.index] else {
            return nil
        }
        return input
    }

    /// One line for each finding with its places, and for each unknown check.
    var transcript: String { Self.transcript(of: outcome) }

    static func transcript(of outcome: Outcome) -> String {
        func show(_ place: Place) -> String { Self.show(place, outcome) }
        var lines: [String] = []
        for finding in outcome.findings {
            let place = show(finding.place)
            lines.append("\(place) \(finding.severity.rawValue) \(finding.rule) \(finding.message)")
            if let cause = finding.because { lines.append("    because of \(cause.rule) at \(show(cause.place))") }
            if let suppression = finding.suppression {
                lines.append("    suppressed at \(show(suppression.place)): \(suppression.summary)")
            }
            lines += finding.related.map { "    \(show($0.place)) \($0.message)" }
            if let fix = finding.fix {
                let texts = fix.replacements.map { "'\($0.text.replacing("\n", with: "\\n"))'" }
                lines.append("    fix: \(fix.title), with \(texts.joined(separator: " and "))")
            }
        }
        var unknown: [String: [String]] = [:]
        for check in outcome.checks {
            guard case .unknown(let needs) = check.result else { continue }
            unknown["unknown \(check.rule) \(check.subject): \(needs)", default: []].append(check.subject)
        }
        lines += unknown.keys.sorted()
        return lines.map { $0 + "\n" }.joined()
    }

    func show(_ place: Place) -> String { Self.show(place, outcome) }

    private static func show(_ place: Place, _ outcome: Outcome) -> String {
        let file = outcome.files[place.file.index]
        guard let range = place.range else { return file.path }
        let (start, end) = (file.source.position(range.start), file.source.position(range.end))
        let tail = start.line == end.line ? "\(end.column)" : "\(end.line):\(end.column)"
        return "\(file.path):\(start.line):\(start.column)-\(tail)"
    }
}
