import Diagnostics
import Subjects
import Synchronization
import UrbanCode

/// What was found out about the exports of a workspace and depends on nothing else. It is right as long as none of them
/// changes, whatever happens to the other inputs.
final class ExportCache: Sendable {
    /// What the results of rules also depend on.
    struct Conditions: Equatable, Sendable {
        /// How many findings that are alike are kept.
        var mostAlike: Int
        /// The prefixes of subjects, by set-up.
        var prefixes: [String]
    }

    private let exports: [SourceFile]
    /// By the names of set-ups.
    private let resolutions = Mutex<[String: Lazy<UrbanCodeResolution>]>([:])
    private let judged = Mutex<(conditions: Conditions, byRule: [RuleID: [Checker.Judgement]])?>(nil)

    init(_ exports: [SourceFile]) { self.exports = exports }

    /// Whether these are the same exports.
    func holds(_ others: [SourceFile]) -> Bool {
        exports.count == others.count && zip(exports, others).allSatisfy { $0.isSame(as: $1) }
    }

    func resolution(
        of setUp: String, _ make: @escaping @Sendable () -> UrbanCodeResolution
    ) -> Lazy<UrbanCodeResolution> {
        resolutions.withLock { resolutions in
            let resolution = resolutions[setUp] ?? Lazy(make)
            resolutions[setUp] = resolution
            return resolution
        }
    }

    /// The results of rules about exports, as far as they are known.
    func judgements(under conditions: Conditions) -> [RuleID: [Checker.Judgement]] {
        judged.withLock { $0.flatMap { $0.conditions == conditions ? $0.byRule : nil } ?? [:] }
    }

    func keep(_ byRule: [RuleID: [Checker.Judgement]], under conditions: Conditions) {
        judged.withLock { $0 = (conditions, byRule) }
    }
}
