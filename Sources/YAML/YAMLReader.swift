import CYAML
public import Diagnostics

/// Reads YAML through libyaml's events. Nothing is opened, tags are skipped, and the expansion of aliases is bounded.
public enum YAMLReader {
    /// The deepest nesting that is read.
    public static let depthLimit = 512
    /// The largest number of nodes that the aliases of a file may expand to.
    public static let aliasLimit = 100_000

    /// Reads up to the first error and keeps what comes before it.
    public static func read(_ file: SourceFile) -> YAMLDocument {
        var builder = TreeBuilder(file)
        var parser = unsafe yaml_parser_t()
        guard unsafe yaml_parser_initialize(&parser) == 1 else {
            builder.stop("out of memory while reading YAML", at: 0)
            return builder.document
        }
        defer { unsafe yaml_parser_delete(&parser) }
        unsafe file.bytes.withUnsafeBufferPointer { buffer in
            // The bytes are UTF-8, so libyaml need not guess.
            unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            unsafe yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            unsafe read(&parser, into: &builder)
        }
        return builder.document
    }

    private static func read(_ parser: inout yaml_parser_t, into builder: inout TreeBuilder) {
        while !builder.isStopped {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(&parser, &event) == 1 else {
                let reason = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "this cannot be read"
                // Only errors of the character reader have an offset in bytes.
                let offset =
                    unsafe parser.error == YAML_READER_ERROR
                    ? parser.problem_offset : builder.offset(of: parser.problem_mark)
                return builder.stop("not well-formed YAML: \(reason)", at: offset)
            }
            defer { unsafe yaml_event_delete(&event) }
            guard unsafe event.type != YAML_STREAM_END_EVENT else { return }
            unsafe take(event, into: &builder)
        }
    }

    private static func take(_ event: yaml_event_t, into builder: inout TreeBuilder) {
        let start = unsafe builder.offset(of: event.start_mark)
        let end = unsafe builder.offset(of: event.end_mark)
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let text = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            unsafe builder.scalar(text, style(scalar.style), start, end, anchor: name(scalar.anchor))
        case YAML_ALIAS_EVENT: unsafe builder.alias(name(event.data.alias.anchor) ?? "", start, end)
        case YAML_MAPPING_START_EVENT:
            unsafe builder.begin(.mapping, start, end, anchor: name(event.data.mapping_start.anchor))
        case YAML_SEQUENCE_START_EVENT:
            unsafe builder.begin(.sequence, start, end, anchor: name(event.data.sequence_start.anchor))
        case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: builder.end(end)
        case YAML_DOCUMENT_START_EVENT: builder.beginDocument()
        default: break
        }
    }

    private static func name(_ anchor: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe anchor.map { unsafe String(cString: $0) }
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLDocument.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }
}

/// Builds a tree from events.
private struct TreeBuilder {
    private(set) var document: YAMLDocument
    private(set) var isStopped = false
    private var open: [Int] = []
    /// The anchored nodes. A node that is still open has a `next` of 0.
    private var anchors: [String: Int] = [:]
    private var copied = 0
    /// The mappings that have a `<<`.
    private var merging: Set<Int> = []
    /// The end of the last value.
    private var lastEnd = 0
    private var cursor: CharacterCursor

    init(_ file: SourceFile) {
        document = YAMLDocument(file: file)
        cursor = CharacterCursor(file.bytes)
    }

    mutating func offset(of mark: yaml_mark_t) -> Int { cursor.offset(of: mark.index) }

    mutating func stop(_ message: String, at offset: Int) {
        isStopped = true
        let count = document.file.bytes.count
        let start = min(offset, count)
        document.problems.append(Problem("IN001", message, at: SourceRange(start, min(start + 1, count))))
        while !open.isEmpty { end(start) }
        // A document of which nothing was read has no top node.
        document.roots.removeAll { $0 >= document.nodes.count }
    }

    mutating func beginDocument() {
        anchors = [:]
        document.roots.append(document.nodes.count)
    }

    mutating func scalar(
        _ text: UnsafeBufferPointer<UInt8>, _ style: YAMLDocument.Style, _ start: Int, _ end: Int, anchor: String?
    ) {
        let textStart = document.texts.count
        unsafe document.texts.append(contentsOf: text)
        let index = document.nodes.count
        if let anchor { anchors[anchor] = index }
        lastEnd = end
        defer { if document.isMergeKey(index), let mapping = open.last { merging.insert(mapping) } }
        document.nodes.append(
            .init(
                kind: .scalar, style: style, range: SourceRange(valueStart(start, style), end), next: UInt32(index + 1),
                text: SourceRange(textStart, document.texts.count)))
    }

    /// The start of a value. The event begins at an anchor or tag, if there is one, and the value follows.
    private func valueStart(_ start: Int, _ style: YAMLDocument.Style) -> Int {
        let bytes = document.file.bytes
        var offset = start
        while offset < bytes.count, bytes[offset] == UInt8(ascii: "&") || bytes[offset] == UInt8(ascii: "!") {
            while offset < bytes.count, bytes[offset] > UInt8(ascii: " ") { offset += 1 }
            while offset < bytes.count, bytes[offset] <= UInt8(ascii: " ") { offset += 1 }
        }
        return offset
    }

    mutating func begin(_ kind: YAMLDocument.Kind, _ start: Int, _ end: Int, anchor: String?) {
        guard open.count < YAMLReader.depthLimit else {
            return stop("the YAML is nested deeper than \(YAMLReader.depthLimit) levels", at: start)
        }
        let index = document.nodes.count
        if let anchor { anchors[anchor] = index }
        open.append(index)
        document.nodes.append(
            .init(kind: kind, style: .plain, range: SourceRange(start, end), next: 0, text: SourceRange(0, 0)))
    }

    /// Ends a collection at the end of its last value, because a block collection's event ends where the next token
    /// begins.
    mutating func end(_ end: Int) {
        guard let index = open.popLast() else { return }
        let start = Int(document.nodes[index].range.start)
        let isFlow = "{[".utf8.contains(document.file.bytes[safe: start] ?? 0)
        if document.nodes[index].kind == .mapping, isMissingValue(index) {
            document.nodes.append(
                .init(
                    kind: .scalar, style: .plain, range: SourceRange(end, end), next: UInt32(document.nodes.count + 1),
                    text: SourceRange(0, 0)))
        }
        lastEnd = isFlow ? end : max(lastEnd, start)
        document.nodes[index].range = SourceRange(start, lastEnd)
        document.nodes[index].next = UInt32(document.nodes.count)
        if merging.remove(index) != nil, document.nodes[index].kind == .mapping { merge(index) }
    }

    /// Merges a mapping, and moves the anchors below it with their nodes.
    private mutating func merge(_ mapping: Int) {
        let moved = document.mergeMembers(of: mapping)
        for (name, index) in anchors where index > mapping { anchors[name] = moved[index - mapping - 1] }
    }

    /// Whether a value is missing, which happens only if reading stopped between a key and its value.
    private func isMissingValue(_ index: Int) -> Bool {
        guard isStopped else { return false }
        var count = 0
        var child = index + 1
        while child < document.nodes.count {
            count += 1
            child = Int(document.nodes[child].next)
        }
        return !count.isMultiple(of: 2)
    }

    mutating func alias(_ anchor: String, _ start: Int, _ end: Int) {
        guard let index = anchors[anchor], document.nodes[index].next != 0 else {
            return stop("this alias refers to nothing, or to a value that is not complete", at: start)
        }
        lastEnd = end
        let next = Int(document.nodes[index].next)
        copied += next - index
        guard copied <= YAMLReader.aliasLimit else {
            return stop("aliases expand to more than \(YAMLReader.aliasLimit) values", at: start)
        }
        let distance = UInt32(document.nodes.count - index)
        for copy in index..<next {
            var node = document.nodes[copy]
            node.next += distance
            document.nodes.append(node)
        }
    }
}

/// Converts libyaml's character offsets to byte offsets.
private struct CharacterCursor {
    private let bytes: [UInt8]
    private var offset = 0
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func offset(of wanted: Int) -> Int {
        while index < wanted, offset < bytes.count {
            offset += 1
            while offset < bytes.count, isContinuation { offset += 1 }
            index += 1
        }
        while index > wanted, offset > 0 {
            offset -= 1
            while offset > 0, offset < bytes.count, isContinuation { offset -= 1 }
            index -= 1
        }
        return offset
    }

    private var isContinuation: Bool { bytes[offset] & 0xC0 == 0x80 }
}

extension Array {
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
