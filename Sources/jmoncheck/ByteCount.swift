public import ArgumentParser
import Diagnostics

/// A number of bytes, as people write it: `1000`, `64K`, `20M`, `1G`; a letter stands for a power of 1024.
public struct ByteCount: ExpressibleByArgument, Equatable, Sendable {
    /// What is read of an input without `--max-size`, and at most.
    static let standard = ByteCount(1 << 30)

    let bytes: Int

    init(_ bytes: Int) { self.bytes = bytes }

    public init?(argument: String) {
        let digits = argument.prefix { "0"..."9" ~= $0 }
        guard let number = Int(digits), number >= 0 else { return nil }
        var unit = argument.dropFirst(digits.count).uppercased()
        if unit.hasSuffix("IB") { unit.removeLast(2) } else if unit.hasSuffix("B") { unit.removeLast() }
        guard let exponent = ["", "K", "M", "G"].firstIndex(of: unit) else { return nil }
        let (bytes, isTooMuch) = number.multipliedReportingOverflow(by: 1 << (10 * exponent))
        guard !isTooMuch else { return nil }
        self.bytes = bytes
    }

    public var defaultValueDescription: String {
        // One after the other: for a table of the three, the compiler does not make the same code in each build.
        guard bytes > 0, bytes.isMultiple(of: 1 << 10) else { return "\(bytes)" }
        guard bytes.isMultiple(of: 1 << 20) else { return "\(bytes >> 10)K" }
        guard bytes.isMultiple(of: 1 << 30) else { return "\(bytes >> 20)M" }
        return "\(bytes >> 30)G"
    }
}
