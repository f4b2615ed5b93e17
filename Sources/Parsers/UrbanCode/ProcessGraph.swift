import Trees

/// The order of the nodes of a process: the edges of its graphs, with the contents of containers.
public struct ProcessGraph: Sendable {
    private var next: [String: Set<String>] = [:]
    private var parents: [String: String] = [:]
    private var nodes: Set<String> = []
    /// Whether the file shows any edge.
    public private(set) var isShown = false

    /// The maximum depth of nodes that are examined.
    private static let deepest = 200

    init(_ process: UrbanCodeDocument.Process) {
        guard let tree = process.tree, let root = process.graphs.first else { return }
        read(tree.object(Int(root)), name: nil, tree, depth: 0)
    }

    private mutating func read(_ object: UrbanCodeObject, name: String?, _ tree: JSONTree, depth: Int) {
        guard depth < Self.deepest else { return }
        let json = tree.json
        func scalar(_ word: UrbanCodeWord, of object: UrbanCodeObject) -> String? { object[word].flatMap(json.scalar) }
        if let edges = object[.edges] {
            for edge in json.elements(edges) where json.kind(edge) == .object {
                let edge = tree.object(edge)
                guard let to = scalar(.to, of: edge) else { continue }
                isShown = true
                if let from = scalar(.from, of: edge) { next[from, default: []].insert(to) }
            }
        }
        if let children = object[.children] {
            for child in json.elements(children) where json.kind(child) == .object {
                let child = tree.object(child)
                let own = scalar(.name, of: child) ?? ""
                nodes.insert(own)
                if let name { parents[own] = name }
                read(child, name: own, tree, depth: depth + 1)
            }
        }
    }

    /// Whether a node may have run when another begins, on some path through the process. This includes nodes that are
    /// not among the children of others.
    public func runs(_ first: String, before second: String) -> Bool {
        guard nodes.contains(first), nodes.contains(second) else { return true }
        var seen: Set<String> = []
        var open = [first]
        let wanted = containers(of: second)
        while let name = open.popLast() {
            guard seen.insert(name).inserted else { continue }
            if name != first, wanted.contains(name) { return true }
            open += next[name, default: []]
            if let parent = parents[name], !wanted.contains(parent) { open.append(parent) }
        }
        return false
    }

    /// The node and the nodes that contain it.
    private func containers(of node: String) -> Set<String> {
        var found: Set<String> = []
        var next: String? = node
        while let name = next, found.insert(name).inserted { next = parents[name] }
        return found
    }
}
