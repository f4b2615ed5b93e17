import CLibXML2
public import Diagnostics

/// Reads XML through libxml2's SAX2 interface, without opening anything and without expanding entities.
///
/// It does not use the text reader, whose parser line runs ahead of the node and whose node lines stop at 65535.
public enum XMLReader {
    /// The deepest nesting that is read; libxml2's own limit is the next level.
    public static let depthLimit = 256
    /// The largest number of attributes of an element, because libxml2 compares each with all the others.
    public static let attributeLimit = 10_000

    public static func read(_ file: SourceFile) -> XMLDocument {
        let collector = Collector(file)
        guard !file.bytes.isEmpty, file.bytes.count <= Int(Int32.max) else {
            collector.stop("the XML document is empty", at: 0)
            return collector.document
        }
        if let place = manyAttributes(file.bytes) {
            collector.stop("an element has more than \(attributeLimit) attributes", at: place)
            return collector.document
        }
        unsafe file.bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                guard
                    let context = unsafe xmlCreateMemoryParserCtxt(characters.baseAddress, Int32(characters.count))
                else { return collector.stop("out of memory while reading XML", at: 0) }
                defer { unsafe xmlFreeParserCtxt(context) }
                unsafe collector.parse(context)
            }
        }
        return collector.document
    }

    /// The offset of a start tag with too many attributes. Comments and declarations have none.
    private static func manyAttributes(_ bytes: [UInt8]) -> Int? {
        var tag: Int?
        var count = 0
        for offset in bytes.indices {
            switch bytes[offset] {
            case UInt8(ascii: "<"): (tag, count) = (offset, 0)
            case UInt8(ascii: ">"): tag = nil
            case UInt8(ascii: "="):
                guard let tag, bytes[tag + 1] != UInt8(ascii: "!") else { continue }
                count += 1
                if count > attributeLimit { return tag }
            default: continue
            }
        }
        return nil
    }
}

/// The object that the callbacks write to. It never leaves this file; libxml2 has an unowned reference while it parses.
@safe private final class Collector {
    var document: XMLDocument
    private var open: [Int] = []
    private var isStopped = false
    private(set) var context: xmlParserCtxtPtr?

    init(_ file: SourceFile) { document = XMLDocument(file: file) }

    func parse(_ context: xmlParserCtxtPtr) {
        unsafe self.context = context
        defer { unsafe self.context = nil }
        // Without NOENT, DTDLOAD, DTDATTR, XINCLUDE and HUGE nothing is opened, nothing expands, and the built-in
        // limits stay.
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_NOERROR.rawValue
        unsafe xmlCtxtUseOptions(context, Int32(options | XML_PARSE_NOWARNING.rawValue))
        guard let handler = unsafe context.pointee.sax else { return }
        unsafe handler.initialize(to: xmlSAXHandler())
        unsafe handler.pointee.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.pointee.startElementNs = { user, name, _, _, _, _, _, _, _ in
            unsafe Collector.from(user)?.start(name)
        }
        unsafe handler.pointee.endElementNs = { user, _, _, _ in unsafe Collector.from(user)?.end() }
        // A reference to an unknown entity would end the parse, so libxml2 keeps the declarations.
        unsafe handler.pointee.startDocument = { user in
            unsafe Collector.from(user)?.forward { unsafe xmlSAX2StartDocument($0) }
        }
        unsafe handler.pointee.internalSubset = { user, name, external, system in
            unsafe Collector.from(user)?.forward { unsafe xmlSAX2InternalSubset($0, name, external, system) }
        }
        unsafe handler.pointee.getEntity = { user, name in
            unsafe Collector.from(user)?.context.flatMap { unsafe xmlSAX2GetEntity($0, name) }
        }
        unsafe handler.pointee.entityDecl = { user, name, type, publicID, systemID, content in
            guard let collector = unsafe Collector.from(user) else { return }
            unsafe collector.declare(name, type)
            unsafe collector.forward { unsafe xmlSAX2EntityDecl($0, name, type, publicID, systemID, content) }
        }
        unsafe context.pointee.userData = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe xmlParseDocument(context)
        if let document = unsafe context.pointee.myDoc { unsafe xmlFreeDoc(document) }
        unsafe context.pointee.myDoc = nil
        guard !isStopped, unsafe context.pointee.wellFormed == 0 else { return }
        let message = unsafe xmlCtxtGetLastError(context).flatMap { unsafe $0.pointee.message }
        let text = unsafe message.map { unsafe String(cString: $0) } ?? "the document is not well formed"
        let line = String(text.prefix { $0 != "\n" })
        let wording = line.isEmpty ? "the document is not well formed" : SafeText(line).description
        stop("not well-formed XML: \(wording)", at: offset)
    }

    /// Passes an event on to libxml2's own handlers, unless reading has been stopped.
    func forward(_ event: (UnsafeMutableRawPointer) -> Void) {
        guard !isStopped, let context = unsafe context else { return }
        unsafe event(UnsafeMutableRawPointer(context))
    }

    static func from(_ user: UnsafeMutableRawPointer?) -> Collector? {
        unsafe user.map { unsafe Unmanaged<Collector>.fromOpaque($0).takeUnretainedValue() }
    }

    func stop(_ message: String, at offset: Int) {
        isStopped = true
        let place = min(max(0, offset), document.file.bytes.count)
        document.problems.append(
            Problem("IN001", message, at: SourceRange(place, min(place + 1, document.file.bytes.count))))
        if let context = unsafe context { unsafe xmlStopParser(context) }
    }

    private var offset: Int {
        guard let context = unsafe context else { return 0 }
        return min(max(0, Int(unsafe xmlByteConsumed(context))), document.file.bytes.count)
    }

    /// Handles a start tag. The parser's offset is inside the tag, before `>` or `/>`.
    private func start(_ name: UnsafePointer<xmlChar>?) {
        guard !isStopped, let name = unsafe name else { return }
        let bytes = document.file.bytes
        let place = offset
        let begin = bytes[..<place].lastIndex(of: UInt8(ascii: "<")) ?? 0
        guard open.count < XMLReader.depthLimit else {
            return stop("the XML is nested deeper than \(XMLReader.depthLimit) levels", at: begin)
        }
        var scan = TagScanner(bytes, begin)
        let attributes = scan.attributes()
        let end = scan.end
        document.elements.append(
            XMLDocument.Element(
                name: unsafe String(cString: name), attributes: attributes, tag: SourceRange(begin, end),
                content: SourceRange(end, end), parent: open.last))
        open.append(document.elements.count - 1)
    }

    /// Handles an end tag. The parser's offset is after it, or after `/>`.
    private func end() {
        guard !isStopped, let index = open.popLast() else { return }
        let bytes = document.file.bytes
        let start = Int(document.elements[index].tag.end)
        let isEmptyTag = start >= 2 && bytes[start - 2] == UInt8(ascii: "/")
        guard !isEmptyTag, offset > start else { return }
        let close = bytes[start..<offset].lastIndex(of: UInt8(ascii: "<")) ?? start
        document.elements[index].content = SourceRange(start, max(start, close))
    }

    /// Handles the declaration of an entity. External general entities, with which z/OSMF shares workflow steps, are
    /// tolerated and never opened. All others could expand, so reading ends at their declaration.
    private func declare(_ name: UnsafePointer<xmlChar>?, _ type: Int32) {
        guard !isStopped else { return }
        let name = unsafe name.map { unsafe String(cString: $0) } ?? ""
        let shown = SafeText(String(name.prefix(40)))
        let isExternal =
            type == Int32(XML_EXTERNAL_GENERAL_PARSED_ENTITY.rawValue)
            || type == Int32(XML_EXTERNAL_GENERAL_UNPARSED_ENTITY.rawValue)
        guard isExternal else {
            return stop("entity '\(shown)' is declared here, so reading stops before it", at: offset)
        }
        let begin = document.file.bytes[..<offset].lastIndex(of: UInt8(ascii: "<")) ?? offset
        let end = document.file.bytes[offset...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? offset
        document.problems.append(
            Problem("IN002", "external entity '\(shown)' is not opened", at: SourceRange(begin, end)))
    }
}

/// Finds names and values in a start tag that libxml2 has found well formed.
private struct TagScanner {
    private let bytes: [UInt8]
    private(set) var end: Int

    init(_ bytes: [UInt8], _ start: Int) {
        self.bytes = bytes
        end = start + 1
    }

    mutating func attributes() -> [XMLDocument.Attribute] {
        var attributes: [XMLDocument.Attribute] = []
        skip { !Self.isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
        while let byte = bytes[safe: end], byte != UInt8(ascii: ">") {
            if Self.isSpace(byte) || byte == UInt8(ascii: "/") {
                end += 1
                continue
            }
            let name = end
            skip { !Self.isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }
            let nameEnd = end
            skip { Self.isSpace($0) || $0 == UInt8(ascii: "=") }
            guard let quote = bytes[safe: end], quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { break }
            end += 1
            let value = end
            skip { $0 != quote }
            attributes.append(
                XMLDocument.Attribute(
                    name: String(decoding: bytes[name..<nameEnd], as: UTF8.self), value: SourceRange(value, end)))
            end = min(end + 1, bytes.count)
        }
        end = min(end + 1, bytes.count)
        return attributes
    }

    private mutating func skip(_ belongs: (UInt8) -> Bool) {
        while end < bytes.count, belongs(bytes[end]) { end += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte.isBlank || byte == 0x0A || byte == 0x0D }
}
