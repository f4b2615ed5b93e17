import Diagnostics
import Languages

/// Finds the commands that a document shows: fenced and indented blocks, code spans, list items, and lines that can
/// only be commands. The word after a fence is only a hint, because `rexx` fences also contain plain commands.
struct MarkdownCarrier {
    private let file: SourceFile
    private var regions: [DeckRegion] = []
    /// The lines outside fences that have not been examined yet.
    private var open: Range<Int>?
    /// Whether there may be an end for a comment that begins here.
    private var hasCommentEnd = true

    static func regions(_ file: SourceFile, _ lines: Range<Int>) -> [DeckRegion] {
        var carrier = MarkdownCarrier(file)
        carrier.read(lines)
        var regions = carrier.regions
        for index in regions.indices {
            regions[index].isDocumentation = true
            regions[index].records = .free
        }
        return regions
    }

    private init(_ file: SourceFile) { self.file = file }

    private mutating func read(_ lines: Range<Int>) {
        var index = lines.lowerBound
        while index < lines.upperBound {
            if file.bytes[file.lineBounds(index)].starts(with: "<!--") {
                closeText()
                index = endOfComment(index, lines) + 1
                continue
            }
            guard let fence = Fence(file.bytes, file.lineBounds(index)) else {
                open = (open?.lowerBound ?? index)..<(index + 1)
                index += 1
                continue
            }
            closeText()
            var end = index + 1
            while end < lines.upperBound, !fence.isClosed(by: file.bytes, file.lineBounds(end)) { end += 1 }
            block((index + 1)..<end, fence.language)
            index = end + 1
        }
        closeText()
    }

    /// The line on which an HTML comment ends; its own line, if it does not end.
    private mutating func endOfComment(_ index: Int, _ lines: Range<Int>) -> Int {
        guard hasCommentEnd else { return index }
        let end = (index..<lines.upperBound).first { file.bytes[file.lineBounds($0)].contains("-->") }
        hasCommentEnd = end != nil
        return end ?? index
    }

    /// A fenced block.
    private mutating func block(_ lines: Range<Int>, _ language: String) {
        guard !lines.isEmpty else { return }
        let bounds = file.bounds(of: lines)
        let form = DeckCarrier.form(file, lines)
        let jobs = form == .jcl ? [] : ShownJobs(file, .markdown).regions(lines) { _ in [] }
        if !jobs.isEmpty {
            regions += jobs
        } else if let form, form != .shell || !isYAML(bounds, language) {
            regions += DeckCarrier.regions(file, lines, form, as: .markdown)
        } else if isYAML(bounds, language) || language == "xml" || language == "html" {
            nested(bounds, language)
        } else {
            let isProse = !TextCarrier.summary(file, lines).isCommands
            regions += TextCarrier.regions(
                file, lines, DeckRegion(text: .lines(lines), carrier: .markdown), isProse: isProse)
        }
    }

    private func isYAML(_ bounds: Range<Int>, _ language: String) -> Bool {
        language == "yaml" || language == "yml" || file.bytes[bounds].contains("tso_command:")
    }

    /// A block that is read as a separate file.
    private mutating func nested(_ bounds: Range<Int>, _ language: String) {
        var text = MappedText()
        text.append(file.bytes[bounds])
        let inner = SourceFile(path: file.path, bytes: text.bytes)
        let form: DeckCarrier.Form = language == "xml" ? .xml : language == "html" ? .html : .yaml
        regions += DeckCarrier.regions(inner, inner.lineStarts.indices, form, as: .markdown).map {
            var region = $0.mapped(through: text, text.bytes, file: file.bytes)
            region.carrier = .markdown
            return region
        }
    }

    // MARK: Text

    /// Reads the lines between fences: runs of indented lines, and paragraphs.
    private mutating func closeText() {
        guard let lines = open else { return }
        open = nil
        regions += ShownJobs(file, .markdown).regions(lines) { text($0) }
    }

    private func text(_ lines: Range<Int>) -> [DeckRegion] {
        let template = DeckRegion(text: .lines(lines), carrier: .markdown)
        var found = TextCarrier.regions(file, lines, template, isProse: true)
        let taken = found.map { region -> Range<Int> in
            if case .lines(let lines) = region.text { lines } else { 0..<0 }
        }
        var next = 0
        for index in lines {
            while next < taken.count, taken[next].upperBound <= index { next += 1 }
            if next < taken.count, taken[next].contains(index) { continue }
            found += spans(file.lineBounds(index)) + elements(file.lineBounds(index))
        }
        found.sort { start($0) < start($1) }
        return found
    }

    private func start(_ region: DeckRegion) -> UInt32 {
        switch region.text {
        case .lines(let lines): file.lineStarts[lines.lowerBound]
        case .mapped(let text): text.fileRange(0, min(1, text.bytes.count)).start
        }
    }

    /// The code spans of a line.
    private func spans(_ line: Range<Int>) -> [DeckRegion] {
        var found: [DeckRegion] = []
        var offset = line.lowerBound
        while let tick = file.bytes[offset..<line.upperBound].firstIndex(of: UInt8(ascii: "`")) {
            var start = tick
            while start < line.upperBound, file.bytes[start] == UInt8(ascii: "`") { start += 1 }
            let ticks = file.bytes[tick..<start]
            var end = start
            while end < line.upperBound, !file.bytes[end..<line.upperBound].starts(with: ticks) {
                end = file.bytes[(end + 1)..<line.upperBound].firstIndex(of: UInt8(ascii: "`")) ?? line.upperBound
            }
            guard end < line.upperBound else { break }
            if let region = command(start..<end) { found.append(region) }
            offset = min(end + ticks.count, line.upperBound)
        }
        return found
    }

    private static let elements = ["code", "kbd", "samp", "tt"].map {
        (start: Array("<\($0)>".utf8), end: Array("</\($0)>".utf8))
    }

    /// The HTML elements of a line that show code.
    private func elements(_ line: Range<Int>) -> [DeckRegion] {
        var found: [DeckRegion] = []
        var offset = line.lowerBound
        while let sign = file.bytes[offset..<line.upperBound].firstIndex(of: UInt8(ascii: "<")) {
            offset = sign + 1
            let rest = file.bytes[sign..<line.upperBound]
            guard let element = Self.elements.first(where: { rest.starts(with: $0.start) }) else { continue }
            let start = sign + element.start.count
            let end = (start..<line.upperBound).first { file.bytes[$0..<line.upperBound].starts(with: element.end) }
            guard let end else { return found }
            found += HTMLCarrier.regions(file.bytes, start..<end, .markdown)
            offset = end
        }
        return found
    }

    private func command(_ range: Range<Int>) -> DeckRegion? {
        if file.bytes[range].starts(with: "tsocmd ") {
            return ShellCarrier.regions(file.bytes, range, .markdown).first
        }
        guard let shape = CommandShape(file.bytes, range), shape.likeness == .sure || !shape.isOrdinary else {
            return nil
        }
        var text = MappedText()
        text.append(file.bytes[range])
        return DeckRegion(text: .mapped(text), carrier: .markdown, joinsLines: false)
    }

    /// The line that opens a fenced block.
    private struct Fence {
        private let sign: UInt8
        private let count: Int
        /// The first word after the fence in lower case.
        let language: String

        init?(_ bytes: [UInt8], _ line: Range<Int>) {
            let text = Self.text(bytes, line)
            guard let sign = text.first, sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~") else { return nil }
            let fence = text.prefix { $0 == sign }
            let info = text.dropFirst(fence.count)
            guard fence.count >= 3, !info.contains(UInt8(ascii: "`")) else { return nil }
            self.sign = sign
            count = fence.count
            let word = info.drop { !$0.isNameByte }.prefix { $0.isNameByte }
            language = String(decoding: word, as: UTF8.self).lowercased()
        }

        func isClosed(by bytes: [UInt8], _ line: Range<Int>) -> Bool {
            let text = Self.text(bytes, line)
            let fence = text.prefix { $0 == sign }
            return fence.count >= count && text.dropFirst(fence.count).allSatisfy { $0 <= UInt8(ascii: " ") }
        }

        /// The line without indentation and the marks of quotations and list items.
        private static func text(_ bytes: [UInt8], _ line: Range<Int>) -> ArraySlice<UInt8> {
            bytes[line].drop { $0.isBlank || $0 == UInt8(ascii: ">") }
        }
    }
}
