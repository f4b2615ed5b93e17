public import Diagnostics

/// The difference of two texts in the form of `diff -u`.
public enum UnifiedDiff {
    private static let context = 3

    /// - Returns: no lines if the texts are the same.
    public static func lines(_ path: String, _ before: [SafeText], _ after: [SafeText]) -> [SafeText] {
        let changes = changes(before, after)
        guard !changes.isEmpty else { return [] }
        var lines: [SafeText] = ["--- \(path)", "+++ \(path)"]
        var index = 0
        while index < changes.count {
            var last = index
            while last + 1 < changes.count,
                changes[last + 1].old.lowerBound - changes[last].old.upperBound <= 2 * context
            {
                last += 1
            }
            lines += hunk(Array(changes[index...last]), before, after)
            index = last + 1
        }
        return lines
    }

    private struct Change {
        var old: Range<Int>
        var new: Range<Int>
    }

    private static func hunk(_ changes: [Change], _ before: [SafeText], _ after: [SafeText]) -> [SafeText] {
        guard let first = changes.first, let last = changes.last else { return [] }
        let start = max(0, first.old.lowerBound - context)
        let end = min(before.count, last.old.upperBound + context)
        let shift = first.new.lowerBound - first.old.lowerBound
        let newEnd = end + last.new.upperBound - last.old.upperBound
        func place(_ start: Int, _ count: Int) -> SafeText {
            let line = count == 0 ? start : start + 1
            return count == 1 ? "\(line)" : "\(line),\(count)"
        }
        var lines: [SafeText] = [
            "@@ -\(place(start, end - start)) +\(place(start + shift, newEnd - start - shift)) @@"
        ]
        var offset = start
        for change in changes {
            lines += before[offset..<change.old.lowerBound].map { " " + $0 }
            lines += before[change.old].map { "-" + $0 }
            lines += after[change.new].map { "+" + $0 }
            offset = change.old.upperBound
        }
        return lines + before[offset..<end].map { " " + $0 }
    }

    /// The changed parts. Edits are few and small, so lines are compared from one change to the next place where some
    /// lines agree again.
    private static func changes(_ before: [SafeText], _ after: [SafeText]) -> [Change] {
        var changes: [Change] = []
        var (old, new) = (0, 0)
        while old < before.count || new < after.count {
            if old < before.count, new < after.count, before[old] == after[new] {
                old += 1
                new += 1
                continue
            }
            let (oldEnd, newEnd) = agreement(before, old, after, new)
            changes.append(Change(old: old..<oldEnd, new: new..<newEnd))
            (old, new) = (oldEnd, newEnd)
        }
        return changes
    }

    private static let reach = 200

    /// The nearest place from which the texts agree for some lines.
    private static func agreement(
        _ before: [SafeText], _ old: Int, _ after: [SafeText], _ new: Int
    ) -> (Int, Int) {
        for distance in 1...(2 * reach) {
            for skipped in max(0, distance - reach)...min(distance, reach) {
                let (left, right) = (old + skipped, new + distance - skipped)
                guard left <= before.count, right <= after.count else { continue }
                var rest = min(before.count - left, after.count - right, 2)
                if rest == 0, left < before.count || right < after.count { continue }
                // A short line, or a blank one, may agree by chance.
                if rest == 2, before[left].utf8.count(where: { $0 != UInt8(ascii: " ") }) > 7 { rest = 1 }
                if (0..<rest).allSatisfy({ before[left + $0] == after[right + $0] }) { return (left, right) }
            }
        }
        return (before.count, after.count)
    }
}
