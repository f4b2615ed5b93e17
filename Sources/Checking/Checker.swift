public import Contract
public import Decoding
public import Diagnostics
import Evaluator
public import Subjects

/// Turns bytes into an answer, for the command line, the tests and the fuzzers. There is no other way.
public struct Checker: Sendable {
    public struct Options: Sendable {
        // How inputs are read.

        /// The kind of all inputs; `nil` to recognise each.
        public var kind: InputKind?
        /// The encoding or record form of all inputs; `nil` to detect it.
        public var encoding: TextEncoding?
        /// The encoding or record form of all inputs; `nil` to detect it.
        public var record: RecordForm?
        /// Values of variables, symbols and placeholders from outside, by name; they override those of the
        /// configuration.
        public var values: [String: String] = [:]
        /// The number of bytes that are read of an input.
        public var maxSize = 1 << 30
        /// The number of sources that may be open at a time.
        public var openSources = Int.max
        /// Whether the notes name every file that is passed over.
        public var namesOthers = false

        // How they are judged.

        public var preflight = PreflightOptions()
        public var configuration = Configuration()
        public var selection = Selection.all
        public var failOn = FailOn.error
        public var strictEvidence = false
        public var allowEmpty = false
        public var allowUndecided = false
        /// The settings of the command line, for reports.
        public var given: [Influence.Setting] = []
        public var suppression = SuppressionContext()
        /// The number of findings that are kept of an input.
        public var maxFindings = FindingLimit.standard
        /// The number of findings of a rule in an input that are kept, if others need only be counted.
        public var maxAlike = Int.max

        /// The number of threads; the outcome is the same for any number.
        public var threads = 1

        public init() {}
    }

    public var options: Options
    /// The version of the program, for reports.
    public var version: String

    public init(_ options: Options = Options(), version: String) {
        self.options = options
        self.version = version
    }

    /// Everything that a report may show.
    ///
    /// - Throws: if the baseline is another project's.
    public func check(_ sources: [Source]) throws(Baseline.Failure) -> Outcome { try outcome(of: reading(of: sources)) }

    /// Decides who may generate PassTickets for whom: every agent user for every target user, and all grants.
    public func access(_ sources: [Source]) -> AccessReport { access(reading(of: sources)) }

    /// Simulates the decks: the result of each command.
    public func simulate(_ sources: [Source]) -> SimulationReport { simulate(reading(of: sources)) }

    /// Prints the models of the parsers.
    public func dump(_ sources: [Source]) -> Dump { dump(reading(of: sources)) }

    package func dump(_ reading: ReadInputs) -> Dump {
        let plans = options.configuration.setUps
        return Dump(
            reading, options.preflight.pluginVersion,
            setUps: plans.isEmpty ? [] : SetUp.planned(reading.judged, options.preflight, plans: plans))
    }

    package func access(_ reading: ReadInputs) -> AccessReport {
        let setUps = SetUp.planned(reading.judged, options.preflight, plans: options.configuration.setUps)
        let reports = setUps.map { setUp in
            setUp.evaluation.accessReport(
                AccessQuestion(
                    callers: setUp.options.agentUsers,
                    applications: setUp.options.namesApplications ? setUp.options.applications : [],
                    targets: setUp.options.targetUsers), setUp: setUp.name)
        }
        var report = AccessReport(
            inputs: reading.inputs.map { $0.described() }, decisions: reports.flatMap(\.decisions),
            grants: reports.flatMap(\.grants), unread: reports.flatMap(\.unread))
        report.administrators = reports.flatMap(\.administrators)
        report.orphans = reports.flatMap(\.orphans)
        report.evidence = reports.flatMap(\.evidence)
        report.omissions = reports.flatMap(\.omissions)
        return report
    }

    package func simulate(_ reading: ReadInputs) -> SimulationReport {
        let setUps = SetUp.planned(reading.judged, options.preflight, plans: options.configuration.setUps)
        let reports = setUps.map { $0.evaluation.simulated() }
        return SimulationReport(
            inputs: reading.inputs.map { $0.described() }, steps: reports.flatMap(\.steps),
            stop: reports.lazy.compactMap(\.stop).first, classes: reports.flatMap(\.classes),
            gained: reports.flatMap(\.gained), lost: reports.flatMap(\.lost), unread: reports.flatMap(\.unread))
    }
}
