/// URIs of files (RFC 8089, RFC 3986).
enum FileURI {
    /// The path of a `file:` URI, without `.` and `..`; `nil` for any other.
    static func path(_ uri: String) -> String? {
        let prefix = "file://"
        guard uri.prefix(prefix.count).lowercased() == prefix else { return nil }
        var rest = uri.dropFirst(prefix.count)
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let host = rest[..<slash]
        guard host.isEmpty || host.lowercased() == "localhost" else { return nil }
        rest = rest[slash...]
        if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
        guard let decoded = decoded(rest), !decoded.utf8.contains(0) else { return nil }
        return normal(decoded)
    }

    static func uri(_ path: String) -> String {
        var uri = "file://"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                uri += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
            }
        }
        return uri
    }

    /// The last part of the path of any URI, for texts.
    static func name(_ uri: String) -> String {
        let path = uri.prefix { $0 != "?" && $0 != "#" }
        let last = path.split(separator: "/").last ?? path
        let name = decoded(last) ?? String(last)
        return name.isEmpty ? "untitled" : name
    }

    static func normal(_ path: String) -> String {
        var names: [Substring] = []
        for name in path.split(separator: "/") {
            switch name {
            case ".": continue
            case "..": _ = names.popLast()
            case _: names.append(name)
            }
        }
        return "/" + names.joined(separator: "/")
    }

    /// - Returns: `nil` if the result is not UTF-8.
    private static func decoded(_ text: Substring) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var offset = 0
        while offset < source.count {
            if source[offset] == UInt8(ascii: "%"), offset + 2 < source.count,
                let value = UInt8(
                    String(decoding: source[(offset + 1)...(offset + 2)], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                offset += 3
            } else {
                bytes.append(source[offset])
                offset += 1
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
