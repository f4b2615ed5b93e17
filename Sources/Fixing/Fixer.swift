public import Checking
import Contract
import Decoding
import Diagnostics
import Reading

/// Applies the edits that findings come with, and checks the result each time: an edit that does not remove its finding,
/// or that breaks something else in the text, is not made.
public struct Fixer {
    private let checker: Checker
    private let allowsUnsafe: Bool
    /// Whether the file with this name may be changed.
    private let mayChange: (String) -> Bool
    /// Reads the whole file of an input again.
    private let read: (String) throws(Refusal) -> [UInt8]

    /// Rounds end long before: each one removes findings.
    private static let roundLimit = 64

    public init(
        _ checker: Checker, allowsUnsafe: Bool, mayChange: @escaping (String) -> Bool = { _ in true },
        read: @escaping (String) throws(Refusal) -> [UInt8]
    ) {
        self.mayChange = mayChange
        self.checker = checker
        self.allowsUnsafe = allowsUnsafe
        self.read = read
    }

    /// The failure of a run that changes nothing.
    public enum Failure: Error {
        case baseline(Baseline.Failure)
        case refused(Refusal)
    }

    /// Works out the new content of the files; nothing is written.
    public func fix(_ sources: [Source]) throws(Failure) -> FixResult {
        var state = try State(self, sources)
        var result = FixResult(before: state.outcome, after: state.outcome, inputs: state.reading.parsed)
        var seen: Set<[String: [UInt8]]> = [[:]]
        for _ in 0..<Self.roundLimit {
            let chosen = try choice(in: state, without: result.rejected)
            guard !chosen.isEmpty else { break }
            let next = try advance(state, by: chosen, &result)
            guard let next else { continue }
            if !seen.insert(next.changed).inserted {
                throw .refused(
                    Refusal(
                        path: next.changed.keys.sorted().first ?? "",
                        reason: "its corrections undo each other", isContradiction: true))
            }
            state = next
        }
        result.finish(state.outcome, state.reading.parsed, state.originals, state.changed)
        return result
    }

    /// Applies the chosen edits together or, if that does not work, in halves, so that only those that do not work are
    /// left out.
    ///
    /// - Returns: `nil` if none of them works.
    private func advance(
        _ state: State, by chosen: [Candidate], _ result: inout FixResult
    ) throws(Failure) -> State? {
        if let next = try state.applying(chosen), next.hasRemoved(chosen, since: state) {
            result.note(chosen)
            return next
        }
        guard chosen.count > 1 else {
            result.rejected.formUnion(chosen.map(\.identity))
            return nil
        }
        let first = try advance(state, by: Array(chosen[..<(chosen.count / 2)]), &result)
        var rest = Array(chosen[(chosen.count / 2)...])
        if let first {
            // Places move with each edit.
            let wanted = Set(rest.map(\.identity))
            rest = try choice(in: first, without: result.rejected).filter { wanted.contains($0.identity) }
        }
        let second = rest.isEmpty ? nil : try advance(first ?? state, by: rest, &result)
        return second ?? first
    }

    // MARK: Choosing

    /// The edits of findings that count. Safe ones come first, because an edit that replaces a whole setting would take
    /// away what they keep, such as a comment.
    private func choice(in state: State, without rejected: Set<Candidate.Identity>) throws(Failure) -> [Candidate] {
        let safe = try choice(of: .safe, in: state, without: rejected)
        return try safe.isEmpty && allowsUnsafe ? choice(of: .unsafe, in: state, without: rejected) : safe
    }

    /// The edits as far as they do not overlap. What overlaps has its turn in the next round.
    private func choice(
        of safety: RuleInfo.Edit.Safety, in state: State, without rejected: Set<Candidate.Identity>
    ) throws(Failure) -> [Candidate] {
        var chosen: [Candidate] = []
        var taken = TakenRanges()
        for finding in state.outcome.findings where finding.suppression == nil {
            guard let fix = finding.fix, let edit = state.outcome.info(finding.rule)?.edit,
                edit.safety == safety
            else { continue }
            let candidate = Candidate(finding, fix, in: state)
            guard mayChange(candidate.path), !rejected.contains(candidate.identity) else { continue }
            if let other = taken.contradiction(of: candidate) {
                throw .refused(
                    Refusal(
                        path: candidate.path,
                        reason: "two set-ups need it to say different things: \(other.fix.title), \(fix.title)",
                        isContradiction: true))
            }
            if taken.insert(candidate) { chosen.append(candidate) }
        }
        return chosen
    }

    // MARK: States

    /// The inputs as they would be after some edits, and what the check says of them.
    struct State {
        let fixer: Fixer
        let sources: [Source]
        /// The bytes of the files with edits, as they are on the disk and as they would be.
        var originals: [String: [UInt8]] = [:]
        var changed: [String: [UInt8]] = [:]
        var reading: ReadInputs
        var outcome: Outcome

        init(_ fixer: Fixer, _ sources: [Source]) throws(Failure) {
            self.fixer = fixer
            self.sources = sources
            reading = fixer.checker.reading(of: sources)
            do throws(Baseline.Failure) { outcome = try fixer.checker.outcome(of: reading) } catch {
                throw .baseline(error)
            }
        }

        func input(_ file: FileID) -> ParsedInput? {
            guard file.index < reading.inputs.count, case .parsed(let input) = reading.inputs[file.index] else {
                return nil
            }
            return input
        }

        /// The state after some edits; `nil` if one of them cannot be written in its file.
        func applying(_ edits: [Candidate]) throws(Failure) -> State? {
            var next = self
            for (file, edits) in Dictionary(grouping: edits, by: \.file) {
                guard let input = input(file) else { return nil }
                let path = input.file.path
                do throws(Refusal) {
                    let raw: [UInt8]
                    if let bytes = changed[path] { raw = bytes } else { raw = try fixer.read(path) }
                    let options = fixer.checker.options
                    let text = try? TextDecoder.decode(
                        raw, path: path, encoding: options.encoding, record: options.record)
                    guard let text, input.file.isRead(from: text) else {
                        throw Refusal(path: path, reason: "changed since it was read")
                    }
                    if next.originals[path] == nil { next.originals[path] = raw }
                    // The text of the input may have marks in place of secrets.
                    let rewriter = try Rewriter(raw, text, columns: input.columns)
                    let replacements = edits.flatMap(\.fix.replacements).sorted { $0.range.start < $1.range.start }
                    next.changed[path] = try rewriter.applying(replacements)
                } catch {
                    throw .refused(error)
                }
            }
            let bytes = next.changed
            next.reading = fixer.checker.reading(
                of: sources.map { source in
                    guard let bytes = bytes[source.name] ?? bytes[source.path] else { return source }
                    return Source(
                        path: source.path, name: source.name, isNamed: source.isNamed, fallback: source.fallback
                    ) { (_, _) throws(Source.Failure) in Source.Content(bytes: bytes, isCut: false) }
                })
            do throws(Baseline.Failure) { next.outcome = try fixer.checker.outcome(of: next.reading) } catch {
                throw .baseline(error)
            }
            return next
        }

        /// Whether the findings are gone and the text has no new defect.
        func hasRemoved(_ edits: [Candidate], since before: State) -> Bool {
            guard reading.inputs.count == before.reading.inputs.count else { return false }
            let (old, new) = (before.counts, counts)
            let wanted = Dictionary(grouping: edits) { FindingCount(rule: $0.identity.rule, file: $0.file) }
            for (key, edits) in wanted {
                guard new[key, default: 0] <= old[key, default: 0] - edits.count else { return false }
            }
            // What an edit brings to light is not its fault; what only the text shows is.
            return new.allSatisfy { key, count in
                count <= old[key, default: 0] || Self.isRevealed(key.rule)
            }
        }

        /// Whether a rule judges what the inputs mean together. A command that runs for the first time shows such
        /// findings; they were there before, behind the finding that is fixed.
        static func isRevealed(_ rule: RuleID) -> Bool {
            let number = Int(rule.code.dropFirst(2)) ?? 0
            return switch rule.code.prefix(2) {
            case "IN": false
            // The value of a variable counts once its name is that of a directive.
            case "JM": rule == "JM123" || !(110..<130).contains(number)
            case "RF": number >= 320
            case "UC": rule != "UC204" && rule != "UC220"
            default: true
            }
        }

        private var counts: [FindingCount: Int] {
            outcome.findings.reduce(into: [:]) { $0[FindingCount(rule: $1.rule, file: $1.place.file), default: 0] += 1 }
        }
    }

    private struct FindingCount: Hashable {
        var rule: RuleID
        var file: FileID
    }
}

extension SourceFile {
    /// Whether it is another text as it was read, with asterisks in place of secrets.
    fileprivate func isRead(from text: SourceFile) -> Bool {
        bytes == text.bytes
            || bytes.count == text.bytes.count
                && zip(bytes, text.bytes).allSatisfy { $0 == $1 || $0 == UInt8(ascii: "*") }
    }
}
