import Diagnostics
import Reading
import Secrets
import Subjects

/// Marks suppressed findings, so that they do not count, and determines the state of every suppression.
struct Suppressor {
    fileprivate struct Item {
        var entry: SuppressionEntry
        var comment: InlineSuppression?
        var configured: Configuration.Suppression?
        /// Its rules that may be suppressed in this run, and those of them that were found.
        var rules: Set<RuleID> = []
        var found: Set<RuleID> = []
    }

    /// The suppressions of a file, in its order.
    private var items: [FileID: [Item]] = [:]
    private let workspace: Workspace
    private let steps: StepNames

    /// - Parameter values: the values of names from outside.
    init(
        _ workspace: Workspace, _ configuration: Configuration, _ context: SuppressionContext,
        values: [String: String]
    ) {
        self.workspace = workspace
        steps = StepNames(workspace)
        let own = workspace.ownFiles.configuration.flatMap { configuration.suppressions.isEmpty ? nil : $0 }
        let inputs = workspace.inputs.filter { !$0.suppressions.isEmpty }
        guard own != nil || !inputs.isEmpty else { return }
        // People quote what they suppress, so secrets are hidden in reasons.
        let secrets = SecretTexts(workspace.inputs, and: workspace.givenSecrets(values))
        for input in inputs {
            items[input.file.id] = input.suppressions.map {
                Self.judged(Self.item($0, in: input.file.id, hiding: secrets), context)
            }
        }
        guard let own else { return }
        items[own.id] = configuration.suppressions.map {
            Self.judged(Self.item($0, in: own.id, hiding: secrets), context)
        }
    }

    private static func item(
        _ configured: Configuration.Suppression, in file: FileID, hiding secrets: SecretTexts
    ) -> Item {
        func clean(_ text: String) -> String { SafeText(secrets.hidden(in: text).maskingSecretsAndPairs).description }
        return Item(
            entry: SuppressionEntry(
                kind: .configuration, place: Place(file, configured.range), rules: configured.rules,
                reason: clean(configured.reason), owner: configured.owner.map(clean), until: configured.until),
            configured: configured)
    }

    private static func item(_ comment: InlineSuppression, in file: FileID, hiding secrets: SecretTexts) -> Item {
        func clean(_ text: String) -> String { SafeText(secrets.hidden(in: text).maskingSecretsAndPairs).description }
        var rules: [RuleID] = []
        var faults: [String] = []
        var (reason, owner, until) = ("", String?.none, CalendarDate?.none)
        switch comment.text {
        case .failure(let fault): faults = ["nothing is suppressed: \(fault.message)"]
        case .success(let text):
            (reason, owner, until) = (clean(text.reason), text.owner.map(clean), text.until)
            for word in text.rules {
                do throws(Selection.UnknownRule) {
                    rules.append(try Selection.rule(named: word).id)
                } catch {
                    faults.append("nothing is suppressed: \(clean("\(error)"))")
                }
            }
        }
        var entry = SuppressionEntry(
            kind: .comment, place: Place(file, comment.range), rules: faults.isEmpty ? rules : [], reason: reason,
            owner: owner, until: until)
        entry.faults = faults
        if !faults.isEmpty { entry.state = .malformed }
        return Item(entry: entry, comment: comment)
    }

    /// Determines what the suppression may suppress today.
    private static func judged(_ item: Item, _ context: SuppressionContext) -> Item {
        var item = item
        guard item.entry.state != .malformed else { return item }
        if let until = item.entry.until, until < context.today {
            item.entry.state = .expired
            return item
        }
        for rule in item.entry.rules {
            if rule.isAcceptable(allowsCritical: context.allowsCritical) {
                item.rules.insert(rule)
            } else if rule.acceptance == .refused {
                item.entry.faults.append("\(rule) cannot be suppressed")
            } else {
                item.entry.faults.append("\(rule) is suppressed only with --allow-critical-suppressions")
            }
        }
        if item.rules.isEmpty { item.entry.state = .refused }
        return item
    }

    // MARK: Findings

    /// Marks every finding with the first suppression that covers it. The other ones count as used too.
    mutating func apply(to findings: inout [Finding]) {
        guard !items.isEmpty else { return }
        let configuration = workspace.ownFiles.configuration?.id
        let paths = Dictionary(
            workspace.inputs.map { ($0.file.id, Array($0.file.path.utf8)) }, uniquingKeysWith: { first, _ in first })
        let reaches = items.mapValues(Reach.init)
        for index in findings.indices {
            let file = findings[index].place.file
            for place in [file, configuration].compactMap(\.self) {
                guard let near = reaches[place]?.near(findings[index].place.range) else { continue }
                suppress(&findings[index], paths[file] ?? [], in: place, near)
            }
        }
    }

    private mutating func suppress(
        _ finding: inout Finding, _ path: [UInt8], in file: FileID, _ near: Range<Int>
    ) {
        for index in near {
            guard let item = items[file]?[index], item.covers(finding, path) else { continue }
            items[file]?[index].found.insert(finding.rule)
            items[file]?[index].entry.state = .active
            guard finding.suppression == nil else { continue }
            var suppression = item.entry.suppression
            suppression.steps = steps.accepted(finding, by: item.configured)
            finding.suppression = suppression
            items[file]?[index].entry.count += 1
        }
    }

    // MARK: What became of them

    /// One list for each file with suppressions.
    func lists(_ scope: RuleScope) -> [SuppressionList] {
        items.keys.sorted().compactMap { id in
            guard let items = items[id] else { return nil }
            let path = workspace.inputs.first { $0.file.id == id }?.file.path
            return SuppressionList(
                path: path ?? workspace.ownFiles[id]?.path ?? "", file: id,
                entries: items.map { $0.judged(scope, path: path, inputs: workspace.inputs.map(\.file.path)) })
        }
    }
}

/// Finds the suppressions of a file that can cover a place: there may be as many as findings.
private struct Reach {
    /// The least start of an item and those after it, and the greatest end of an item and those before it.
    private var starts: [UInt32]
    private var ends: [UInt32]

    init(_ items: [Suppressor.Item]) {
        let covers = items.map { item in
            item.comment.map { $0.covers.map { ($0.start, $0.end) } ?? (.max, 0) } ?? (0, .max)
        }
        starts = covers.map(\.0)
        ends = covers.map(\.1)
        for index in covers.indices.dropFirst() { ends[index] = max(ends[index], ends[index - 1]) }
        for index in covers.indices.dropLast().reversed() { starts[index] = min(starts[index], starts[index + 1]) }
    }

    func near(_ range: SourceRange?) -> Range<Int> {
        guard let start = range?.start else { return starts.indices }
        let first = ends.partitioningIndex { $0 >= start }
        return first..<max(first, starts.partitioningIndex { $0 > start })
    }
}

extension Suppressor.Item {
    fileprivate func covers(_ finding: Finding, _ path: [UInt8]) -> Bool {
        guard rules.contains(finding.rule) else { return false }
        if let comment { return comment.covers(finding.place.range) }
        return configured?.covers(finding, path) ?? false
    }

    /// The entry, with faults for what it did not find, if the run decided that.
    ///
    /// - Parameter path: the path of the input that contains it; `nil` for the configuration.
    fileprivate func judged(_ scope: RuleScope, path: String?, inputs: [String]) -> SuppressionEntry {
        var entry = entry
        guard entry.state != .malformed, entry.state != .expired else { return entry }
        let open = entry.rules.filter { rules.contains($0) && !found.contains($0) }
        let places = path.map { [$0] } ?? inputs.filter { configured?.matches(Array($0.utf8)) ?? false }
        let unused = open.filter { rule in places.allSatisfy { scope.isDecided(rule, in: $0) } }
        entry.faults += unused.map { "\($0) is not found here, so the suppression is not needed" }
        if entry.state == .unused, unused.count < open.count { entry.state = .undecided }
        return entry
    }
}
