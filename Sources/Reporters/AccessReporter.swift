public import Diagnostics

/// The answer of `access` as JSON; schema in `reports/access.schema.json`.
public struct AccessJSONReporter: Sendable {
    public init() {}

    public func report(_ access: AccessReport) -> Report {
        let places = Places(access.inputs)
        let influence = InfluenceSection(access.influence)
        let value: JSONValue = [
            "version": .number(JSONReporter.version),
            "configuration": influence.configurationJSON, "settings": influence.settingsJSON,
            "inputs": .array(access.inputs.map(JSONReporter.input)),
            "decisions": .list(access.decisions) { decision($0, places) },
            "grants": .list(access.grants) { Self.grant($0, places) },
            "administrators": .list(access.administrators) { Self.administrator($0, places) },
            "orphans": .list(access.orphans) { Self.orphan($0, places) },
            "evidence": .array(
                access.evidence.map { part in
                    .object([
                        "setup": .string(part.setUp), "path": .string(places.name(part.place)),
                        "message": .string(part.message),
                    ])
                }),
            "classes": .list(access.classes) { Self.classOptions($0) },
            "keys": .list(access.keys) { Self.key($0, places) },
            "omissions": .array(access.omissions.map { .string($0) }),
            "unread": .array(
                access.unread.map { part in
                    .object(["message": .string(part.message)].merging(Self.place(part.place, places)) { $1 })
                }),
        ]
        return Report(value, for: .programs)
    }

    private func decision(_ decision: AccessReport.Decision, _ places: Places) -> JSONValue {
        let conditions = decision.conditions.map { condition -> JSONValue in
            var members: [String: JSONValue] = [
                "id": .string(condition.id), "state": .string(condition.state.rawValue),
                "message": .string(condition.message), "command": .text(condition.command),
                "ground": .text(condition.ground?.name), "basis": .text(condition.ground?.basis),
            ]
            members.merge(Self.place(condition.place, places)) { $1 }
            return .object(members)
        }
        return [
            "setup": .string(decision.setUp), "caller": .string(decision.caller),
            "application": .string(decision.application), "target": .string(decision.target),
            "generate": .string(decision.generate.rawValue),
            "logon": .string(decision.logon.rawValue), "profile": .text(decision.profile), "via": .text(decision.via),
            "access": .text(decision.access), "conditions": .array(conditions),
        ]
    }

    static func administrator(_ row: AccessReport.Administrator, _ places: Places) -> JSONValue {
        let members: [String: JSONValue] = [
            "setup": .string(row.setUp), "caller": .string(row.caller), "via": .string(row.via),
            "profile": .text(row.profile),
        ]
        return .object(members.merging(place(row.place, places)) { $1 })
    }

    static func orphan(_ row: AccessReport.Orphan, _ places: Places) -> JSONValue {
        let members: [String: JSONValue] = [
            "setup": .string(row.setUp), "id": .string(row.id), "access": .string(row.access),
            "profile": .string(row.profile),
        ]
        return .object(members.merging(place(row.place, places)) { $1 })
    }

    static func grant(_ grant: AccessReport.Grant, _ places: Places) -> JSONValue {
        var members: [String: JSONValue] = [
            "setup": .string(grant.setUp), "caller": .string(grant.caller),
            "callerKind": .string(grant.callerKind.rawValue),
            "members": .array(grant.members.map { .string($0) }),
            "possibleMembers": .array(grant.possibleMembers.map { .string($0) }),
            "application": .string(grant.application), "targets": .string(grant.targets),
            "except": .array(grant.except.map { .string($0) }), "moreExceptions": .number(grant.moreExceptions),
            "broad": .bool(grant.isBroad), "generate": .string(grant.generate.rawValue), "note": .text(grant.note),
            "profile": .string(grant.profile),
        ]
        members.merge(Self.place(grant.place, places)) { $1 }
        return .object(members)
    }

    static func classOptions(_ options: AccessReport.ClassOptions) -> JSONValue {
        let values = options.options.map { ($0.name, JSONValue.string($0.value)) }
        return [
            "setup": .string(options.setUp), "class": .text(options.name),
            "options": .object(Dictionary(values, uniquingKeysWith: { $1 })),
        ]
    }

    /// How a profile holds its key; never which key it is. A digest of its label lets reports be compared.
    static func key(_ key: AccessReport.KeyHolding, _ places: Places) -> JSONValue {
        let members: [String: JSONValue] = [
            "setup": .string(key.setUp), "profile": .string(key.profile), "legacy": .string(key.legacy.rawValue),
            "enhanced": .string(key.enhanced), "labelSHA256": .text(key.legacyIdentity?.labelDigest),
            "enhancedLabelSHA256": .text(key.enhancedIdentity?.labelDigest),
        ]
        return .object(members.merging(place(key.place, places)) { $1 })
    }

    static func place(_ place: Place?, _ places: Places) -> [String: JSONValue] {
        guard let place else { return ["path": .null, "line": .null] }
        return ["path": .string(places.name(place)), "line": .number(orNull: places.start(place)?.line)]
    }
}

/// The answer of `access` for people: decisions as traces, grants as a table.
public struct AccessTextReporter: Sendable {
    private let palette: Palette
    private let explains: Bool

    /// - Parameter explains: whether every condition is shown, or only the first that does not hold.
    public init(palette: Palette, explains: Bool) {
        self.palette = palette
        self.explains = explains
    }

    public func report(_ access: AccessReport) -> Report {
        Report(lines: { add in
            InfluenceSection(access.influence).write(palette, add) { write(access, add) }
        })
    }

    private func write(_ access: AccessReport, _ add: ([SafeText]) -> Void) {
        let places = Places(access.inputs)
        let names = SetUpNames(access.inputs.map(\.setUp) + access.grants.map(\.setUp))
        for decision in access.decisions { add(trace(decision, places, names) + [""]) }
        add(unread(access.unread, places))
        writeGrants(access, places, names, add)
        for (name, rows) in names.grouped(access.administrators, by: \.setUp) { write(rows, names.place(name), add) }
        for (name, rows) in names.grouped(access.orphans, by: \.setUp) { write(rows, names.place(name), add) }
        add(evidence(access, places))
    }

    private func write(
        _ rows: ArraySlice<AccessReport.Administrator>, _ setUp: SafeText, _ add: ([SafeText]) -> Void
    ) {
        add(["", palette.bold("Who could give it to themselves\(setUp)")])
        let cells = rows.lazy.map { row -> [SafeText] in
            [SafeText(row.caller), SafeText(row.via), row.profile.map { SafeText($0) } ?? "every profile"]
        }
        writeTable(["Caller", "By", "Profile"], cells, add)
    }

    private func write(_ rows: ArraySlice<AccessReport.Orphan>, _ setUp: SafeText, _ add: ([SafeText]) -> Void) {
        let title: SafeText =
            "On access lists\(setUp), but neither user nor group: whoever gets the ID gets the access"
        add(["", palette.bold(title)])
        let cells = rows.lazy.map { [SafeText($0.id), SafeText($0.access), SafeText($0.profile)] }
        writeTable(["ID", "Access", "Profile"], cells, add)
    }

    private func writeTable(
        _ titles: [SafeText], _ rows: some Sequence<[SafeText]>, _ add: ([SafeText]) -> Void
    ) {
        let widths = Self.widths(titles, rows)
        func line(_ cells: [SafeText]) -> SafeText { "  " + Self.line(cells, widths) }
        add([palette.dim(line(titles))])
        for row in rows { add([line(row)]) }
    }

    /// The widths of columns. The rows are made here, and again when they are written, so that they never exist all at
    /// once.
    private static func widths(_ titles: [SafeText], _ rows: some Sequence<[SafeText]>) -> [Int] {
        var widths = titles.map(\.unicodeScalars.count)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.unicodeScalars.count) }
        }
        return widths
    }

    private static func line(_ cells: [SafeText], _ widths: [Int]) -> SafeText {
        Wrapping.trimmed(zip(cells, widths).map { Wrapping.padded($0, to: $1) }.joined(separator: "  "))
    }

    /// What the answers are based on.
    private func evidence(_ access: AccessReport, _ places: Places) -> [SafeText] {
        guard !access.evidence.isEmpty || !access.omissions.isEmpty else { return [] }
        var lines: [SafeText] = ["", palette.bold("Based on")]
        for part in access.evidence {
            lines += palette.wrap(
                "set-up \(part.setUp), \(places.path(part.place)): \(part.message)", first: "  ", rest: "      ")
        }
        for omission in access.omissions { lines += palette.wrap("\(omission)", first: "  ", rest: "      ") }
        return lines
    }

    /// What no input shows, which the answers allow for.
    private func unread(_ parts: [RelatedPlace], _ places: Places) -> [SafeText] {
        guard !parts.isEmpty else { return [] }
        var lines = [palette.bold("Not read")]
        for part in parts {
            lines += palette.wrap("\(places.link(part.place)): \(part.message)", first: "  ", rest: "      ")
        }
        return lines + [""]
    }

    private func trace(
        _ decision: AccessReport.Decision, _ places: Places, _ names: SetUpNames
    ) -> [SafeText] {
        let pair = palette.bold("\(decision.caller) for \(decision.target) at \(decision.application)")
        let (generate, logon) = (palette.verdict(decision.generate), palette.verdict(decision.logon))
        var lines = palette.wrap(
            "\(pair)\(names.place(decision.setUp)): generate \(generate), logon \(logon)", rest: "    ")
        if let profile = decision.profile {
            let via: SafeText = decision.via.map { " through \($0)" } ?? ""
            let access: SafeText = decision.access.map { ", access \($0)" } ?? ""
            lines += palette.wrap("profile \(profile)\(via)\(access)", first: "  ", rest: "      ")
        }
        let shown = explains ? decision.conditions : decision.firstObstacle.map { [$0] } ?? []
        for condition in shown {
            lines += palette.wrap(
                SafeText(condition.message),
                first: "  \(condition.id) \(Wrapping.padded("\(Self.word(condition))", to: 8))",
                rest: "              ")
            if let place = condition.place {
                let command: SafeText = condition.command.map { " \($0)" } ?? ""
                lines.append("              " + palette.dim(places.link(place) + command))
            }
        }
        return lines
    }

    /// What is assumed is not said to hold.
    private static func word(_ condition: AccessReport.Condition) -> SafeText {
        if condition.state == .holds, case .assumed? = condition.ground { return "assumed" }
        return SafeText(condition.state.rawValue)
    }

    private static func word(_ verdict: Verdict) -> SafeText {
        switch verdict {
        case .granted: "can"
        case .unknown: "may"
        case .refused: "no"
        }
    }

    /// The table of each set-up, also of one that has nothing in it.
    private func writeGrants(
        _ access: AccessReport, _ places: Places, _ names: SetUpNames, _ add: ([SafeText]) -> Void
    ) {
        var tables = names.grouped(access.grants, by: \.setUp)
        for input in access.inputs where input.kind != nil && !tables.contains(where: { $0.name == input.setUp }) {
            tables.append((input.setUp, []))
        }
        if tables.isEmpty { tables.append((Outcome.defaultSetUp, [])) }
        for (index, table) in tables.enumerated() {
            if index > 0 { add([""]) }
            write(table.elements, places, names.place(table.name), add)
        }
    }

    private func write(
        _ grants: ArraySlice<AccessReport.Grant>, _ places: Places, _ setUp: SafeText, _ add: ([SafeText]) -> Void
    ) {
        guard !grants.isEmpty else {
            return add(palette.wrap("The inputs\(setUp) show no entry that lets anyone generate PassTickets."))
        }
        let rows = grants.lazy.map { grant -> [SafeText] in
            [
                Self.word(grant.generate), "\(grant.isBroad ? "! " : "  ")\(grant.callerInWords)",
                SafeText(grant.application), SafeText(grant.targets), SafeText(grant.profile),
            ]
        }
        let titles: [SafeText] = ["", "  Caller", "Application", "Targets", "Profile"]
        let widths = Self.widths(titles, rows)
        add([
            palette.bold("Who may generate PassTickets for whom\(setUp)"), palette.dim(Self.line(titles, widths)),
        ])
        for (grant, row) in zip(grants, rows) {
            add([Self.line(row, widths)])
            for detail in details(grant) { add(palette.wrap(detail, first: Self.indent, rest: Self.indent)) }
            if let place = grant.place { add([Self.indent + palette.dim(places.link(place))]) }
        }
        if grants.contains(where: \.isBroad) { add([palette.dim("! broad: everyone, or targets by a pattern")]) }
    }

    private static let indent: SafeText = "       "

    private func details(_ grant: AccessReport.Grant) -> [SafeText] {
        var details: [SafeText] = []
        if let note = grant.note { details.append(SafeText(note)) }
        if !grant.members.isEmpty { details.append("members: \(Self.list(grant.members))") }
        if !grant.possibleMembers.isEmpty {
            details.append("perhaps members: \(Self.list(grant.possibleMembers))")
        }
        if grant.callerKind == .group, grant.members.isEmpty, grant.possibleMembers.isEmpty,
            !grant.hasManyMembers
        {
            details.append("no input shows its members")
        }
        if !grant.except.isEmpty || grant.moreExceptions > 0 {
            let more: SafeText = grant.moreExceptions > 0 ? " and \(grant.moreExceptions) more" : ""
            details.append("except \(Self.list(grant.except))\(more): a more specific profile decides")
        }
        return details
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
