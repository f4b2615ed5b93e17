import Foundation
import Testing

/// The real binary, run in a separate folder that is removed afterwards.
final class Program {
    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The binary is next to the bundle of the tests.
    static let binary: URL = {
        var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<6 {
            let candidate = folder.appending(path: "jmoncheck")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            folder.deleteLastPathComponent()
        }
        return root.appending(path: ".build/debug/jmoncheck")
    }()

    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "jmoncheck-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

    func write(_ name: String, _ data: Data) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    func copy(_ path: String) throws {
        let target = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Self.root.appending(path: path), to: target)
    }

    func run(_ arguments: [String], input: String = "") throws -> Result {
        try shell(["\"$JMONCHECK\""] + arguments.map(Self.quoted), input: input)
    }

    /// Runs a command line, in which `jmoncheck` is the binary.
    func shell(_ line: String, input: String = "") throws -> Result { try shell([line], input: input) }

    private func shell(_ words: [String], input: String) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", words.joined(separator: " ")]
        process.currentDirectoryURL = folder
        let path = "\(Self.binary.deletingLastPathComponent().path):/usr/bin:/bin"
        process.environment = ["PATH": path, "JMONCHECK": Self.binary.path, "LC_ALL": "C.UTF-8", "TERM": "dumb"]
        // The settings of sanitizers also apply to the program (scripts/sanitize).
        let sanitizers = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
        process.environment?.merge(sanitizers) { $1 }
        let files = try ["in", "out", "err"].map { name -> FileHandle in
            let file = folder.appending(path: ".\(name)-\(UUID().uuidString)")
            try (name == "in" ? Data(input.utf8) : Data()).write(to: file)
            return try FileHandle(forUpdating: file)
        }
        process.standardInput = files[0]
        process.standardOutput = files[1]
        process.standardError = files[2]
        try Self.withoutBlockedSignals { try process.run() }
        process.waitUntilExit()
        func text(_ file: FileHandle) throws -> String {
            try file.seek(toOffset: 0)
            return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        }
        return Result(status: process.terminationStatus, output: try text(files[1]), errors: try text(files[2]))
    }

    /// Tests run on threads that block signals, and a process inherits the mask.
    private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var before = sigset_t()
        _ = unsafe sigemptyset(&none)
        _ = unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    private static func quoted(_ word: String) -> String {
        "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
