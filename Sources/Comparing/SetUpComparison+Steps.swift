import Diagnostics

extension SetUpComparison {
    /// The steps and pairs whose verdict, first obstacle or way to log on differs.
    ///
    /// - Parameter environments: the environments whose steps are compared; `nil` for each with itself.
    func stepRows(_ environments: Comparison.Environments? = nil) -> [Row] {
        let (old, new) = (steps(before, environments?.before), steps(after, environments?.after))
        var rows = missingExports
        let names = old.names + new.names.filter { old.steps[$0] == nil }
        rows += names.compactMap { name in
            let (one, other) = (old.steps[name], new.steps[name])
            if let one, let other {
                guard
                    one.verdict != other.verdict || one.headline?.name != other.headline?.name
                        || one.authentication != other.authentication
                else { return nil }
            } else if rows.first != nil, (one ?? other)?.isPair == false {
                // The row about all of them says why.
                return nil
            }
            var row = Row(
                setUp: setUp, kind: .step, name: name,
                change: one == nil ? .gained : other == nil ? .lost : .changed, before: one.map(Self.side),
                after: other.map(Self.side))
            if one == nil || other == nil, let gap = doubtAboutSteps(isBefore: one == nil) {
                (row.change, row.reason) = (.unknown, gap)
            }
            return row
        }
        return rows
    }

    private func doubtAboutSteps(isBefore: Bool) -> String? {
        let (picture, other) = isBefore ? (before, after) : (after, before)
        guard let picture else { return "the set-up is not among the inputs \(isBefore ? "before" : "after")" }
        let gap = picture.gaps.first { !(other?.gaps.contains($0) ?? false) }
        return gap.map { "not everything was read: \($0)" }
    }

    /// A row for all steps if only one of the states has exports.
    private var missingExports: [Row] {
        guard let before, let after, before.hasExports != after.hasExports else { return [] }
        let steps = (before.hasExports ? before : after).steps.filter { !$0.isPair }
        guard !steps.isEmpty else { return [] }
        let side = Side(steps.count == 1 ? "1 step" : "\(steps.count) steps")
        return [
            Row(
                setUp: setUp, kind: .step, name: "steps that log on to the Job Monitor", change: .unknown,
                before: before.hasExports ? side : nil, after: after.hasExports ? side : nil,
                reason: "no export is among the inputs \(before.hasExports ? "after" : "before")")
        ]
    }

    private static func side(_ step: PreflightStep) -> Side {
        var text: String
        switch step.verdict {
        case .passed: text = "holds"
        case .failed: text = "fails"
        case .unknown: text = "undecided"
        }
        let link = step.headline ?? (step.verdict == .unknown ? step.openLinks.first : nil)
        if let link { text += " at \(link.name.rawValue): \(link.message)" }
        if step.authentication != "PassTicket" { text += " (logs on with \(step.authentication))" }
        return Side(text, place: link?.place)
    }

    /// The steps by names that do not depend on the path of the export or, if an environment is given, on its name.
    private func steps(
        _ picture: SystemPicture?, _ environment: String?
    ) -> (names: [String], steps: [String: PreflightStep]) {
        guard let picture else { return ([], [:]) }
        var names: [String] = []
        var steps: [String: PreflightStep] = [:]
        for step in picture.steps where environment == nil || step.environment == environment {
            var name = step.subject[...]
            for prefix in ["\(setUp): ", "\(picture.files[step.file.index].path): "] where name.hasPrefix(prefix) {
                name = name.dropFirst(prefix.count)
            }
            var text = String(name)
            if let environment, let range = text.firstRange(of: " @ \(environment)") { text.removeSubrange(range) }
            var number = 1
            var unique = text
            while steps[unique] != nil {
                number += 1
                unique = "\(text) (\(number))"
            }
            names.append(unique)
            steps[unique] = step
        }
        return (names, steps)
    }
}
