public import Diagnostics

/// Writes an outcome in one format. A pure function: no clock, no environment, no file.
public protocol Reporter: Sendable {
    func report(_ outcome: Outcome) -> [UInt8]
}
