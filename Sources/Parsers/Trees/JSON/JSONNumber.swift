import Diagnostics

/// Numbers of JSON (RFC 8259, 6): no plus, no leading zero, digits on both sides of the point.
enum JSONNumber {
    static func matches(_ text: ArraySlice<UInt8>) -> Bool {
        var offset = text.startIndex
        func next() -> UInt8? { offset < text.endIndex ? text[offset] : nil }
        func digits() -> Int {
            let start = offset
            while let byte = next(), byte.isDigit { offset += 1 }
            return offset - start
        }
        if next() == UInt8(ascii: "-") { offset += 1 }
        let startsWithZero = next() == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(startsWithZero && whole > 1) else { return false }
        if next() == UInt8(ascii: ".") {
            offset += 1
            guard digits() > 0 else { return false }
        }
        if let letter = next(), letter | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if let sign = next(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
            guard digits() > 0 else { return false }
        }
        return offset == text.endIndex
    }
}
