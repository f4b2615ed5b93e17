/// Values that are computed from strings, once for each text with a number.
public struct OncePerText<Value> {
    private var made: [Value?]

    public init(_ json: JSONDocument) { made = Array(repeating: nil, count: json.texts.count) }

    /// - Parameter index: the index of a scalar.
    public mutating func value(_ index: Int, of json: JSONDocument, _ make: (String) -> Value) -> Value {
        let number = Int(json.nodes[index].text)
        guard made.indices.contains(number) else { return make(json.string(index)) }
        if let known = made[number] { return known }
        let value = make(json.texts[number])
        made[number] = value
        return value
    }
}
