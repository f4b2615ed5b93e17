import Diagnostics

extension LanguageServer {
    /// Handles a notification; `false` if it is not known, or not as the protocol says.
    func notify(_ method: String, _ values: Wire?) -> Bool {
        switch method {
        case "initialized": initialized()
        case "textDocument/didOpen": return didOpen(values)
        case "textDocument/didChange": return didChange(values)
        case "textDocument/didClose": return didClose(values)
        case "textDocument/didSave": didSave()
        case "textDocument/willSave", "workspace/didChangeConfiguration": break
        case "workspace/didChangeWatchedFiles": return didChangeFiles(values)
        case "workspace/didChangeWorkspaceFolders": return changeFolders(values)
        case "$/setTrace": return setTrace(values)
        default: return false
        }
        return true
    }

    /// Answers a request.
    func request(_ method: String, _ values: Wire?) throws(Failure) -> JSONValue {
        switch method {
        case "initialize": return try initialize(values)
        case "shutdown":
            state = .stopped
            return .null
        case "textDocument/diagnostic": return try diagnostic(values)
        case "workspace/diagnostic": return workspaceDiagnostic(values)
        case "textDocument/codeAction": return try codeActions(values)
        case "workspace/executeCommand": return try execute(values)
        default: break
        }
        throw Failure(.methodNotFound, "the method \(Self.name(method)) is not known")
    }

    var featureCapabilities: [String: JSONValue] { [:] }

    /// The document of a request.
    func uri(_ values: Wire?) throws(Failure) -> String {
        guard let uri = values?[path: "textDocument", "uri"]?.string else { throw .params }
        return uri
    }
}
