import ArgumentParser
import Checking
import Diagnostics
import Glibc

/// A baseline on disk. What is wrong with it is wrong use: exit status 2.
struct BaselineFile: Sendable {
    static let name = ".jmoncheck-baseline.json"
    private static let sizeLimit = 1 << 28

    let path: String
    /// The folder that its paths are relative to.
    private let root: String

    /// - Parameter given: with `--baseline`; else the configuration names it.
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

    /// Where `baseline write` puts it if nothing else is said.
    init(default file: ConfigurationFile) {
        root = file.root ?? SourceList.workingDirectory()
        path = file.target(Self.name)
    }

    func read() throws -> Baseline {
        let content: FileBytes.Content
        do throws(FileFailure) { content = try FileBytes.read(path, limit: Self.sizeLimit) } catch {
            throw ValidationError("\(path): \(error)")
        }
        guard !content.isCut, (try? UTF8Span(validating: content.bytes.span)) != nil else {
            throw ValidationError("\(path): is no baseline of jmoncheck")
        }
        do throws(Baseline.Failure) {
            return try Baseline.read(SourceFile(path: shown, bytes: content.bytes))
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// Reports name no build host.
    private var shown: String { path.hasPrefix(root + "/") ? String(path.dropFirst(root.utf8.count + 1)) : path }

    func check(_ baseline: Baseline, project: String?, inputs: [Run.Input]) throws {
        let paths = Set(inputs.map(\.path))
        do throws(Baseline.Failure) {
            try baseline.check(project: project) { paths.contains($0) || !isGone($0) }
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// Standard input is never there, and never gone.
    func isGone(_ input: String) -> Bool {
        guard !input.hasPrefix("<") else { return false }
        let path = input.hasPrefix("/") ? input : "\(root)/\(input)"
        return unsafe access(path, F_OK) != 0
    }
}

/// `--baseline` of every verb that knows it.
struct BaselineOptions: ParsableArguments {
    @Option(
        name: .customLong("baseline"),
        help: ArgumentHelp(
            "The baseline: what was found before does not count. Default: what the configuration names.",
            valueName: "file"))
    var path: String?
}
