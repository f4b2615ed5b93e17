import Diagnostics

/// The checks of some rules, by rule and subject. Subjects have numbers, because a step is looked for among the checks
/// of thirty rules.
struct CheckTable {
    private let checks: [Check]
    private var numbers: [String: Int] = [:]
    /// The indices of checks plus 1, by the numbers of their subjects; 0 for none.
    private var places: [RuleID: [UInt32]] = [:]

    /// - Parameter checks: in the order of rules.
    init(_ checks: [Check], of rules: Set<RuleID>) {
        self.checks = checks
        // Most rules judge the same subjects as the rule before them, in the same order.
        var before: [(subject: String, number: Int)] = []
        var start = 0
        while start < checks.count {
            let rule = checks[start].rule
            let end = checks[start...].firstIndex { $0.rule != rule } ?? checks.count
            if rules.contains(rule) { before = add(start..<end, of: rule, after: before) }
            start = end
        }
    }

    private mutating func add(
        _ range: Range<Int>, of rule: RuleID, after before: [(subject: String, number: Int)]
    ) -> [(subject: String, number: Int)] {
        var subjects: [(subject: String, number: Int)] = []
        subjects.reserveCapacity(range.count)
        var indices = [UInt32](repeating: 0, count: max(numbers.count, range.count))
        for (offset, index) in range.enumerated() {
            let subject = checks[index].subject
            let isSame = offset < before.count && before[offset].subject == subject
            let number = isSame ? before[offset].number : numbers[subject] ?? numbers.count
            if !isSame { numbers[subject] = number }
            subjects.append((subject, number))
            while indices.count <= number { indices.append(0) }
            indices[number] = UInt32(index) + 1
        }
        places[rule] = indices
        return subjects
    }

    /// Whether a rule judged anything.
    func has(_ rule: RuleID) -> Bool { places[rule] != nil }

    /// The number of a subject; `nil` if no rule judged it.
    func number(of subject: String) -> Int? { numbers[subject] }

    subscript(rule: RuleID, subject: Int) -> Check? {
        guard let indices = places[rule], subject < indices.count, indices[subject] > 0 else { return nil }
        return checks[Int(indices[subject]) - 1]
    }
}
