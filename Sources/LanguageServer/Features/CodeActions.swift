import Checking
import Diagnostics
import Reading
import Rules

/// Fixes that findings carry, suppressions with a reason, and explanations.
extension LanguageServer {
    private enum Kind: String {
        case quickFix = "quickfix"
        case fixAll = "source.fixAll.jmoncheck"

        /// Whether a client that wants only some kinds wants this one: `source` includes `source.fixAll.jmoncheck`.
        func isWanted(_ only: [String]?) -> Bool {
            only.map { $0.contains { $0.isEmpty || rawValue == $0 || rawValue.hasPrefix($0 + ".") } }
                ?? true
        }
    }

    /// The findings of a selection that actions are offered for: a menu has no room for more.
    private static let mostFindings = 100
    /// Those whose suppression is offered, for which the document is read again each time.
    private static let mostSuppressions = 8

    func codeActions(_ values: Wire?) throws(Failure) -> JSONValue {
        let uri = try uri(values)
        guard let wire = values?["range"], Positions.Place(wire["start"]) != nil,
            Positions.Place(wire["end"]) != nil
        else { throw .params }
        guard let inspected = projects.inspected(uri), let input = inspected.input(uri) else {
            return []
        }
        let positions = positions(input, uri)
        guard let range = positions.range(wire) else { throw .params }
        let only = values?[path: "context", "only"]?.list?.compactMap(\.string)
        let shown = values?[path: "context", "diagnostics"]?.list ?? []
        let all = inspected.outcome.findings.filter {
            $0.place.file == input.file.id && $0.suppression == nil && !$0.isKnown
        }
        let here = all.filter { finding in
            guard let place = finding.place.range else { return range.lowerBound == 0 }
            return Int(place.start) <= range.upperBound && Int(place.end) >= range.lowerBound
        }
        var actions: [JSONValue] = []
        if Kind.quickFix.isWanted(only) {
            for (index, finding) in here.prefix(Self.mostFindings).enumerated() {
                let diagnostics = shown.filter { Self.shows($0, finding, positions) }.map(\.json)
                actions += quickFixes(
                    finding, input, uri, inspected, positions, diagnostics,
                    suppresses: index < Self.mostSuppressions)
            }
            var explained: Set<RuleID> = []
            for finding in here where explained.insert(finding.rule).inserted {
                let command: JSONValue = [
                    "title": .string("Explain \(finding.rule.code)"),
                    "command": .string(Command.explain.rawValue),
                    "arguments": [.string(finding.rule.code)],
                ]
                // A command has no kind, so a client that wants some kinds does not want it.
                actions.append(
                    client.takesCodeActions && only != nil
                        ? [
                            "title": .string("Explain \(finding.rule.code)"),
                            "kind": .string(Kind.quickFix.rawValue),
                            "command": command,
                        ] : command)
            }
        }
        // Nobody asks for all fixes at a place but through the menu of sources.
        if only != nil, Kind.fixAll.isWanted(only) {
            let safe = all.filter(Self.isSafe).compactMap(Self.fix)
            let edits = Self.compatible(safe).flatMap { Self.edits($0, positions) }
            if !edits.isEmpty {
                actions.append(action("Apply all safe fixes of jmoncheck", .fixAll, [uri: edits]))
            }
        }
        return .array(actions)
    }

    /// Whether a diagnostic of the client is this finding.
    private static func shows(_ diagnostic: Wire, _ finding: Finding, _ positions: Positions) -> Bool {
        guard diagnostic["code"]?.string == finding.rule.code else { return false }
        let place =
            finding.place.range.map { positions.place(Int($0.start)) }
            ?? Positions.Place(line: 0, character: 0)
        return Positions.Place(diagnostic["range"]?["start"]) == place
    }

    /// The fix of a finding, if replacements alone can make it, and if the finding does not go away with another one.
    private static func fix(_ finding: Finding) -> Fix? {
        finding.isConsequence ? nil : finding.fix.flatMap { $0.movesColumns ? nil : $0 }
    }

    /// Whether the fix may be applied without asking.
    private static func isSafe(_ finding: Finding) -> Bool {
        RuleCatalog.info(finding.rule)?.edit?.safety == .safe
    }

    private func quickFixes(
        _ finding: Finding, _ input: ParsedInput, _ uri: String, _ inspected: Inspected,
        _ positions: Positions,
        _ diagnostics: [JSONValue], suppresses: Bool
    ) -> [JSONValue] {
        var actions: [JSONValue] = []
        if let fix = Self.fix(finding) {
            let title = "\(fix.title.prefix(1).uppercased())\(fix.title.dropFirst())"
            actions.append(
                action(
                    title, .quickFix, [uri: Self.edits(fix, positions)], diagnostics,
                    isPreferred: Self.isSafe(finding)))
        }
        guard suppresses, RuleCatalog.info(finding.rule)?.acceptance == .allowed else { return actions }
        let title = "Suppress \(finding.rule.code) here, with a reason"
        if let edit = CommentSuppression(finding, input).edit {
            actions.append(
                action(title, .quickFix, [uri: [Self.edit(edit.range, edit.text, positions)]], diagnostics))
        } else if let file = projects.group(of: uri)?.project?.configuration.file,
            let configuration = inspected.configuration,
            let edit = ConfiguredSuppression(finding, input.file.path, file, formats: projects.formats)
                .edit
        {
            let target = projects.uri(ofConfiguration: FileURI.path(configuration) ?? configuration)
            actions.append(
                action(
                    "Suppress \(finding.rule.code) in .jmoncheck.yml, with a reason", .quickFix,
                    [target: [Self.edit(edit.range, edit.text, Positions(file, client.unit))]], diagnostics))
        }
        return actions
    }

    private func action(
        _ title: String, _ kind: Kind, _ edits: [String: [JSONValue]], _ diagnostics: [JSONValue] = [],
        isPreferred: Bool = false
    ) -> JSONValue {
        let title = JSONValue.string(SafeText(title).description)
        let edit = workspaceEdit(edits)
        guard client.takesCodeActions else {
            return ["title": title, "command": .string(Command.apply.rawValue), "arguments": [edit]]
        }
        var members: [String: JSONValue] = [
            "title": title, "kind": .string(kind.rawValue), "edit": edit,
        ]
        if !diagnostics.isEmpty { members["diagnostics"] = .array(diagnostics) }
        if isPreferred { members["isPreferred"] = true }
        return .object(members)
    }

    private func workspaceEdit(_ edits: [String: [JSONValue]]) -> JSONValue {
        guard client.editsVersions else {
            return ["changes": .object(edits.mapValues(JSONValue.array))]
        }
        let changes = edits.sorted { $0.key < $1.key }.map { uri, edits -> JSONValue in
            let version = projects.documents[uri].map { JSONValue.number($0.version) } ?? .null
            return ["textDocument": ["uri": .exact(uri), "version": version], "edits": .array(edits)]
        }
        return ["documentChanges": .array(changes)]
    }

    private static func edits(_ fix: Fix, _ positions: Positions) -> [JSONValue] {
        fix.replacements.map { edit($0.range, $0.text, positions) }
    }

    private static func edit(_ range: SourceRange, _ text: String, _ positions: Positions)
        -> JSONValue
    {
        ["range": positions.json(range), "newText": .exact(text)]
    }

    /// The fixes that do not touch what an earlier one changes.
    private static func compatible(_ fixes: [Fix]) -> [Fix] {
        var taken: [SourceRange] = []
        return fixes.filter { fix in
            let isFree = fix.replacements.allSatisfy { new in
                !taken.contains { $0.start <= new.range.end && new.range.start <= $0.end }
            }
            if isFree { taken += fix.replacements.map(\.range) }
            return isFree
        }
    }
}
