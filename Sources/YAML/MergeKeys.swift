import Diagnostics

/// Merge keys (YAML language-independent types, merge): `<<` adds the members of one or more other mappings that the
/// mapping does not have itself.
extension YAMLDocument {
    func isMergeKey(_ index: Int) -> Bool {
        nodes[index].kind == .scalar && nodes[index].style == .plain
            && texts[nodes[index].text.bounds].elementsEqual("<<".utf8)
    }

    /// Puts the merged members after the mapping's own, in place of the key. The mapping has to be the last node.
    ///
    /// - Returns: the new index of each node below the mapping; `nil` for those that were removed.
    mutating func mergeMembers(of mapping: Int) -> [Int?] {
        var own: [(key: Int, value: Int)] = []
        var merged: [Int] = []
        for (key, value) in members(mapping) {
            let sources = nodes[value].kind == .sequence ? elements(value) : [value]
            if isMergeKey(key), sources.allSatisfy({ nodes[$0].kind == .mapping }) {
                merged += sources
            } else {
                own.append((key, value))
            }
        }
        let first = mapping + 1
        var moved = [Int?](repeating: nil, count: nodes.count - first)
        var rebuilt: [Node] = []
        func take(_ old: Int) {
            let distance = first + rebuilt.count - old
            for index in old..<Int(nodes[old].next) {
                var node = nodes[index]
                node.next = UInt32(Int(node.next) + distance)
                moved[index - first] = index + distance
                rebuilt.append(node)
            }
        }
        var names: Set<String> = []
        for (key, value) in own {
            names.insert(text(key))
            take(key)
            take(value)
        }
        for (key, value) in merged.flatMap({ members($0) }) where names.insert(text(key)).inserted {
            take(key)
            take(value)
        }
        nodes.replaceSubrange(first..., with: rebuilt)
        nodes[mapping].next = UInt32(nodes.count)
        return moved
    }
}
