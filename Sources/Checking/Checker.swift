import Comparing
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
        /// What was read in earlier checks with these options; `nil` to read everything.
        public var cache: InputCache?

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
        /// Whether the outcome also holds what a report that is kept shows of the inputs: who may generate PassTickets
        /// for whom, and digests.
        public var keepsRecord = false

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
        Dump(
            reading, options.preflight.pluginVersion, influence,
            setUps: options.configuration.setUps.isEmpty ? [] : setUps(in: reading))
    }

    private var influence: Influence { options.configuration.influence(given: options.given) }

    /// The set-ups of some inputs.
    package func setUps(in reading: ReadInputs) -> [SetUp] {
        SetUp.planned(reading.judged, options.preflight, plans: options.configuration.setUps)
    }

    /// The inputs as reports show them.
    package func described(_ reading: ReadInputs) -> [Outcome.Input] { reading.inputs.map { $0.described() } }

    package func access(_ reading: ReadInputs) -> AccessReport {
        let setUps = setUps(in: reading)
        let given = options.preflight
        let reports = setUps.map { setUp in
            var question = AccessQuestion(
                callers: setUp.options.agentUsers,
                applications: setUp.options.namesApplications ? setUp.options.applications : [],
                targets: setUp.options.targetUsers)
            // A set-up names its own users, and the table says who else can: only the user narrows it.
            question.table = AccessQuestion.Scope(
                callers: given.agentUsers, applications: given.namesApplications ? given.applications : [],
                targets: given.targetUsers)
            return setUp.evaluation.accessReport(question, setUp: setUp.name)
        }
        var report = AccessReport(
            inputs: reading.answered(setUps), decisions: Self.joined(reports.map(\.decisions)),
            grants: Self.joined(reports.map(\.grants)), unread: Self.joined(reports.map(\.unread)))
        report.administrators = Self.joined(reports.map(\.administrators))
        report.orphans = Self.joined(reports.map(\.orphans))
        report.evidence = Self.joined(reports.map(\.evidence))
        report.classes = Self.joined(reports.map(\.classes))
        report.keys = Self.joined(reports.map(\.keys))
        report.omissions = Self.joined(reports.map(\.omissions))
        report.influence = influence
        if !reading.isWhole { report.decisions = report.decisions.map(\.opened) }
        return report
    }

    package func simulate(_ reading: ReadInputs) -> SimulationReport {
        let setUps = setUps(in: reading)
        let reports = setUps.compactMap { setUp -> SimulationReport? in
            let evaluation = setUp.simulated
            guard var report = evaluation.simulation else { return nil }
            let grants = GrantComparison(
                before: evaluation.beforeDecks.grants(setUp.name), after: evaluation.grants(setUp.name))
            (report.gained, report.lost) = grants.changes
            report.unread = evaluation.unread
            return report
        }
        var report = SimulationReport(
            inputs: reading.answered(setUps), runs: reports.flatMap(\.runs),
            stops: Self.joined(reports.map(\.stops)),
            classes: Self.joined(reports.map(\.classes)), gained: Self.joined(reports.map(\.gained)),
            lost: Self.joined(reports.map(\.lost)),
            unread: Self.joined(reports.map(\.unread)))
        report.influence = influence
        return report
    }

    /// The elements of all lists; of a single one the list itself, which may be long.
    private static func joined<Element>(_ lists: [[Element]]) -> [Element] {
        lists.count == 1 ? lists[0] : Array(lists.joined())
    }
}
