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

    private let workspace: Workspace
    /// The index of each input in the workspace.
    private let inputs: [FileID: Int]

    init(_ workspace: Workspace) {
        self.workspace = workspace
        inputs = Dictionary(
            workspace.inputs.enumerated().map { ($1.file.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Parameters:
    ///   - findings: sorted, so that those of one path are together.
    ///   - threads: the number of threads.
    func mark(_ findings: inout [Finding], threads: Int) {
        let made = Parallel.map(byPath(findings), threads: threads) { [findings] in marks(of: findings[$0]) }
        for (index, mark) in zip(findings.indices, made.joined()) {
            findings[index].key = mark.key
            findings[index].fingerprint = mark.fingerprint
        }
    }

    private func byPath(_ findings: [Finding]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for index in findings.indices {
            if let last = ranges.last {
                let (file, previous) = (findings[index].place.file, findings[last.lowerBound].place.file)
                if file == previous || path(file) == path(previous) {
                    ranges[ranges.count - 1] = last.lowerBound..<(index + 1)
                    continue
                }
            }
            ranges.append(index..<(index + 1))
        }
        return ranges
    }

    private func marks(of findings: ArraySlice<Finding>) -> [Mark] {
        var names: [FileID: ParsedInput.Names] = [:]
        var counts: [Subject: Int] = [:]
        return findings.map { finding in
            let file = finding.place.file
            if names[file] == nil, let input = inputs[file] {
                names[file] = ParsedInput.Names(workspace.inputs[input])
            }
            let key = names[file]?.name(at: finding.place.range) ?? ""
            let ordinal = counts[Subject(rule: finding.rule, key: key), default: 0] + 1
            counts[Subject(rule: finding.rule, key: key)] = ordinal
            return Mark(key: key, fingerprint: Self.hash(finding.rule, path(file), key, ordinal))
        }
    }

    private func path(_ file: FileID) -> String {
        inputs[file].map { workspace.inputs[$0].file.path } ?? workspace.ownFiles[file]?.path ?? ""
    }

    /// FNV-1a with 64 bits.
    static func hash(_ rule: RuleID, _ path: String, _ key: String, _ ordinal: Int) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in [rule.code, path, key, "\(ordinal)"] {
            for byte in Array(part.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
