public import Decoding
import Diagnostics

/// The form in which an unload was transferred (docs/reference/unload.md#13-forms-in-which-it-arrives).
public struct UnloadForm: Sendable, Equatable {
    enum Framing: Sendable, Equatable {
        /// Lines with this byte at their end.
        case lines(UInt8)
        /// Each record begins with its length, and with `blocks` each block too.
        case lengths(blocks: Bool)
        case fixed(Int)
    }

    var framing: Framing
    var isEBCDIC: Bool
    /// The number of bytes before each record: blanks, or record lengths that were translated like text.
    var shift = 0
    var isCompressed = false
    /// The bytes to pass over at the beginning.
    var start = 0
    var encoding = TextEncoding.utf8

    /// What a beginning of a file is.
    public enum Found: Sendable {
        case form(UnloadForm)
        /// An unload that cannot be read, with the reason in one sentence.
        case refused(String)
    }

    static let noLengths =
        "an unload without record lengths or line ends: transfer it as text, or in binary with SITE RDW"

    /// Looks for the form by the content (docs/reference/unload.md#14-recognition).
    ///
    /// - Parameters:
    ///   - sample: the first bytes, or all of them.
    ///   - encoding: the encoding that the user gives.
    ///   - isAsked: whether the user says that it is an unload, so that one record is enough.
    public static func find(
        in sample: [UInt8], encoding: TextEncoding? = nil, isAsked: Bool = false
    ) -> Found? {
        guard let plain = Inflater.beginning(of: sample) else {
            return find(plain: sample, encoding, isCompressed: false, isAsked)
        }
        return find(plain: plain, encoding, isCompressed: true, isAsked)
    }

    private static func find(
        plain: [UInt8], _ encoding: TextEncoding?, isCompressed: Bool, _ isAsked: Bool
    ) -> Found? {
        guard mayBegin(plain) || isAsked else { return nil }
        let isBroken: Bool
        if case .ebcdic? = encoding { isBroken = true } else { isBroken = false }
        let page = isBroken ? encoding ?? .ebcdic(.ibm1047) : .ebcdic(.ibm1047)
        for var form in candidates(plain) {
            form.encoding = form.isEBCDIC ? page : .utf8
            form.isCompressed = isCompressed
            if UnloadSample(plain, form).isConvincing(isAsked) { return .form(form) }
        }
        let run = [false, true].contains { isHead(plain, 0, isEBCDIC: $0) }
        return run && plain.count > 300 && !plain.contains(0x0A) && !plain.contains(0x15) ? .refused(noLengths) : nil
    }

    /// The number of bytes in which the first record begins and a line ends: a listing or other lines may come before it.
    private static let searched = 1 << 15

    /// Whether the first bytes may be those of an unload, so that most files are not examined further.
    private static func mayBegin(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(searched)
        return start.indices.contains { offset in
            switch start[offset] {
            case 0x30, 0x31: isHead(bytes, offset, isEBCDIC: false)
            case 0xF0, 0xF1: isHead(bytes, offset, isEBCDIC: true)
            default: false
            }
        }
    }

    /// Whether a record begins at an offset: a type, a blank, and something.
    static func isHead(_ bytes: [UInt8], _ offset: Int, isEBCDIC: Bool) -> Bool {
        guard offset + 6 <= bytes.count else { return false }
        let zero: UInt8 = isEBCDIC ? 0xF0 : 0x30
        let blank: UInt8 = isEBCDIC ? 0x40 : 0x20
        func isPart(_ byte: UInt8) -> Bool {
            if byte &- zero < 10 { return true }
            return isEBCDIC ? byte &- 0xC1 < 9 || byte &- 0xD1 < 9 : byte &- 0x41 < 26
        }
        guard bytes[offset] == zero || bytes[offset] == zero + 1,
            [1, 2, 4, 5].contains(bytes[offset + 1] &- zero)
        else { return false }
        return isPart(bytes[offset + 2]) && isPart(bytes[offset + 3]) && bytes[offset + 4] == blank
            && bytes[offset + 5] != blank && bytes[offset + 5] > 0x20
    }

    private static func candidates(_ bytes: [UInt8]) -> [UnloadForm] {
        var forms: [UnloadForm] = []
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let beginning = bytes.prefix(searched)
        for isEBCDIC in [false, true] {
            func add(_ framing: Framing, shift: Int = 0) {
                forms.append(UnloadForm(framing: framing, isEBCDIC: isEBCDIC, shift: shift, start: start))
            }
            for shift in [0, 4] {
                for end: UInt8 in isEBCDIC ? [0x15, 0x25] : [0x0A] where beginning.contains(end) {
                    add(.lines(end), shift: shift)
                }
            }
            if isHead(bytes, 4, isEBCDIC: isEBCDIC) { add(.lengths(blocks: false)) }
            if isHead(bytes, 8, isEBCDIC: isEBCDIC) { add(.lengths(blocks: true)) }
            if isHead(bytes, 0, isEBCDIC: isEBCDIC), bytes.count <= 4096 || isHead(bytes, 4096, isEBCDIC: isEBCDIC) {
                add(.fixed(4096))
            }
        }
        return forms
    }

    /// The name in reports.
    public var description: String {
        let records =
            switch framing {
            case .lines: "lines"
            case .lengths(blocks: false): "records with lengths"
            case .lengths(blocks: true): "blocks and records with lengths"
            case .fixed(let length): "records of \(length) bytes"
            }
        return (isCompressed ? "gzip, " : "") + records + (shift > 0 ? " after \(shift) columns" : "")
            + (isEBCDIC ? ", EBCDIC" : "")
    }
}

/// The first records of a file, read in one form.
private struct UnloadSample {
    private var records = 0
    private var known = 0
    private var dated = 0
    private var atFullWidth = 0
    /// Whether SETROPTS LIST has begun, which sites put before or after the records.
    private var isInListing = false

    private static let limit = 50

    init(_ bytes: [UInt8], _ form: UnloadForm) {
        let types = RecordTypes()
        var splitter = RecordSplitter(form)
        var sample = self
        splitter.feed(bytes, bytes.count) { record, number in
            sample.add(record, types)
            return sample.records < Self.limit
        }
        // A short file may end without a line end.
        if sample.records < 3 { splitter.finish { record, _, _ in sample.add(record, types) } }
        self = sample
    }

    private mutating func add(_ record: borrowing RawSpan, _ types: RecordTypes) {
        guard !record.isBlank(1...80) else { return }
        guard record.byte(5) == 0x20, record.byte(6) != 0x20,
            let type = types.type(record.byte(1), record.byte(2), record.byte(3), record.byte(4)), type != .unknown
        else {
            if record.bytes(1...80)[...].contains("ATTRIBUTES =") { isInListing = true }
            records += isInListing ? 0 : 1
            return
        }
        records += 1
        known += 1
        if type.dateField.map({ record.date($0) > 0 }) ?? (type == .skipped && record.hasDate) { dated += 1 }
        if type.fullWidth == record.byteCount { atFullWidth += 1 }
    }

    func isConvincing(_ isAsked: Bool) -> Bool {
        if isAsked { return known > 0 && known * 2 >= records }
        return known > 0 && known * 10 >= records * 9 && (dated > 0 || atFullWidth >= 3)
    }
}
