import Diagnostics

/// A message of JSON-RPC 2.0.
struct Message: Sendable {
    /// The id of a request.
    enum ID: Hashable, Sendable {
        case number(Int)
        case text(String)

        var json: JSONValue {
            switch self {
            case .number(let number): .number(number)
            case .text(let text): .exact(text)
            }
        }

        init?(_ wire: Wire?) {
            if let number = wire?.int {
                self = .number(number)
            } else if let text = wire?.string {
                self = .text(text)
            } else {
                return nil
            }
        }
    }

    enum Content: Sendable {
        case request(ID, method: String)
        case notification(method: String)
        case response(ID, isError: Bool)
        /// Not a message; the id is that of the request that it may have been.
        case invalid(ID?, Failure)
    }

    let content: Content
    /// `params`, or the result of a response.
    let values: Wire?

    init(_ bytes: [UInt8]) {
        guard let wire = Wire(bytes) else {
            values = nil
            content = .invalid(nil, Failure(.parseError, "the message is not JSON in UTF-8"))
            return
        }
        let id = ID(wire["id"])
        guard wire.isObject, wire["jsonrpc"]?.string == "2.0" else {
            values = nil
            content = .invalid(
                id, Failure(.invalidRequest, "the message is not an object of JSON-RPC 2.0"))
            return
        }
        if let method = wire["method"] {
            values = wire["params"]
            guard let name = method.string else {
                content = .invalid(id, Failure(.invalidRequest, "the method is not a text"))
                return
            }
            if let id {
                content = .request(id, method: name)
            } else if wire["id"] != nil {
                content = .invalid(
                    nil, Failure(.invalidRequest, "the id is neither a whole number nor a text"))
            } else {
                content = .notification(method: name)
            }
        } else {
            values = wire["result"]
            if let id {
                content = .response(id, isError: wire["error"] != nil)
            } else {
                // An error without an id is what a client says of a message that it could not read.
                content =
                    wire["error"] != nil
                    ? .response(.text(""), isError: true)
                    : .invalid(nil, Failure(.invalidRequest, "the message has neither a method nor an id"))
            }
        }
    }

    /// The id of a request.
    var id: ID? { if case .request(let id, _) = content { id } else { nil } }

    /// The request that this message cancels.
    var cancelledRequest: ID? {
        guard case .notification("$/cancelRequest") = content else { return nil }
        return ID(values?["id"])
    }

    /// The document that this message changes.
    var changedDocument: String? {
        guard case .notification("textDocument/didChange") = content else { return nil }
        return values?[path: "textDocument", "uri"]?.string
    }
}

/// Why a request is not answered.
struct Failure: Error, Sendable {
    enum Code: Int, Sendable {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParams = -32602
        case internalError = -32603
        case notInitialized = -32002
        case requestFailed = -32803
        case serverCancelled = -32802
        case contentModified = -32801
        case requestCancelled = -32800
    }

    var code: Code
    /// One sentence without a full stop, which quotes nothing of a document.
    var message: String
    var data: JSONValue?

    init(_ code: Code, _ message: String, data: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    static let params = Failure(.invalidParams, "the parameters are not those of the method")

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "code": .number(code.rawValue), "message": .string(message),
        ]
        members["data"] = data
        return .object(members)
    }
}
