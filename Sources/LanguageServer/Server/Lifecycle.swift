import Diagnostics

/// The progress of opening a workspace.
struct Opening {
    static let token = Message.ID.text("jmoncheck-open")

    /// Whether the client shows it.
    var isShown = false
}

extension LanguageServer {
    func initialize(_ values: Wire?) throws(Failure) -> JSONValue {
        guard let values, values.isObject else { throw .params }
        client = ClientCapabilities(values)
        traces = ["messages", "verbose"].contains(values["trace"]?.string ?? "")
        let uris = values["workspaceFolders"]?.list?.compactMap { $0["uri"]?.string }
        folders = (uris ?? [values["rootUri"]?.string].compactMap(\.self)).compactMap(FileURI.path)
        if folders.isEmpty, uris == nil, let path = values["rootPath"]?.string, path.hasPrefix("/") {
            folders = [FileURI.normal(path)]
        }
        state = .running
        return [
            "capabilities": capabilities,
            "serverInfo": ["name": "jmoncheck", "version": .string(version)],
        ]
    }

    private var capabilities: JSONValue {
        var capabilities: [String: JSONValue] = [
            "positionEncoding": .string(client.unit.rawValue),
            "textDocumentSync": ["openClose": true, "change": 2, "save": ["includeText": false]],
            "codeActionProvider": client.takesCodeActions
                ? ["codeActionKinds": ["quickfix", "source.fixAll.jmoncheck"]] : true,
            "executeCommandProvider": ["commands": .array(Self.commands.map(JSONValue.string))],
            "workspace": ["workspaceFolders": ["supported": true, "changeNotifications": true]],
        ]
        if client.pullsDiagnostics {
            capabilities["diagnosticProvider"] = [
                "identifier": "jmoncheck", "interFileDependencies": true, "workspaceDiagnostics": true,
                "workDoneProgress": true,
            ]
        }
        capabilities.merge(featureCapabilities) { $1 }
        return .object(capabilities)
    }

    func initialized() {
        if client.watchesFiles {
            ask(
                "client/registerCapability",
                [
                    "registrations": [
                        [
                            "id": "jmoncheck-files", "method": "workspace/didChangeWatchedFiles",
                            "registerOptions": ["watchers": [["globPattern": "**/*"]]],
                        ]
                    ]
                ])
        }
        openFolders()
    }

    /// Opens the set-ups of the folders, so that what is wrong in files that are not open shows as well.
    func openFolders() {
        mustCheck = true
        guard folders.map({ projects.project(for: $0) != nil }).contains(true) else { return }
        guard client.showsProgress else { return }
        opening = Opening()
        ask("window/workDoneProgress/create", ["token": Opening.token.json], .progress)
    }

    /// Begins the progress, now that the client has answered or does not.
    func begin(shown: Bool) {
        guard shown else {
            opening = nil
            return
        }
        opening?.isShown = true
        progress(
            Opening.token, ["kind": "begin", "title": "jmoncheck: reading set-ups", "cancellable": false])
        for group in projects.groups where projects.isDirty(group) { publish(group) }
        endOpening()
    }

    func endOpening() {
        if opening?.isShown == true { progress(Opening.token, ["kind": "end"]) }
        opening = nil
    }

    func setTrace(_ values: Wire?) -> Bool {
        guard let value = values?["value"]?.string else { return false }
        traces = value != "off"
        return true
    }

    func changeFolders(_ values: Wire?) -> Bool {
        guard let event = values?["event"] else { return false }
        func paths(_ name: String) -> [String] {
            (event[name]?.list ?? []).compactMap { $0["uri"]?.string }.compactMap(FileURI.path)
        }
        let removed = Set(paths("removed"))
        folders = folders.filter { !removed.contains($0) } + paths("added")
        openFolders()
        return true
    }
}
