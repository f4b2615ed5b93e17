public import Diagnostics

/// Finds `name: value` and `name = value` lines with names that indicate a secret, in text that a parser could not
/// read.
public enum SecretLines {
    public static func secrets(in file: SourceFile, from offset: Int) -> [SourceRange] {
        var found: [SourceRange] = []
        for line in file.lineIndex(at: min(offset, file.bytes.count))..<file.lineStarts.count {
            let bounds = file.lineBounds(line)
            let bytes = file.bytes[bounds]
            guard let sign = bytes.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }) else {
                continue
            }
            let name = bytes[..<sign].reversed().drop(while: isPadding).prefix { $0 > UInt8(ascii: " ") }
            guard SecretName.matches(String(decoding: Array(name.reversed()), as: UTF8.self)) else { continue }
            var value = bytes[(sign + 1)...].drop(while: isPadding)
            while let last = value.last, isPadding(last) { value.removeLast() }
            guard PropertyValue(String(decoding: value, as: UTF8.self), isSecret: true).isSecret else { continue }
            found.append(SourceRange(value.startIndex, value.endIndex))
        }
        return found
    }

    private static func isPadding(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }
}
