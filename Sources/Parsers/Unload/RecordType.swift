/// The type of a record: its first four columns (docs/reference/unload.md#21-types).
enum RecordType: UInt8 {
    /// A type that no table has; it is counted.
    case unknown
    /// A known type that nothing is read from.
    case skipped
    case group, member
    case user, classAuthority, connectPair, connect
    case profile, resourceMember, access, conditionalAccess, key, startedTask

    var isOfResource: Bool { rawValue >= RecordType.profile.rawValue }

    /// The column at which the table has a date that is seldom blank.
    var dateField: ClosedRange<Int>? {
        switch self {
        case .group: UnloadField.groupCreated
        case .user: UnloadField.userCreated
        case .connect: UnloadField.connectDate
        case .profile: UnloadField.profileCreated
        default: nil
        }
    }

    /// The length of a record at full width, of the types that are read.
    var fullWidth: Int? {
        switch self {
        case .member: 31
        case .classAuthority, .connectPair: 22
        case .connect: 134
        case .access: 284
        case .conditionalAccess: 556
        case .startedTask: 293
        default: nil
        }
    }

    /// The length of most records without blanks at their end, of the types whose last fields are often blank.
    var trimmedWidth: Int? { self == .profile ? UnloadField.securityLevel.upperBound : nil }

    /// The column before which a record of this type never ends, because the fields up to it are always filled.
    var least: Int {
        switch self {
        case .group: UnloadField.groupCreated.upperBound
        case .member: 17
        case .user: UnloadField.saturday.lowerBound
        case .classAuthority, .connectPair: 15
        case .connect: UnloadField.connectRevoke.lowerBound
        case .profile: UnloadField.securityLevel.lowerBound
        case .access: UnloadField.access.lowerBound
        case .conditionalAccess: UnloadField.conditionAccess.lowerBound
        case .resourceMember: UnloadField.resourceMember.lowerBound
        case .startedTask: UnloadField.trusted.lowerBound
        case .key: UnloadField.className.lowerBound
        case .unknown, .skipped: 5
        }
    }
}

/// Finds the type of a record by its first four bytes.
struct RecordTypes: Sendable {
    private static let read: [(String, RecordType)] = [
        ("0100", .group), ("0102", .member), ("0200", .user), ("0202", .classAuthority), ("0203", .connectPair),
        ("0205", .connect), ("0500", .profile), ("0503", .resourceMember), ("0505", .access),
        ("0507", .conditionalAccess), ("0530", .key), ("0540", .startedTask),
    ]

    private static let others = """
        0101 0103 0110 0120 0130 0141 0151 0201 0204 0206 0207 0208 0209 020A 020B 0210 0220 0230 0231 0232 0233 0240 \
        0241 0242 0250 0251 0252 0260 0270 0280 0281 0290 02A0 02B0 02C0 02C1 02D0 02E0 02F0 02G1 0400 0401 0402 0403 \
        0404 0405 0406 0410 0411 0420 0421 0431 0501 0502 0504 0506 0508 0509 0510 0511 0520 0521 0550 0551 0560 0561 \
        0562 0570 0571 0572 0573 0574 0580 0590 05A0 05B0 05C0 05D0 05E0 05F0 05G0 05G1 05G2 05H0 05I0 05I1 05J1 05K0 \
        05L0 1210 1560
        """.split(separator: " ").map(String.init)

    private let table: [UInt8]

    init() {
        var table = [UInt8](repeating: RecordType.unknown.rawValue, count: Self.slots)
        for name in Self.others { table[Self.slot(Array(name.utf8))] = RecordType.skipped.rawValue }
        for (name, type) in Self.read { table[Self.slot(Array(name.utf8))] = type.rawValue }
        self.table = table
    }

    /// The type of four bytes of ASCII, or `nil` if they do not have the form of a type.
    @inline(__always)
    func type(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> RecordType? {
        guard a == UInt8(ascii: "0") || a == UInt8(ascii: "1"), b &- UInt8(ascii: "0") < 8, Self.isPart(c),
            Self.isPart(d)
        else { return nil }
        return RecordType(rawValue: table[Self.slot(a, b, c, d)])
    }

    @inline(__always)
    private static func isPart(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || byte &- UInt8(ascii: "A") < 26
    }

    /// The number of slots for types.
    static let slots = 1 << 16

    /// The slot of the type of a record.
    @inline(__always)
    static func slot(_ record: borrowing RawSpan) -> Int {
        slot(record.byte(1), record.byte(2), record.byte(3), record.byte(4))
    }

    /// Digits and capital letters differ in their low six bits, and digits from each other in their low three.
    @inline(__always)
    private static func slot(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> Int {
        Int(a & 1) << 15 | Int(b & 7) << 12 | Int(c & 0x3F) << 6 | Int(d & 0x3F)
    }

    private static func slot(_ name: [UInt8]) -> Int { slot(name[0], name[1], name[2], name[3]) }
}
