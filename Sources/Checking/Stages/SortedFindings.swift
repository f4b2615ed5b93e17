import Diagnostics

/// Findings in the order of reports: by path bytes, offset, rule and message. Exact duplicates are one finding.
struct SortedFindings {
    private(set) var all: [Finding] = []
    /// The paths of inputs and own files, by their numbers.
    let paths: [String]

    init(paths: [String]) { self.paths = paths }

    mutating func insert(_ findings: [Finding]) {
        guard !findings.isEmpty else { return }
        all = Self.merged((all + findings).sorted(by: order))
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

    private static func merged(_ sorted: [Finding]) -> [Finding] {
        var merged: [Finding] = []
        merged.reserveCapacity(sorted.count)
        for finding in sorted {
            if let last = merged.last, last.rule == finding.rule, last.place == finding.place,
                last.message == finding.message
            {
                if last.subjects.last != finding.subjects.last { merged[merged.count - 1].subjects += finding.subjects }
            } else {
                merged.append(finding)
            }
        }
        return merged
    }
}
