import Diagnostics
import Evaluator

@testable import Checking
@testable import Contract
@testable import Decoding
@testable import Reading
@testable import Subjects

/// All rules on some inputs, without files and processes.
struct TestRun {
    struct BadOption: Error { var text: String }

    let inputs: [ParsedInput]
    let report: Engine.Report
    private let ownFiles: OwnFiles
    private let options: Run.Options

    /// - Parameters:
    ///   - own: `.jmoncheck.yml` and the baseline, by their names.
    ///   - isJudged: whether the rules run, or the parsers only.
    init(
        _ files: [(name: String, bytes: [UInt8])], options words: [String] = [], own: [String: [UInt8]] = [:],
        isJudged: Bool = true
    ) throws {
        var options = PreflightOptions()
        var record: RecordForm?
        var encoding: TextEncoding?
        var maxSize = Int.max
        var maxFindings = FindingLimit.standard
        var kind: InputKind?
        var assumptions: [String] = []
        var suppression = SuppressionContext()
        suppression.today = Self.today
        var words = words[...]
        while let word = words.popFirst() {
            guard let value = words.popFirst() else { throw BadOption(text: word) }
            switch word {
            case "--agent-user": options.agentUsers.append(value)
            case "--target-user": options.targetUsers.append(value)
            case "--appl": options.applications = [value]
            case "--plugin-version": options.pluginVersion = Int(value)
            case "--record": record = value == "fb80" ? .fb80 : .text
            case "--encoding": encoding = try TextEncoding(named: value)
            case "--max-size": maxSize = Int(value) ?? maxSize
            case "--max-findings": maxFindings = Int(value) ?? maxFindings
            case "--assume": assumptions.append(value)
            case "--today": suppression.today = CalendarDate(value) ?? suppression.today
            case "--allow-critical-suppressions": suppression.allowsCritical = value == "yes"
            case "--as": kind = InputKind(rawValue: value)
            default: throw BadOption(text: word)
            }
        }
        options.assumptions = try Assumptions(parsing: assumptions)
        var inputs: [ParsedInput] = []
        for file in files {
            let isCut = file.bytes.count > maxSize
            guard
                var source = try? TextDecoder.decode(
                    Array(file.bytes.prefix(maxSize)), path: file.name, encoding: encoding, record: record,
                    limit: isCut ? maxSize : nil),
                let recognition = kind.map(Recognizer.Recognition.init(asked:)) ?? Recognizer.recognise(source)
            else { continue }
            source.id = FileID(inputs.count)
            inputs.append(ParsedInput.parse(source, as: recognition))
        }
        inputs = ParsedInput.completed(inputs)
        var configuration = Configuration()
        if let bytes = own[".jmoncheck.yml"] {
            configuration = try ConfigurationReader.read(SourceFile(path: ".jmoncheck.yml", bytes: bytes), formats: [])
        }
        if let bytes = own[".jmoncheck-baseline.json"] {
            suppression.baseline = try Baseline.read(SourceFile(path: ".jmoncheck-baseline.json", bytes: bytes))
        }
        inputs = configuration.placed(inputs)
        self.inputs = inputs
        ownFiles = OwnFiles(
            behind: inputs.count, configuration: configuration.file, baseline: suppression.baseline?.file)
        var runOptions = Run.Options()
        runOptions.preflight = options
        runOptions.configuration = configuration
        runOptions.suppression = suppression
        runOptions.maxFindings = maxFindings
        self.options = runOptions
        guard isJudged else {
            report = Engine.Report()
            return
        }
        report = Engine(configuration: configuration, suppression: suppression, maxFindings: maxFindings)
            .check(
                Workspace(
                    inputs: inputs, setUps: SetUp.sorted(inputs, options, plans: configuration.setUps),
                    ownFiles: ownFiles))
    }

    /// Of every test, unless `--today` says otherwise.
    private static let today = CalendarDate(day: 20_635)

    func input(_ file: FileID) -> ParsedInput { inputs[file.index] }

    /// What reports are made from.
    ///
    /// - Parameter failed: inputs that could not be read, behind the others.
    func outcome(failed: [Run.Input] = []) -> Outcome {
        Run.check(inputs.map(Run.Input.parsed) + failed, options: options, version: "0")
    }

    /// A line for each finding with its places, and for each check that stays unknown.
    var transcript: String {
        var lines: [String] = []
        for finding in report.findings {
            let place = show(finding.place)
            lines.append("\(place) \(finding.severity.rawValue) \(finding.rule) \(finding.message)")
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
        for check in report.checks {
            guard case .unknown(let needs) = check.result else { continue }
            unknown["unknown \(check.rule) \(check.subject): \(needs)", default: []].append(check.subject)
        }
        lines += unknown.keys.sorted()
        return lines.map { $0 + "\n" }.joined()
    }

    func show(_ place: Place) -> String {
        let file = ownFiles[place.file] ?? input(place.file).file
        guard let range = place.range else { return file.path }
        let source = ReportSource(file, secrets: [])
        let (start, end) = (source.position(range.start), source.position(range.end))
        let tail = start.line == end.line ? "\(end.column)" : "\(end.line):\(end.column)"
        return "\(file.path):\(start.line):\(start.column)-\(tail)"
    }
}
