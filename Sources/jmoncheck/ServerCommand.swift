import ArgumentParser
import Diagnostics
import LanguageServer
import Reporters

/// Serves editors.
struct ServerCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "lsp",
        abstract: "Serve an editor: the language server protocol on standard input and output.",
        discussion: """
            Editors start it themselves; docs/editors.md shows how to configure them. It reads .jmoncheck.yml, and an \
            open document replaces its file within its set-up.

            Exit status: 0 after shutdown, 1 if the client ends without it.
            """)

    /// Some clients say so, and there is no other way.
    @Flag(name: .customLong("stdio"), help: .hidden)
    var usesStandardStreams = false

    func execute() throws -> ExitStatus {
        LanguageServer(
            EditorHost(), version: JmonCheck.version, formats: ReportFormat.allCases.map(\.rawValue)
        ).run()
    }
}
