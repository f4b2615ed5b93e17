import Decoding
import Glibc

/// Divides the bytes of an unload into records, and turns each into ASCII with one byte for a column.
struct RecordSplitter {
    private let form: UnloadForm
    /// The ASCII character of each EBCDIC byte; empty for text.
    private let table: [UInt8]
    /// The beginning of a record whose end is in the next piece.
    private var open: [UInt8] = []
    private var scratch: [UInt8] = []
    private var toSkip: Int
    /// The bytes that are left of the current block.
    private var blockLeft = 0
    private(set) var number: UInt32 = 0
    /// Why the lengths of records cannot be right.
    private(set) var defect: String?

    /// The longest record of any release, and more.
    private static let longest = 1 << 16
    /// The columns of a record that are read.
    static let width = 1100

    /// - Returns: whether to go on.
    typealias Body = (_ record: borrowing RawSpan, _ number: UInt32) -> Bool

    init(_ form: UnloadForm) {
        self.form = form
        table = form.isEBCDIC ? form.encoding.columns : []
        toSkip = form.start
    }

    /// Takes the next piece of the file.
    mutating func feed(_ buffer: [UInt8], _ count: Int, _ body: Body) {
        var start = 0
        if toSkip > 0 {
            start = min(toSkip, count)
            toSkip -= start
        }
        if case .lines(let end) = form.framing {
            lines(buffer, start, count, end, body)
        } else {
            open += buffer[start..<count]
            records(body)
        }
    }

    /// The rest after the last piece.
    ///
    /// - Parameter body: called with a last record without an end; false if it has the form of a whole one.
    mutating func finish(_ body: (_ record: borrowing RawSpan, _ number: UInt32, _ isCut: Bool) -> Void) {
        // Some transfers mark the end of a file with SUB.
        if open.last == 0x1A || open.last == 0x3F && form.isEBCDIC { open.removeLast() }
        guard !open.isEmpty else { return }
        switch form.framing {
        case .lines:
            number += 1
            let rest = open
            _ = unsafe emit(rest.span.bytes) { record, number in
                body(record, number, false)
                return true
            }
        case .lengths, .fixed:
            number += 1
            let rest = open
            _ = unsafe emit(rest.span.bytes) { record, number in
                body(record, number, true)
                return true
            }
        }
        open = []
    }

    // MARK: Lines

    private mutating func lines(_ buffer: [UInt8], _ first: Int, _ count: Int, _ end: UInt8, _ body: Body) {
        var start = first
        if !open.isEmpty {
            guard let next = Self.find(end, in: buffer, from: start, to: count) else {
                if open.count < Self.longest { open += buffer[start..<count] }
                return
            }
            open += buffer[start..<next]
            let line = open
            open = []
            number += 1
            guard unsafe emit(line.span.bytes, body) else { return }
            start = next + 1
        }
        let bytes = unsafe buffer.span.bytes
        while start < count, let next = Self.find(end, in: buffer, from: start, to: count) {
            number += 1
            guard emit(bytes.extracting(start..<next), body) else { return }
            start = next + 1
        }
        if start < count { open = Array(buffer[start..<count].prefix(Self.longest)) }
    }

    @inline(__always)
    private static func find(_ byte: UInt8, in buffer: [UInt8], from start: Int, to end: Int) -> Int? {
        unsafe buffer.withUnsafeBytes { bytes in
            guard start < end, let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, Int32(byte), end - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    // MARK: Lengths

    private mutating func records(_ body: Body) {
        var offset = 0
        let bytes = open
        loop: while offset < bytes.count {
            switch form.framing {
            case .fixed(let length):
                guard offset + length <= bytes.count else { break loop }
                number += 1
                guard unsafe emit(bytes.span.bytes.extracting(offset..<(offset + length)), body) else { return }
                offset += length
            case .lengths(let hasBlocks):
                if hasBlocks, blockLeft == 0 {
                    guard offset + 4 <= bytes.count else { break loop }
                    blockLeft = Self.length(bytes, offset) - 4
                    offset += 4
                    guard blockLeft > 0 else {
                        defect = "a block has no length"
                        open = []
                        return
                    }
                    continue
                }
                guard offset + 4 <= bytes.count else { break loop }
                let length = Self.length(bytes, offset)
                guard length >= 4, bytes[offset + 2] == 0, bytes[offset + 3] == 0, !hasBlocks || length <= blockLeft
                else {
                    defect = "the length of record \(number + 1) cannot be right"
                    open = []
                    return
                }
                guard offset + length <= bytes.count else { break loop }
                number += 1
                let end = offset + length
                guard unsafe emit(bytes.span.bytes.extracting((offset + 4)..<end), body) else { return }
                offset = end
                if hasBlocks { blockLeft -= length }
            case .lines: break loop
            }
        }
        open = Array(bytes[offset...])
    }

    private static func length(_ bytes: [UInt8], _ offset: Int) -> Int {
        Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
    }

    // MARK: A record

    @inline(__always)
    private mutating func emit(_ bytes: borrowing RawSpan, _ body: Body) -> Bool {
        var end = bytes.byteCount
        if !form.isEBCDIC {
            if end > 0, bytes.byte(end) == 0x0D { end -= 1 }
            guard form.shift > 0 || end < bytes.byteCount else { return body(bytes, number) }
            return body(bytes.extracting(min(form.shift, end)..<end), number)
        }
        if end > 0, bytes.byte(end) == 0x0D { end -= 1 }
        scratch.removeAll(keepingCapacity: true)
        var column = form.shift + 1
        end = min(end, form.shift + Self.width)
        while column <= end {
            scratch.append(table[Int(bytes.byte(column))])
            column += 1
        }
        // The padding of fixed records.
        while scratch.last == 0x20 { scratch.removeLast() }
        let record = scratch
        return unsafe body(record.span.bytes, number)
    }
}
