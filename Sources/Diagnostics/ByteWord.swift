/// Eight bytes of a text at once, for loops that skip most bytes: byte by byte, reading an export of 100 MB, half of
/// which is indentation, takes half as much time again.
///
/// It reads a pointer inside bounds that it checks itself.
@safe @frozen public struct ByteWord {
    public static let count = 8

    @usableFromInline let value: UInt64

    /// All eight bytes, the first one in the lowest byte.
    @inlinable public var bits: UInt64 { value }

    /// - Returns: `nil` if fewer than eight bytes are left.
    @inlinable @inline(__always)
    public init?(_ bytes: [UInt8], at offset: Int) {
        guard offset >= 0, offset <= bytes.count &- Self.count else { return nil }
        value = unsafe bytes.withUnsafeBytes {
            unsafe UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
    }

    /// The first bytes, up to all of them; the others are zero.
    @inlinable public func bits(first count: Int) -> UInt64 {
        count >= Self.count ? value : value & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
    }

    /// The first bytes, up to eight, with the first one in the highest byte and ASCII letters in upper case.
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

    /// The high bit of each byte that equals this one; the first byte is the lowest. Above the lowest match there may
    /// be false ones.
    @inlinable public func mayEqual(_ byte: UInt8) -> UInt64 {
        let difference = value ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    /// The same for bytes below another one, which is at most 128.
    @inlinable public func mayBeBelow(_ byte: UInt8) -> UInt64 {
        (value &- UInt64(byte) &* 0x0101_0101_0101_0101) & ~value & 0x8080_8080_8080_8080
    }

    /// The same for ASCII control characters, without false ones.
    @inlinable public var controls: UInt64 {
        let notBelowBlank = (value & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x6060_6060_6060_6060
        return ~(notBelowBlank | value) & 0x8080_8080_8080_8080
    }

    /// The number of leading bytes that equal this one.
    @inlinable public func leading(_ byte: UInt8) -> Int {
        (value ^ (UInt64(byte) &* 0x0101_0101_0101_0101)).trailingZeroBitCount / 8
    }
}
