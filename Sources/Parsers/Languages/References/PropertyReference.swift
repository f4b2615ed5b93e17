import Contract
import Diagnostics

/// A reference to a property: `${p:name}`, `${p?:scope/name}` or the legacy `${name}`
/// (Deploy documentation, "Referring to properties").
public struct PropertyReference: Sendable, Hashable {
    /// The text before the first `/`: a level such as `environment`, or the name of an earlier step.
    public var scope: String?
    public var name: String
    /// Whether an undefined property gives a blank; a strict reference fails the step.
    public var isLenient: Bool
    /// `${name}` without `p:`, which shell scripts in a step use as well.
    public var isLegacy: Bool

    /// `nil` if the scope or the name is empty.
    public init?(path: String, isLenient: Bool, isLegacy: Bool) {
        let slash = path.utf8.firstIndex(of: UInt8(ascii: "/"))
        let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
        guard Self.isName(name), name.utf8.last != UInt8(ascii: "/") else { return nil }
        if let slash {
            guard Self.isName(path[..<slash]) else { return nil }
            scope = String(path[..<slash])
        }
        self.name = String(name)
        self.isLenient = isLenient
        self.isLegacy = isLegacy
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// The scope and name as between the braces.
    public var path: String { scope.map { "\($0)/\(name)" } ?? name }

    /// The reference as a user would write it.
    public var text: String { isLegacy ? "${\(path)}" : isLenient ? "${p?:\(path)}" : "${p:\(path)}" }
}

/// The text of a value, divided at its references. Texts with the same source are the same.
public struct ReferenceText: Sendable, Hashable {
    /// A part of the text, given by its range of bytes.
    public struct Part: Sendable, Hashable {
        public var range: Range<Int>
        public var kind: Kind
    }

    /// The references of a text that are read: each takes a hundred times its length.
    public static let most = 10_000

    public enum Kind: Sendable, Hashable {
        case text
        case reference(PropertyReference)
        /// A reference whose path contains references: `${p:environment/${p:component.name}.host}`.
        case computed(path: ReferenceText, isLenient: Bool)
        case malformed(Flaw)
    }

    /// The defect of a reference.
    public enum Flaw: Sendable, Hashable {
        /// `${p:x` to the end of the line.
        case unterminated
        /// `$[p:x}` or `$(p:x)`.
        case bracket
        /// `${p:}`, `${p:environment/}`, `${}`.
        case emptyName
        /// `${p.x}`.
        case dot
        /// `${p?x}`; `${px}` is a separate name.
        case noColon
        /// `${P:x}`, `${P?:x}`.
        case capital
        /// The rest of a text after so many references that it is not read.
        case excess
    }

    /// The text as written.
    public let source: String
    private let structure: Structure

    private enum Structure: Sendable {
        /// No reference, not even a broken one.
        case plain
        /// One reference and nothing else, as most texts with references are; it is taken out of the source.
        case reference(isLenient: Bool, isLegacy: Bool)
        case parts([Part])
    }

    public init(_ source: String) {
        var parts: [Part] = []
        if source.holds("$") {
            var scanner = ReferenceScanner(source)
            parts = scanner.scan()
        }
        self.init(source: source, parts: parts)
    }

    init(source: String, parts: [Part]) {
        self.source = source
        if parts.count == 1, case .reference(let reference) = parts[0].kind {
            structure = .reference(isLenient: reference.isLenient, isLegacy: reference.isLegacy)
        } else {
            structure = parts.isEmpty ? .plain : .parts(parts)
        }
    }

    private init(keeping parts: [Part], of source: String) {
        self.source = source
        structure = .parts(parts)
    }

    /// The same text with its parts at hand, for one that is looked at many times.
    public var kept: ReferenceText {
        if case .reference = structure { ReferenceText(keeping: parts, of: source) } else { self }
    }

    public static func == (left: ReferenceText, right: ReferenceText) -> Bool { left.source == right.source }

    public func hash(into hasher: inout Hasher) { hasher.combine(source) }

    /// The parts in order and without gaps; empty if the text contains no reference, not even a broken one.
    public var parts: [Part] {
        switch structure {
        case .plain: []
        case .reference:
            onlyReference.map { [Part(range: 0..<source.utf8.count, kind: .reference($0))] } ?? []
        case .parts(let parts): parts
        }
    }

    public var isPlain: Bool { if case .plain = structure { true } else { false } }

    /// Whether a part is broken, or a reference of the legacy form.
    public var hasFlaw: Bool {
        switch structure {
        case .plain: false
        case .reference(_, let isLegacy): isLegacy
        case .parts(let parts):
            parts.contains { part in
                switch part.kind {
                case .malformed: true
                case .reference(let reference): reference.isLegacy
                case .text, .computed: false
                }
            }
        }
    }

    public func text(of part: Part) -> String { source.slice(part.range) }

    /// The reference that is the whole text.
    public var onlyReference: PropertyReference? {
        if case .parts(let parts) = structure {
            guard parts.count == 1, case .reference(let reference) = parts[0].kind else { return nil }
            return reference
        }
        guard case .reference(let isLenient, let isLegacy) = structure else { return nil }
        let opening = isLegacy ? "${" : isLenient ? "${p?:" : "${p:"
        let path = source.utf8.dropFirst(opening.utf8.count).dropLast()
        return PropertyReference(path: String(Substring(path)), isLenient: isLenient, isLegacy: isLegacy)
    }

    /// All references, including those inside the paths of others.
    public var references: [PropertyReference] {
        parts.flatMap { part -> [PropertyReference] in
            switch part.kind {
            case .reference(let reference): [reference]
            case .computed(let path, _): path.references
            case .text, .malformed: []
            }
        }
    }

    /// Whether there is text other than references and blanks.
    public var hasLiteral: Bool {
        isPlain
            ? !source.trimmed().isEmpty
            : parts.contains { $0.kind == .text && !text(of: $0).trimmed().isEmpty }
    }
}

extension String {
    /// The text at offsets of UTF-8 bytes.
    func slice(_ range: Range<Int>) -> String {
        let bytes = utf8
        let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        return String(decoding: bytes[start..<bytes.index(start, offsetBy: range.count)], as: UTF8.self)
    }
}
