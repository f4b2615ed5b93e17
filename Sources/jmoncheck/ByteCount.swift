public import ArgumentParser
import Diagnostics

/// A number of bytes, as people write it: `1000`, `64K`, `20M`, `1G`; a letter stands for a power of 1024.
public struct ByteCount: ExpressibleByArgument, Equatable, Sendable {
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
        for (exponent, unit) in [(30, "G"), (20, "M"), (10, "K")] where bytes > 0 && bytes % (1 << exponent) == 0 {
            return "\(bytes >> exponent)\(unit)"
        }
        return "\(bytes)"
    }
}
