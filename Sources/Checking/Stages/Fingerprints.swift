import Diagnostics
import Reading
import Subjects

/// Gives findings a name and a fingerprint that stay when lines move. Both are made of the rule, the path, what the
/// finding is about, and its number among several alike (docs/reference/report-formats.md#35-partialfingerprints).
struct Fingerprints {
    private struct Subject: Hashable {
        var rule: RuleID
        var key: String
    }

    private struct Mark {
        var key: String
        var fingerprint: String
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
        let unmarked = findings.indices.filter { findings[$0].fingerprint.isEmpty }
        let made = Parallel.map(byPath(unmarked, of: findings), threads: threads) { [findings] indices in
            marks(of: indices.map { findings[$0] })
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

    private func marks(of findings: [Finding]) -> [Mark] {
        var names: [FileID: ParsedInput.Names] = [:]
        var counts: [Subject: Int] = [:]
        return findings.map { finding in
            let file = finding.place.file
            if names[file] == nil, let input = inputs[file] { names[file] = ParsedInput.Names(input) }
            let key = names[file]?.name(at: finding.place.range) ?? ""
            let ordinal = counts[Subject(rule: finding.rule, key: key), default: 0] + 1
            counts[Subject(rule: finding.rule, key: key)] = ordinal
            return Mark(key: key, fingerprint: Self.hash(finding.rule, paths[file.index], key, ordinal))
        }
    }

    /// FNV-1a with 64 bits.
    private static func hash(_ rule: RuleID, _ path: String, _ key: String, _ ordinal: Int) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in [rule.code, path, key, "\(ordinal)"] {
            for byte in Array(part.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Checker {
    func fingerprint(_ progress: inout Progress) {
        let fingerprints = Fingerprints(progress)
        let threads = progress.threads
        progress.changeFindings { fingerprints.mark(&$0, threads: threads) }
    }
}
