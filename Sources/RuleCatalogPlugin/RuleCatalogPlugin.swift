import PackagePlugin

/// Lists the target's rules before each build, so that a new rule needs no second Swift file.
@main struct RuleCatalogPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        let rules = target.sourceFiles(withSuffix: ".swift")
            .map(\.url)
            .filter { isRule($0.lastPathComponent) }
        let output = context.pluginWorkDirectoryURL.appending(path: "RuleCatalog+Types.swift")
        return [
            .buildCommand(
                displayName: "Listing \(rules.count) rules",
                executable: try context.tool(named: "rulecatalog").url,
                arguments: [output.path(percentEncoded: false)] + rules.map { $0.path(percentEncoded: false) },
                inputFiles: rules,
                outputFiles: [output])
        ]
    }

    /// A file whose name begins with the code of a rule.
    private func isRule(_ file: String) -> Bool { file.prefixMatch(of: /[A-Z]{2}[0-9]{3}/) != nil }
}
