public import Contract
import Decoding
public import Diagnostics

/// Reads an unload piece by piece.
struct UnloadReader {
    private let types = RecordTypes()
    private let form: UnloadForm
    private var splitter: RecordSplitter?
    private var builder: UnloadBuilder
    /// The length of the last record of each type, which a record without a line end is compared with.
    private var widths = [UInt16](repeating: 0, count: RecordTypes.slots)
    private let inflater: Inflater?

    init(_ form: UnloadForm, _ request: UnloadRequest) {
        self.form = form
        splitter = RecordSplitter(form)
        builder = UnloadBuilder(request, types)
        builder.excerpt.margin = form.shift
        inflater = form.isCompressed ? Inflater() : nil
    }

    mutating func feed(_ buffer: [UInt8], _ count: Int) {
        guard let inflater else { return split(buffer, count) }
        _ = inflater.feed(buffer, count) { plain, count in
            split(plain, count)
            return true
        }
    }

    private mutating func split(_ buffer: [UInt8], _ count: Int) {
        let types = types
        // Taken out, because records go to the rest of this reader meanwhile.
        guard var splitter else { return }
        self.splitter = nil
        splitter.feed(buffer, count) { record, number in
            read(record, number, types)
            return true
        }
        self.splitter = splitter
    }

    @inline(__always)
    private mutating func read(_ record: borrowing RawSpan, _ number: UInt32, _ types: RecordTypes) {
        guard record.byte(5) == 0x20,
            let type = types.type(record.byte(1), record.byte(2), record.byte(3), record.byte(4))
        else { return other(record, number) }
        builder.facts.records += 1
        widths[RecordTypes.slot(record)] = UInt16(truncatingIfNeeded: record.byteCount)
        switch type {
        case .skipped: return
        case .unknown:
            let name = String(decoding: (1...4).map { record.byte($0) }, as: UTF8.self)
            if builder.facts.unknownTypes.count < 64 || builder.facts.unknownTypes[name] != nil {
                builder.facts.unknownTypes[name, default: 0] += 1
            }
        case .user, .profile, .access, .conditionalAccess, .resourceMember, .key, .startedTask:
            guard !form.isEBCDIC, record.isWide(to: 400), let narrow = Self.narrowed(record) else {
                return builder.read(record, type, number: number)
            }
            unsafe builder.read(narrow.span.bytes, type, number: number)
        case .group, .member, .classAuthority, .connectPair, .connect:
            builder.read(record, type, number: number)
        }
    }

    private mutating func other(_ record: borrowing RawSpan, _ number: UInt32) {
        guard !record.isBlank(1...max(1, record.byteCount)) else { return }
        builder.readOther(record, number: number)
    }

    /// A record of UTF-8 with one byte for each character; `nil` if it is in a code page, where that is so already.
    private static func narrowed(_ record: borrowing RawSpan) -> [UInt8]? {
        let bytes = (1...record.byteCount).map { record.byte($0) }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : 0x1A }
    }

    /// The model after the last piece.
    mutating func finish(isCut: String?) -> (Unload.Content, [Problem]) {
        var isOpen = false
        let (types, widths) = (types, widths)
        guard var splitter else { return (Unload.Content(builder), []) }
        splitter.finish { record, number, isCut in
            let type = types.type(record.byte(1), record.byte(2), record.byte(3), record.byte(4))
            let ends = type.map { [Int(widths[RecordTypes.slot(record)]), $0.fullWidth, $0.trimmedWidth] } ?? []
            isOpen = isCut || !ends.contains(record.byteCount)
            read(record, number, types)
        }
        if let isCut {
            builder.tests.failures.append(isCut)
        } else if let defect = splitter.defect {
            builder.tests.failures.append("\(defect), so its rest was not read")
        } else if isOpen || inflater.map({ !$0.isAtEnd }) ?? false {
            builder.tests.failures.append("it ends in the middle of a record")
        }
        if builder.shortRecords > 0 {
            let records = builder.shortRecords == 1 ? "1 record ends" : "\(builder.shortRecords) records end"
            builder.tests.failures.append("\(records) before a field that is always filled")
        }
        builder.facts.form = form.description
        builder.finish()
        var problems: [Problem] = []
        if inflater?.isBroken == true {
            // What was read may be what was changed.
            problems.append(
                Problem("IN003", "the compressed data is damaged: it does not fit its checksum", at: SourceRange(0, 0)))
        }
        if builder.invalidIDs.count > 0 {
            let (count, first, _) = builder.invalidIDs
            let others = count > 1 ? " (and \(count - 1) more)" : ""
            let page = form.isEBCDIC ? ": \(form.encoding) may be the wrong code page" : ""
            problems.append(
                Problem("IN003", "\(first) is not an ID that RACF accepts\(others)\(page)", at: SourceRange(0, 0)))
            builder.tests.failures.append("an ID in it is not one that RACF accepts")
        }
        builder.facts.otherLines = builder.otherCount
        if builder.otherCount > 4000 || builder.otherCount > builder.facts.records {
            builder.tests.failures.append("\(builder.otherCount) lines are not records")
        }
        return (Unload.Content(builder), problems)
    }
}

extension Unload {
    /// Reads a whole unload.
    public static func read(
        _ stream: ByteStream, _ form: UnloadForm, as file: SourceFile, _ request: UnloadRequest
    ) -> Parsed<Unload> {
        var reader = UnloadReader(form, request)
        var failure: String?
        do throws(ByteStream.Failure) {
            try stream.pieces { buffer, count in
                reader.feed(buffer, count)
                return true
            }
        } catch {
            failure = "it could not be read to the end: \(error.reason)"
        }
        let (content, problems) = reader.finish(isCut: failure)
        let note = form.isEBCDIC ? "EBCDIC text in \(form.encoding); the usual page" : nil
        var made = SourceFile(
            path: file.path, bytes: content.excerpt.bytes, encoding: form.encoding.description, record: .text,
            assumption: note, defects: [], lineNumbers: content.excerpt.numbers)
        (made.id, made.digest) = (file.id, file.digest)
        return Parsed(Unload(file: made, content: content), problems: problems, secrets: content.secrets)
    }
}

extension Unload.Content {
    /// Labels that look like the value of a key.
    var secrets: [SourceRange] {
        profiles.compactMap { profile in
            guard let key = profile.key, case .label(let label) = key.legacy, label.utf8.count >= 16,
                label.utf8.allSatisfy(\.isHexDigit)
            else { return nil }
            return key.legacyPlace
        }
    }
}

extension Unload: InputModel {
    public static func recognise(_ file: SourceFile) -> Recognised<Never>? { nil }

    /// Reads a file that is in memory.
    public static func parse(_ file: SourceFile) -> Parsed<Unload> {
        let form =
            if case .form(let form)? = UnloadForm.find(in: file.bytes, isAsked: true) { form } else {
                UnloadForm(framing: .lines(0x0A), isEBCDIC: false)
            }
        return read(ByteStream(file.bytes), form, as: file, UnloadRequest())
    }

    public func dumped() -> [String: JSONValue] {
        let facts = content.facts
        var members: [String: JSONValue] = [
            "form": .string(facts.form), "records": .number(facts.records), "users": .number(content.tests.users),
            "groups": .number(content.tests.groups), "profileCount": .number(content.tests.shownProfiles.count),
            "connections": .number(content.connects.count),
            "profiles": .array(profiles.filter { $0.className == "PTKTDATA" }.map(dumped)),
            "incomplete": .array(content.tests.failures(with: []).map { .string($0) }),
        ]
        if content.newest > 0 { members["newest"] = .string(Self.text(content.newest)) }
        if facts.otherLines > 0 { members["otherLines"] = .number(facts.otherLines) }
        if !facts.unknownTypes.isEmpty {
            members["unknownTypes"] = .object(facts.unknownTypes.mapValues { .number($0) })
        }
        return members
    }

    private func dumped(_ profile: Profile) -> JSONValue {
        let access = profile.entries.map { entry -> JSONValue in
            var members: [String: JSONValue] = [
                "id": .string(entry.id.value), "access": .string(entry.access.value),
            ]
            if let condition = entry.condition { members["when"] = .string(condition) }
            return .object(members)
        }
        var members: [String: JSONValue] = [
            "class": .string(profile.className), "name": .string(profile.text), "access": .array(access),
        ]
        if let place = profile.place { members["line"] = .number(file.lineNumber(at: Int(place.start))) }
        if let generic = profile.isGeneric?.value { members["generic"] = .bool(generic) }
        if let uacc = profile.uacc { members["uacc"] = .string(uacc.value) }
        if let warning = profile.isWarning?.value { members["warning"] = .bool(warning) }
        if let text = profile.applData { members["appldata"] = text.value.map { .string($0) } ?? .null }
        if let key = profile.key {
            if case .none = key.legacy { members["key"] = .bool(false) } else { members["key"] = .bool(true) }
            if let enhanced = key.enhanced { members["enhancedKey"] = .bool(enhanced) }
        }
        return .object(members)
    }

    static func text(_ date: UnloadDate) -> String {
        func padded(_ number: Int32, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(date / 10000, 4))-\(padded(date / 100 % 100, 2))-\(padded(date % 100, 2))"
    }
}
