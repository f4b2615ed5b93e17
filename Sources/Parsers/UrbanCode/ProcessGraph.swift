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
        read(Int(root), name: nil, tree.json, depth: 0)
    }

    private mutating func read(_ object: Int, name: String?, _ json: JSONDocument, depth: Int) {
        guard depth < Self.deepest else { return }
        for edge in json.value("edges", of: object).map({ Array(json.elements($0)) }) ?? [] {
            guard json.kind(edge) == .object, let to = json.value("to", of: edge).flatMap(json.scalar) else { continue }
            isShown = true
            if let from = json.value("from", of: edge).flatMap(json.scalar) { next[from, default: []].insert(to) }
        }
        for child in json.value("children", of: object).map({ Array(json.elements($0)) }) ?? [] {
            guard json.kind(child) == .object else { continue }
            let own = json.value("name", of: child).flatMap(json.scalar) ?? ""
            nodes.insert(own)
            if let name { parents[own] = name }
            read(child, name: own, json, depth: depth + 1)
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
