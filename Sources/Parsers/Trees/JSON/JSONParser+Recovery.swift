import Diagnostics

extension JSONParser {
    mutating func skipBlanks() {
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\n"), UInt8(ascii: " "), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                offset += 1
                // Half the bytes of an export are indentation.
                while let blanks = ByteWord(bytes, at: offset)?.leading(UInt8(ascii: " ")) {
                    offset += blanks
                    if blanks < ByteWord.count { break }
                }
            case UInt8(ascii: "/"):
                guard skipComment() else { return }
            default: return
            }
        }
    }

    mutating func skipComment() -> Bool {
        let start = offset
        guard offset + 1 < bytes.count else { return false }
        if bytes[offset + 1] == UInt8(ascii: "/") {
            offset = lineEnd(offset)
        } else if bytes[offset + 1] == UInt8(ascii: "*") {
            offset += 2
            while offset < bytes.count,
                !(bytes[offset] == UInt8(ascii: "*") && offset + 1 < bytes.count
                    && bytes[offset + 1] == UInt8(ascii: "/"))
            {
                offset += 1
            }
            offset = min(offset + 2, bytes.count)
        } else {
            return false
        }
        problems.add("IN002", "JSON does not allow comments", start, min(offset, lineEnd(start)))
        return true
    }

    func lineEnd(_ start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
        return end
    }

    /// Reports the error here, then continues at the next place that is certainly between two values.
    mutating func fail(_ message: String, _ byte: UInt8) {
        problems.add("IN001", message, offset, offset + 1)
        if state == .colon {
            append(.broken, offset, offset)
        } else if state == .value, isInObject {
            append(.broken, offset, offset)
        }
        comma = nil
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                // An unexpected string is skipped, whatever it contains.
                offset += 1
                while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\n") {
                    offset += bytes[offset] == UInt8(ascii: "\\") && offset + 1 < bytes.count ? 2 : 1
                }
                offset = min(offset + 1, bytes.count)
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if open.isEmpty {
                    offset += 1
                } else {
                    state = .commaOrEnd
                    return
                }
            default: offset += 1
            }
        }
        state = open.isEmpty ? .end : .commaOrEnd
    }
}
