import Contract
import Diagnostics

/// Finds requests to the server in a script whose URL has a property and its value:
/// `…/cli/environment/propValue?environment=PROD&name=jes.password&value=x`.
enum ServerRequests {
    struct Request {
        var scope: UrbanCodeDocument.Scope
        var name: Located<String>
        var value: Located<String>
        /// `nil` if the request does not say.
        var isSecure: Bool?
    }

    private static let name = Array("name=".utf8)

    /// The requests in the order of the text.
    static func all(in bytes: [UInt8]) -> [Request] {
        var found: [Request] = []
        var offset = 0
        while let place = bytes[offset...].firstRange(of: name)?.lowerBound {
            offset = place + name.count
            guard place > 0, "?&".utf8.contains(bytes[place - 1]), let request = request(around: place, bytes) else {
                continue
            }
            found.append(request)
        }
        return found
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: " ") || "\"'<>`\\|".utf8.contains(byte)
    }

    private static func request(around place: Int, _ bytes: [UInt8]) -> Request? {
        let start = bytes[..<place].suffix(2000).lastIndex(where: isDelimiter).map { $0 + 1 } ?? max(0, place - 2000)
        let end = bytes[place...].prefix(2000).firstIndex(where: isDelimiter) ?? min(bytes.count, place + 2000)
        guard let mark = bytes[start..<end].firstIndex(of: UInt8(ascii: "?")) else { return nil }
        var parameters: [String: Located<String>] = [:]
        for pair in bytes[(mark + 1)..<end].split(separator: UInt8(ascii: "&")) {
            guard let sign = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let value = pair[(sign + 1)...]
            parameters[String(decoding: pair[..<sign], as: UTF8.self).lowercased()] = Located(
                String(decoding: value, as: UTF8.self), at: SourceRange(value.startIndex, value.endIndex))
        }
        guard let name = parameters["name"], let value = parameters["value"] else { return nil }
        let (environment, component) = (parameters["environment"]?.value, parameters["component"]?.value)
        let scope: UrbanCodeDocument.Scope
        switch (environment, component) {
        case (let environment?, let component?):
            scope = .init(level: .componentEnvironment, environment: environment, owner: component)
        case (let environment?, nil): scope = .init(level: .environment, environment: environment)
        case (nil, let component?): scope = .init(level: .component, owner: component)
        case (nil, nil):
            scope =
                parameters["resource"].map { .init(level: .resource, owner: $0.value) }
                ?? parameters["application"].map { _ in .init(level: .application) } ?? .init(level: .system)
        }
        let secure = parameters["issecure"] ?? parameters["secure"]
        return Request(scope: scope, name: name, value: value, isSecure: secure.map { $0.value.lowercased() == "true" })
    }
}
