import Diagnostics

extension JSONReporter {
    /// Who may generate PassTickets for whom, in the rows of `access --format json`, each with its set-up and its whole
    /// place.
    static func access(_ access: AccessReport, _ places: Places) -> JSONValue {
        @Sendable func row(_ members: JSONValue, _ setUp: String, _ place: Place?) -> JSONValue {
            guard case .object(var members) = members else { return members }
            members["setup"] = .string(setUp)
            if let place { members.merge(Self.place(place, places)) { $1 } }
            return .object(members)
        }
        return [
            "grants": .list(access.grants) { row(AccessJSONReporter.grant($0, places), $0.setUp, $0.place) },
            "administrators": .list(access.administrators) { administrator in
                row(AccessJSONReporter.administrator(administrator, places), administrator.setUp, administrator.place)
            },
            "orphans": .list(access.orphans) { row(AccessJSONReporter.orphan($0, places), $0.setUp, $0.place) },
            "evidence": .list(access.evidence) { row(["message": .string($0.message)], $0.setUp, $0.place) },
            "classes": .list(access.classes) { AccessJSONReporter.classOptions($0) },
            "keys": .list(access.keys) { row(AccessJSONReporter.key($0, places), $0.setUp, $0.place) },
            "omissions": .list(access.omissions) { .string($0) },
            "unread": .list(access.unread) { part in
                .object(Self.place(part.place, places).merging(["message": .string(part.message)]) { $1 })
            },
        ]
    }

    static func excerpt(_ excerpt: ReportSource.Excerpt) -> JSONValue {
        var members = line(excerpt)
        if let last = excerpt.last.first {
            members["last"] = .object(line(last).merging(["line": .number(last.line)]) { $1 })
        }
        return .object(members)
    }

    private static func line(_ excerpt: ReportSource.Excerpt) -> [String: JSONValue] {
        [
            "text": .string(excerpt.text.description), "start": .number(excerpt.highlight.lowerBound),
            "end": .number(excerpt.highlight.upperBound),
        ]
    }
}
