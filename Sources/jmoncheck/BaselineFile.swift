import ArgumentParser
import Checking
import Diagnostics
import Glibc

/// A baseline file. A faulty one is wrong use: exit status 2.
struct BaselineFile: Sendable {
    static let name = ".jmoncheck-baseline.json"
    private static let sizeLimit = 1 << 28

    let path: String
    /// Whether nobody named it: it lies where a baseline is expected.
    private(set) var isFound = false
    /// The folder that its paths are relative to.
    private let root: String

    /// - Parameter given: the value of `--baseline`; without one, the configuration names the file.
    init?(_ given: String?, _ file: ConfigurationFile) {
        root = file.root ?? SourceList.workingDirectory()
        if let given {
            path = given
        } else if let configured = file.configuration.baseline {
            path = file.target(configured)
        } else {
            return nil
        }
    }

    /// The default file of `baseline write`, if it exists.
    init?(existing file: ConfigurationFile) {
        self.init(default: file)
        guard ConfigurationFile.exists(path) else { return nil }
        isFound = true
    }

    /// The default file of `baseline write`.
    init(default file: ConfigurationFile) {
        root = file.root ?? SourceList.workingDirectory()
        path = file.target(Self.name)
    }

    func read() throws -> Baseline {
        if isFound { try ConfigurationFile.expectOwn(path, shown, option: "--baseline") }
        let content: Source.Content
        do throws(FileFailure) { content = try FileBytes.read(path, limit: Self.sizeLimit) } catch {
            throw ValidationError("\(path): \(error)")
        }
        guard !content.isCut, (try? UTF8Span(validating: content.bytes.span)) != nil else {
            throw ValidationError("\(path): is not a baseline of jmoncheck")
        }
        do throws(Baseline.Failure) {
            return try Baseline.read(SourceFile(path: shown, bytes: content.bytes))
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// The setting of a baseline that nobody named.
    var setting: Influence.Setting? { isFound ? Influence.Setting("baseline", shown, from: "found there") : nil }

    /// The path for reports, which do not show folders of the build host.
    private var shown: String { path.hasPrefix(root + "/") ? String(path.dropFirst(root.utf8.count + 1)) : path }

    /// Whether an input no longer exists. Standard input never counts as gone.
    func isGone(_ input: String) -> Bool {
        guard !input.hasPrefix("<") else { return false }
        let path = input.hasPrefix("/") ? input : "\(root)/\(input)"
        return unsafe access(path, F_OK) != 0
    }
}

/// The option `--baseline`.
struct BaselineOptions: ParsableArguments {
    @Option(
        name: .customLong("baseline"),
        help: ArgumentHelp(
            """
            Baseline whose findings do not count. Default: the one that the configuration names, or else \
            \(BaselineFile.name) next to it.
            """,
            valueName: "file"))
    var path: String?
}
