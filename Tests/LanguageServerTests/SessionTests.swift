import Checking
import Diagnostics
import Foundation
import Glibc
import Synchronization
import Testing

@testable import LanguageServer

/// Whole sessions, as scripts: `Tests/LanguageServer/sessions/*.txt`.
///
/// A line that begins with `>` is what the client says (without `jsonrpc`), `<` what the server says to that, in its
/// order, `+` a file as it is written (its path and a JSON string; without a string it is removed), `~` bytes that the
/// client sends as they are (a JSON string), `!` what is logged, and `=` the status at the end. Other lines are remarks.
/// `JMONCHECK_UPDATE=1` writes what the server says.
@Suite struct SessionTests {
    private static let folder = EditedFixture.tests.appending(path: "LanguageServer/sessions")

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".txt") }.sorted()

    @Test(arguments: names)
    func `the server says what the script says`(_ name: String) throws {
        let file = Self.folder.appending(path: name)
        let script = try String(contentsOf: file, encoding: .utf8)
        let isUpdate = ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil
        let client = try ScriptedClient()
        var result: [String] = []
        let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (index, line) in lines.enumerated() {
            switch line.first {
            case "<", "!", "=": continue
            case ">": client.say(String(line.dropFirst(2)))
            case "~": client.send(try Self.string(line.dropFirst(2)))
            case "+":
                let parts = line.dropFirst(2).split(separator: " ", maxSplits: 1)
                client.host.write(
                    String(parts[0]), parts.count > 1 ? Array(try Self.string(parts[1]).utf8) : nil)
            case _: break
            }
            result.append(line)
            guard line.hasPrefix(">") || line.hasPrefix("~") else { continue }
            let wanted = lines[(index + 1)...].prefix { $0.hasPrefix("<") }.count
            result += client.hear(isUpdate ? nil : wanted).map { "< \($0)" }
        }
        while result.last?.isEmpty ?? false { result.removeLast() }
        let (status, rest) = client.end()
        result += rest.map { "< \($0)" } + client.host.logged.map { "! \($0)" } + ["= \(status)", ""]
        let text = result.joined(separator: "\n")
        if isUpdate { try text.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    private static func string(_ text: Substring) throws -> String {
        try JSONDecoder().decode(String.self, from: Data(text.utf8))
    }
}

/// A client with a server in another thread.
private final class ScriptedClient {
    let host = MemoryHost([:])
    private let input: Int32
    private let output: Int32
    private var frames = FrameReader()
    private let run = Run()

    /// The end of the server.
    private final class Run: Sendable {
        let status = Mutex<Diagnostics.ExitStatus?>(nil)
        let ended = DispatchSemaphore(value: 0)
    }

    /// Milliseconds until the server has to say something; far more than it takes. After that nothing is waited for.
    private var patience: Int32 = 20_000

    init() throws {
        var (ins, outs) = ([Int32](repeating: 0, count: 2), [Int32](repeating: 0, count: 2))
        try #require(unsafe pipe(&ins) == 0 && pipe(&outs) == 0)
        input = ins[1]
        output = outs[0]
        let (read, write) = (ins[0], outs[1])
        Thread.detachNewThread { [host, run] in
            let server = LanguageServer(host, version: "0", formats: ["json"], input: read, output: write)
            let result = server.run()
            run.status.withLock { $0 = result }
            close(write)
            run.ended.signal()
        }
    }

    /// - Parameter message: an object, to which the version of the protocol is added.
    func say(_ message: String) {
        let content = "{\"jsonrpc\":\"2.0\"," + message.dropFirst()
        send("Content-Length: \(content.utf8.count)\r\n\r\n\(content)")
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(input, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
            }
            guard count > 0 else { return }
            offset += count
        }
    }

    /// What the server says next.
    ///
    /// - Parameter count: how many messages are waited for; `nil` to wait until it says nothing for a while.
    func hear(_ count: Int?) -> [String] {
        var messages: [String] = []
        while count.map({ messages.count < $0 }) ?? true {
            if let frame = frames.next() {
                if case .message(let bytes) = frame { messages.append(String(decoding: bytes, as: UTF8.self)) }
                continue
            }
            guard read(count == nil ? 900 : patience) else {
                patience = 50
                break
            }
        }
        return messages
    }

    /// - Parameter time: in milliseconds.
    private func read(_ time: Int32) -> Bool {
        var ready = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&ready, 1, time) == 1 else { return false }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(output, $0.baseAddress, $0.count) }
        guard count > 0 else { return false }
        frames.append(buffer[..<count])
        return true
    }

    /// Closes the pipe, and waits for the end.
    func end() -> (Diagnostics.ExitStatus, [String]) {
        close(input)
        run.ended.wait()
        var rest: [String] = []
        while read(0) {}
        while let frame = frames.next() {
            if case .message(let bytes) = frame { rest.append(String(decoding: bytes, as: UTF8.self)) }
        }
        close(output)
        return (run.status.withLock { $0 } ?? .failure, rest)
    }
}
