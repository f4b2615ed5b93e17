import Contract
import Diagnostics
import Reading

extension Configuration {
    /// A list of a set-up that names inputs of a kind.
    enum InputList: String, CaseIterable {
        case members, exports, decks, evidence

        func takes(_ kind: InputKind) -> Bool {
            switch kind {
            case .jobMonitor: self == .members
            case .jobMonitorProc: self == .members || self == .evidence
            case .racf: self == .decks
            case .urbancodeExport, .urbancodeProperties: self == .exports
            case .urbancodePlugin: self == .exports || self == .evidence
            case .console, .racfListing, .racfUnload, .securityDescriptor: self == .evidence
            }
        }
    }

    /// The inputs that a list names and that are of another kind, with one sentence each. They do not count as read,
    /// because nothing of what the list promises is in them.
    ///
    /// A pattern with wildcards may match what another list of the set-up names too; a path may not.
    func misplaced(_ inputs: [ParsedInput]) -> [FileID: String] {
        guard !setUps.isEmpty else { return [:] }
        let paths = SortedPaths(inputs.map { Array($0.file.path.utf8) })
        var reasons: [FileID: String] = [:]
        for plan in setUps {
            var wrong: [(input: Int, list: InputList, line: Int)] = []
            var fitting = Set<Int>()
            for list in InputList.allCases {
                for pattern in plan.patterns(of: list) {
                    for index in paths.matching(pattern.glob) {
                        if list.takes(inputs[index].kind), !inputs[index].isOfOtherProduct {
                            fitting.insert(index)
                        } else if pattern.glob.isLiteral {
                            reasons[inputs[index].file.id] = reason(inputs[index], plan, list, pattern.line)
                        } else {
                            wrong.append((index, list, pattern.line))
                        }
                    }
                }
            }
            for (index, list, line) in wrong where !fitting.contains(index) {
                reasons[inputs[index].file.id] = reason(inputs[index], plan, list, line)
            }
        }
        return reasons
    }

    private func reason(_ input: ParsedInput, _ plan: SetUpPlan, _ list: InputList, _ line: Int) -> String {
        let what = input.vacancy ?? "is \(input.kind.described)"
        return "\(what), but \(list.rawValue) of set-up \(plan.name) names it\(place(line))"
    }

    /// Lists that name nothing. They are inputs that fail, as an empty list of environments is.
    func emptyLists() -> [ReadInputs.Input] {
        setUps.flatMap { plan in
            plan.emptyLists.map { name, line in
                .failed(path: file?.path ?? "", reason: "\(name) of set-up \(plan.name) is an empty list\(place(line))")
            }
        }
    }

    private func place(_ line: Int) -> String { file.map { " (\($0.path):\(line))" } ?? "" }
}

extension Configuration.SetUpPlan {
    func patterns(of list: Configuration.InputList) -> [Configuration.Pattern] {
        switch list {
        case .members: members
        case .exports: exports
        case .decks: decks
        case .evidence: evidence
        }
    }
}
