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
        var before: (start: Int, numbers: [Int]) = (0, [])
        var start = 0
        while start < checks.count {
            let rule = checks[start].rule
            let end = checks[start...].firstIndex { $0.rule != rule } ?? checks.count
            if rules.contains(rule) { before = add(start..<end, of: rule, after: before) }
            start = end
        }
    }

    /// - Parameter before: the first check of the rule before, and the numbers of its subjects.
    private mutating func add(
        _ range: Range<Int>, of rule: RuleID, after before: (start: Int, numbers: [Int])
    ) -> (start: Int, numbers: [Int]) {
        var subjects: [Int] = []
        subjects.reserveCapacity(range.count)
        var indices = [UInt32](repeating: 0, count: max(numbers.count, range.count))
        for (offset, index) in range.enumerated() {
            let isSame =
                offset < before.numbers.count && checks[before.start + offset].subject == checks[index].subject
            let number = isSame ? before.numbers[offset] : numbers[checks[index].subject] ?? numbers.count
            if !isSame { numbers[checks[index].subject] = number }
            subjects.append(number)
            while indices.count <= number { indices.append(0) }
            indices[number] = UInt32(index) + 1
        }
        places[rule] = indices
        return (range.lowerBound, subjects)
    }

    /// Whether a rule judged anything.
    func has(_ rule: RuleID) -> Bool { places[rule] != nil }

    /// The number of a subject; `nil` if no rule judged it.
    func number(of subject: String) -> Int? { numbers[subject] }

    /// The checks of one rule.
    struct Column {
        let rule: RuleID
        fileprivate let indices: [UInt32]
    }

    /// The checks of those rules that judged anything.
    func columns(of rules: [RuleID]) -> [Column] {
        rules.compactMap { rule in places[rule].map { Column(rule: rule, indices: $0) } }
    }

    subscript(column: Column, subject: Int) -> Check? {
        guard subject < column.indices.count, column.indices[subject] > 0 else { return nil }
        return checks[Int(column.indices[subject]) - 1]
    }
}
