import Contract
import Diagnostics
import Languages
import RACF
import Trees
import UrbanCode

/// Reads the comments that contain marks, and finds the statements that they apply to.
struct CommentReader {
    private let input: ParsedInput
    private let file: SourceFile
    private let deck: Deck?
    private let isFixed: Bool
    private let statements: [SourceRange]
    /// In-stream data of JCL.
    private let blocks: [InStreamData]
    /// The strings of a JSON file, in which no comment begins.
    private let strings: [SourceRange]
    /// The greatest end of a statement and of those before it.
    private let ends: [UInt32]
    /// The line of the next statement, for each line from which it was searched: comments come in long runs.
    private var nextStatements: [Int: Int?] = [:]
    /// The carrier whose comments were searched.
    private var lastCarrier: Deck.Carrier?

    /// The maximum length of a comment that is read.
    private static let lineLimit = 20
    /// The maximum distance to the beginning of a block.
    private static let blockLimit = 8192

    init(_ input: ParsedInput) {
        self.input = input
        file = input.file
        // The whole line of a member is read; TSO and JCL read 72 columns of a record.
        isFixed = input.kind != .jobMonitor && file.record != .text
        statements = input.commentedStatements
        ends = statements.reduce(into: []) { $0.append(max($0.last ?? 0, $1.end)) }
        if case .jcl(let blocks) = input.structure { self.blocks = blocks } else { blocks = [] }
        if case .deck(let deck) = input.document { self.deck = deck } else { deck = nil }
        if case .tree(let json) = input.structure, !json.isYAML {
            strings = json.nodes.indices.filter { json.kind($0) == .string }.map { json.range($0) }
        } else {
            strings = []
        }
    }

    /// A comment being read: its beginning, the sign that ends it, and the end of its text.
    private struct Comment {
        var start: Int
        /// The sign that begins it, for continuation lines.
        var open: String
        /// `nil` if the comment ends with the line.
        var close: String?
        var text = ""
        var textEnd = 0
        /// The offset after its closing sign.
        var end = 0
    }

    /// - Parameter marks: the offsets after the program's name.
    mutating func suppressions(_ marks: [Int]) -> [InlineSuppression] {
        var found: [InlineSuppression] = []
        var end = 0
        for mark in marks where mark > end && found.count <= InlineSuppression.most {
            let line = file.lineIndex(at: mark)
            let bounds = CommentLine(file, line, isFixed: isFixed).bounds
            guard mark <= bounds.upperBound, SuppressionMark.isAddressed(file.bytes[mark..<bounds.upperBound]) else {
                continue
            }
            let carrier = carrier(at: mark)
            if carrier != lastCarrier { nextStatements = [:] }
            lastCarrier = carrier
            let signs = CommentSigns.of(input, carrier)
            guard let comment = comment(around: mark, line, signs) else {
                if let misplaced = misplaced(mark, bounds.upperBound) { found.append(misplaced) }
                continue
            }
            let read = read(comment, from: mark, line, signs)
            end = read.textEnd
            let range = SourceRange(mark - SuppressionMark.count, read.textEnd)
            let text: Result<SuppressionText, SuppressionText.Fault>
            do throws(SuppressionText.Fault) { text = .success(try SuppressionText(read.text)) } catch {
                text = .failure(error)
            }
            found.append(
                InlineSuppression(
                    range: range, text: text, covers: coverage(of: read, signs), isAtTop: isAtTop(read, signs)))
        }
        return found
    }

    private func carrier(at offset: Int) -> Deck.Carrier? {
        deck?.region(at: SourceRange(offset, offset))?.carrier
    }

    /// In members and property lists a sign after a value does not begin a comment.
    private func misplaced(_ mark: Int, _ end: Int) -> InlineSuppression? {
        switch input.document {
        case .jobMonitor: break
        case .urbanCode(let document) where document.form == .properties: break
        case _: return nil
        }
        return InlineSuppression(
            range: SourceRange(mark - SuppressionMark.count, end),
            text: .failure(.init(message: "it is part of a value: here a comment needs a line of its own")),
            covers: nil)
    }

    // MARK: The comment

    private func comment(around mark: Int, _ index: Int, _ signs: CommentSigns) -> Comment? {
        guard !isInString(mark) else { return nil }
        let line = CommentLine(file, index, isFixed: isFixed)
        for sign in signs.atStart where line.has(sign, at: line.bounds.lowerBound) {
            return Comment(start: line.bounds.lowerBound, open: sign)
        }
        for block in signs.blocks {
            guard let open = line.last(block.open, before: mark),
                line.last(block.close, before: mark).map({ $0 < open }) ?? true
            else { continue }
            return Comment(start: open, open: block.open, close: block.close)
        }
        for sign in signs.anywhere {
            guard let open = line.last(sign, before: mark),
                open == line.bounds.lowerBound || file.bytes[open - 1].isBlank
            else { continue }
            return Comment(start: open, open: sign)
        }
        if case .jobMonitor = input.document, statement(around: mark) == nil {
            // The member itself determines the comment character.
            let sign = String(decoding: file.bytes[line.bounds].prefix(1), as: UTF8.self)
            return Comment(start: line.bounds.lowerBound, open: sign)
        }
        return signs.blocksEndWithLine ? nil : outerBlock(mark, signs)
    }

    /// The innermost statement that begins at or before a place and ends after it.
    private func statement(around offset: Int) -> SourceRange? {
        statement(before: statements.partitioningIndex { Int($0.start) > offset }, beyond: UInt32(offset))
    }

    private func isInString(_ offset: Int) -> Bool {
        let next = strings.partitioningIndex { $0.start > offset }
        return next > 0 && strings[next - 1].end > offset
    }

    /// A block comment that began on an earlier line.
    private func outerBlock(_ mark: Int, _ signs: CommentSigns) -> Comment? {
        let before = file.bytes[max(0, mark - Self.blockLimit)..<mark]
        for block in signs.blocks {
            let (open, close) = (Array(block.open.utf8), Array(block.close.utf8))
            guard let start = before.indices.last(where: { before[$0...].starts(with: open) }),
                !before.indices.contains(where: { $0 > start + 1 && before[$0...].starts(with: close) })
            else { continue }
            return Comment(start: start, open: block.open, close: block.close)
        }
        return nil
    }

    /// The text from the mark on, with its continuation lines: those that end an open quote or begin with a key.
    private func read(_ comment: Comment, from mark: Int, _ index: Int, _ signs: CommentSigns) -> Comment {
        var comment = comment
        var index = index
        var isClosed = take(CommentLine(file, index, isFixed: isFixed), from: mark, into: &comment)
        for _ in 0..<Self.lineLimit where index + 1 < file.lineStarts.count {
            let next = CommentLine(file, index + 1, isFixed: isFixed)
            var start = next.bounds.lowerBound
            if next.has(comment.open, at: start) {
                start += comment.open.utf8.count
            } else if comment.close == nil || isClosed || signs.blocksEndWithLine {
                break
            }
            let blanks = Set(" \t*".utf8)
            while start < next.bounds.upperBound, blanks.contains(file.bytes[start]) { start += 1 }
            let isOpen = comment.text.utf8.count { $0 == UInt8(ascii: "\"") } % 2 == 1
            guard isOpen || beginsWithKey(file.bytes[start..<next.bounds.upperBound]) else { break }
            comment.text += " "
            isClosed = take(next, from: start, into: &comment)
            index += 1
        }
        if let close = comment.close, !isClosed, !signs.blocksEndWithLine {
            let rest = file.bytes[comment.textEnd...]
            let sign = Array(close.utf8)
            let end = rest.indices.first { rest[$0...].starts(with: sign) }
            comment.end = end.map { $0 + sign.count } ?? comment.textEnd
        }
        return comment
    }

    private func beginsWithKey(_ bytes: ArraySlice<UInt8>) -> Bool {
        let word = String(decoding: bytes.prefix(while: \.isAlphanumeric).prefix(16), as: UTF8.self)
        let next = bytes.drop(while: \.isAlphanumeric).drop(while: \.isBlank).first
        return next == UInt8(ascii: "=") && SuppressionText.keys.contains(word.lowercased())
    }

    /// - Returns: whether the line contains the closing sign.
    private func take(_ line: CommentLine, from start: Int, into comment: inout Comment) -> Bool {
        let close = comment.close.flatMap { sign in line.first(sign, from: start).map { ($0, sign.utf8.count) } }
        var end = close?.0 ?? line.bounds.upperBound
        comment.end = close.map { $0.0 + $0.1 } ?? end
        while end > start, file.bytes[end - 1].isBlank { end -= 1 }
        comment.text += file.text(SourceRange(start, end))
        comment.textEnd = end
        return close != nil
    }

    // MARK: What it is about

    private mutating func coverage(of comment: Comment, _ signs: CommentSigns) -> SourceRange? {
        let first = CommentLine(file, file.lineIndex(at: comment.start), isFixed: isFixed)
        let lastIndex = file.lineIndex(at: max(comment.start, comment.end - 1))
        var target: Int?
        if first.bounds.lowerBound < comment.start {
            target = file.lineIndex(at: comment.start)
        } else if hasCode(CommentLine(file, lastIndex, isFixed: isFixed), from: comment.end) {
            target = lastIndex
        } else {
            target = nextStatement(from: lastIndex + 1, signs)
        }
        guard let target else { return nil }
        let line = file.lineBounds(target)
        var range = extended(SourceRange(line.lowerBound, line.upperBound), target)
        range.end = UInt32(file.lineBounds(file.lineIndex(at: max(line.lowerBound, Int(range.end) - 1))).upperBound)
        return SourceRange(min(comment.start, Int(range.start)), max(comment.end, Int(range.end)))
    }

    /// Whether only comments precede it.
    private mutating func isAtTop(_ comment: Comment, _ signs: CommentSigns) -> Bool {
        let line = CommentLine(file, file.lineIndex(at: comment.start), isFixed: isFixed)
        guard line.bounds.lowerBound == comment.start, let first = nextStatement(from: 0, signs) else { return false }
        return Int(file.lineStarts[first]) > comment.start
    }

    /// Whether text other than a continuation mark follows a comment.
    private func hasCode(_ line: CommentLine, from start: Int) -> Bool {
        guard start < line.bounds.upperBound else { return false }
        return file.bytes[start..<line.bounds.upperBound].contains { !" \t-+".utf8.contains($0) }
    }

    private mutating func nextStatement(from first: Int, _ signs: CommentSigns) -> Int? {
        var index = first
        var passed: [Int] = []
        func known(_ target: Int?) -> Int? {
            for line in passed { nextStatements[line] = .some(target) }
            return target
        }
        while index < file.lineStarts.count {
            if let target = nextStatements[index] { return known(target) }
            passed.append(index)
            let line = CommentLine(file, index, isFixed: isFixed)
            let start = line.bounds.lowerBound
            let isSeparator = file.bytes[line.bounds].elementsEqual("---".utf8)
            if line.bounds.isEmpty || isSeparator
                || (signs.atStart + signs.anywhere).contains(where: { sign in
                    guard line.has(sign, at: start) else { return false }
                    let next = start + sign.utf8.count
                    return sign != "#" || !signs.hashIsPrefix || next == line.bounds.upperBound
                        || file.bytes[next].isBlank
                })
            {
                index += 1
            } else if let block = signs.blocks.first(where: { line.has($0.open, at: start) }) {
                if let close = line.first(block.close, from: start + block.open.utf8.count) {
                    guard !hasCode(line, from: close + block.close.utf8.count) else { return known(index) }
                } else if !signs.blocksEndWithLine {
                    let sign = Array(block.close.utf8)
                    let rest = file.bytes[start...]
                    guard let end = rest.indices.first(where: { rest[$0...].starts(with: sign) }) else {
                        return known(nil)
                    }
                    index = file.lineIndex(at: end)
                }
                index += 1
            } else {
                return known(index)
            }
        }
        return known(nil)
    }

    /// A line with the statements that begin on it, or else the statement that continues across it, and with the lines
    /// that it opens.
    private func extended(_ line: SourceRange, _ index: Int) -> SourceRange {
        var range = line
        let next = statements.partitioningIndex { $0.start >= line.start }
        var following = next
        while following < statements.count, statements[following].start < max(line.end, line.start + 1) {
            range.end = max(range.end, statements[following].end)
            following += 1
        }
        if following == next, let around = statement(before: next, beyond: line.start) {
            range.start = min(range.start, around.start)
            range.end = max(range.end, around.end)
        }
        if following == next || isScript { range.end = max(range.end, block(from: index)) }
        return range
    }

    /// The last of the first statements that ends after a place.
    private func statement(before count: Int, beyond place: UInt32) -> SourceRange? {
        var next = count
        while next > 0, ends[next - 1] > place {
            if statements[next - 1].end > place { return statements[next - 1] }
            next -= 1
        }
        return nil
    }

    private var isScript: Bool {
        if case .urbanCode(let document) = input.document { document.form == .script } else { false }
    }

    /// The end of the block that a line of a deck or script opens.
    private func block(from index: Int) -> UInt32 {
        guard deck != nil || isScript else { return 0 }
        return UInt32(file.lineBounds(OpenedBlock(file, blocks).lastLine(from: index)).upperBound)
    }
}
