public import Diagnostics
public import Languages
public import XML
public import YAML

/// The regions of commands in a file, and their form.
public enum DeckCarrier {
    /// The form of a text.
    enum Form {
        case text, numbered, jcl, rexx, clist, shell, markdown, html, xml, yaml
    }

    /// The form of a whole file.
    struct WholeForm {
        var form: Form
        /// What the first lines of a text are, if they decided.
        var sample: TextCarrier.Summary?

        init(_ form: Form, _ sample: TextCarrier.Summary? = nil) {
            self.form = form
            self.sample = sample
        }
    }

    /// The regions and problems of a file.
    public struct Found: Sendable {
        var regions: [DeckRegion]
        /// The places where the file violates its format (IN001), and tolerated defects (IN002).
        var problems: [Problem] = []
        /// What keeps texts from being read as commands.
        var defects: [(kind: Deck.Defect.Kind, range: SourceRange)] = []
        /// The structure of the parsed carrier.
        public var structure = Structure.lines
        /// Whether it is a procedure, which only another job runs.
        var isProcedure = false
    }

    /// The structure of a carrier that is not read line by line.
    public enum Structure: Sendable {
        case lines
        case xml(XMLDocument)
        case yaml(YAMLDocument)
        /// In-stream data, in the order of the file.
        case jcl([InStreamData])
    }

    public static func find(_ file: SourceFile) -> Found {
        let lines = file.lineStarts.indices
        if let template = TemplateText.language(of: file) {
            let found = template.regions(file) { inner in
                let lines = inner.lineStarts.indices
                let whole = wholeForm(inner, lines)
                return regions(inner, lines, whole.form, as: nil, whole.sample)
            }
            return Found(regions: found, structure: structure(of: file, around: found))
        }
        return find(file, as: wholeForm(file, lines))
    }

    /// - Parameter whole: the form of the file, which is not a template.
    static func find(_ file: SourceFile, as whole: WholeForm) -> Found {
        let lines = file.lineStarts.indices
        switch whole.form {
        case .xml:
            let document = XMLReader.read(file)
            return Found(
                regions: XMLCarrier.regions(document), problems: document.problems, structure: .xml(document))
        case .yaml:
            let document = YAMLReader.read(file)
            return Found(
                regions: YAMLCarrier.regions(document, given: file.given), problems: document.problems,
                structure: .yaml(document))
        case .jcl:
            let carrier = JCLCarrier(file, lines)
            return Found(
                regions: carrier.regions, defects: carrier.defects, structure: .jcl(carrier.blocks),
                isProcedure: carrier.isProcedure && !carrier.hasJob)
        case .rexx, .clist, .shell:
            let read = linesOfProgram(file)
            var found = Found(regions: regions(file, read, whole.form, as: nil, whole.sample))
            found.structure = structure(of: file, around: found.regions)
            let end = read.count < lines.count ? Int(file.lineStarts[read.upperBound]) : file.bytes.count
            if end < file.bytes.count {
                found.problems.append(
                    Problem(
                        "IN006", "only the first \(read.count) lines of the program were read",
                        at: SourceRange(end, end)))
            }
            return found
        case .text, .numbered, .markdown, .html:
            let found = regions(file, lines, whole.form, as: nil, whole.sample)
            return Found(regions: found, structure: structure(of: file, around: found))
        }
    }

    /// The lines of a program that are read, and the bytes of each: what is known of one statement takes a hundred times
    /// the shortest one.
    static let mostLines = 200_000
    static let longestLine: UInt32 = 262_144

    /// The lines of a program up to the limit, or to the first line that is too long.
    private static func linesOfProgram(_ file: SourceFile) -> Range<Int> {
        let starts = file.lineStarts
        let count = min(starts.count, mostLines)
        let end = UInt32(file.bytes.count)
        let long = (0..<count).first { ($0 + 1 < starts.count ? starts[$0 + 1] : end) - starts[$0] > longestLine }
        return 0..<(long ?? count)
    }

    /// The form of a template or of HTML, whose texts are found without the tree.
    private static func structure(of file: SourceFile, around regions: [DeckRegion]) -> Structure {
        if regions.contains(where: { $0.carrier == .yaml }) { return .yaml(YAMLReader.read(file)) }
        if regions.contains(where: { $0.carrier == .xml }) { return .xml(XMLReader.read(file)) }
        return .lines
    }

    /// - Parameters:
    ///   - carrier: the carrier of the text, if it is not the file itself.
    ///   - sample: what the first lines are, if that is known.
    static func regions(
        _ file: SourceFile, _ lines: Range<Int>, _ form: Form, as carrier: Deck.Carrier?,
        _ sample: TextCarrier.Summary? = nil
    ) -> [DeckRegion] {
        let bounds = file.bounds(of: lines)
        switch form {
        case .text:
            let records: DeckRegion.Records = carrier == nil ? records(file) : .free
            // A few lines of explanation may precede a job.
            if carrier == nil, lines.prefix(20).contains(where: { JCLStatement.beginJCL(file, $0..<($0 + 1)) }) {
                return ShownJobs(file, .plain).regions(lines) { lines in
                    TextCarrier.regions(file, lines, DeckRegion(text: .lines(lines), carrier: .plain, records: records))
                }
            }
            return TextCarrier.regions(
                file, lines, DeckRegion(text: .lines(lines), carrier: carrier ?? .plain, records: records), sample)
        case .numbered: return NumberedCarrier.regions(file, lines, carrier ?? .plain)
        case .jcl: return JCLCarrier(file, lines, carrier: carrier ?? .jcl).regions
        case .rexx: return RexxCarrier.regions(file.bytes, bounds, carrier ?? .rexx, given: file.given)
        case .clist: return CLISTCarrier.regions(file, lines, carrier ?? .clist, given: file.given)
        case .shell: return ShellCarrier.regions(file.bytes, bounds, carrier ?? .shell, given: file.given)
        case .markdown: return MarkdownCarrier.regions(file, lines)
        case .html: return HTMLCarrier.regions(file.bytes, bounds, carrier ?? .xml)
        case .xml: return XMLCarrier.regions(XMLReader.read(file))
        case .yaml: return YAMLCarrier.regions(YAMLReader.read(file), given: file.given)
        }
    }

    /// The form of a text inside another; `nil` if it shows no commands.
    static func form(_ file: SourceFile, _ lines: Range<Int>) -> Form? {
        let bytes = file.bytes[file.bounds(of: lines)]
        if JCLStatement.beginJCL(file, lines) { return .jcl }
        if isREXX(bytes) { return .rexx }
        if isCLIST(file, lines) { return .clist }
        if bytes.contains("tsocmd") || bytes.starts(with: "#!") { return .shell }
        let summary = TextCarrier.summary(file, lines)
        if summary.first != nil || summary.isOperators { return .text }
        let regions = RexxCarrier.regions(file.bytes, bytes.startIndex..<bytes.endIndex)
        return regions.contains(where: holdsCommand) ? .rexx : nil
    }

    /// Whether one of the strings of a program is almost certainly a command, unlike `'connect'`.
    private static func holdsCommand(_ region: DeckRegion) -> Bool {
        guard let text = region.map?.bytes else { return false }
        return text.split(separator: UInt8(ascii: "\n")).contains { line in
            CommandShape(text, line.indices).map { !$0.isOrdinary || $0.likeness == .sure } ?? false
        }
    }

    /// The form of a whole file, by its beginning and then by its name.
    static func wholeForm(_ file: SourceFile, _ lines: Range<Int>) -> WholeForm {
        let name = file.path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        func isNamed(_ endings: String...) -> Bool { endings.contains { name.hasSuffix($0) } }
        let bytes = file.bytes[...]
        let start = bytes.drop { $0.isBlank || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        // `<%` and `<#` belong to templates.
        if start.first == UInt8(ascii: "<"), let next = start.dropFirst().first, !"%#".utf8.contains(next) {
            let head = start.prefix(1000).map { $0 | 0x20 }
            if head.contains("<html") || head.starts(with: "<!doctype html".utf8.map { $0 | 0x20 }) {
                return WholeForm(.html)
            }
            if isNamed(".html", ".htm") { return WholeForm(.html) }
            if !isNamed(".md", ".markdown") { return WholeForm(.xml) }
        }
        if JCLStatement.beginJCL(file, lines) { return WholeForm(.jcl) }
        if isREXX(start) || isNamed(".rexx", ".rex", ".rx") { return WholeForm(.rexx) }
        if isNamed(".clist", ".clst") || isCLIST(file, lines) { return WholeForm(.clist) }
        if start.starts(with: "#!"), !start.prefix(60).contains("ansible") { return WholeForm(.shell) }
        if isNamed(".md", ".markdown", ".mdx", ".rst", ".adoc", ".asciidoc") { return WholeForm(.markdown) }
        if isNamed(".yml", ".yaml") || start.starts(with: "---\n".utf8) || start.starts(with: "---\r".utf8) {
            return WholeForm(.yaml)
        }
        if isNamed(".sh", ".bash", ".ksh", ".zsh") { return WholeForm(.shell) }
        let sample = TextCarrier.sample(file, lines)
        if sample.isDeck, sample.first != nil { return WholeForm(.text, sample) }
        if bytes.prefix(1 << 20).contains("tsocmd"), !ShellCarrier.regions(file.bytes, 0..<bytes.count).isEmpty {
            return WholeForm(.shell)
        }
        if hasFence(file, lines) { return WholeForm(.markdown) }
        if sample.commands == 0, NumberedCarrier.isNumbered(file, lines) { return WholeForm(.numbered) }
        guard sample.first == nil, !sample.isCommands, looksLikeREXX(file, lines) else {
            return WholeForm(.text, sample)
        }
        return WholeForm(.rexx)
    }

    // MARK: Signs

    /// The first comment identifies an exec (TSO/E REXX: REXX exec identifier).
    private static func isREXX(_ bytes: ArraySlice<UInt8>) -> Bool {
        let start = bytes.drop { $0 <= UInt8(ascii: " ") }
        guard start.starts(with: "/*") else { return false }
        let close = start.prefix(400).split(separator: TSOBytes.slash).dropFirst().first ?? []
        let line = start.prefix { $0 != UInt8(ascii: "\n") }
        let isNamed = close.map(\.uppercased).contains("REXX") || line.map(\.uppercased).contains("REXX")
        return isNamed
    }

    /// Whether a member begins like an exec without the identifier, or contains strings that are passed to TSO.
    private static func looksLikeREXX(_ file: SourceFile, _ lines: Range<Int>) -> Bool {
        let first = lines.lazy.map { file.bytes[file.lineBounds($0)].drop(while: \.isBlank) }.first {
            !$0.isEmpty
        }
        guard let first, let byte = first.first,
            first.starts(with: "/*") || byte == UInt8(ascii: "\"")
                || byte == TSOBytes.apostrophe || first.prefix(8).map(\.uppercased).elementsEqual("ADDRESS ".utf8)
        else { return false }
        return RexxCarrier.regions(file.bytes, 0..<file.bytes.count).contains { region in
            region.map?.bytes.contains { !$0.isBlank } ?? false
        }
    }

    private static func isCLIST(_ file: SourceFile, _ lines: Range<Int>) -> Bool {
        for index in lines.prefix(60) {
            let text = CLISTCarrier.withoutNumber(file.bytes[file.lineBounds(index)]).drop(while: \.isBlank)
            guard !text.isEmpty, !text.starts(with: "/*") else { continue }
            let words = text.prefix(80).split(whereSeparator: \.isBlank).map {
                String(decoding: $0.map(\.uppercased), as: UTF8.self)
            }
            if words.first == "PROC", words.count > 1, words[1].allSatisfy(\.isNumber) { return true }
            return words.first == "CONTROL"
                && words.dropFirst().allSatisfy { CLISTCarrier.controlOperands.contains($0) }
        }
        return false
    }

    private static func hasFence(_ file: SourceFile, _ lines: Range<Int>) -> Bool {
        lines.prefix(TextCarrier.sampleLines).contains {
            file.bytes[file.lineBounds($0)].drop(while: \.isBlank).starts(with: "```")
        }
    }

    /// Plain text is read as it is, unless sequence numbers show records of 80.
    private static func records(_ file: SourceFile) -> DeckRegion.Records {
        if case .fixed(let length) = file.record { return .fixed(length - 8) }
        var records = DeckRegion.Records.maybeFixed
        for index in file.lineStarts.indices {
            let line = file.lineBounds(index)
            guard line.count >= 80 else { continue }
            let bytes = file.bytes[line]
            if bytes.count(where: { $0 & 0xC0 != 0x80 }) > 80 { return .free }
            if line.count == 80, bytes.suffix(8).allSatisfy(\.isDigit) { records = .fb80 }
        }
        return records
    }

    // MARK: Texts

    /// The RACF command that a string begins with.
    static func verb(of bytes: [UInt8]) -> Verb? { verb(of: bytes, bytes.indices) }

    static func verb(of bytes: [UInt8], _ range: Range<Int>) -> Verb? {
        var scanner = DeckScanner(LogicalLine(bytes: bytes, range: range))
        guard let word = scanner.nextName(),
            word.upperBound == range.upperBound || bytes[word.upperBound] != TSOBytes.open
        else { return nil }
        return Verb.named(bytes[word])
    }
}

extension SourceFile {
    /// The bytes of some lines, without the last line end.
    func bounds(of lines: Range<Int>) -> Range<Int> {
        guard let first = lines.first, let last = lines.last else { return 0..<0 }
        return Int(lineStarts[first])..<lineBounds(last).upperBound
    }
}

extension Collection where Element == UInt8 {
    /// Whether these bytes contain others.
    func contains(_ wanted: some Collection<UInt8>) -> Bool {
        guard let first = wanted.first else { return true }
        var rest = self[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: wanted) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}

extension DeckRegion {
    /// The region in the file for a region of a text inside it.
    ///
    /// - Parameters:
    ///   - outer: the text, by its places in the file.
    ///   - source: the bytes of that text.
    ///   - isApart: whether an end of the program in that text ends only it.
    func mapped(
        through outer: MappedText, _ source: [UInt8], file: [UInt8], isApart: Bool = false
    ) -> DeckRegion {
        var region = self
        if step >= Self.job || isApart && step != 0, !outer.bytes.isEmpty {
            region.step += (Int(outer.fileRange(0, 1).start) + 1) << 12
        }
        var text = MappedText()
        switch self.text {
        case .mapped(let inner):
            for index in inner.bytes.indices {
                let range = inner.fileRange(index, index + 1).bounds
                text.append(inner.bytes[index], at: outer.fileRange(range.lowerBound, range.upperBound).bounds, file)
            }
        case .lines(let lines):
            let bounds = SourceFile(path: "", bytes: source).bounds(of: lines)
            text.append(outer, bounds, file)
        }
        region.text = .mapped(text)
        region.records = .free
        region.flow = region.flow?.mapped { range in
            guard Int(range.end) <= source.count else { return range }
            return outer.fileRange(Int(range.start), Int(range.end))
        }
        return region
    }
}

extension MappedText {
    /// Adds another text of the same file as further lines.
    mutating func appendLines(_ text: MappedText) {
        if !bytes.isEmpty {
            let place = Int(fileRange(bytes.count - 1, bytes.count).end)
            append([UInt8(ascii: "\n")], for: place..<place)
        }
        append(text)
    }

    /// Adds a byte that represents a part of the file.
    mutating func append(_ byte: UInt8, at range: Range<Int>, _ file: [UInt8]) {
        if range.count == 1, file[range.lowerBound] == byte {
            append(file[range])
        } else {
            append([byte], for: range)
        }
    }

    /// Adds a part of another text of the same file.
    mutating func append(_ other: MappedText, _ part: Range<Int>, _ file: [UInt8]) {
        for index in part { append(other.bytes[index], at: other.fileRange(index, index + 1).bounds, file) }
    }

    /// The text after the first bytes.
    func dropping(_ count: Int, _ file: [UInt8]) -> MappedText {
        var rest = MappedText()
        rest.append(self, min(count, bytes.count)..<bytes.count, file)
        return rest
    }
}
