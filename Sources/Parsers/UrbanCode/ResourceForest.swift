import Diagnostics

/// The resources of all documents: the properties that each passes to those below it, and the resources on which
/// components run.
struct ResourceForest {
    /// The properties of a resource and its parents: a list from the nearest up, shared by all resources with the same
    /// properties.
    struct Link {
        /// The scopes in the index of properties, with their documents, in order of precedence.
        var sheets: [Sheet]
        var agent: [Sheet] = []
        /// The resource that sets the impersonated user, and its document.
        var impersonation: (document: Int, resource: UrbanCodeDocument.Resource)?
        /// The link of its parent; `nil` for the last one.
        var parent: Int?
    }

    struct Sheet: Hashable {
        var document: Int
        var scope: Int
    }

    /// Component resources with the same properties.
    struct Site {
        /// The numbers of links; there are several if it is unknown which counts, and one `nil` if there are no
        /// properties.
        var chains: [Int?]
        var agents: [String] = []
        var paths: [String] = []
        /// Whether an agent is above it in the tree of its environment.
        var hasAgent: Bool
        /// The place of the first of them.
        var place: Place
    }

    /// The resources on which a component runs in an environment.
    enum Sites {
        case shown([Site])
        /// These resources may be for the component, and what would show it.
        case doubtful([Int?], needs: String)
        /// The inputs do not contain the tree; these links may count.
        case unknown([Int?])
        /// The inputs contain the tree, and the component is not in it.
        case notMapped
    }

    private struct Node {
        var document: Int
        var resource: Int
        var chain: Int?
        var agent: String?
    }

    private struct Home: Hashable {
        var document: Int
        var home: SourceRange
        var component: String
    }

    /// The maximum depth of a tree; a real one has only a few levels.
    static let deepest = 512

    private(set) var links: [Link] = []
    private let documents: [UrbanCodeDocument]
    private var nodes: [Node] = []
    private var firstNode: [Int] = []
    private var byPath: [String: Int] = [:]
    private var mapped: [Home: [Int]] = [:]
    /// Those for a component in lower case, or for none.
    private var alike: [Home: [Int]] = [:]
    /// The resources outside environments.
    private var loose: [Int] = []
    /// The resources that are parents of others.
    private var around: Set<Int> = []
    /// The nodes whose parents lead back to them.
    private var circular: [Int] = []
    private var known: [SitesKey: Sites] = [:]

    private struct SitesKey: Hashable {
        var component: String?
        var document: Int
        var home: SourceRange?
        var isOnly: Bool
    }

    var isEmpty: Bool { nodes.isEmpty }

    init(_ documents: [UrbanCodeDocument], _ scopes: [UrbanCodeDocument.Scope: Int]) {
        self.documents = documents
        for (number, document) in documents.enumerated() {
            firstNode.append(nodes.count)
            for index in document.resources.indices {
                let resource = document.resources[index]
                if resource.home == nil, byPath[resource.path] == nil { byPath[resource.path] = nodes.count }
                nodes.append(Node(document: number, resource: index, agent: nil))
            }
        }
        var states = [State](repeating: .new, count: nodes.count)
        for node in nodes.indices { link(node, &states, scopes) }
        for node in nodes.indices {
            let resource = resource(node)
            guard let home = resource.home else {
                loose.append(node)
                continue
            }
            if resource.component != nil || resource.hasRole {
                let component = resource.component?.lowercased() ?? ""
                alike[Home(document: nodes[node].document, home: home, component: component), default: []].append(node)
            }
            guard let component = resource.component else { continue }
            mapped[Home(document: nodes[node].document, home: home, component: component), default: []].append(node)
        }
    }

    /// The properties that a resource passes on, and the agent that it is or is below.
    func node(document: Int, resource: Int) -> (chain: Int?, agent: String?) {
        let node = nodes[firstNode[document] + resource]
        return (node.chain, node.agent)
    }

    private func resource(_ node: Int) -> UrbanCodeDocument.Resource {
        documents[nodes[node].document].resources[nodes[node].resource]
    }

    // MARK: Links

    private func parent(of node: Int) -> Int? {
        let resource = resource(node)
        if let parent = resource.parent { return firstNode[nodes[node].document] + parent }
        guard resource.home == nil else { return nil }
        let above = resource.parentPath ?? resource.path.lastIndex(of: "/").map { String(resource.path[..<$0]) } ?? ""
        return byPath[above].flatMap { $0 == node ? nil : $0 }
    }

    private enum State { case new, open, linked }

    /// Walks from the node up to a linked one, then down again. Flat lists may have any number of levels and cycles,
    /// which are cut where they close.
    private mutating func link(_ start: Int, _ states: inout [State], _ scopes: [UrbanCodeDocument.Scope: Int]) {
        var open: [Int] = []
        var next: Int? = start
        while let node = next, states[node] == .new {
            states[node] = .open
            open.append(node)
            next = parent(of: node)
        }
        if let node = next, states[node] == .open { circular.append(node) }
        var above = next.flatMap { states[$0] == .linked ? $0 : nil }
        for node in open.reversed() {
            add(node, below: above, scopes)
            states[node] = .linked
            above = node
        }
    }

    private mutating func add(_ node: Int, below above: Int?, _ scopes: [UrbanCodeDocument.Scope: Int]) {
        let resource = resource(node)
        let document = nodes[node].document
        let chainAround = above.flatMap { nodes[$0].chain }
        if let above { around.insert(above) }
        nodes[node].agent = resource.agent ?? above.flatMap { nodes[$0].agent }
        var sheets = [resource.roleScope, resource.sheetScope].compactMap { scope in
            scopes[scope].map { Sheet(document: document, scope: $0) }
        }
        if let scope = scopes[.init(level: .resource, owner: resource.path)] {
            sheets += documents.indices.map { Sheet(document: $0, scope: scope) }
        }
        var agent: [Sheet] = []
        if let name = resource.agent, let scope = scopes[.init(level: .agent, owner: name)] {
            agent = documents.indices.map { Sheet(document: $0, scope: scope) }
        }
        let impersonates = !resource.impersonationUser.value.isEmpty
        guard !sheets.isEmpty || !agent.isEmpty || impersonates else {
            nodes[node].chain = chainAround
            return
        }
        nodes[node].chain = links.count
        links.append(
            Link(
                sheets: sheets, agent: agent, impersonation: impersonates ? (document, resource) : nil,
                parent: chainAround))
    }

    /// The links from the nearest one up.
    func chain(_ first: Int?) -> [Link] {
        var found: [Link] = []
        var next = first
        while let number = next, found.count < Self.deepest {
            found.append(links[number])
            next = links[number].parent
        }
        return found
    }

    /// The nearest resource that sets the impersonated user.
    func impersonation(_ chain: Int?) -> (document: Int, resource: UrbanCodeDocument.Resource)? {
        var next = chain
        var count = 0
        while let number = next, count < Self.deepest {
            count += 1
            if let found = links[number].impersonation { return found }
            next = links[number].parent
        }
        return nil
    }

    // MARK: Sites

    /// - Parameter isOnly: whether no other environment could have the resources outside trees.
    mutating func sites(of component: String?, document: Int, home: SourceRange?, isOnly: Bool) -> Sites {
        guard !nodes.isEmpty else { return .unknown([]) }
        let key = SitesKey(component: component, document: document, home: home, isOnly: isOnly)
        if let found = known[key] { return found }
        let found = find(component, document, home, isOnly)
        known[key] = found
        return found
    }

    private func find(_ component: String?, _ document: Int, _ home: SourceRange?, _ isOnly: Bool) -> Sites {
        let base = home.flatMap { documents[document].bases[$0] }
        if let home, base?.isShown == true {
            guard let component else { return .unknown([]) }
            let found = mapped[Home(document: document, home: home, component: component)] ?? []
            return found.isEmpty ? missing(component, document, home) : .shown(sites(found))
        }
        let paths = base?.paths ?? []
        let candidates = loose.filter { node in
            let path = resource(node).path
            return paths.isEmpty || paths.contains { path == $0 || path.hasPrefix($0 + "/") }
        }
        let own = candidates.filter { component != nil && resource($0).component == component }
        if !own.isEmpty, !paths.isEmpty || isOnly { return .shown(sites(own)) }
        if !own.isEmpty { return .unknown(distinct(own)) }
        return .unknown(distinct(candidates.filter { resource($0).component == nil && !around.contains($0) }))
    }

    /// A component without a resource in a tree, unless one names it with letters of another case, or names no component.
    private func missing(_ component: String, _ document: Int, _ home: SourceRange) -> Sites {
        let found = [component.lowercased(), ""].compactMap {
            alike[Home(document: document, home: home, component: $0)]
        }
        guard let first = found.first else { return .notMapped }
        let resource = resource(first[0])
        let needs =
            resource.component.map {
                "say whether the role \($0) of \(resource.path) is the component \(component)"
            } ?? "say for which component \(resource.path) is: it names none"
        return .doubtful([nil] + distinct(first), needs: needs)
    }

    private func distinct(_ found: [Int]) -> [Int?] {
        var seen = Set<Int?>()
        return found.map { nodes[$0].chain }.filter { seen.insert($0).inserted }
    }

    /// Merges resources with the same properties; two with the same path are one resource, whose properties may differ.
    private func sites(_ found: [Int]) -> [Site] {
        struct Key: Hashable {
            var chains: [Int?]
            var hasAgent: Bool
        }
        var order: [Key] = []
        var byKey: [Key: Site] = [:]
        for (path, same) in Dictionary(grouping: found, by: { resource($0).path }).sorted(by: {
            $0.value[0] < $1.value[0]
        }) {
            let node = same[0]
            let chains = distinct(same)
            let place = Place(documents[nodes[node].document].file.id, resource(node).name.range)
            let key = Key(chains: chains, hasAgent: nodes[node].agent != nil || resource(node).home == nil)
            if byKey[key] == nil { order.append(key) }
            var site = byKey[key] ?? Site(chains: chains, hasAgent: key.hasAgent, place: place)
            site.paths.append(path)
            let agent = nodes[node].agent ?? path
            if !site.agents.contains(agent) { site.agents.append(agent) }
            byKey[key] = site
        }
        return order.compactMap { byKey[$0] }
    }
}
