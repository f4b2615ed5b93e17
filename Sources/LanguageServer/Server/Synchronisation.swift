import Diagnostics

extension LanguageServer {
    /// The number that the next state of a document gets.
    private static func next(_ stamp: inout Int) -> Int {
        stamp += 1
        return stamp
    }

    func didOpen(_ values: Wire?) -> Bool {
        guard let item = values?["textDocument"], let uri = item["uri"]?.string,
            let text = item["text"]?.string
        else { return false }
        projects.open(
            Document(
                uri: uri, language: item["languageId"]?.string ?? "", version: item["version"]?.int ?? 0,
                text: text,
                stamp: Self.next(&stamp)))
        mustCheck = true
        return true
    }

    func didChange(_ values: Wire?) -> Bool {
        guard let item = values?["textDocument"], let uri = item["uri"]?.string,
            let changes = values?["contentChanges"]?.list
        else { return false }
        let stamp = Self.next(&stamp)
        let isChanged = projects.change(uri) { document in
            guard document.apply(changes, client.unit, stamp: stamp) else { return false }
            document.version = item["version"]?.int ?? document.version
            return true
        }
        if isChanged { mustCheck = true }
        return isChanged
    }

    func didClose(_ values: Wire?) -> Bool {
        guard let uri = values?[path: "textDocument", "uri"]?.string, projects.documents[uri] != nil
        else {
            return false
        }
        projects.close(uri)
        forget(uri)
        mustCheck = true
        return true
    }

    /// A saved file may be another file than the one that was listed.
    func didSave() {
        projects.listAgain()
        mustCheck = true
    }

    func didChangeFiles(_ values: Wire?) -> Bool {
        guard let changes = values?["changes"]?.list else { return false }
        for path in changes.compactMap({ $0["uri"]?.string }).compactMap(FileURI.path) {
            if path.hasSuffix("/.jmoncheck.yml") { projects.forget(path) }
            if path.hasSuffix(".json") { projects.forgetBaselines(path) }
        }
        projects.listAgain()
        for folder in folders { projects.project(for: folder) }
        mustCheck = true
        refresh()
        return true
    }

    /// Asks the client to ask again for everything that another file may have changed.
    private func refresh() {
        if client.pullsDiagnostics, client.refreshesDiagnostics {
            ask("workspace/diagnostic/refresh", .null)
        }
        if client.refreshesLenses { ask("workspace/codeLens/refresh", .null) }
        if client.refreshesHints { ask("workspace/inlayHint/refresh", .null) }
    }
}
