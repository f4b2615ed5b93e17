public import Diagnostics

/// Turns the bytes of an input into text.
public enum TextDecoder {
    /// The reason why bytes are not readable text.
    public enum Failure: Error, Equatable, CustomStringConvertible {
        /// Binary data, with the offset of the first byte that does not occur in text.
        case binary(Int)
        case archive(Archive)
        case utf16

        public var description: String {
            switch self {
            case .binary(let offset): "binary data, not text: see the byte at offset \(offset)"
            case .archive(let archive): "\(archive.rawValue) archive; unpack it first"
            case .utf16: "UTF-16 text; convert it to UTF-8 first"
            }
        }
    }

    /// Decodes UTF-8 with or without byte order mark, EBCDIC if the bytes look like it, and otherwise Latin-1.
    ///
    /// - Parameters:
    ///   - encoding: `nil` to detect it.
    ///   - record: `.fb80` says that columns 73 to 80 are sequence numbers and that a file without line ends has
    ///     records of 80, `.text` that they are not; `nil` to detect it.
    ///   - limit: the number of bytes that were read of a longer input.
    public static func decode(
        _ raw: [UInt8], path: String, encoding: TextEncoding? = nil, record: RecordForm? = nil, limit: Int? = nil
    ) throws(Failure) -> SourceFile {
        var text = if let encoding { try decode(raw, encoding, nil, record) } else { try detect(raw, record) }
        text.bytes.endLinesAlike()
        if let limit { text.cut(limit) }
        return SourceFile(
            path: path, bytes: text.bytes, encoding: text.encoding.description, record: text.record,
            assumption: text.notes.isEmpty ? nil : text.notes.joined(separator: "; "), defects: text.defects)
    }

    /// A text that will become a `SourceFile`.
    private struct Text {
        var bytes: [UInt8]
        var encoding: TextEncoding
        var record: RecordForm
        var notes: [String] = []
        var defects: [Problem] = []

        /// The line that the limit cuts is left out.
        mutating func cut(_ limit: Int) {
            if let end = bytes.lastIndex(of: UInt8(ascii: "\n")) { bytes.removeSubrange((end + 1)...) }
            defects.removeAll { Int($0.range.end) > bytes.count }
            defects.append(
                Problem(
                    "IN006", "only the first \(limit) bytes of the input were read (--max-size)",
                    at: SourceRange(bytes.count, bytes.count)))
        }
    }

    /// Whether the beginning of a file justifies reading the rest.
    public static func mayBeText(_ sample: [UInt8]) -> Bool { (try? detect(sample, nil)) != nil }

    private static func detect(_ raw: [UInt8], _ record: RecordForm?) throws(Failure) -> Text {
        if let archive = Archive(raw) { throw .archive(archive) }
        if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) { throw .utf16 }
        let sample = raw.prefix(EBCDICDetection.sampleSize)
        let survey = ByteSurvey(raw)
        let invalid = survey.isASCII ? nil : invalidUTF8(raw)
        // EBCDIC text of more than a few bytes is never valid UTF-8 by chance.
        if invalid != nil || sample.count < 16 || !sample.contains(0x20), EBCDICDetection.isLikely(sample) {
            let choice = EBCDICDetection.page(of: sample)
            return try decode(
                raw, .ebcdic(choice.page), "EBCDIC text in \(choice.page.name); \(choice.reason)", record)
        }
        if let offset = survey.holdsNull ? raw[...].first(0) : manyControls(sample) { throw .binary(offset) }
        guard let invalid else { return utf8(raw, record, invalid: nil) }
        let counts = UTF8Sequences(raw)
        if counts.valid > 0, counts.invalid <= 4 * counts.valid { return utf8(raw, record, invalid: invalid) }
        let isWindows = raw.contains { (0x80..<0xA0).contains($0) }
        let encoding = isWindows ? TextEncoding.windows1252 : .latin1
        return try decode(
            raw, encoding, "\(encoding) text: \(hex(raw[invalid])) at offset \(invalid) is not UTF-8", record)
    }

    /// - Parameter assumption: how the encoding was found; `nil` if the user gave it.
    private static func decode(
        _ raw: [UInt8], _ encoding: TextEncoding, _ assumption: String?, _ record: RecordForm?
    ) throws(Failure) -> Text {
        guard let scalars = encoding.scalars else { return utf8(raw, record, invalid: invalidUTF8(raw)) }
        let isEBCDIC = if case .ebcdic = encoding { true } else { false }
        let transcoder = Transcoder(scalars, isEBCDIC: isEBCDIC)
        let (bytes, content) = transcoder.text(raw)
        var text = Text(bytes: bytes, encoding: encoding, record: record ?? .text)
        if let assumption { text.notes.append(assumption) }
        if content.contains(.control), let controls = transcoder.controls(in: raw) {
            if assumption != nil, isEBCDIC, controls.count * 20 > raw.count { throw .binary(controls.first) }
            text.defects.append(undecodable(raw, controls, encoding))
        }
        if !isEBCDIC, let run = ebcdicRun(raw) {
            let offset = raw.prefix(run).reduce(0) { $0 + Transcoder.width(scalars[Int($1)]) }
            text.defects.append(
                Problem(
                    "IN003", "the bytes from offset \(run) look like EBCDIC in a file that is not",
                    at: SourceRange(offset, offset + 1)))
        }
        if !content.contains(.lineEnd) { cutIntoRecords(&text, raw, content, record) }
        text.bytes.removeEndMark()
        return text
    }

    /// Divides EBCDIC text into records if the bytes suggest it, and any text if the user asks for it.
    private static func cutIntoRecords(
        _ text: inout Text, _ raw: [UInt8], _ content: Transcoder.Content, _ record: RecordForm?
    ) {
        let isEBCDIC = if case .ebcdic = text.encoding { true } else { false }
        let records = isEBCDIC && record != .fb80 ? FixedRecords.find(in: raw) : nil
        guard let length = records?.length ?? (record == .fb80 ? 80 : nil) else { return }
        let isASCII = !content.contains(.nonASCII)
        text.bytes = FixedRecords.lines(text.bytes, length: length, isASCII: isASCII)
        guard let records else { return }
        if record == nil { text.record = .fixed(length) }
        text.notes.append("records of \(length) bytes without line ends")
        guard records.isCutShort else { return }
        let rest = raw.count % length
        text.defects.append(
            Problem(
                "IN003", "the last record has \(rest) of \(length) bytes: the file was cut short",
                at: SourceRange(text.bytes.count - 1, text.bytes.count)))
    }

    // MARK: UTF-8

    /// - Parameter invalid: the offset of the first byte that is part of no character.
    private static func utf8(_ raw: [UInt8], _ record: RecordForm?, invalid: Int?) -> Text {
        let isMarked = raw.starts(with: [0xEF, 0xBB, 0xBF])
        var text = Text(bytes: isMarked ? Array(raw.dropFirst(3)) : raw, encoding: .utf8, record: record ?? .text)
        if let place = invalid {
            let count = UTF8Sequences(text.bytes).invalid
            text.bytes = Array(String(decoding: text.bytes, as: UTF8.self).utf8)
            let offset = isMarked ? place - 3 : place
            text.defects.append(
                Problem(
                    "IN003", "\(hex(raw[place])) at offset \(place) is not UTF-8" + others(count - 1),
                    at: SourceRange(offset, min(offset + 3, text.bytes.count))))
        }
        if record == .fb80, !text.bytes.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
            text.bytes = FixedRecords.lines(text.bytes, length: 80, isASCII: false)
        }
        text.bytes.removeEndMark()
        return text
    }

    /// The offset of the first byte that is part of no character.
    private static func invalidUTF8(_ bytes: [UInt8]) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    // MARK: Bytes that are not text

    /// The offset of the first control character, if there are many.
    private static func manyControls(_ bytes: ArraySlice<UInt8>) -> Int? {
        var count = 0
        for byte in bytes where isControl(byte) { count += 1 }
        return count * 20 > bytes.count ? bytes.firstIndex(where: isControl) : nil
    }

    /// Whether the byte is a control character that does not occur in text.
    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && !(byte >= 0x09 && byte <= 0x0D) && byte != 0x1A && byte != 0x1B
    }

    private static func undecodable(
        _ raw: [UInt8], _ controls: (first: Int, count: Int, textOffset: Int), _ encoding: TextEncoding
    ) -> Problem {
        Problem(
            "IN003",
            "\(hex(raw[controls.first])) at offset \(controls.first) is not a character of \(encoding)"
                + others(controls.count - 1),
            at: SourceRange(controls.textOffset, controls.textOffset + 1))
    }

    private static func others(_ count: Int) -> String {
        count <= 0 ? "" : " (and \(count) more)"
    }

    /// Eight bytes in a row that would be words in EBCDIC. No Latin-1 text has that many accented letters.
    private static func ebcdicRun(_ bytes: [UInt8]) -> Int? {
        var start = 0
        var letters = 0
        for (offset, byte) in bytes.enumerated() {
            if EBCDICDetection.isLetterOrDigit(byte) {
                letters += 1
                if letters == 8 { return start }
            } else if letters == 0 || !EBCDICDetection.isInvariant(byte) {
                start = offset + 1
                letters = 0
            }
        }
        return nil
    }

    private static func hex(_ byte: UInt8) -> String {
        "X'" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) + "'"
    }
}

extension [UInt8] {
    /// If only CR ends lines, it becomes LF, so that no parser has to handle that form; offsets do not change.
    fileprivate mutating func endLinesAlike() {
        guard self[...].first(0x0A) == nil, self[...].first(0x0D) != nil else { return }
        for index in indices where self[index] == 0x0D { self[index] = 0x0A }
    }

    /// Some transfers mark the end of a file with SUB.
    fileprivate mutating func removeEndMark() {
        if last == 0x1A { removeLast() }
    }
}

/// The number of non-ASCII characters in valid UTF-8, and of bytes that belong to no character.
private struct UTF8Sequences {
    var valid = 0
    var invalid = 0

    init(_ bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let lead = bytes[offset]
            let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
            let isWhole =
                length > 0 && offset + length <= bytes.count
                && bytes[(offset + 1)..<(offset + length)].allSatisfy { $0 & 0xC0 == 0x80 }
            if length != 1 { if isWhole { valid += 1 } else { invalid += 1 } }
            offset += isWhole ? length : 1
        }
    }
}
