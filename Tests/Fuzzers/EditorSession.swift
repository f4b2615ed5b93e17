import Checking
import Diagnostics
import Glibc
import LanguageServer
import Reporters

/// What an editor says to the language server, and whether its answers are messages.
///
/// X'1C' separates what it says. The first byte of each part selects the kind of message, three more select documents and
/// places, and the rest is text.
struct EditorSession {
    private var stream: [UInt8] = []

    private static let names = ["deck.txt", "deck.jcl", "app.json", "member.cfg", "list.properties", ".jmoncheck.yml"]
    private static let requests = [
        "hover", "completion", "definition", "references", "documentSymbol", "foldingRange", "inlayHint", "codeLens",
        "codeAction", "diagnostic",
    ]

    init(_ bytes: [UInt8]) {
        say("initialize", ["capabilities": [:], "rootUri": "file:///x"], id: 0)
        say("initialized", [:])
        for (number, part) in bytes.split(separator: 0x1C).enumerated() { say(part, number + 1) }
        say("shutdown", .null, id: 1_000_000)
        say("exit", .null)
    }

    private mutating func say(_ part: ArraySlice<UInt8>, _ number: Int) {
        let numbers = part.prefix(4).map(Int.init) + [0, 0, 0, 0]
        let (kind, one, line, character) = (numbers[0], numbers[1], numbers[2], numbers[3])
        let text = String(decoding: part.dropFirst(4), as: UTF8.self)
        let document: JSONValue = .string("file:///x/" + Self.names[one % Self.names.count])
        let place: JSONValue = ["line": .number(line % 64), "character": .number(character)]
        let range: JSONValue = [
            "start": place, "end": ["line": .number(line % 64 + one / 32), "character": .number(one)],
        ]
        switch kind % 6 {
        case 0:
            let item: JSONValue = ["uri": document, "languageId": "plaintext", "version": 1, "text": .exact(text)]
            say("textDocument/didOpen", ["textDocument": item])
        case 1:
            let change: JSONValue = kind & 64 == 0 ? ["text": .exact(text)] : ["range": range, "text": .exact(text)]
            say(
                "textDocument/didChange",
                [
                    "textDocument": ["uri": document, "version": .number(number + 1)],
                    "contentChanges": [change],
                ])
        case 2: say("textDocument/didClose", ["textDocument": ["uri": document]])
        case 3: stream += part.dropFirst()
        case 4: frame(Array(part.dropFirst()))
        default:
            say(
                "textDocument/" + Self.requests[kind / 6 % Self.requests.count],
                [
                    "textDocument": ["uri": document], "position": place, "range": range,
                    "context": ["diagnostics": [], "includeDeclaration": true],
                ], id: number)
        }
    }

    private mutating func say(_ method: String, _ values: JSONValue, id: Int? = nil) {
        var members: [String: JSONValue] = ["jsonrpc": "2.0", "method": .string(method), "params": values]
        if let id { members["id"] = .number(id) }
        frame(Report(lines: [.object(members)]).bytes)
    }

    private mutating func frame(_ content: [UInt8]) {
        stream += Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content
    }

    func run() {
        let input = Self.file(stream)
        let output = Self.file([])
        defer {
            close(input)
            close(output)
        }
        _ = LanguageServer(NoFiles(), version: "0", formats: ["json"], input: input, output: output).run()
        Self.expectMessages(Self.content(of: output))
    }

    /// A file without a name with some bytes, from whose beginning is read.
    private static func file(_ bytes: [UInt8]) -> Int32 {
        guard let stream = unsafe tmpfile() else { fatalError("no room for a file") }
        let file = dup(unsafe fileno(stream))
        unsafe fclose(stream)
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(file, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
            }
            precondition(count > 0, "no room for a file")
            offset += count
        }
        lseek(file, 0, SEEK_SET)
        return file
    }

    private static func content(of file: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
        lseek(file, 0, SEEK_SET)
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(file, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
            }
            guard count > 0 else { break }
            offset += count
        }
        return bytes
    }

    /// Each answer is a header with the right length and JSON after it.
    private static func expectMessages(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\r")),
                let length = Int(String(decoding: rest[..<end], as: UTF8.self).dropFirst("Content-Length: ".count)),
                rest.count >= end + 4 - rest.startIndex + length
            else { fatalError("what the server says is no message") }
            let message = rest.dropFirst(end + 4 - rest.startIndex).prefix(length)
            Reports.expectJSON(Array(message))
            rest = rest[message.endIndex...]
        }
    }
}

/// An editor without a workspace on a disk.
private struct NoFiles: ServerHost {
    func configuration(above folder: String) -> String? { nil }
    func configurationBytes(_ path: String) -> [UInt8]? { nil }
    func options(_ configuration: Configuration, root: String) -> Checker.Options {
        var options = Checker.Options()
        options.configuration = configuration
        return options
    }
    func files(of configuration: Configuration, root: String) -> (files: [ProjectFile], missing: [MissingFile]) {
        ([], [])
    }
    func log(_ line: SafeText) {}
    func isAlive(process: Int) -> Bool { true }
}
