import Checking
import Contract
import Diagnostics
import Foundation
import Glibc
import Synchronization

@testable import LanguageServer

/// A file system in memory.
final class MemoryHost: ServerHost {
    private let content: Mutex<[String: (bytes: [UInt8], stamp: Int)]>
    private let lines = Mutex<[String]>([])

    /// - Parameter files: by absolute paths.
    init(_ files: [String: [UInt8]]) { content = Mutex(files.mapValues { ($0, 0) }) }

    func write(_ path: String, _ bytes: [UInt8]?) {
        content.withLock { files in files[path] = bytes.map { ($0, (files[path]?.stamp ?? 0) + 1) } }
    }

    var logged: [String] { lines.withLock { $0 } }

    func configuration(above folder: String) -> String? {
        var folder = folder
        while true {
            let path = folder == "/" ? "/.jmoncheck.yml" : folder + "/.jmoncheck.yml"
            if content.withLock({ $0[path] != nil }) { return path }
            guard folder != "/" else { return nil }
            folder = Project.folder(of: folder)
        }
    }

    func configurationBytes(_ path: String) -> [UInt8]? { content.withLock { $0[path]?.bytes } }

    func options(_ configuration: Configuration, root: String) throws(HostFailure) -> Checker.Options {
        var options = Checker.Options()
        options.configuration = configuration
        options.suppression.today = CalendarDate(day: 20_635)
        return options
    }

    func files(of configuration: Configuration, root: String) -> (files: [ProjectFile], missing: [MissingFile]) {
        let prefix = root == "/" ? "/" : root + "/"
        let held = content.withLock { $0 }.filter { $0.key.hasPrefix(prefix) }
        var files: [ProjectFile] = []
        var missing: [MissingFile] = []
        for setUp in configuration.setUps {
            for (pattern, fallback) in setUp.named {
                let found = held.keys.sorted().filter { pattern.glob.matches(String($0.dropFirst(prefix.count))) }
                if found.isEmpty {
                    missing.append(MissingFile(line: pattern.line, reason: "no file matches \(pattern.glob.text)"))
                }
                for path in found where !files.contains(where: { $0.path == path }) {
                    guard let (bytes, stamp) = held[path] else { continue }
                    var source = Source(
                        path: String(path.dropFirst(prefix.count)), isNamed: pattern.glob.isLiteral,
                        fallback: fallback
                    ) { (limit, _) throws(Source.Failure) in
                        Source.Content(bytes: Array(bytes.prefix(limit)), isCut: bytes.count > limit)
                    }
                    source.stamp = "\(stamp)"
                    files.append(ProjectFile(path: path, source: source))
                }
            }
        }
        return (files.sorted { $0.path < $1.path }, missing)
    }

    func log(_ line: SafeText) { lines.withLock { $0.append(line.description) } }
    func isAlive(process: Int) -> Bool { true }
}

/// An editor that talks to a server in this process: what it says is handled at once, so that nothing depends on time.
final class Editor {
    /// What an editor can do.
    struct Profile: Sendable, CaseIterable {
        var unit = "utf-16"
        var isRich = true

        static let allCases = [
            Profile(), Profile(unit: "utf-8", isRich: false), Profile(unit: "utf-32"),
            Profile(unit: "utf-8"), Profile(isRich: false),
        ]

        /// The parameters of `initialize`.
        var parameters: JSONValue {
            guard isRich else {
                return ["capabilities": ["general": ["positionEncodings": [.string(unit)]]], "rootUri": "file:///x"]
            }
            return [
                "workspaceFolders": [["uri": "file:///x", "name": "x"]],
                "capabilities": [
                    "general": ["positionEncodings": [.string(unit)]],
                    "textDocument": [
                        "publishDiagnostics": ["relatedInformation": true, "versionSupport": true],
                        "codeAction": ["codeActionLiteralSupport": [:]],
                        "hover": ["contentFormat": ["markdown", "plaintext"]],
                        "completion": [
                            "completionItem": ["documentationFormat": ["markdown"], "snippetSupport": true]
                        ],
                        "documentSymbol": ["hierarchicalDocumentSymbolSupport": true],
                    ],
                    "workspace": ["workspaceEdit": ["documentChanges": true]],
                ],
            ]
        }
    }

    let host: MemoryHost
    let server: LanguageServer
    private let output: Int32
    private var offset = 0
    private var version = 0

    /// - Parameter files: by their names in the folder of the workspace.
    init(_ files: [String: [UInt8]] = [:], _ profile: Profile = Profile()) {
        host = MemoryHost(Dictionary(uniqueKeysWithValues: files.map { ("/x/\($0)", $1) }))
        guard let stream = unsafe tmpfile() else { fatalError("there is no room for a file") }
        output = dup(unsafe fileno(stream))
        unsafe fclose(stream)
        server = LanguageServer(host, version: "0", formats: ["json"], input: -1, output: output)
        ask("initialize", profile.parameters)
        notify("initialized", [:])
    }

    deinit { Glibc.close(output) }

    /// The answer as one line of JSON, or the number and the message of the failure.
    @discardableResult
    func ask(_ method: String, _ values: JSONValue) -> String {
        do throws(Failure) {
            return Self.text(try server.request(method, Wire(values.line)))
        } catch {
            return "failure \(error.code.rawValue) \(error.message)"
        }
    }

    @discardableResult
    func notify(_ method: String, _ values: JSONValue) -> Bool { server.notify(method, Wire(values.line)) }

    /// Checks what has changed, as the server does when no message waits.
    func settle() {
        while let group = server.projects.groups.first(where: { server.projects.isDirty($0) }) {
            server.publish(group)
        }
        server.publishFaults()
    }

    /// What the server has said since the last call, without answers.
    func said() -> [String] {
        let end = Int(lseek(output, 0, SEEK_END))
        var bytes = [UInt8](repeating: 0, count: end - offset)
        lseek(output, off_t(offset), SEEK_SET)
        var count = 0
        while count < bytes.count {
            let read = unsafe bytes.withUnsafeMutableBytes {
                unsafe Glibc.read(output, $0.baseAddress.map { unsafe $0 + count }, $0.count - count)
            }
            guard read > 0 else { break }
            count += read
        }
        lseek(output, 0, SEEK_END)
        offset = end
        var reader = FrameReader()
        reader.append(bytes[...])
        var messages: [String] = []
        while let frame = reader.next() {
            if case .message(let content) = frame { messages.append(String(decoding: content, as: UTF8.self)) }
        }
        return messages
    }

    static func text(_ value: JSONValue) -> String { String(decoding: value.line, as: UTF8.self) }

    // MARK: Documents

    static func uri(_ name: String) -> JSONValue { .exact(FileURI.uri("/x/\(name)")) }
    private static func document(_ name: String) -> JSONValue { ["uri": uri(name)] }

    static func place(_ line: Int, _ character: Int) -> JSONValue {
        ["line": .number(line), "character": .number(character)]
    }

    func open(_ name: String, _ text: String, language: String = "plaintext") {
        version += 1
        let item: JSONValue = [
            "uri": Self.uri(name), "languageId": .string(language), "version": .number(version), "text": .exact(text),
        ]
        notify("textDocument/didOpen", ["textDocument": item])
    }

    /// - Parameter changes: as the protocol has them.
    @discardableResult
    func change(_ name: String, _ changes: [JSONValue]) -> Bool {
        version += 1
        return notify(
            "textDocument/didChange",
            [
                "textDocument": ["uri": Self.uri(name), "version": .number(version)],
                "contentChanges": .array(changes),
            ])
    }

    func close(_ name: String) { notify("textDocument/didClose", ["textDocument": Self.document(name)]) }

    func ask(_ method: String, of name: String, _ more: [String: JSONValue] = [:]) -> String {
        ask("textDocument/\(method)", .object(["textDocument": Self.document(name)].merging(more) { $1 }))
    }

    /// Everything that is asked about a document as a whole.
    func whole(_ name: String) -> [(name: String, answer: String)] {
        let range: JSONValue = ["start": Self.place(0, 0), "end": Self.place(1 << 20, 0)]
        return [
            ("diagnostics", ask("diagnostic", of: name)), ("symbols", ask("documentSymbol", of: name)),
            ("folds", ask("foldingRange", of: name)), ("lenses", ask("codeLens", of: name)),
            ("hints", ask("inlayHint", of: name, ["range": range])),
            ("actions", ask("codeAction", of: name, ["range": range, "context": ["diagnostics": []]])),
            (
                "fixes",
                ask(
                    "codeAction", of: name,
                    ["range": range, "context": ["diagnostics": [], "only": ["source.fixAll"]]])
            ),
        ]
    }

    /// Everything that is asked about a place.
    func here(_ name: String, _ place: JSONValue) -> [(name: String, answer: String)] {
        let more: [String: JSONValue] = ["position": place]
        return [
            ("hover", ask("hover", of: name, more)), ("completion", ask("completion", of: name, more)),
            ("definition", ask("definition", of: name, more)),
            ("references", ask("references", of: name, more)),
            (
                "others",
                ask("references", of: name, more.merging(["context": ["includeDeclaration": false]]) { $1 })
            ),
        ]
    }
}
