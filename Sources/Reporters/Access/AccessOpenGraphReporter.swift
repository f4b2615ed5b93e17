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
        let graph = OpenGraph(access)
        return Report(
            [
                "metadata": ["source_kind": "JMoncheck"],
                "graph": ["nodes": .list(graph.nodes, graph.json), "edges": .list(graph.edges, graph.json)],
            ], for: .programs)
    }
}

/// The nodes and edges as numbers: their texts are made when they are written, because each grant has several.
private struct OpenGraph {
    private let grants: [AccessReport.Grant]
    private let places: Places
    private let hasSeveral: Bool
    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge] = []
    private var numbers: [Node.Key: UInt32] = [:]
    /// The edges of the grants of one profile, which follow one another.
    private var known: Set<Edge.Key> = []

    struct Node {
        struct Key: Hashable {
            var kind: Kind
            var name: String
            /// Empty if there is only one.
            var setUp: String
        }

        enum Kind: String {
            case user = "RACFUser"
            case group = "RACFGroup"
            case submitter = "JMSubmitter"
            case profile = "RACFResource"
            case application = "JMApplication"
            case targets = "JMTargets"
        }

        var kind: Kind
        var name: String
        /// The first grant that names it.
        var grant: UInt32
    }

    struct Edge {
        struct Key: Hashable {
            var kind: Kind
            var isCertain: Bool
            var start: UInt32
            var end: UInt32
        }

        enum Kind: UInt8 { case passTicket, write, generate }

        /// How the start is a member of the group that the grant is for.
        enum Membership: UInt8 { case none, certain, possible }

        var key: Key
        var grant: UInt32
        var membership: Membership
    }

    init(_ access: AccessReport) {
        places = Places(access.inputs)
        grants = access.grants
        hasSeveral = Set(access.grants.map(\.setUp)).count > 1
        for index in grants.indices where grants[index].generate != .refused {
            if index > 0, grants[index].profile != grants[index - 1].profile { known = [] }
            add(index)
        }
        (numbers, known) = ([:], [])
    }

    private mutating func add(_ index: Int) {
        let grant = grants[index]
        let caller: UInt32 =
            switch grant.callerKind {
            case .user: node(.user, grant.caller, index)
            case .group: node(.group, grant.caller, index)
            case .everyone: node(.user, "PUBLIC", index)
            case .creator: node(.submitter, "SUBMITTER", index)
            }
        let profile = node(.profile, grant.profile, index)
        let application = node(.application, grant.application, index)
        let isPattern = grant.targets.contains { "*%&".contains($0) }
        let target = node(isPattern ? .targets : .user, grant.targets, index)
        edge(.passTicket, caller, target, index)
        edge(.write, caller, profile, index)
        edge(.generate, caller, application, index)
        for member in grant.members { edge(.passTicket, node(.user, member, index), target, index, .certain) }
        for member in grant.possibleMembers { edge(.passTicket, node(.user, member, index), target, index, .possible) }
    }

    private mutating func node(_ kind: Node.Kind, _ name: String, _ grant: Int) -> UInt32 {
        let key = Node.Key(kind: kind, name: name, setUp: hasSeveral ? grants[grant].setUp : "")
        if let number = numbers[key] { return number }
        let number = UInt32(nodes.count)
        numbers[key] = number
        nodes.append(Node(kind: kind, name: name, grant: UInt32(grant)))
        return number
    }

    private mutating func edge(
        _ kind: Edge.Kind, _ start: UInt32, _ end: UInt32, _ grant: Int, _ membership: Edge.Membership = .none
    ) {
        let isCertain = grants[grant].generate == .granted && membership != .possible
        let key = Edge.Key(kind: kind, isCertain: isCertain, start: start, end: end)
        let edge = Edge(key: key, grant: UInt32(grant), membership: membership)
        guard known.insert(edge.key).inserted else { return }
        edges.append(edge)
    }

    // MARK: JSON

    private func id(_ node: Node) -> String {
        let owner = hasSeveral ? "\(grants[Int(node.grant)].setUp)_" : ""
        return "\(node.kind.rawValue.uppercased())_\(owner)\(node.name)".replacing(":", with: "_")
    }

    @Sendable func json(_ node: Node) -> JSONValue {
        var properties: [String: JSONValue] = [
            "name": .string(node.name), "setup": .string(grants[Int(node.grant)].setUp),
        ]
        if node.kind == .profile { properties["class"] = "PTKTDATA" }
        return ["id": .string(id(node)), "kinds": [.string(node.kind.rawValue)], "properties": .object(properties)]
    }

    @Sendable func json(_ edge: Edge) -> JSONValue {
        let grant = grants[Int(edge.grant)]
        let isCertain = edge.key.isCertain
        let kind =
            switch edge.key.kind {
            case .passTicket: isCertain ? "RACFPassticketFor" : "RACFMayPassticketFor"
            case .write: isCertain ? "RACFCanWrite" : "RACFMayWrite"
            case .generate: isCertain ? "JMGeneratesAt" : "JMMayGenerateAt"
            }
        let role =
            switch edge.membership {
            case .none: ""
            case .certain: "as a member of group \(grant.caller): "
            case .possible: "perhaps as a member of group \(grant.caller): "
            }
        // A value that is not known is left out: the format has no null.
        var properties: [String: JSONValue] = [
            "application": .string(grant.application), "profile": .string(grant.profile),
            "reason": .string(role + Self.reason(grant)), "setup": .string(grant.setUp), "certain": .bool(isCertain),
        ]
        if let place = grant.place {
            properties["path"] = .string(places.name(place))
            if let line = places.start(place)?.line { properties["line"] = .number(line) }
        }
        return [
            "kind": .string(kind), "start": ["match_by": "id", "value": .string(id(nodes[Int(edge.key.start)]))],
            "end": ["match_by": "id", "value": .string(id(nodes[Int(edge.key.end)]))],
            "properties": .object(properties),
        ]
    }

    private static func reason(_ grant: AccessReport.Grant) -> String {
        var reason = "the access list of \(grant.profile)"
        if grant.callerKind == .everyone, grant.caller != "*" { reason = "\(grant.caller) of \(grant.profile)" }
        if !grant.except.isEmpty { reason += ", except \(grant.except.joined(separator: ", "))" }
        if grant.moreExceptions > 0 { reason += " and \(grant.moreExceptions) more" }
        return reason + (grant.note.map { "; \($0)" } ?? "")
    }
}
