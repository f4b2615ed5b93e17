/// A half-open range of byte offsets in one `SourceFile`.
///
/// 32 bits are enough: inputs are limited to 1 GiB when they are read.
public struct SourceRange: Hashable, Sendable {
    public var start: UInt32
    public var end: UInt32

    public init(_ start: Int, _ end: Int) {
        self.start = UInt32(start)
        self.end = UInt32(max(start, end))
    }

    public var count: Int { Int(end - start) }
    public var bounds: Range<Int> { Int(start)..<Int(end) }
}

/// A value and the bytes it was read from.
public struct Located<Value> {
    public var value: Value
    public var range: SourceRange

    public init(_ value: Value, at range: SourceRange) {
        self.value = value
        self.range = range
    }

    public func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
        Located<Other>(transform(value), at: range)
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
