import Glibc

/// Searches in bytes with the vector instructions of the C library: a loop over the bytes makes a deck of 1,000,000
/// commands take an eighth more time, and its budget leaves no room for that.
extension ArraySlice<UInt8> {
    /// The index of the first byte with this value.
    public func first(_ byte: UInt8) -> Int? {
        unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base, Int32(byte), bytes.count) else {
                return nil
            }
            return unsafe startIndex + (UnsafeRawPointer(found) - base)
        }
    }

    /// Whether the bytes contain an ASCII word.
    public func contains(_ word: String) -> Bool {
        var word = word
        return word.withUTF8 { word in unsafe offset(of: UnsafeRawBufferPointer(word)) != nil }
    }

    /// The distance from the first byte to a word.
    private func offset(of word: UnsafeRawBufferPointer) -> Int? {
        guard let start = word.baseAddress, let letter = unsafe word.first else { return 0 }
        return unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var rest = unsafe base
            let end = unsafe base + bytes.count - word.count + 1
            while unsafe rest < end, let found = unsafe memchr(rest, Int32(letter), end - rest) {
                if unsafe memcmp(found, start, word.count) == 0 { return unsafe UnsafeRawPointer(found) - base }
                unsafe rest = UnsafeRawPointer(found) + 1
            }
            return nil
        }
    }
}

extension ArraySlice<UInt8> {
    /// The first place of other bytes. The generic search of the library makes a small check take a tenth more time.
    public func firstRange(of word: [UInt8]) -> Range<Int>? {
        unsafe word.withUnsafeBytes { unsafe offset(of: $0) }.map { offset in
            (startIndex + offset)..<(startIndex + offset + word.count)
        }
    }

    /// Whether the bytes begin with others.
    public func starts(with others: [UInt8]) -> Bool {
        guard count >= others.count else { return false }
        return unsafe withUnsafeBytes { bytes in
            unsafe others.withUnsafeBytes { others in
                guard let bytes = bytes.baseAddress, let start = others.baseAddress else { return true }
                return unsafe memcmp(bytes, start, others.count) == 0
            }
        }
    }

    /// Whether the bytes begin with an ASCII word.
    public func starts(with word: StaticString) -> Bool {
        guard count >= word.utf8CodeUnitCount else { return false }
        return unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return true }
            return unsafe memcmp(base, word.utf8Start, word.utf8CodeUnitCount) == 0
        }
    }
}

extension String {
    /// Whether the text contains an ASCII word. The library's own search, which compares characters, takes ten times as
    /// long as everything else that a rule does with a host name.
    public func holds(_ word: String) -> Bool { Array(utf8).contains(word) }
}

extension [UInt8] {
    /// The bytes in parts that fit into the cache, to be searched more than once.
    public var parts: [Self.SubSequence] {
        stride(from: 0, to: count, by: 1 << 16).map { self[$0..<Swift.min($0 + (1 << 16), count)] }
    }

    /// Whether the bytes contain an ASCII word.
    public func contains(_ word: String) -> Bool { self[...].contains(word) }

    /// Whether the bytes begin with an ASCII word.
    public func starts(with word: StaticString) -> Bool { self[...].starts(with: word) }

    /// Appends a part of other bytes. A slice of them would count references, which takes as long as the copy of a name.
    public mutating func append(_ part: Range<Int>, of others: [UInt8]) {
        unsafe others.withUnsafeBufferPointer { unsafe append(contentsOf: $0[part]) }
    }

    /// Whether the bytes have a part of others at a place.
    public func holds(_ others: [UInt8], _ part: Range<Int>, at place: Int) -> Bool {
        guard place >= 0, part.count <= count - place, part.upperBound <= others.count else { return false }
        return unsafe withUnsafeBytes { own in
            unsafe others.withUnsafeBytes { others in
                guard let own = own.baseAddress, let others = others.baseAddress else { return true }
                return unsafe memcmp(own + place, others + part.lowerBound, part.count) == 0
            }
        }
    }
}

/// The kinds of bytes in a text. It looks at bytes without branches, so that the compiler can vectorise the loop.
public struct ByteSurvey: Sendable {
    public let holdsNull: Bool
    public let isASCII: Bool

    public init(_ bytes: [UInt8]) {
        var least = UInt8.max
        var seen: UInt8 = 0
        for byte in bytes {
            least = min(least, byte)
            seen |= byte
        }
        holdsNull = least == 0
        isASCII = seen < 0x80
    }
}

/// The lines of a text that are not empty; lines end at LF or CR.
public struct ByteLines: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    public init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    private static func isEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    public mutating func next() -> ArraySlice<UInt8>? {
        rest = rest.drop(while: Self.isEnd)
        guard !rest.isEmpty else { return nil }
        let line = rest.prefix { !Self.isEnd($0) }
        rest = rest[line.endIndex...]
        return line
    }
}

extension [UInt8] {
    /// An offset that is not between CR and LF, which are one line end: there it is that of CR.
    public func outsideLineEnd(_ offset: Int) -> Int {
        0 < offset && offset < count && self[offset] == UInt8(ascii: "\n") && self[offset - 1] == UInt8(ascii: "\r")
            ? offset - 1 : offset
    }
}
