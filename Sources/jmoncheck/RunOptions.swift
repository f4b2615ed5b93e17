import ArgumentParser
import Checking
import Contract
import Diagnostics
import Glibc
import Rules

/// What is checked and how it is judged: everything that decides about findings, and nothing about reports.
struct RunOptions: ParsableArguments {
    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "System") var system: SystemOptions
    @OptionGroup var configuration: ConfigurationOptions
    @OptionGroup var setUps: SetUpOptions

    @Flag(help: "Count checks that the inputs do not decide as failed.")
    var strictEvidence = false

    @Option(help: ArgumentHelp("Rules to run: codes, names or prefixes, separated by commas.", valueName: "codes"))
    var select: [String] = []

    @Option(help: ArgumentHelp("Rules to skip.", valueName: "codes"))
    var ignore: [String] = []

    @Flag(help: "Exit 0 when there are no inputs.")
    var allowEmpty = false

    @Flag(help: "Exit 0 although it is not decided whether a step or a pair holds; reports say so.")
    var allowUndecided = false

    @Option(
        help: ArgumentHelp(
            """
            Keep at most this many findings of an input; IN006 reports the rest. Default: \(FindingLimit.standard), or \
            \(FindingLimit.accepting) with a baseline.
            """, valueName: "n"))
    var maxFindings: Int?

    @Flag(
        help: """
            Accept suppressions and baseline entries of rules about secrets and about everyone's access: \
            \(RuleCatalog.list { $0.acceptance == .guarded }.joined(separator: ", ")).
            """)
    var allowCriticalSuppressions = false

    /// The day of the run, for tests of suppressions that expire.
    @Option(help: .hidden)
    var today: CalendarDate?

    func validate() throws {
        _ = try selection()
        if let maxFindings, !(1...FindingLimit.accepting).contains(maxFindings) {
            throw ValidationError("--max-findings takes 1 to 10000000, not \(maxFindings)")
        }
    }

    private func selection() throws -> Selection {
        do {
            return try Selection(select: select.flatMap(Self.words), ignore: ignore.flatMap(Self.words))
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// The settings of the command line, with their options.
    private func given(_ failOn: FailOn?) -> [Influence.Setting] {
        var given: [Influence.Setting] = []
        func add(_ name: String, _ value: String?) {
            if let value { given.append(Influence.Setting(name, value, from: "--\(name)")) }
        }
        add("fail-on", failOn?.rawValue)
        add("select", select.isEmpty ? nil : select.joined(separator: ","))
        add("ignore", ignore.isEmpty ? nil : ignore.joined(separator: ","))
        for (name, isSet) in [
            ("strict-evidence", strictEvidence), ("allow-undecided", allowUndecided), ("allow-empty", allowEmpty),
            ("allow-critical-suppressions", allowCriticalSuppressions),
        ] where isSet { add(name, "yes") }
        return given + input.given + setUps.given
    }

    private static func words(_ list: String) -> [String] { list.split(separator: ",").map(String.init) }

    var day: CalendarDate { today ?? CalendarDate(day: time(nil) / 86400) }

    /// Reads and checks all inputs.
    ///
    /// - Parameters:
    ///   - baseline: the baseline that `--baseline` or the configuration names.
    ///   - keepsRecord: whether a report will be made that shows everything.
    ///   - says: whether the notes list files that are not inputs, for `-v`.
    ///   - maxAlike: the number of findings of a rule in an input that are needed one by one.
    ///   - accepts: whether a baseline will be made of the findings.
    func check(
        _ file: ConfigurationFile, baseline: BaselineFile? = nil, failOn: FailOn? = nil, says isVerbose: Bool = false,
        maxAlike: Int = .max, keepsRecord: Bool = false, accepts: Bool = false
    ) throws -> Outcome {
        let (chosen, sources) = try input.judged(setUps.chosen(from: file), setUps)
        let checker = try checker(
            chosen, baseline: baseline, failOn: failOn, says: isVerbose, maxAlike: maxAlike, keepsRecord: keepsRecord,
            accepts: accepts)
        do throws(Baseline.Failure) {
            return try checker.check(sources)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// The checker of these options.
    ///
    /// - Parameter file: the configuration with the chosen set-ups only.
    func checker(
        _ file: ConfigurationFile, baseline: BaselineFile? = nil, failOn: FailOn? = nil, says isVerbose: Bool = false,
        maxAlike: Int = .max, keepsRecord: Bool = false, accepts: Bool = false
    ) throws -> Checker {
        var options = Checker.Options()
        input.reading(&options)
        options.namesOthers = isVerbose
        options.preflight = try system.preflight()
        options.selection = try selection()
        options.configuration = file.configuration
        options.failOn = failOn ?? file.configuration.failOn ?? .error
        options.strictEvidence = strictEvidence
        options.allowEmpty = allowEmpty
        options.allowUndecided = allowUndecided
        options.given = system.given + given(failOn)
        options.maxFindings =
            maxFindings ?? (accepts || baseline != nil ? FindingLimit.accepting : FindingLimit.standard)
        options.maxAlike = maxAlike
        options.keepsRecord = keepsRecord
        options.suppression.today = day
        options.suppression.allowsCritical = allowCriticalSuppressions
        if let baseline {
            options.suppression.baseline = try baseline.read()
            options.given += [baseline.setting].compactMap(\.self)
            options.suppression.isGone = { baseline.isGone($0) }
        }
        return Checker(options, version: JmonCheck.version)
    }
}
