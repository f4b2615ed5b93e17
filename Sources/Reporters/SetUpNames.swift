import Diagnostics

/// The names of set-ups beside what is said of them. They are left out where the only one has no name.
struct SetUpNames {
    private let areShown: Bool

    init(_ names: [String]) { areShown = names.contains { $0 != Outcome.defaultSetUp } }

    /// ` in set-up prod`, or nothing.
    func place(_ name: String) -> SafeText { areShown ? " in set-up \(name)" : "" }

    /// The parts of a list, each with the set-up that its elements belong to.
    func grouped<Element>(
        _ elements: [Element], by name: (Element) -> String
    ) -> [(name: String, elements: ArraySlice<Element>)] {
        var groups: [(name: String, elements: ArraySlice<Element>)] = []
        var start = 0
        for index in elements.indices where name(elements[index]) != name(elements[start]) {
            groups.append((name(elements[start]), elements[start..<index]))
            start = index
        }
        if start < elements.count { groups.append((name(elements[start]), elements[start...])) }
        return groups
    }
}
