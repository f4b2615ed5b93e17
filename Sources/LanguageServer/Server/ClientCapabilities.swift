/// What the client announced in `initialize`.
struct ClientCapabilities {
    var unit = Positions.Unit.utf16
    var pullsDiagnostics = false
    var takesRelatedDocuments = false
    var refreshesDiagnostics = false
    var versionsDiagnostics = false
    var relatesDiagnostics = false
    var takesCodeActions = false
    var editsVersions = false
    var watchesFiles = false
    var showsProgress = false
    var showsDocuments = false
    var takesMarkdownHovers = false
    var takesMarkdownCompletions = false
    var takesSnippets = false
    var nestsSymbols = false
    var foldingLimit: Int?
    var refreshesLenses = false
    var refreshesHints = false
    /// The process of the client, if it said so.
    var process: Int?

    init() {}

    init(_ values: Wire?) {
        let client = values?["capabilities"]
        // The first unit that the client prefers counts, unless it also takes that of the text itself.
        let units =
            client?[path: "general", "positionEncodings"]?.strings.compactMap(Positions.Unit.init) ?? []
        unit = units.contains(.utf8) ? .utf8 : units.first ?? .utf16
        let document = client?["textDocument"]
        let published = document?["publishDiagnostics"]
        pullsDiagnostics = document?["diagnostic"] != nil
        takesRelatedDocuments = document?[path: "diagnostic", "relatedDocumentSupport"]?.bool ?? false
        versionsDiagnostics = published?["versionSupport"]?.bool ?? false
        // A client that pulls shows related places if it shows those that are published.
        relatesDiagnostics = published?["relatedInformation"]?.bool ?? false
        takesCodeActions = document?[path: "codeAction", "codeActionLiteralSupport"] != nil
        takesMarkdownHovers = document?[path: "hover", "contentFormat"]?.strings.first == "markdown"
        let item = document?[path: "completion", "completionItem"]
        takesMarkdownCompletions = item?["documentationFormat"]?.strings.first == "markdown"
        takesSnippets = item?["snippetSupport"]?.bool ?? false
        nestsSymbols =
            document?[path: "documentSymbol", "hierarchicalDocumentSymbolSupport"]?.bool ?? false
        foldingLimit = document?[path: "foldingRange", "rangeLimit"]?.count
        let workspace = client?["workspace"]
        refreshesDiagnostics = workspace?[path: "diagnostics", "refreshSupport"]?.bool ?? false
        refreshesLenses = workspace?[path: "codeLens", "refreshSupport"]?.bool ?? false
        refreshesHints = workspace?[path: "inlayHint", "refreshSupport"]?.bool ?? false
        editsVersions = workspace?[path: "workspaceEdit", "documentChanges"]?.bool ?? false
        watchesFiles = workspace?[path: "didChangeWatchedFiles", "dynamicRegistration"]?.bool ?? false
        showsProgress = client?[path: "window", "workDoneProgress"]?.bool ?? false
        showsDocuments = client?[path: "window", "showDocument", "support"]?.bool ?? false
        process = values?["processId"]?.int
    }
}
