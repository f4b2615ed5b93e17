public import Diagnostics

/// The answer of `access` as JSON; schema in `reports/access.schema.json`.
public struct AccessJSONReporter: Sendable {
    public init() {}

    public func report(_ access: AccessReport) -> [UInt8] {
        let places = Places(access.inputs)
        let value: JSONValue = [
            "version": .number(JSONReporter.version),
            "inputs": .array(access.inputs.map(JSONReporter.input)),
            "decisions": .array(access.decisions.map { decision($0, places) }),
            "grants": .array(access.grants.map { grant($0, places) }),
        ]
        return value.encoded(isPretty: true)
    }

    private func decision(_ decision: AccessReport.Decision, _ places: Places) -> JSONValue {
        let conditions = decision.conditions.map { condition -> JSONValue in
            var members: [String: JSONValue] = [
                "id": .string(condition.id), "state": .string(condition.state.rawValue),
                "message": .string(condition.message), "command": .text(condition.command),
            ]
            members.merge(place(condition.place, places)) { $1 }
            return .object(members)
        }
        return [
            "caller": .string(decision.caller), "application": .string(decision.application),
            "target": .string(decision.target), "generate": .string(decision.generate.rawValue),
            "logon": .string(decision.logon.rawValue), "profile": .text(decision.profile), "via": .text(decision.via),
            "access": .text(decision.access), "conditions": .array(conditions),
        ]
    }

    private func grant(_ grant: AccessReport.Grant, _ places: Places) -> JSONValue {
        var members: [String: JSONValue] = [
            "caller": .string(grant.caller), "callerKind": .string(grant.callerKind.rawValue),
            "members": .array(grant.members.map { .string($0) }),
            "possibleMembers": .array(grant.possibleMembers.map { .string($0) }),
            "application": .string(grant.application), "targets": .string(grant.targets),
            "except": .array(grant.except.map { .string($0) }), "moreExceptions": .number(grant.moreExceptions),
            "broad": .bool(grant.isBroad), "generate": .string(grant.generate.rawValue), "note": .text(grant.note),
            "profile": .string(grant.profile),
        ]
        members.merge(place(grant.place, places)) { $1 }
        return .object(members)
    }

    private func place(_ place: Place?, _ places: Places) -> [String: JSONValue] {
        guard let place else { return ["path": .null, "line": .null] }
        return ["path": .string(places.path(place)), "line": .number(orNull: places.start(place)?.line)]
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

    public func report(_ access: AccessReport) -> [UInt8] {
        let places = Places(access.inputs)
        var lines: [String] = []
        for decision in access.decisions { lines += trace(decision, places) + [""] }
        lines += grants(access.grants, places)
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func trace(_ decision: AccessReport.Decision, _ places: Places) -> [String] {
        var lines = [
            palette.bold("\(decision.caller) for \(decision.target) at \(decision.application)") + ": generate "
                + palette.verdict(decision.generate, decision.generate.rawValue) + ", logon "
                + palette.verdict(decision.logon, decision.logon.rawValue)
        ]
        if let profile = decision.profile {
            let via = decision.via.map { " through \($0)" } ?? ""
            let access = decision.access.map { ", access \($0)" } ?? ""
            lines += Wrapping.wrap("profile \(profile)\(via)\(access)", first: "  ", rest: "      ")
        }
        let shown = explains ? decision.conditions : decision.firstObstacle.map { [$0] } ?? []
        for condition in shown {
            lines += Wrapping.wrap(
                ReportSource.harmless(condition.message),
                first: "  \(condition.id) \(Wrapping.padded(condition.state.rawValue, to: 8))", rest: "              ")
            if let place = condition.place {
                let command = condition.command.map { " \($0)" } ?? ""
                lines.append("              " + palette.dim(places.link(place) + command))
            }
        }
        return lines
    }

    private static func word(_ verdict: Verdict) -> String {
        switch verdict {
        case .granted: "can"
        case .unknown: "may"
        case .refused: "no"
        }
    }

    private func grants(_ grants: [AccessReport.Grant], _ places: Places) -> [String] {
        guard !grants.isEmpty else {
            return Wrapping.wrap("The inputs show no entry that lets anyone generate PassTickets.")
        }
        let rows = grants.map { grant in
            [
                Self.word(grant.generate),
                (grant.isBroad ? "! " : "  ") + (grant.callerKind == .user ? "" : "\(grant.callerKind.rawValue) ")
                    + grant.caller,
                grant.application, grant.targets, grant.profile,
            ].map(ReportSource.harmless)
        }
        let titles = ["", "  Caller", "Application", "Targets", "Profile"]
        let widths = titles.indices.map { column in
            ([titles] + rows).map { $0[column].unicodeScalars.count }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            var text = zip(cells, widths).map { Wrapping.padded($0, to: $1) }.joined(separator: "  ")
            while text.hasSuffix(" ") { text.removeLast() }
            return text
        }
        var lines = [palette.bold("Who may generate PassTickets for whom"), palette.dim(line(titles))]
        for (grant, row) in zip(grants, rows) {
            lines.append(line(row))
            for detail in details(grant) { lines += Wrapping.wrap(detail, first: Self.indent, rest: Self.indent) }
            if let place = grant.place { lines.append(Self.indent + palette.dim(places.link(place))) }
        }
        if grants.contains(where: \.isBroad) {
            lines.append(palette.dim("! broad: everyone, or targets by a pattern"))
        }
        return lines
    }

    private static let indent = "       "

    private func details(_ grant: AccessReport.Grant) -> [String] {
        var details: [String] = []
        if let note = grant.note { details.append(note) }
        if !grant.members.isEmpty { details.append("members: " + grant.members.joined(separator: ", ")) }
        if !grant.possibleMembers.isEmpty {
            details.append("perhaps members: " + grant.possibleMembers.joined(separator: ", "))
        }
        if grant.callerKind == .group, grant.members.isEmpty, grant.possibleMembers.isEmpty {
            details.append("no input shows its members")
        }
        if !grant.except.isEmpty || grant.moreExceptions > 0 {
            let more = grant.moreExceptions > 0 ? " and \(grant.moreExceptions) more" : ""
            details.append(
                "except \(grant.except.joined(separator: ", "))\(more): a more specific profile decides")
        }
        return details.map(ReportSource.harmless)
    }
}
