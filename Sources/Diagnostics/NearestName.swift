/// Suggests the intended word for a misspelt one.
public enum NearestName {
    /// The closest of `names`, if it is close enough to suggest: distance 2, or 1 for short words.
    public static func find(_ word: String, among names: some Sequence<String>) -> String? {
        let typed = Array(word.uppercased().utf8.prefix(64))
        let limit = typed.count <= 3 ? 1 : 2
        var best: (distance: Int, name: String)?
        for name in names {
            let wanted = Array(name.uppercased().utf8)
            guard abs(wanted.count - typed.count) <= limit else { continue }
            let distance = distance(typed, wanted)
            if distance <= limit, distance < best?.distance ?? Int.max { best = (distance, name) }
        }
        return best?.name
    }

    /// The closest of `names`, if two thirds of the word are right. It is stricter than `find`, for words that may mean
    /// something else: names of files, commands beside them.
    public static func findLikely(_ word: String, among names: some Sequence<String>) -> String? {
        guard let name = find(word, among: names) else { return nil }
        let typed = Array(word.uppercased().utf8)
        return 3 * distance(typed, Array(name.uppercased().utf8)) <= typed.count ? name : nil
    }

    /// The number of insertions, deletions, substitutions and swaps of neighbours that turn one word into the other.
    public static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for (column, other) in right.enumerated() {
                var cost = min(last[column] + (byte == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
