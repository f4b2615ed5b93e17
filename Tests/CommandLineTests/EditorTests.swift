import Foundation
import Testing

/// The language server as editors use it: pytest-lsp plays the clients.
///
/// `make test` fetches it first; without it the suite is marked as skipped.
@Suite(.enabled(if: EditorTools.areThere, "run 'make tools' first"))
struct EditorTests {
    @Test(arguments: [
        "test_actions.py", "test_diagnostics.py", "test_editors.py", "test_features.py", "test_grammars.py",
        "test_protocol.py",
    ])
    func `clients get what the protocol says`(_ file: String) throws {
        let program = try Program()
        let folder = Program.root.appending(path: "Tests/LanguageServer").path
        let tests = try program.shell(
            """
            PYTHONDONTWRITEBYTECODE=1 \(EditorTools.python) -m pytest -q -p no:cacheprovider -c \(folder)/pytest.ini \
            --basetemp=temporary --tb=short \(folder)/\(file)
            """)
        #expect(tests.status == 0, "\(tests.output.suffix(4000))\(tests.errors.suffix(1000))")
        #expect(tests.output.contains(" passed"))
    }
}

/// The clients from PyPI.
enum EditorTools {
    static let python = Program.root.appending(path: ".build/tools/bin/python").path

    static var areThere: Bool {
        FileManager.default.isExecutableFile(atPath: Program.root.appending(path: ".build/tools/bin/pytest").path)
    }
}
