import Synchronization

/// A value that is computed when it is first used, once for all threads.
public final class Lazy<Value: Sendable>: Sendable {
    private let memo = Memo<Value>()
    private let make: @Sendable () -> Value

    /// - Parameter make: computes the value; it must not use the value itself.
    public init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    public var value: Value { memo.value(make) }
}

/// The same for a value that is computed from its owner.
public final class Memo<Value: Sendable>: Sendable {
    private let made = Mutex<Value?>(nil)

    public init() {}

    /// - Parameter make: the same for all callers; it must not use the value itself.
    public func value(_ make: () -> Value) -> Value {
        made.withLock { made in
            if let made { return made }
            let value = make()
            made = value
            return value
        }
    }
}
