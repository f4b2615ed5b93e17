import Contract
public import Diagnostics

/// An inconsistency in a resource tree.
public struct ResourceDefect: Sendable {
    public enum Kind: Sendable, Hashable {
        case noName
        /// The name of a component of the export that differs in case.
        case otherCase(component: String)
        /// A resource of a component without an agent above it in the tree of its environment.
        case noAgent
        /// Properties of a component without a name.
        case roleWithoutComponent
        /// The path of another resource in the same tree, which is at that place.
        case twice(SourceRange)
        /// Its parents lead back to it.
        case circular
        /// It has more levels than are examined.
        case tooDeep
    }

    public let kind: Kind
    public let path: String
    /// The component that it names; empty for none.
    public let component: String
    public let place: SourceRange
    /// The maximum number of levels that are examined.
    public var levels: Int { ResourceForest.deepest }
}

extension UrbanCodeDocument {
    /// The defects of all resources, in the order of the file.
    public var resourceDefects: [ResourceDefect] {
        var defects: [ResourceDefect] = []
        struct Key: Hashable {
            var home: SourceRange?
            var path: String
        }
        var known: [Key: Int] = [:]
        var hasAgent: [Bool] = []
        let components = Set(self.components)
        let others = components.reduce(into: [:]) { $0[$1.lowercased()] = $1 }
        for (index, resource) in resources.enumerated() {
            func add(_ kind: ResourceDefect.Kind) {
                defects.append(
                    ResourceDefect(
                        kind: kind, path: resource.path, component: resource.component ?? "",
                        place: resource.name.range))
            }
            if resource.name.value.trimmed().isEmpty { add(.noName) }
            hasAgent.append(resource.agent != nil || resource.parent.map { hasAgent[$0] } ?? false)
            if let component = resource.component {
                if let other = others[component.lowercased()], !components.contains(component) {
                    add(.otherCase(component: other))
                }
                if resource.home != nil, !hasAgent[index] { add(.noAgent) }
            }
            if resource.hasRole, resource.component == nil { add(.roleWithoutComponent) }
            let key = Key(home: resource.home, path: resource.path)
            if let other = known[key] {
                add(.twice(resources[other].name.range))
            } else {
                known[key] = index
            }
        }
        addLevels(to: &defects, known.reduce(into: [:]) { if $1.key.home == nil { $0[$1.key.path] = $1.value } })
        return defects.sorted { $0.place.start < $1.place.start }
    }

    /// Cycles, each once, and resources with too many parents.
    private func addLevels(to defects: inout [ResourceDefect], _ paths: [String: Int]) {
        var depths = [Int?](repeating: nil, count: resources.count)
        for start in resources.indices {
            var way: [Int] = []
            var onWay: Set<Int> = []
            var next: Int? = start
            while let index = next, depths[index] == nil, onWay.insert(index).inserted {
                way.append(index)
                next = resources[index].parent ?? above(index, paths)
            }
            if let index = next, onWay.contains(index) {
                defects.append(
                    ResourceDefect(
                        kind: .circular, path: resources[index].path, component: "",
                        place: resources[index].name.range))
            }
            var depth = next.flatMap { depths[$0] } ?? 0
            for index in way.reversed() {
                depth += 1
                depths[index] = depth
                guard depth == ResourceForest.deepest + 1 else { continue }
                defects.append(
                    ResourceDefect(
                        kind: .tooDeep, path: resources[index].path, component: "",
                        place: resources[index].name.range))
            }
        }
    }

    private func above(_ index: Int, _ paths: [String: Int]) -> Int? {
        guard resources[index].home == nil else { return nil }
        let path = resources[index].path
        let above = resources[index].parentPath ?? path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        return paths[above].flatMap { $0 == index && resources[index].parentPath == nil ? nil : $0 }
    }
}
