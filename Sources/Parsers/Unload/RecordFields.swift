import Diagnostics
import Glibc

/// The fields of a record of the unload, by their columns as IBM's tables give them: from 1, both ends included
/// (docs/reference/unload.md#3-offsets). A missing end of a record is blank.
enum UnloadField {
    // 0100 GPBD, 0102 GPMEM
    static let groupName = 6...13
    static let superiorGroup = 15...22
    static let groupCreated = 24...33
    static let groupOwner = 35...42
    static let member = 15...22
    // 0200 USBD
    static let userName = 6...13
    static let userCreated = 15...24
    static let userOwner = 26...33
    static let special = 40...43
    static let revoke = 50...53
    static let passwordDate = 64...73
    static let defaultGroup = 96...103
    static let lastLogonDate = 114...123
    static let userData = 125...379
    static let noPassword = 391...394
    static let revokeDate = 458...467
    static let resumeDate = 469...478
    /// The flags of the days on which the user may log on, from Sunday.
    static let logonDays = stride(from: 480, through: 510, by: 5).map { $0...($0 + 3) }
    /// The last field that is never blank in any release.
    static let saturday = 510...513
    /// START_TIME and END_TIME.
    static let logonTimes = 515...531
    static let attributes = 542...549
    static let phraseDate = 561...570
    static let contain = 650...653
    // 0202 USCLA, 0203 USGCON, 0205 USCON
    static let classAuthority = 15...22
    static let connectGroup = 15...22
    static let connectDate = 24...33
    static let lastConnectDate = 53...62
    static let groupSpecial = 84...87
    static let connectRevoke = 94...97
    static let connectRevokeDate = 114...123
    static let connectResumeDate = 125...134
    // 05xx
    static let profile = 6...251
    static let className = 253...260
    // 0500 GRBD
    static let generic = 262...265
    static let profileCreated = 271...280
    static let profileOwner = 282...289
    static let lastReference = 291...300
    static let lastChange = 302...311
    static let uacc = 337...344
    static let profileData = 368...622
    static let warning = 660...663
    /// The last field that is never blank.
    static let securityLevel = 750...752
    static let applData = 754...1008
    // 0503 GRMEM
    static let resourceMember = 262...516
    static let globalAccess = 518...525
    // 0505 GRACC
    static let accessID = 262...269
    static let access = 271...278
    // 0507 GRCACC
    static let conditionClass = 262...269
    static let conditionID = 280...287
    static let conditionAccess = 289...296
    // 0530 GRSIGN
    static let protection = 262...325
    static let keyLabel = 327...390
    static let replay = 416...419
    // 0540 GRST
    static let taskUser = 262...269
    static let taskGroup = 271...278
    static let trusted = 280...283
    static let privileged = 285...288
}

/// A field of type Yes/No.
enum UnloadFlag: UInt8, Sendable {
    case no, yes, blank
    /// A text that is neither, such as X'cc' for an undefined combination of bits.
    case other

    var isYes: Bool { self == .yes }
}

/// A date of the unload as a number, `20260630`; 0 is a blank field, -1 a field that does not hold a date.
typealias UnloadDate = Int32

extension RawSpan {
    /// The byte of a column, from 1; a blank beyond the end.
    @inline(__always)
    func byte(_ column: Int) -> UInt8 {
        column <= byteCount ? unsafe unsafeLoad(fromUncheckedByteOffset: column - 1, as: UInt8.self) : 0x20
    }

    /// The first eight bytes of a field, the first one in the lowest byte.
    @inline(__always)
    func word(_ field: ClosedRange<Int>) -> UInt64 {
        let offset = field.lowerBound - 1
        if offset + 8 <= byteCount {
            return UInt64(
                littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
        }
        var word: UInt64 = 0
        for index in 0..<8 { word |= UInt64(byte(offset + index + 1)) << UInt64(8 * index) }
        return word
    }

    /// The name in a field of eight columns.
    @inline(__always)
    func name(_ field: ClosedRange<Int>) -> UInt64 { word(field) }

    @inline(__always)
    func flag(_ field: ClosedRange<Int>) -> UnloadFlag {
        let word = UInt32(truncatingIfNeeded: self.word(field))
        // In upper case, which makes blanks zero.
        let upper = word & 0xDFDF_DFDF
        if word == 0x2020_2020 { return .blank }
        switch upper {
        case 0x0053_4559: return .yes
        case 0x0000_4F4E: return .no
        default: return .other
        }
    }

    /// The date in a field.
    @inline(__always)
    func date(_ field: ClosedRange<Int>) -> UnloadDate {
        let first = byte(field.lowerBound)
        if first == 0x20 { return 0 }
        var number: Int32 = 0
        for (offset, column) in field.enumerated() {
            let byte = byte(column)
            if offset == 4 || offset == 7 {
                if byte != UInt8(ascii: "-") { return -1 }
                continue
            }
            let digit = byte &- UInt8(ascii: "0")
            if digit > 9 { return -1 }
            number = number * 10 + Int32(digit)
        }
        let day = number % 100
        return 1...12 ~= number / 100 % 100 && 1...31 ~= day ? number : -1
    }

    /// Whether a date is anywhere in the first columns.
    var hasDate: Bool { (6...100).contains { byte($0 - 1) == 0x20 && date($0...($0 + 9)) > 0 } }

    /// Whether a field has nothing but blanks.
    func isBlank(_ field: ClosedRange<Int>) -> Bool { field.allSatisfy { byte($0) == 0x20 } }

    /// The columns of a field without the blanks at its end.
    func trimmed(_ field: ClosedRange<Int>) -> Range<Int> {
        var end = Swift.min(field.upperBound, byteCount)
        while end >= field.lowerBound, byte(end) == 0x20 { end -= 1 }
        return field.lowerBound..<Swift.max(end + 1, field.lowerBound)
    }

    /// The bytes of a field without the blanks at its end.
    func bytes(_ field: ClosedRange<Int>) -> [UInt8] { trimmed(field).map { byte($0) } }

    /// Whether a byte up to a column is not ASCII.
    func isWide(to column: Int) -> Bool {
        let end = Swift.min(column, byteCount)
        var offset = 0
        var wide = SIMD4<UInt64>()
        while offset + 32 <= end {
            wide |= unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD4<UInt64>.self)
            offset += 32
        }
        var seen = wide[0] | wide[1] | wide[2] | wide[3]
        while offset + 8 <= end {
            seen |= unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
            offset += 8
        }
        while offset < end {
            seen |= UInt64(unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self))
            offset += 1
        }
        return seen & 0x8080_8080_8080_8080 != 0
    }

    /// A hash of the profile and class of a 05xx record. Its four lanes do not wait for each other.
    var profileHash: UInt64 {
        var (first, second, third, fourth) = (UInt64(1), UInt64(2), UInt64(3), UInt64(4))
        var column = 6
        while column <= 260 {
            first = NumberSet.mixed(first ^ word(column...(column + 7)))
            second = NumberSet.mixed(second ^ word((column + 8)...(column + 15)))
            third = NumberSet.mixed(third ^ word((column + 16)...(column + 23)))
            fourth = NumberSet.mixed(fourth ^ word((column + 24)...(column + 31)))
            column += 32
        }
        return NumberSet.mixed(NumberSet.mixed(NumberSet.mixed(first) ^ second) ^ third) ^ fourth
    }

    /// Copies the profile and class of a 05xx record over those of another one: 255 columns.
    func copyProfile(to key: inout [UInt8]) {
        if key.count != 255 { key = [UInt8](repeating: 0x20, count: 255) }
        guard byteCount >= 260 else {
            for index in key.indices { key[index] = byte(index + 6) }
            return
        }
        unsafe withUnsafeBytes { bytes in
            unsafe key.withUnsafeMutableBytes { key in
                guard let bytes = bytes.baseAddress, let start = key.baseAddress else { return }
                unsafe memcpy(start, bytes + 5, 255)
            }
        }
    }

    /// Whether the profile and class of a 05xx record are those of another one.
    @inline(__always)
    func hasSameProfile(as key: [UInt8]) -> Bool {
        guard byteCount >= 260, key.count == 255 else { return false }
        return unsafe withUnsafeBytes { bytes in
            unsafe key.withUnsafeBytes { key in
                guard let bytes = bytes.baseAddress, let start = key.baseAddress else { return false }
                return unsafe memcmp(bytes + 5, start, 255) == 0
            }
        }
    }
}

/// Names of eight columns as numbers, in the order of their bytes in memory.
public enum UnloadName {
    static let blank: UInt64 = 0x2020_2020_2020_2020
    static let root = key("SYS1".utf8)
    static let firstUser = key("IBMUSER".utf8)
    static let ownUser = key("irrcerta".utf8)
    /// The beginning of the names of RACF's own users.
    private static let ownPrefix = key("irr".utf8) & 0xFF_FFFF

    /// - Parameter text: at most eight bytes of ASCII.
    static func key(_ text: some Sequence<UInt8>) -> UInt64 {
        var key = blank
        for (index, byte) in text.prefix(8).enumerated() {
            key &= ~(0xFF << UInt64(8 * index))
            key |= UInt64(byte) << UInt64(8 * index)
        }
        return key
    }

    static func bytes(_ key: UInt64) -> [UInt8] {
        var bytes = (0..<8).map { UInt8(truncatingIfNeeded: key >> UInt64(8 * $0)) }
        while bytes.last == 0x20 { bytes.removeLast() }
        return bytes
    }

    static func text(_ key: UInt64) -> String { String(decoding: bytes(key), as: UTF8.self) }

    /// Whether a pattern with `*` for any characters and `%` for one matches a name.
    public static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        let rest = pattern.dropFirst()
        if first == UInt8(ascii: "*") {
            return (name.startIndex...name.endIndex).contains { matches(name[$0...], rest) }
        }
        guard let letter = name.first, letter == first || first == UInt8(ascii: "%") else { return false }
        return matches(name.dropFirst(), rest)
    }

    /// Whether RACF accepts the name: letters, digits and `#@$`. Three users of its own are in lower case.
    static func isValid(_ key: UInt64) -> Bool {
        guard key != blank else { return false }
        let isOwn = key & 0xFF_FFFF == ownPrefix
        var rest = key
        // The blanks at the end.
        var count = 8 - (key ^ blank).leadingZeroBitCount / 8
        while count > 0 {
            let byte = UInt8(truncatingIfNeeded: rest)
            guard byte.isUpper || byte.isDigit || byte.isNational || isOwn && byte.isLower else { return false }
            rest >>= 8
            count -= 1
        }
        return true
    }
}
