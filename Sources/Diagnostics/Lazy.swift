import Synchronization

/// A value that is made when it is first asked for, once for all threads.
public final class Lazy<Value: Sendable>: Sendable {
    private let memo = Memo<Value>()
    private let make: @Sendable () -> Value

    /// - Parameter make: must not ask for the value itself.
    public init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    public var value: Value { memo.value(make) }
}

/// The same for a value that is made of what holds it.
public final class Memo<Value: Sendable>: Sendable {
    private let made = Mutex<Value?>(nil)

    public init() {}

    /// - Parameter make: the same for all who ask; must not ask for the value itself.
    public func value(_ make: () -> Value) -> Value {
        made.withLock { made in
            if let made { return made }
            let value = make()
            made = value
            return value
        }
    }
}
