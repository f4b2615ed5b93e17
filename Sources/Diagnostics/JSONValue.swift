/// JSON to be written, such as a dump of what a parser understood. Keys are sorted when it is encoded.
public enum JSONValue: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    case string(String)
    /// Text that stays what it is where the others are cleaned: what goes into a file of the user's, own layout.
    case exact(String)
    case number(Int)
    case bool(Bool)
    case array([JSONValue])
    /// Elements that are made when they are written, so that a long list does not exist as a whole.
    case list(count: Int, element: @Sendable (Int) -> JSONValue)
    case object([String: JSONValue])
    case null

    /// An element for each of some values, made when it is written.
    public static func list<Value: Sendable>(
        _ values: [Value], _ element: @escaping @Sendable (Value) -> JSONValue
    ) -> JSONValue {
        .list(count: values.count) { element(values[$0]) }
    }

    /// Elements between others, made when they are written.
    public static func list(
        _ first: [JSONValue], count: Int, then last: [JSONValue], element: @escaping @Sendable (Int) -> JSONValue
    ) -> JSONValue {
        .list(count: first.count + count + last.count) { index in
            let place = index - first.count
            return place < 0 ? first[index] : place < count ? element(place) : last[place - count]
        }
    }

    /// `nil` if it is neither an array nor a list.
    public var elements: [JSONValue]? {
        switch self {
        case .array(let elements): elements
        case .list(let count, let element): (0..<count).map(element)
        case .string, .exact, .number, .bool, .object, .null: nil
        }
    }

    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
    public init(nilLiteral: ()) { self = .null }
}
