import Diagnostics

/// Findings in the order of reports: by path bytes, offset, rule and message. Exact duplicates are one finding.
struct SortedFindings {
    private(set) var all: [Finding] = []
    /// The paths of inputs and own files, by their numbers.
    let paths: [String]

    init(paths: [String]) { self.paths = paths }

    mutating func insert(_ findings: [Finding]) {
        guard !findings.isEmpty else { return }
        if all.isEmpty { all = findings } else { all += findings }
        all.sort(by: order)
        merge()
    }

    /// Changes members that do not decide the order, or removes findings.
    mutating func change(_ change: (inout [Finding]) -> Void) { change(&all) }

    private var order: (Finding, Finding) -> Bool {
        let paths = paths.map { Array($0.utf8) }
        return { left, right in
            if left.place.file != right.place.file {
                let (a, b) = (paths[left.place.file.index], paths[right.place.file.index])
                if a != b { return a.lexicographicallyPrecedes(b) }
                return left.place.file < right.place.file
            }
            let (a, b) = (left.place.range?.start ?? 0, right.place.range?.start ?? 0)
            if a != b { return a < b }
            if left.rule != right.rule { return left.rule < right.rule }
            if left.message != right.message { return left.message < right.message }
            return left.subjects.lexicographicallyPrecedes(right.subjects)
        }
    }

    /// Joins duplicates, which are neighbours, in place.
    private mutating func merge() {
        var last = 0
        for index in all.indices.dropFirst() {
            let isSame =
                all[last].rule == all[index].rule && all[last].place == all[index].place
                && all[last].message == all[index].message
            guard isSame else {
                last += 1
                if last < index { all.swapAt(last, index) }
                continue
            }
            if all[last].subjects.last != all[index].subjects.last { all[last].subjects += all[index].subjects }
        }
        all.removeLast(all.count - last - 1)
    }
}
