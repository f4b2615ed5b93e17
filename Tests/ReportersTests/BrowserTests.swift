import Diagnostics
import Foundation
import Testing

@testable import Reporters

/// The HTML report in a browser.
///
/// `make test` installs Chromium and the programs from PyPI first; without them the suite is marked as skipped.
@Suite(.enabled(if: PythonTools.areThere && Browser.isThere, "run 'make tools browser' first"), .serialized)
struct BrowserTests {
    @Test func `parsers, browsers and a check of accessibility find nothing wrong`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "jmoncheck-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcomes = [
            "sample": SampleOutcome.kept, "clean": SampleOutcome.clean, "empty": SampleOutcome.empty,
            "hostile": HTMLTests.hostile, "grants": HTMLTests.outcome(callers: 12, targets: 20),
        ]
        let files = try outcomes.sorted { $0.key < $1.key }.map { name, outcome in
            let file = folder.appending(path: "\(name).html")
            try Data(HTMLReporter().report(outcome).bytes).write(to: file)
            return file.path
        }
        #expect(try Self.read(files) == "")
    }

    /// Whether the check would see anything: a page that is wrong in every way that it looks for.
    @Test func `a page that is wrong is found`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "jmoncheck-\(UUID().uuidString).html")
        defer { try? FileManager.default.removeItem(at: file) }
        let page = """
            <!DOCTYPE html><html><body style="color:#aaa;background:#fff"><p>pale</p><p><div>x</p>
            <img src="http://127.0.0.1:9/x.png">
            <script>console.error("x")</script></body></html>
            """
        try page.write(to: file, atomically: true, encoding: .utf8)
        let faults = try Self.read([file.path])
        let expected = [
            "unexpected-end-tag", "image-alt", "color-contrast", "a request for http", "in the console",
        ]
        for fault in expected { #expect(faults.contains(fault), "\(fault)") }
    }

    private static func read(_ files: [String]) throws -> String {
        let process = Process()
        process.executableURL = PythonTools.python
        process.arguments = [SampleTests.root.appending(path: "Tests/read-html").path] + files
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}

enum Browser {
    static let isThere = ["/usr/bin/chromium", "/usr/local/bin/chromium"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }
}
