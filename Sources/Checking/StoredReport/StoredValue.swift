import Diagnostics
import Trees

/// A value of a stored report, with accessors for the type that it has to have.
struct StoredValue {
    let json: JSONDocument
    let index: Int

    private var isNull: Bool { json.kind(index) == .null }

    /// A member that may be missing or null.
    func optional(_ key: StaticString) -> StoredValue? {
        guard let value = json.value(key, of: index) else { return nil }
        let stored = StoredValue(json: json, index: value)
        return stored.isNull ? nil : stored
    }

    func member(_ key: StaticString) throws(StoredReport.Failure) -> StoredValue {
        guard let value = optional(key) else { throw failure("'\(key)' is missing") }
        return value
    }

    func text() throws(StoredReport.Failure) -> String {
        guard json.kind(index) == .string else { throw failure("expected a text") }
        return json.string(index)
    }

    func number() throws(StoredReport.Failure) -> Int {
        guard json.kind(index) == .number, let number = Int(json.string(index)), (0...0x7FFF_FFFF).contains(number)
        else { throw failure("expected a whole number") }
        return number
    }

    func flag() throws(StoredReport.Failure) -> Bool {
        switch json.kind(index) {
        case .true: true
        case .false: false
        case _: throw failure("expected true or false")
        }
    }

    func items() throws(StoredReport.Failure) -> [StoredValue] {
        guard json.kind(index) == .array else { throw failure("expected a list") }
        return json.elements(index).map { StoredValue(json: json, index: $0) }
    }

    /// The members of an object, in the order of the file.
    func members() throws(StoredReport.Failure) -> [(name: String, value: StoredValue)] {
        guard json.kind(index) == .object else { throw failure("expected an object") }
        return json.members(index).map { (json.string($0.key), StoredValue(json: json, index: $0.value)) }
    }

    /// The value as a case of an enumeration.
    func word<Value: RawRepresentable<String>>(_ type: Value.Type) throws(StoredReport.Failure) -> Value {
        let word = try text()
        guard let value = Value(rawValue: word) else { throw failure("'\(word.prefix(40))' is not a known word") }
        return value
    }

    func text(_ key: StaticString) throws(StoredReport.Failure) -> String { try member(key).text() }

    func failure(_ message: String) -> StoredReport.Failure {
        let place = ReportSource(json.file, secrets: []).position(json.range(index).start)
        return StoredReport.Failure(
            path: "\(json.file.path):\(place.line):\(place.column)", message: "is damaged: \(message)")
    }
}
