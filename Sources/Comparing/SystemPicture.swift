public import Diagnostics
import Evaluator
import Reading
public import Subjects
import UrbanCode

/// What a state says about one set-up, in the form in which two states are compared.
public struct SystemPicture: Sendable {
    public let setUp: String
    let grants: [AccessReport.Grant]
    let classes: [AccessReport.ClassOptions]
    let keys: [AccessReport.KeyHolding]
    let steps: [PreflightStep]
    /// The applications of RACF that its profiles name.
    let applications: Set<String>
    /// Whether any input is about RACF.
    let isAboutRACF: Bool
    /// Whether inputs of UrbanCode Deploy are among the inputs.
    let hasExports: Bool
    /// What was not read, so that it may hold what does not appear here.
    let gaps: [String]
    /// The models; `nil` for a stored report, which has none.
    let live: SetUp?
    /// The paths of the inputs, by their numbers.
    let paths: [String]

    /// - Parameters:
    ///   - outcome: the result of the check in which the set-up was judged.
    public init(_ setUp: SetUp, in outcome: Outcome) {
        let evaluation = setUp.evaluation
        self.setUp = setUp.name
        grants = setUp.grants
        classes = evaluation.classOptions(setUp.name)
        keys = evaluation.keyHoldings(setUp.name)
        steps = outcome.steps.filter { $0.setUp == setUp.name }
        applications = Set(evaluation.applicationsInUse.map(\.name) + keys.map { Self.application($0.profile) })
        isAboutRACF = evaluation.firstFile != nil
        hasExports = !setUp.exports.isEmpty
        let files = Set(setUp.inputs.map(\.file.id))
        gaps =
            Self.losses(outcome) { files.contains($0) }
            + evaluation.unread.map { "\(outcome.inputs[$0.place.file.index].path): \($0.message)" }
        live = setUp
        paths = outcome.inputs.map(\.path)
    }

    /// A set-up as a stored report has it.
    ///
    /// - Parameter access: its grants, classes and keys; `nil` if the report does not hold them.
    public init(_ name: String, in outcome: Outcome, _ access: AccessReport?) {
        setUp = name
        grants = access?.grants.filter { $0.setUp == name } ?? []
        classes = access?.classes.filter { $0.setUp == name } ?? []
        keys = access?.keys.filter { $0.setUp == name } ?? []
        steps = outcome.steps.filter { $0.setUp == name }
        applications = Set(
            grants.map(\.application).filter { !$0.contains("*") } + keys.map { Self.application($0.profile) })
        isAboutRACF = !classes.isEmpty
        let inputs = outcome.inputs.enumerated().filter { $0.element.setUp == name }
        hasExports = inputs.contains { $0.element.kind?.hasPrefix("urbancode-") ?? false }
        let files = Set(inputs.map { FileID($0.offset) })
        gaps = Self.losses(outcome) { files.contains($0) }
        live = nil
        paths = outcome.inputs.map(\.path)
    }

    private static func application(_ profile: String) -> String {
        profile.split(separator: ".").first.map(String.init) ?? profile
    }

    /// The inputs of which something was not read. One that was not read at all may belong to any set-up.
    private static func losses(_ outcome: Outcome, _ isOwn: (FileID) -> Bool) -> [String] {
        let losing = Set(outcome.rules.filter { $0.completeness != .untouched }.map(\.id))
        let failed = outcome.inputs.filter { $0.failure != nil }.map { "\($0.path): \($0.failure ?? "")" }
        let cut = outcome.findings.filter { losing.contains($0.rule) && isOwn($0.place.file) }.map { finding in
            "\(outcome.files[finding.place.file.index].path): \(finding.message)"
        }
        var seen: Set<String> = []
        return (failed + cut).filter { seen.insert($0).inserted }
    }
}
