/// Eight bytes of a text at once, for loops that most bytes only pass through.
///
/// Reads a pointer, inside bounds that it checks itself; an export of 100 MB has half its bytes in indentation.
@safe @frozen public struct ByteWord {
    public static let count = 8

    @usableFromInline let value: UInt64

    /// All eight, the first in the lowest byte.
    @inlinable public var bits: UInt64 { value }

    /// - Returns: `nil` where fewer than eight bytes are left.
    @inlinable @inline(__always)
    public init?(_ bytes: [UInt8], at offset: Int) {
        guard offset >= 0, offset <= bytes.count &- Self.count else { return nil }
        value = unsafe bytes.withUnsafeBytes {
            unsafe UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
    }

    /// Some of them from the first on, or all, the others zero.
    @inlinable public func bits(first count: Int) -> UInt64 {
        count >= Self.count ? value : value & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
    }

    /// The first bytes of them, up to eight, the first in the highest byte, with the letters of ASCII in upper case.
    @inlinable @inline(__always)
    public func uppercased(first count: Int) -> UInt64 {
        guard count > 0 else { return 0 }
        let shift = UInt64(truncatingIfNeeded: Self.count &- Swift.min(count, Self.count)) &* 8
        let kept = (value.byteSwapped &>> shift) &<< shift
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F & kept
        let fromA = low &+ 0x1F1F_1F1F_1F1F_1F1F
        let pastZ = low &+ 0x0505_0505_0505_0505
        let isLetter = fromA & ~pastZ & ~kept & 0x8080_8080_8080_8080
        return kept &- (isLetter >> 2)
    }

    /// The high bit of each byte that is this one; the first byte is the lowest. Above the lowest that is one there may
    /// be more of them than there are.
    @inlinable public func mayEqual(_ byte: UInt8) -> UInt64 {
        let difference = value ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    /// The same for bytes below another, which is no more than 128.
    @inlinable public func mayBeBelow(_ byte: UInt8) -> UInt64 {
        (value &- UInt64(byte) &* 0x0101_0101_0101_0101) & ~value & 0x8080_8080_8080_8080
    }

    /// The same for control characters of ASCII, and no more than there are.
    @inlinable public var controls: UInt64 {
        let notBelowBlank = (value & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x6060_6060_6060_6060
        return ~(notBelowBlank | value) & 0x8080_8080_8080_8080
    }

    /// How many from the first on are this byte.
    @inlinable public func leading(_ byte: UInt8) -> Int {
        (value ^ (UInt64(byte) &* 0x0101_0101_0101_0101)).trailingZeroBitCount / 8
    }
}
