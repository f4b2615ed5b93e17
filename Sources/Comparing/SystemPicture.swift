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
    /// The inputs of UrbanCode Deploy.
    let exports: [Outcome.Input]
    var hasExports: Bool { !exports.isEmpty }
    /// What was not read, so that it may hold what does not appear here.
    let gaps: [String]
    /// The models; `nil` for a stored report, which has none.
    let live: SetUp?
    /// All inputs and other files of the state, by their numbers.
    let files: [Outcome.Input]

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
        files = outcome.files
        exports = setUp.exports.map { outcome.inputs[$0.file.id.index] }
        let own = Set(setUp.inputs.map(\.file.id))
        gaps =
            Self.losses(outcome) { own.contains($0) }
            + evaluation.unread.map { "\(outcome.inputs[$0.place.file.index].path): \($0.message)" }
        live = setUp
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
        files = outcome.files
        // An input of several set-ups is listed in the first of them.
        let own = Set(outcome.inputs.indices.filter { outcome.inputs[$0].setUp == name }.map { FileID($0) })
            .union(steps.filter { !$0.isPair }.map(\.file))
        exports = own.sorted().map { outcome.files[$0.index] }.filter { $0.kind?.hasPrefix("urbancode-") ?? false }
        gaps =
            Self.losses(outcome) { own.contains($0) }
            + (access?.unread ?? []).filter { own.contains($0.place.file) }
            .map { "\(outcome.files[$0.place.file.index].path): \($0.message)" }
        live = nil
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
