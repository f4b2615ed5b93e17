import Diagnostics
import Reading
import Subjects

/// Gives findings a name and a fingerprint that stay when lines move. Both are made of the rule, the path, what the
/// finding is about, and its number among several alike (docs/reference/report-formats.md#35-partialfingerprints).
struct Fingerprints {
    private struct Mark {
        var key: String
        var fingerprint: Fingerprint
    }

    /// The inputs by their numbers.
    private let inputs: [FileID: ParsedInput]
    private let paths: [String]

    init(_ progress: Progress) {
        inputs = Dictionary(
            progress.workspace.inputs.map { ($0.file.id, $0) }, uniquingKeysWith: { first, _ in first })
        paths = progress.findings.paths
    }

    /// - Parameters:
    ///   - findings: sorted, so that those of one path are together.
    ///   - threads: the number of threads.
    func mark(_ findings: inout [Finding], threads: Int) {
        let unmarked = findings.indices.filter { findings[$0].fingerprint == nil }
        let made = Parallel.map(byPath(unmarked, of: findings), threads: threads) { [findings] indices in
            marks(of: indices, in: findings)
        }
        for (index, mark) in zip(unmarked, made.joined()) {
            findings[index].key = mark.key
            findings[index].fingerprint = mark.fingerprint
        }
    }

    private func byPath(_ indices: [Int], of findings: [Finding]) -> [ArraySlice<Int>] {
        var slices: [ArraySlice<Int>] = []
        for (offset, index) in indices.enumerated() {
            if let last = slices.last {
                let (file, previous) = (findings[index].place.file, findings[indices[last.startIndex]].place.file)
                if file == previous || paths[file.index] == paths[previous.index] {
                    slices[slices.count - 1] = indices[last.startIndex...offset]
                    continue
                }
            }
            slices.append(indices[offset...offset])
        }
        return slices
    }

    private func marks(of indices: ArraySlice<Int>, in findings: [Finding]) -> [Mark] {
        var names: [FileID: ParsedInput.Names] = [:]
        // By hash, which is shorter than what it is of: two findings with the same one need different numbers anyway.
        var counts: [UInt64: Int] = [:]
        return indices.map { index in
            let finding = findings[index]
            let file = finding.place.file
            if names[file] == nil, let input = inputs[file] { names[file] = ParsedInput.Names(input) }
            let key = names[file]?.name(at: finding.place.range) ?? ""
            let subject = [finding.rule.code, paths[file.index], key].reduce(0xCBF2_9CE4_8422_2325, Self.hash)
            let ordinal = counts[subject, default: 0] + 1
            counts[subject] = ordinal
            return Mark(key: key, fingerprint: Fingerprint(Self.hash(subject, "\(ordinal)")))
        }
    }

    /// FNV-1a with 64 bits; a text ends in a byte of 0.
    private static func hash(_ start: UInt64, _ text: String) -> UInt64 {
        func next(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return next(text.utf8.reduce(start, next), 0)
    }
}

extension Checker {
    func fingerprint(_ progress: inout Progress) {
        let fingerprints = Fingerprints(progress)
        let threads = progress.threads
        progress.changeFindings { fingerprints.mark(&$0, threads: threads) }
    }
}
