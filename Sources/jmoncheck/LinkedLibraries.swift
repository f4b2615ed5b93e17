import Diagnostics
import XML
import YAML

/// The answer to `--version --verbose`: the libraries that are linked, for those who look up vulnerabilities.
enum LinkedLibraries {
    /// The Swift packages with the versions that `Package.swift` pins.
    private static let packages: KeyValuePairs<StaticString, StaticString> = [
        "swift-argument-parser": "1.8.2", "swift-system": "1.8.1",
    ]

    static var lines: [SafeText] {
        ["jmoncheck \(JmonCheck.version)", "libxml2 \(XMLLibrary.version)", "libyaml \(YAMLLibrary.version)"]
            + packages.map { "\($0.key) \($0.value)" }
    }

    static func isAsked(_ arguments: [String]) -> Bool {
        arguments.count == 2 && arguments.contains("--version")
            && (arguments.contains("--verbose") || arguments.contains("-v"))
    }
}
