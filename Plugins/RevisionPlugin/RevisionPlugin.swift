import Foundation
import PackagePlugin

/// Notes before each build what it is built from and for: the commit, for `jmoncheck --version`, and in the lowest target the
/// address of the documentation, which changes seldom.
@main struct RevisionPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard target.name != "Diagnostics" else { return [try documentation(context)] }
        let output = context.pluginWorkDirectoryURL.appending(path: "Revision.swift")
        let files = Self.references(of: context.package.directoryURL)
        return [
            .buildCommand(
                displayName: "Noting the commit",
                executable: try context.tool(named: "revision").url,
                arguments: ["commit"] + ([output] + files).map { $0.path(percentEncoded: false) },
                inputFiles: files,
                outputFiles: [output])
        ]
    }

    private func documentation(_ context: PluginContext) throws -> Command {
        let output = context.pluginWorkDirectoryURL.appending(path: "BuildNotes.swift")
        let address = ProcessInfo.processInfo.environment["JMONCHECK_DOCUMENTATION"] ?? ""
        return .buildCommand(
            displayName: "Noting the address of the documentation",
            executable: try context.tool(named: "revision").url,
            arguments: ["documentation", output.path(percentEncoded: false), address],
            outputFiles: [output])
    }

    /// The files of git that name the commit: HEAD, then the branch that it names, by itself or among packed ones. None
    /// without a repository. A work tree has a file `.git` that names its folder.
    private static func references(of package: URL) -> [URL] {
        var folder = package.appending(path: ".git")
        if let named = text(folder), named.hasPrefix("gitdir: ") {
            folder = URL(filePath: String(named.dropFirst("gitdir: ".count)), relativeTo: package).absoluteURL
        }
        let head = folder.appending(path: "HEAD")
        guard let first = text(head) else { return [] }
        guard first.hasPrefix("ref: ") else { return [head] }
        var common = folder
        if let named = text(folder.appending(path: "commondir")) {
            common = URL(filePath: named, relativeTo: folder.appending(path: "")).standardizedFileURL
        }
        let names = [String(first.dropFirst("ref: ".count)), "packed-refs"]
        return [head] + names.map { common.appending(path: $0) }.filter { text($0) != nil }
    }

    private static func text(_ file: URL) -> String? {
        (try? String(contentsOf: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
