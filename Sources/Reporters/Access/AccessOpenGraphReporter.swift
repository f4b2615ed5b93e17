public import Diagnostics

/// The grants as a graph in the generic format that BloodHound takes (docs/reference/integration-formats.md, 1). Its shape
/// is in `reports/opengraph.schema.json`.
///
/// An edge stands for what is granted (`RACFPassticketFor`) or may be (`RACFMayPassticketFor`), with the reason. The
/// identifiers of users and groups are those of RACFHound, so that both graphs join; if there are several set-ups, they
/// begin with the name of the set-up, because an ID of one system is not the same on another.
public struct AccessOpenGraphReporter: Sendable {
    public init() {}

    public func report(_ access: AccessReport) -> Report {
        var graph = OpenGraph(access)
        for grant in access.grants where grant.generate != .refused { graph.add(grant) }
        return Report(
            [
                "metadata": ["source_kind": "JMoncheck"],
                "graph": ["nodes": .array(graph.nodes), "edges": .array(graph.edges)],
            ], for: .programs)
    }
}

private struct OpenGraph {
    private(set) var nodes: [JSONValue] = []
    private(set) var edges: [JSONValue] = []
    private var known: Set<String> = []
    private let places: Places
    private let hasSeveral: Bool

    init(_ access: AccessReport) {
        places = Places(access.inputs)
        hasSeveral = Set(access.grants.map(\.setUp)).count > 1
    }

    mutating func add(_ grant: AccessReport.Grant) {
        let isCertain = grant.generate == .granted
        let caller: String
        switch grant.callerKind {
        case .user: caller = node("RACFUser", grant.caller, grant)
        case .group: caller = node("RACFGroup", grant.caller, grant)
        case .everyone: caller = node("RACFUser", "PUBLIC", grant)
        case .creator: caller = node("JMSubmitter", "SUBMITTER", grant)
        }
        let profile = node("RACFResource", grant.profile, grant, ["class": "PTKTDATA"])
        let application = node("JMApplication", grant.application, grant)
        let isPattern = grant.targets.contains { "*%&".contains($0) }
        let target = node(isPattern ? "JMTargets" : "RACFUser", grant.targets, grant)
        let reason = Self.reason(grant)
        edge(isCertain ? "RACFPassticketFor" : "RACFMayPassticketFor", caller, target, grant, reason)
        edge(isCertain ? "RACFCanWrite" : "RACFMayWrite", caller, profile, grant, reason)
        edge(isCertain ? "JMGeneratesAt" : "JMMayGenerateAt", caller, application, grant, reason)
        for (members, isMember) in [(grant.members, true), (grant.possibleMembers, false)] {
            for member in members {
                let user = node("RACFUser", member, grant)
                edge(
                    isCertain && isMember ? "RACFPassticketFor" : "RACFMayPassticketFor", user, target, grant,
                    "\(isMember ? "as" : "perhaps as") a member of group \(grant.caller): \(reason)")
            }
        }
    }

    private static func reason(_ grant: AccessReport.Grant) -> String {
        var reason = "the access list of \(grant.profile)"
        if grant.callerKind == .everyone, grant.caller != "*" { reason = "\(grant.caller) of \(grant.profile)" }
        if !grant.except.isEmpty { reason += ", except \(grant.except.joined(separator: ", "))" }
        if grant.moreExceptions > 0 { reason += " and \(grant.moreExceptions) more" }
        return reason + (grant.note.map { "; \($0)" } ?? "")
    }

    private mutating func node(
        _ kind: String, _ name: String, _ grant: AccessReport.Grant, _ more: [String: JSONValue] = [:]
    ) -> String {
        let owner = hasSeveral ? "\(grant.setUp)_" : ""
        let id = "\(kind.uppercased())_\(owner)\(name)".replacing(":", with: "_")
        guard known.insert(id).inserted else { return id }
        var properties: [String: JSONValue] = ["name": .string(name), "setup": .string(grant.setUp)]
        properties.merge(more) { $1 }
        nodes.append(["id": .string(id), "kinds": [.string(kind)], "properties": .object(properties)])
        return id
    }

    private mutating func edge(
        _ kind: String, _ start: String, _ end: String, _ grant: AccessReport.Grant, _ reason: String
    ) {
        let key = "\(kind)\n\(start)\n\(end)\n\(grant.profile)"
        guard known.insert(key).inserted else { return }
        // A value that is not known is left out: the format has no null.
        var properties: [String: JSONValue] = [
            "application": .string(grant.application), "profile": .string(grant.profile), "reason": .string(reason),
            "setup": .string(grant.setUp), "certain": .bool(!kind.contains("May")),
        ]
        if let place = grant.place {
            properties["path"] = .string(places.name(place))
            if let line = places.start(place)?.line { properties["line"] = .number(line) }
        }
        edges.append([
            "kind": .string(kind), "start": ["match_by": "id", "value": .string(start)],
            "end": ["match_by": "id", "value": .string(end)], "properties": .object(properties),
        ])
    }
}
