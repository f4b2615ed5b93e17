import Diagnostics
import Parsers

/// Gives findings a name and a fingerprint that stay when lines move: rule, path, what the finding speaks of, and which
/// of several that is (report-formats.md 3.5).
struct Fingerprints {
    private struct Subject: Hashable {
        var rule: RuleID
        var path: String
        var key: String
    }

    private var names: [FileID: ParsedInput.Names] = [:]
    private var counts: [Subject: Int] = [:]

    /// - Parameter findings: in their order.
    mutating func mark(_ findings: inout [Finding], in workspace: Workspace) {
        let inputs = Dictionary(workspace.inputs.map { ($0.file.id, $0) }, uniquingKeysWith: { first, _ in first })
        for index in findings.indices {
            let place = findings[index].place
            if names[place.file] == nil, let input = inputs[place.file] {
                names[place.file] = ParsedInput.Names(input)
            }
            let path = inputs[place.file]?.file.path ?? workspace.ownFiles[place.file]?.path ?? ""
            let key = names[place.file]?.name(at: place.range) ?? ""
            let subject = Subject(rule: findings[index].rule, path: path, key: key)
            let ordinal = (counts[subject] ?? 0) + 1
            counts[subject] = ordinal
            findings[index].key = key
            findings[index].fingerprint = Self.hash(subject.rule, path, key, ordinal)
        }
    }

    /// FNV-1a of 64 bits.
    static func hash(_ rule: RuleID, _ path: String, _ key: String, _ ordinal: Int) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in [rule.code, path, key, "\(ordinal)"] {
            for byte in Array(part.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
