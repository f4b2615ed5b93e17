import Diagnostics

/// Finds references in a text in one pass; open references are kept on a stack of limited depth.
struct ReferenceScanner {
    /// A reference that has begun.
    private struct Open {
        var start: Int
        var nameStart: Int
        var isLenient: Bool
        /// `}`, or the character that closes a wrong bracket.
        var closer: UInt8
        /// The references inside its path.
        var inner: [ReferenceText.Part] = []
    }

    /// References that are nested deeper are text.
    private static let deepest = 16

    private let source: String
    private let bytes: [UInt8]
    private var offset = 0
    private var open: [Open] = []
    private var found: [ReferenceText.Part] = []
    private var count = 0

    init(_ source: String) {
        self.source = source
        bytes = Array(source.utf8)
    }

    mutating func scan() -> [ReferenceText.Part] {
        while offset < bytes.count, count < ReferenceText.most {
            switch bytes[offset] {
            case UInt8(ascii: "$"): dollar()
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                abandon()
                offset += 1
            case let byte where byte == UInt8(ascii: "}") || byte == open.last?.closer:
                offset += 1
                close()
            default: offset += 1
            }
        }
        abandon()
        if offset < bytes.count { found.append(.init(range: offset..<bytes.count, kind: .malformed(.excess))) }
        return Self.filled(found, 0..<bytes.count)
    }

    private mutating func dollar() {
        guard offset + 1 < bytes.count, let closer = Self.closer(of: bytes[offset + 1]) else {
            offset += 1
            return
        }
        let body = bytes[(offset + 2)...]
        for (prefix, isLenient) in [("p:", false), ("p?:", true)] where body.starts(with: prefix.utf8) {
            let nameStart = offset + 2 + prefix.utf8.count
            if open.count < Self.deepest {
                open.append(
                    Open(start: offset, nameStart: nameStart, isLenient: isLenient, closer: closer))
            }
            offset = nameStart
            return
        }
        if closer == UInt8(ascii: "}") { if !misspelt() { legacy() } } else { offset += 1 }
    }

    /// `${p?x}` and `${P:x}`: a reference except for its beginning. `${p?message}` of a shell has no dot or slash, and
    /// `${P:1}` has a number.
    private mutating func misspelt() -> Bool {
        let start = offset
        let body = bytes[(start + 2)...]
        let flaws: [(prefix: String, flaw: ReferenceText.Flaw)] = [
            ("P:", .capital), ("P?:", .capital), ("p?", .noColon), ("P?", .noColon),
        ]
        guard let (prefix, flaw) = flaws.first(where: { body.starts(with: $0.prefix.utf8) }) else { return false }
        var end = start + 2 + prefix.utf8.count
        let nameStart = end
        while end < bytes.count, Self.isName(bytes[end]) { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "}"), end > nameStart else { return false }
        let name = bytes[nameStart..<end]
        let isLikeName = name.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
        let isWord = !name.contains(UInt8(ascii: " ")) && name.first.map { $0 >= UInt8(ascii: "A") } == true
        guard flaw == .capital ? isLikeName || isWord : isLikeName else { return false }
        offset = end + 1
        add(.init(range: start..<offset, kind: .malformed(flaw)))
        return true
    }

    private static func closer(of bracket: UInt8) -> UInt8? {
        switch bracket {
        case UInt8(ascii: "{"): UInt8(ascii: "}")
        case UInt8(ascii: "["): UInt8(ascii: "]")
        case UInt8(ascii: "("): UInt8(ascii: ")")
        default: nil
        }
    }

    /// `${name}`; anything other than a name, as in `${x:-default}`, is text of a shell.
    private mutating func legacy() {
        let start = offset
        var end = start + 2
        while end < bytes.count, Self.isName(bytes[end]) { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "}") else {
            offset = end
            return
        }
        offset = end + 1
        let path = String(decoding: bytes[(start + 2)..<end], as: UTF8.self)
        let kind: ReferenceText.Kind
        if path.hasPrefix("p.") {
            kind = .malformed(.dot)
        } else if let reference = PropertyReference(path: path, isLenient: false, isLegacy: true) {
            kind = .reference(reference)
        } else if path.isEmpty {
            kind = .malformed(.emptyName)
        } else {
            return
        }
        add(.init(range: start..<offset, kind: kind))
    }

    /// Letters, digits and the other characters that names of steps contain.
    private static func isName(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || byte >= 0x80 || "._- /&".utf8.contains(byte)
    }

    /// The reference on top of the stack ends before `offset`.
    private mutating func close() {
        guard let top = open.popLast() else { return }
        let path = top.nameStart..<(offset - 1)
        let text = String(decoding: bytes[path], as: UTF8.self)
        let kind: ReferenceText.Kind
        if top.closer != UInt8(ascii: "}") {
            kind = .malformed(.bracket)
        } else if !top.inner.isEmpty {
            let parts = Self.filled(top.inner, path).map {
                ReferenceText.Part(
                    range: ($0.range.lowerBound - path.lowerBound)..<($0.range.upperBound - path.lowerBound),
                    kind: $0.kind)
            }
            kind = .computed(path: ReferenceText(source: text, parts: parts), isLenient: top.isLenient)
        } else if let reference = PropertyReference(path: text, isLenient: top.isLenient, isLegacy: false) {
            kind = .reference(reference)
        } else {
            kind = .malformed(.emptyName)
        }
        add(.init(range: top.start..<offset, kind: kind))
    }

    /// Handles the end of a line: open references are not closed, and the references in them are kept.
    private mutating func abandon() {
        let left = open
        open = []
        for (index, top) in left.enumerated() {
            let next = index + 1 < left.count ? left[index + 1].start : offset
            var end = top.inner.first?.range.lowerBound ?? next
            while end > top.nameStart, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
            found.append(.init(range: top.start..<end, kind: .malformed(.unterminated)))
            found += top.inner
        }
    }

    private mutating func add(_ part: ReferenceText.Part) {
        count += 1
        if open.isEmpty { found.append(part) } else { open[open.count - 1].inner.append(part) }
    }

    /// The references with the text between them; empty if there are none.
    private static func filled(_ parts: [ReferenceText.Part], _ range: Range<Int>) -> [ReferenceText.Part] {
        guard !parts.isEmpty else { return [] }
        var filled: [ReferenceText.Part] = []
        var end = range.lowerBound
        for part in parts {
            if end < part.range.lowerBound { filled.append(.init(range: end..<part.range.lowerBound, kind: .text)) }
            filled.append(part)
            end = part.range.upperBound
        }
        if end < range.upperBound { filled.append(.init(range: end..<range.upperBound, kind: .text)) }
        return filled
    }
}
