import Diagnostics

/// The names of set-ups beside what is said of them. They are left out where the only one has no name.
struct SetUpNames {
    private let areShown: Bool

    init(_ names: [String]) { areShown = names.contains { $0 != Outcome.defaultSetUp } }

    /// ` in set-up prod`, or nothing.
    func place(_ name: String) -> SafeText { areShown ? " in set-up \(name)" : "" }

    /// The parts of a list, each with the set-up that its elements belong to.
    func grouped<Element>(_ elements: [Element], by name: (Element) -> String) -> [(name: String, elements: [Element])]
    {
        var groups: [(name: String, elements: [Element])] = []
        for element in elements {
            let own = name(element)
            if groups.last?.name == own {
                groups[groups.count - 1].elements.append(element)
            } else {
                groups.append((own, [element]))
            }
        }
        return groups
    }
}
