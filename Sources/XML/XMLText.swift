import Diagnostics

/// Decodes character data and attribute values. Every byte can be traced to the file.
enum XMLText {
    /// Decodes a range. Comments and processing instructions are skipped; an unknown entity stays as it is written.
    static func decode(_ bytes: [UInt8], _ range: Range<Int>, into text: inout MappedText) {
        var offset = range.lowerBound
        var plain = offset
        while offset < range.upperBound {
            switch bytes[offset] {
            case UInt8(ascii: "&"):
                guard let (decoded, end) = reference(bytes, offset..<range.upperBound) else {
                    offset += 1
                    continue
                }
                text.append(bytes[plain..<offset])
                text.append(decoded, for: offset..<end)
                offset = end
                plain = end
            case UInt8(ascii: "<"):
                text.append(bytes[plain..<offset])
                let (content, end) = markup(bytes, offset..<range.upperBound)
                text.append(bytes[content])
                offset = end
                plain = end
            default: offset += 1
            }
        }
        text.append(bytes[plain..<range.upperBound])
    }

    /// The text of the markup at `<`: the content of a CDATA section, nothing for anything else.
    private static func markup(_ bytes: [UInt8], _ range: Range<Int>) -> (content: Range<Int>, end: Int) {
        let forms: [(open: String, close: String, keeps: Bool)] = [
            ("<![CDATA[", "]]>", true), ("<!--", "-->", false), ("<?", "?>", false), ("<", ">", false),
        ]
        for form in forms where bytes[range].starts(with: form.open.utf8) {
            let start = range.lowerBound + form.open.utf8.count
            let close = Array(form.close.utf8)
            var end = start
            while end < range.upperBound, !bytes[end..<range.upperBound].starts(with: close) { end += 1 }
            return (form.keeps ? start..<end : end..<end, min(end + close.count, range.upperBound))
        }
        return (range.lowerBound..<range.lowerBound, range.upperBound)
    }

    /// A character reference or one of the five predefined entities.
    private static func reference(_ bytes: [UInt8], _ range: Range<Int>) -> (decoded: [UInt8], end: Int)? {
        let body = bytes[range].dropFirst().prefix(12)
        guard let semicolon = body.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: body[..<semicolon], as: UTF8.self)
        let predefined = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
        if let text = predefined[name] { return (Array(text.utf8), semicolon + 1) }
        guard name.hasPrefix("#") else { return nil }
        let number = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst(1))
        guard let scalar = number.flatMap(Unicode.Scalar.init) else { return nil }
        return (Array(String(Character(scalar)).utf8), semicolon + 1)
    }
}
