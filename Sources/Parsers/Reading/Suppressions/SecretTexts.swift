public import Diagnostics

/// The secrets of all inputs as texts, in order to find them where people quote them: in comments and configurations.
public struct SecretTexts: Sendable {
    private var texts: Set<[UInt8]> = []
    private var lengths: [Int] = []

    /// Shorter texts occur by chance.
    private static let leastLength = 4
    private static let greatestLength = 256

    public init(_ inputs: [ParsedInput]) {
        for input in inputs {
            for secret in input.secrets where (Self.leastLength...Self.greatestLength).contains(secret.count) {
                texts.insert(Array(input.file.bytes[secret.bounds.clamped(to: 0..<input.file.bytes.count)]))
            }
        }
        lengths = Set(texts.map(\.count)).sorted(by: >)
    }

    /// The places of the secrets in a part of the bytes.
    public func ranges(in bytes: [UInt8], _ part: Range<Int>) -> [SourceRange] {
        guard !texts.isEmpty else { return [] }
        var ranges: [SourceRange] = []
        var offset = part.lowerBound
        while offset < part.upperBound {
            let length = lengths.first { length in
                offset + length <= part.upperBound && texts.contains(Array(bytes[offset..<(offset + length)]))
            }
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
