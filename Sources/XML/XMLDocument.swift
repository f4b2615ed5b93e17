public import Diagnostics

/// The elements of an XML input, flat and in document order, with their places.
public struct XMLDocument: Sendable {
    public struct Attribute: Sendable {
        /// The name as written, with its prefix.
        public var name: String
        /// The range between the quotes, not decoded.
        public var value: SourceRange
    }

    public struct Element: Sendable {
        /// The name without its prefix.
        public var name: String
        public var attributes: [Attribute]
        /// The range from `<` to `>` of the start tag.
        public var tag: SourceRange
        /// The range between start tag and end tag; empty for `<x/>`.
        public var content: SourceRange
        /// The index of the parent element.
        public var parent: Int?
    }

    public let file: SourceFile
    public internal(set) var elements: [Element] = []
    /// IN001 where the input stops being XML, and IN002 for what is tolerated.
    public internal(set) var problems: [Problem] = []

    init(file: SourceFile) { self.file = file }

    /// The character data of an element without that of its children, with CDATA and character references decoded.
    public func text(of index: Int) -> MappedText {
        var text = MappedText()
        var offset = Int(elements[index].content.start)
        let end = Int(elements[index].content.end)
        var child = index + 1
        while offset < end {
            while child < elements.count, Int(elements[child].tag.start) < offset { child += 1 }
            let next = child < elements.count ? min(Int(elements[child].tag.start), end) : end
            XMLText.decode(file.bytes, offset..<next, into: &text)
            guard next < end else { break }
            offset = self.end(of: child)
        }
        return text
    }

    /// The value of an attribute, decoded.
    public func value(of attribute: Attribute) -> MappedText {
        var text = MappedText()
        XMLText.decode(file.bytes, attribute.value.bounds, into: &text)
        return text
    }

    /// The byte after the element's end tag.
    private func end(of index: Int) -> Int {
        let element = elements[index]
        let close = Int(element.content.end)
        guard close > Int(element.tag.end) || file.bytes[safe: close] == UInt8(ascii: "<") else { return close }
        return (file.bytes[min(close, file.bytes.count)...].firstIndex(of: UInt8(ascii: ">")) ?? close) + 1
    }
}

extension Array {
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
