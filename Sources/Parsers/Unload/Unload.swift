public import Diagnostics

/// The state of a RACF database as the output of IRRDBU00 shows it (docs/reference/unload.md).
///
/// Of all records only what answers need is kept: users, groups and connections in a few bytes each, and the profiles of
/// the classes that were asked for. The file is the excerpt of the records that findings may point to.
public struct Unload: Sendable {
    /// The kept records, with the numbers of their lines.
    public internal(set) var file: SourceFile
    let content: Content

    /// Whether it has a record of a type that is known.
    public var hasRecords: Bool { content.facts.records > content.facts.unknownTypes.values.reduce(0, +) }

    /// The listing in the same file, with its lines in their places: sites append the output of SETROPTS LIST.
    public var appended: SourceFile? {
        guard !content.listed.isEmpty else { return nil }
        var bytes = file.bytes
        for (index, number) in content.excerpt.numbers.enumerated() where !content.listed.contains(number) {
            for offset in file.lineBounds(index) { bytes[offset] = UInt8(ascii: " ") }
        }
        var made = SourceFile(
            path: file.path, bytes: bytes, encoding: file.encoding, record: file.record, assumption: nil, defects: [],
            lineNumbers: content.excerpt.numbers)
        made.id = file.id
        return made
    }

    final class Content: Sendable {
        let ids: UnloadIDs
        /// In the order of users.
        let connects: [Connect]
        let connectDates: [UInt64: (revoke: UnloadDate, resume: UnloadDate)]
        let profiles: [Profile]
        let classAuthorities: [UInt64: [UInt32]]
        let classes: [UInt64: ClassOrder]
        let request: UnloadRequest
        let excerpt: UnloadExcerpt
        let newest: UnloadDate
        let tests: UnloadTests
        let facts: Facts
        /// The lines of a listing in the same file.
        let listed: Set<UInt32>

        init(_ builder: consuming UnloadBuilder) {
            var connects = builder.connects
            let isSorted = zip(connects, connects.dropFirst()).allSatisfy { $0.user <= $1.user }
            if !isSorted { connects.sort { ($0.user, $0.line) < ($1.user, $1.line) } }
            self.connects = connects
            ids = builder.ids
            connectDates = builder.connectDates
            profiles = builder.profiles
            classAuthorities = builder.classAuthorities
            classes = builder.classes
            request = builder.request
            excerpt = builder.excerpt
            newest = builder.newest
            tests = builder.tests
            facts = builder.facts
            listed = Set(builder.listed)
        }
    }

    /// Counts for `dump`.
    struct Facts: Sendable {
        var records = 0
        var unknownTypes: [String: Int] = [:]
        /// The lines that are not records.
        var otherLines = 0
        var form = ""
        var hasKeyRecords = false
        var knowsEnhancedKeys = false
        /// Whether the records of each profile are together, as IRRDBU00 writes them.
        var isContiguous = true
        /// Whether the classes of general resources follow each other by name, as IRRDBU00 writes them, and the last one.
        var areClassesInOrder = true
        var lastClass: UInt64 = 0
    }

    /// How the profiles of a class that was asked for follow each other.
    struct ClassOrder: Sendable {
        var isInOrder = true
        var isInDiscretes = false
        var last: [UInt8] = []
    }

    struct Connect: Sendable {
        var user: UInt32
        var group: UInt32
        var line: UInt32
        var revoke: UnloadFlag
        var special: UnloadFlag
        var hasDates: Bool
    }

    /// A profile of a class of general resources.
    public struct Profile: Sendable {
        public let className: String
        public let name: [UInt8]
        /// The name in the 0500 record; `nil` if only other records name the profile.
        public internal(set) var place: SourceRange?
        public internal(set) var isShown = false
        public internal(set) var isGeneric: Located<Bool?>?
        public internal(set) var uacc: Located<String>?
        public internal(set) var isWarning: Located<Bool?>?
        public internal(set) var owner = ""
        /// The value is `nil` if there is none.
        public internal(set) var applData: Located<String?>?
        public internal(set) var lastChange: Int32 = 0
        public internal(set) var entries: [Entry] = []
        public internal(set) var key: Key?
        public internal(set) var task: Task?
        public internal(set) var members: [Located<[UInt8]>] = []
        public var text: String { String(decoding: name, as: UTF8.self) }
        var fullName: String { "\(className) \(text)" }
    }

    public struct Entry: Sendable {
        public let id: Located<String>
        public let access: Located<String>
        /// The class of the condition, in the words of PERMIT WHEN.
        public let condition: String?
    }

    /// What SSIGNON holds (docs/reference/unload.md#34-what-0530-says).
    public struct Key: Sendable {
        public enum Legacy: Sendable, Hashable {
            case none, masked, encrypted
            case label(String)
            case unknown
        }

        public let legacy: Legacy
        public let enhanced: Bool?
        public let allowsReplay: Bool?
        public let legacyPlace: SourceRange?
        public let enhancedPlace: SourceRange?
    }

    public struct Task: Sendable {
        public let user: Located<String>
        public let isTrusted: Bool?
    }
}

/// What is wanted of an unload, because keeping everything would take the memory of the whole file.
public struct UnloadRequest: Sendable {
    /// The classes whose profiles are kept.
    public var classes: Set<String>
    /// The user IDs whose records are kept for the places of findings.
    public var ids: Set<String>
    public var encoding: [UInt8]?

    public static let standardClasses: Set<String> = [
        "PTKTDATA", "PTKTVAL", "APPL", "SURROGAT", "STARTED", "FACILITY", "GLOBAL", "RACFVARS",
    ]

    public init(classes: Set<String> = [], ids: Set<String> = []) {
        self.classes = classes.union(Self.standardClasses)
        self.ids = ids
    }
}

/// The text of kept records, one to a line.
struct UnloadExcerpt: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var starts: [UInt32] = []
    private(set) var numbers: [UInt32] = []
    /// The blanks before each record in the input, so that columns are those of the input.
    var margin = 0

    /// The size that it may have.
    private static let limit = 48 << 20

    /// Adds a record and returns the offset of its first column; `nil` if there is no more room.
    ///
    /// - Parameter hidden: columns that are blanked, because sites keep anything in them.
    mutating func append(_ record: borrowing RawSpan, number: UInt32, without hidden: ClosedRange<Int>?) -> Int? {
        guard bytes.count + record.byteCount < Self.limit else { return nil }
        if numbers.last == number { return Int(starts[starts.count - 1]) }
        bytes += [UInt8](repeating: 0x20, count: margin)
        let start = bytes.count
        starts.append(UInt32(start))
        numbers.append(number)
        let end = record.trimmed(1...max(1, record.byteCount)).upperBound
        for column in 1..<max(1, end) {
            let byte = record.byte(column)
            let isHidden = hidden.map { $0.contains(column) } ?? false
            bytes.append(isHidden ? 0x20 : byte < 0x20 || byte >= 0x7F ? UInt8(ascii: "?") : byte)
        }
        bytes.append(UInt8(ascii: "\n"))
        return start
    }

    /// The place of a field in a line of the input; `nil` if that record is not kept.
    func range(line: UInt32, _ field: ClosedRange<Int>) -> SourceRange? {
        let index = numbers.partitioningIndex { $0 >= line }
        guard index < numbers.count, numbers[index] == line else { return nil }
        let start = Int(starts[index])
        let end = index + 1 < starts.count ? Int(starts[index + 1]) - 1 - margin : bytes.count - 1
        return Self.range(start, end - start, field) { bytes[start + $0] }
    }

    static func range(
        _ start: Int, _ length: Int, _ field: ClosedRange<Int>, _ byte: (Int) -> UInt8
    ) -> SourceRange {
        let first = min(field.lowerBound - 1, length)
        var last = min(field.upperBound, length)
        while last > first, byte(last - 1) == 0x20 { last -= 1 }
        return SourceRange(start + first, start + last)
    }
}
