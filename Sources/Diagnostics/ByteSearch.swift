import Glibc

/// Searching in bytes, with the vector instructions that the C library has for it.
extension ArraySlice<UInt8> {
    /// The index of the first such byte.
    public func first(_ byte: UInt8) -> Int? {
        unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base, Int32(byte), bytes.count) else {
                return nil
            }
            return unsafe startIndex + (UnsafeRawPointer(found) - base)
        }
    }

    /// Whether a word of ASCII stands in them.
    public func contains(_ word: String) -> Bool {
        var word = word
        return word.withUTF8 { word in
            guard let letter = unsafe word.first else { return true }
            var rest = self
            while let found = rest.first(letter), found + word.count <= endIndex {
                if unsafe self[found..<(found + word.count)].elementsEqual(word) { return true }
                rest = self[(found + 1)...]
            }
            return false
        }
    }
}

extension [UInt8] {
    /// Whether a word of ASCII stands in them.
    public func contains(_ word: String) -> Bool { self[...].contains(word) }
}
