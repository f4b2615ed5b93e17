public import Diagnostics

/// The secrets of all inputs as texts, in order to find them where people quote them: in comments and configurations.
public struct SecretTexts: Sendable {
    /// The texts by their first four bytes, the longest first.
    private var texts: [UInt32: [[UInt8]]] = [:]

    /// Shorter texts occur by chance.
    private static let leastLength = 4
    private static let greatestLength = 256

    /// - Parameter others: other texts that are secrets.
    public init(_ inputs: [ParsedInput], and others: [String] = []) {
        var all = Set(others.map { Array($0.utf8) }.filter { $0.count <= Self.greatestLength })
        for input in inputs {
            for secret in input.secrets where (Self.leastLength...Self.greatestLength).contains(secret.count) {
                let text = input.file.bytes[secret.bounds.clamped(to: 0..<input.file.bytes.count)]
                // A text that is masked already is not a secret.
                if text.contains(where: { $0 != UInt8(ascii: "*") }) { all.insert(Array(text)) }
            }
        }
        for text in all where text.count >= Self.leastLength {
            texts[Self.beginning(text, 0), default: []].append(text)
        }
        for beginning in texts.keys { texts[beginning]?.sort { $0.count > $1.count } }
    }

    private static func beginning(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        (0..<leastLength).reduce(0) { $0 << 8 | UInt32(bytes[offset + $1]) }
    }

    /// The places of the secrets in a part of the bytes.
    public func ranges(in bytes: [UInt8], _ part: Range<Int>) -> [SourceRange] {
        guard !texts.isEmpty else { return [] }
        var ranges: [SourceRange] = []
        var offset = part.lowerBound
        while offset + Self.leastLength <= part.upperBound {
            let rest = bytes[offset..<part.upperBound]
            let length = texts[Self.beginning(bytes, offset)]?.first { rest.starts(with: $0) }?.count
            if let length { ranges.append(SourceRange(offset, offset + length)) }
            offset += length ?? 1
        }
        return ranges
    }

    /// A text with masks in place of the secrets.
    public func hidden(in text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var offset = 0
        for range in ranges(in: bytes, 0..<bytes.count) {
            result += bytes[offset..<Int(range.start)] + Array(Secret.mask.utf8)
            offset = Int(range.end)
        }
        return String(decoding: result + bytes[offset...], as: UTF8.self)
    }
}
