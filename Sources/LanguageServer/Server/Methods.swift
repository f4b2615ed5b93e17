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
        case "textDocument/hover": return try hover(values)
        case "textDocument/completion": return try completion(values)
        case "textDocument/definition": return try definition(values)
        case "textDocument/references": return try references(values)
        case "textDocument/documentSymbol": return try documentSymbols(values)
        case "textDocument/foldingRange": return try foldingRanges(values)
        case "textDocument/inlayHint": return try inlayHints(values)
        case "textDocument/codeLens": return try codeLenses(values)
        default: break
        }
        throw Failure(.methodNotFound, "the method \(Self.name(method)) is not known")
    }

    /// What the server shows at a place.
    var featureCapabilities: [String: JSONValue] {
        [
            "hoverProvider": true,
            // A field is needed: some clients take an empty object for nothing.
            "completionProvider": [
                "triggerCharacters": ["(", "=", ".", "[", ":"], "resolveProvider": false,
            ],
            "definitionProvider": true, "referencesProvider": true, "documentSymbolProvider": true,
            "foldingRangeProvider": true, "inlayHintProvider": true,
            "codeLensProvider": ["resolveProvider": false],
        ]
    }

    /// The document of a request.
    func uri(_ values: Wire?) throws(Failure) -> String {
        guard let uri = values?[path: "textDocument", "uri"]?.string else { throw .params }
        return uri
    }
}
