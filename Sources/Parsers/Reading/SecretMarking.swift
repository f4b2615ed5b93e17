import Contract
import Diagnostics
import JobMonitor
import RACF
import Secrets
import UrbanCode

/// The marking pass: it finds the secrets in the bytes of a file that the model of its kind does not hide itself, so
/// that the file can be read without them before any rule runs.
enum SecretMarking {
    /// - Parameters:
    ///   - isGiven: whether the user gives the kind of the input, so that it may look like another kind.
    ///   - looks: what it looks like then.
    static func find(
        in file: SourceFile, besides input: ParsedInput, isGiven: Bool, looks: Recognizer.Recognition?
    ) -> [SourceRange] {
        let isMisread = isGiven && looks?.kind != input.kind
        let found = byKind(file, input) + (isMisread ? misread(file, as: input) : [])
        // Comments and other texts may quote them.
        let quoted = isMisread ? looks.map { secrets(of: file, as: $0) } ?? [] : []
        switch input.document {
        case .deck(let deck):
            // Placeholders in commands are known as well.
            return without(input.secrets + deck.writtenSecrets.map(\.range), found + quoted)
        case .jobMonitor: return without(input.secrets, found) + quoted
        case .urbanCode:
            // A mark is masked as a whole: without the text around it a secret could not be found again.
            let known = joined(input.secrets)
            return found.filter { !without(known, $0).isEmpty } + quoted + input.unclaimed
        case .jobMonitorProc, .console, .racfListing, .descriptor: return found + quoted
        // It keeps a part of the file only.
        case .unload: return input.file.bytes.count == file.bytes.count ? found + quoted : []
        }
    }

    private static func byKind(_ file: SourceFile, _ input: ParsedInput) -> [SourceRange] {
        switch input.document {
        case .jobMonitor(let config):
            (anywhere(file) + ProseSecrets.explained(in: file.bytes)).filter { !isDirective($0, of: config) }
                + config.secretRecords
        // Nothing in them needs to know a secret.
        case .jobMonitorProc, .console, .racfListing, .descriptor:
            anywhere(file) + input.secrets.filter { isShown(file, $0) }
        case .deck(let deck):
            // Its commands know the secrets of their operands, and no operand is torn in a deck without a defect.
            outsideOperands(inTexts(file), file) + elsewhere(deck, file)
                + (deck.defects.isEmpty && input.problems.isEmpty && !holdsCommentBeforeOperand(file) ? [] : torn(file))
        case .unload: []
        case .urbanCode(let document):
            (document.form == .json ? [] : inTexts(file))
                + (input.problems.isEmpty
                    ? [] : BrokenTree.secrets(in: file.bytes, isTree: document.form != .plugin))
        }
    }

    /// The secrets in texts that the model of a file does not read: comments, and what stands around commands.
    private static func inTexts(_ file: SourceFile) -> [SourceRange] {
        let scan = SecretScanner.scan(file.bytes)
        let texts = scan.marks.isEmpty ? [] : TextSecrets.find(in: file.bytes).map(\.range)
        return scan.secrets + texts.map { SourceRange($0.lowerBound, $0.upperBound) }
            + CommentSecrets.find(in: file.bytes)
    }

    private static func holdsCommentBeforeOperand(_ file: SourceFile) -> Bool {
        file.bytes.contains("*/(") || file.bytes.contains("*/ (")
    }

    /// The number of secrets from elsewhere that are looked for.
    private static let mostElsewhere = 64
    private static let leastLength = 6

    /// The places of secrets that an operand takes from elsewhere: an argument, a line that is read, a variable.
    private static func elsewhere(_ deck: Deck, _ file: SourceFile) -> [SourceRange] {
        let secrets = deck.writtenSecrets.lazy.filter { written in
            guard let secret = written.secret, secret.count >= leastLength else { return false }
            return !secret.equals(ignoringCase: file.text(written.range).trimmingQuotes)
        }
        return Set(secrets.compactMap(\.secret).prefix(mostElsewhere)).flatMap { $0.places(in: file.bytes) }
    }

    /// The ranges that do not follow a parenthesis, unless they are in comments.
    private static func outsideOperands(_ found: [SourceRange], _ file: SourceFile) -> [SourceRange] {
        func isOperand(_ range: SourceRange) -> Bool {
            file.bytes[..<Int(range.start)].last { !$0.isBlank && $0 != UInt8(ascii: "'") } == UInt8(ascii: "(")
        }
        guard found.contains(where: isOperand) else { return found }
        // Lines and blocks of comments may overlap.
        var comments: [Range<Int>] = []
        for text in CommentSecrets.texts(file.bytes).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = comments.last, last.upperBound >= text.lowerBound {
                comments[comments.count - 1] = last.lowerBound..<max(last.upperBound, text.upperBound)
            } else {
                comments.append(text)
            }
        }
        return found.filter { range in
            guard isOperand(range) else { return true }
            let next = comments.partitioningIndex { $0.lowerBound > Int(range.start) }
            return next > 0 && comments[next - 1].contains(Int(range.start))
        }
    }

    private static func isShown(_ file: SourceFile, _ range: SourceRange) -> Bool {
        file.bytes[range.bounds].contains { $0 != UInt8(ascii: "*") }
    }

    private static func anywhere(_ file: SourceFile) -> [SourceRange] {
        DeckSecrets.find(file.bytes, file.bytes.indices).filter { !$0.isPlaceholder }.map {
            SourceRange($0.range.lowerBound, $0.range.upperBound)
        } + torn(file)
    }

    private static func torn(_ file: SourceFile) -> [SourceRange] {
        TornSecrets.find(in: file.bytes) { Deck.isCommand(file.bytes, $0) }
    }

    /// The secrets of an input that is read as another kind than it looks.
    private static func misread(_ file: SourceFile, as input: ParsedInput) -> [SourceRange] {
        let found = TextSecrets.find(in: file.bytes).map { SourceRange($0.range.lowerBound, $0.range.upperBound) }
        if case .deck = input.document { return found }
        return found
            + anywhere(file).filter { range in
                if case .jobMonitor(let config) = input.document { !isDirective(range, of: config) } else { true }
            }
    }

    /// The secrets of a file as another kind, wherever they are.
    private static func secrets(of file: SourceFile, as looks: Recognizer.Recognition) -> [SourceRange] {
        let reading = ParsedInput.marked(file, as: looks)
        return reading.secrets + SecretTexts([reading]).ranges(in: file.bytes, file.bytes.indices)
    }

    /// PASS_PHRASE=ON allows phrases and is not a secret. What follows other text in a value may be one.
    private static func isDirective(_ range: SourceRange, of config: JobMonitorConfig) -> Bool {
        guard let setting = config.setting(at: range), range.start <= setting.value.range.start else { return false }
        return JobMonitorDirective.named(setting.intendedName.uppercased()) != nil
    }

    /// The parts of ranges that are not known; the parser is left to what it understands.
    static func without(_ known: [SourceRange], _ found: [SourceRange]) -> [SourceRange] {
        guard !found.isEmpty else { return [] }
        let known = joined(known)
        return found.flatMap { without(known, $0) }
    }

    /// The ranges in order, without nested ones.
    private static func joined(_ ranges: [SourceRange]) -> [SourceRange] {
        var joined: [SourceRange] = []
        for range in ranges.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let last = joined.last, range.start <= last.end {
                joined[joined.count - 1] = SourceRange(Int(last.start), Int(max(last.end, range.end)))
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    private static func without(_ known: [SourceRange], _ range: SourceRange) -> [SourceRange] {
        var left: [SourceRange] = []
        var start = range.start
        for other in known[known.partitioningIndex { $0.end > range.start }...] {
            guard other.start < range.end else { break }
            if other.start > start { left.append(SourceRange(Int(start), Int(other.start))) }
            start = max(start, other.end)
        }
        if start < range.end { left.append(SourceRange(Int(start), Int(range.end))) }
        return left
    }

    /// The file with asterisks in place of the secrets, every byte in its place, so that no model, message or name can
    /// contain one. The characters that give a text its structure stay, so that the rest is read as it was.
    static func masked(_ file: SourceFile, _ secrets: [SourceRange]) -> SourceFile {
        var bytes = file.bytes
        for secret in secrets {
            var offset = Int(secret.start)
            while offset < Int(secret.end) {
                // An escape sequence is masked as a whole.
                if bytes[offset] == UInt8(ascii: "\\"), offset + 1 < Int(secret.end) {
                    bytes[offset] = UInt8(ascii: "*")
                    bytes[offset + 1] = UInt8(ascii: "*")
                    offset += 2
                    continue
                }
                let isFirst = offset == Int(secret.start)
                let isEscaped = isFirst && offset > 0 && bytes[offset - 1] == UInt8(ascii: "\\")
                if !isStructure(bytes[offset]), !isEscaped, !isContinuation(bytes, offset) {
                    bytes[offset] = UInt8(ascii: "*")
                }
                offset += 1
            }
        }
        return SourceFile(
            id: file.id, path: file.path, bytes: bytes, encoding: file.encoding, record: file.record,
            assumption: file.assumption, defects: file.defects
        ).like(file)
    }

    /// Whether a sign continues a command on the next line: `-` or `+` as the last one before a sequence number.
    private static func isContinuation(_ bytes: [UInt8], _ offset: Int) -> Bool {
        guard bytes[offset] == UInt8(ascii: "-") || bytes[offset] == UInt8(ascii: "+") else { return false }
        let rest = bytes[(offset + 1)...].prefix(80).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard rest.count < 80 else { return false }
        let text = rest.drop(while: \.isBlank)
        return text.isEmpty || text.count == 8 && text.allSatisfy(\.isDigit) && text.startIndex > rest.startIndex
    }

    private static func isStructure(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: " ") || "\"'\\(){}[]<>,:".utf8.contains(byte)
    }
}

extension String {
    fileprivate var trimmingQuotes: String {
        utf8.count > 1 && hasPrefix("'") && hasSuffix("'") ? String(dropFirst().dropLast()) : self
    }
}

extension SourceFile {
    /// With what is known of another file from outside.
    fileprivate func like(_ other: SourceFile) -> SourceFile {
        var file = self
        (file.given, file.digest) = (other.given, other.digest)
        return file
    }
}
