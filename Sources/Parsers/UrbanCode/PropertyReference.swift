/// A reference to a property: `${p:name}`, `${p?:scope/name}` or the legacy `${name}`
/// (Deploy documentation, "Referring to properties").
public struct PropertyReference: Sendable, Hashable {
    /// What stands before the first `/`: a level such as `environment`, or the name of an earlier step.
    public var scope: String?
    public var name: String
    /// Blank where nothing defines it; a strict one fails the step.
    public var isLenient: Bool
    /// `${name}` without `p:`, which shell scripts in a step use as well.
    public var isLegacy: Bool

    /// As a user would write it.
    public var text: String {
        let path = scope.map { "\($0)/\(name)" } ?? name
        return isLegacy ? "${\(path)}" : isLenient ? "${p?:\(path)}" : "${p:\(path)}"
    }
}

/// The text of a value, taken apart at its references.
public struct ReferenceText: Sendable, Hashable {
    public enum Part: Sendable, Hashable {
        case text(String)
        case reference(PropertyReference)
        /// `$[p:x}`, `${p:x` or an empty name.
        case malformed(String)
    }

    public let parts: [Part]

    public init(_ text: String) {
        var parts: [Part] = []
        let bytes = Array(text.utf8)
        var plainStart = 0
        var offset = 0
        func slice(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        while offset + 1 < bytes.count {
            guard bytes[offset] == UInt8(ascii: "$"), let found = Self.part(bytes, at: offset) else {
                offset += 1
                continue
            }
            if plainStart < offset { parts.append(.text(slice(plainStart..<offset))) }
            parts.append(found.part)
            offset = found.end
            plainStart = offset
        }
        if plainStart < bytes.count { parts.append(.text(slice(plainStart..<bytes.count))) }
        self.parts = parts
    }

    public var references: [PropertyReference] {
        parts.compactMap { if case .reference(let reference) = $0 { reference } else { nil } }
    }

    /// Whether there is text beside the references, blanks not counted.
    public var hasLiteral: Bool {
        parts.contains { if case .text(let text) = $0 { !text.trimmed().isEmpty } else { false } }
    }

    /// The reference or broken reference that starts with the `$` at `start`.
    private static func part(_ bytes: [UInt8], at start: Int) -> (part: Part, end: Int)? {
        let open = bytes[start + 1]
        guard open == UInt8(ascii: "{") || open == UInt8(ascii: "[") else { return nil }
        let body = bytes[(start + 2)...]
        let isProperty = body.starts(with: "p:".utf8) || body.starts(with: "p?:".utf8)
        guard open == UInt8(ascii: "{") || isProperty else { return nil }
        let isLenient = body.starts(with: "p?:".utf8)
        let nameStart = start + 2 + (isProperty ? (isLenient ? 3 : 2) : 0)
        let close = bytes[nameStart...].firstIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "\n") }
        guard let close, bytes[close] == UInt8(ascii: "}") else {
            // Shell text such as `${x:-` is nobody's reference.
            guard isProperty else { return nil }
            let end = close ?? bytes.count
            return (.malformed(String(decoding: bytes[start..<end], as: UTF8.self)), end)
        }
        let path = String(decoding: bytes[nameStart..<close], as: UTF8.self)
        let whole = String(decoding: bytes[start...close], as: UTF8.self)
        let isBroken = path.trimmed().isEmpty || path.hasSuffix("/") || open == UInt8(ascii: "[") || path.contains("${")
        guard !isBroken else { return isProperty || path.isEmpty ? (.malformed(whole), close + 1) : nil }
        let pieces = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let reference = PropertyReference(
            scope: pieces.count == 2 ? String(pieces[0]) : nil, name: String(pieces[pieces.count - 1]),
            isLenient: isLenient, isLegacy: !isProperty)
        return (.reference(reference), close + 1)
    }
}
