// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .strictMemorySafety(), .treatAllWarnings(as: .error),
]

/// The floors of Sources/Parsers, from bottom to top: the compiler prevents a floor from using those above it.
let languages: [Target.Dependency] = [
    "Diagnostics", "XML", "YAML", "Contract", "Decoding", "Trees", "Languages", "Secrets",
]
let inputs: [Target.Dependency] = ["JobMonitor", "JobMonitorProc", "Console", "RACF", "Unload", "UrbanCode"]
let parsers = languages + inputs + ["Reading"]

func floor(_ name: String, on dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Parsers/\(name)", swiftSettings: strict)
}

let package = Package(
    name: "jmoncheck",
    products: [.executable(name: "jmoncheck", targets: ["jmoncheck"])],
    dependencies: [
        // Exact versions instead of a Package.resolved: its revisions hold for one mirror of the registry only.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        .target(name: "Diagnostics", swiftSettings: strict, plugins: ["RevisionPlugin"]),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev", "pkg-config"])]),
        .target(name: "NoNetwork"),
        .target(name: "XML", dependencies: ["CLibXML2", "Diagnostics", "NoNetwork"], swiftSettings: strict),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev", "pkg-config"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev", "pkg-config"])]),
        .target(name: "YAML", dependencies: ["CYAML", "Diagnostics"], swiftSettings: strict),
        floor("Contract", on: ["Diagnostics"]),
        floor("Decoding", on: ["Diagnostics", "Contract"]),
        floor("Trees", on: ["Diagnostics", "Contract", "YAML"]),
        floor("Languages", on: ["Diagnostics", "Contract", "Trees"]),
        floor("Secrets", on: ["Diagnostics", "Contract", "Trees", "Languages"]),
        floor("JobMonitor", on: languages),
        floor("JobMonitorProc", on: languages + ["JobMonitor"]),
        floor("Console", on: languages + ["JobMonitor"]),
        floor("RACF", on: languages),
        floor("Unload", on: languages + ["CZlib"]),
        floor("UrbanCode", on: languages),
        floor("Reading", on: languages + inputs),
        .target(name: "Evaluator", dependencies: languages + ["RACF", "Unload"], swiftSettings: strict),
        .target(name: "Subjects", dependencies: parsers + ["Evaluator"], swiftSettings: strict),
        .target(
            name: "Rules", dependencies: parsers + ["Evaluator", "Subjects"], swiftSettings: strict,
            plugins: ["RuleCatalogPlugin"]),
        .target(name: "Comparing", dependencies: parsers + ["Evaluator", "Subjects"], swiftSettings: strict),
        .target(
            name: "Checking", dependencies: parsers + ["Comparing", "Evaluator", "Rules", "Subjects"],
            swiftSettings: strict),
        .target(name: "Probing", dependencies: ["Diagnostics"], swiftSettings: strict),
        .target(
            name: "Writing", dependencies: parsers + ["Evaluator", "Subjects"], swiftSettings: strict),
        .target(
            name: "Fixing", dependencies: ["Checking", "Contract", "Decoding", "Diagnostics", "RACF", "Reading"],
            swiftSettings: strict),
        .target(name: "Reporters", dependencies: ["Diagnostics", "XML"], swiftSettings: strict),
        .target(
            name: "Messages", dependencies: ["Diagnostics"], resources: [.embedInCode("messages.txt")],
            swiftSettings: strict),
        .target(
            name: "LanguageServer",
            dependencies: parsers + ["Checking", "Evaluator", "Messages", "Reporters", "Rules", "Subjects"],
            resources: [.embedInCode("help.txt")], swiftSettings: strict),
        .executableTarget(
            name: "jmoncheck",
            dependencies: parsers + [
                "Checking", "Comparing", "Evaluator", "Fixing", "LanguageServer", "Messages", "Probing", "Reporters",
                "Rules",
                "Subjects", "Writing",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict,
            plugins: ["RevisionPlugin"]),
        .executableTarget(name: "rulecatalog", swiftSettings: strict),
        .executableTarget(name: "revision", swiftSettings: strict),
        .plugin(
            name: "RevisionPlugin", capability: .buildTool(), dependencies: ["revision"],
            path: "Plugins/RevisionPlugin"),
        .plugin(
            name: "RuleCatalogPlugin", capability: .buildTool(), dependencies: ["rulecatalog"],
            path: "Sources/RuleCatalogPlugin"),
        .testTarget(
            name: "RulesTests",
            dependencies: parsers + [
                "Checking", "Comparing", "Evaluator", "Fixing", "Messages", "Reporters", "Rules", "Subjects", "Writing",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EvaluatorTests", dependencies: parsers + ["Evaluator"], swiftSettings: strict),
        .testTarget(name: "ReportersTests", dependencies: ["Diagnostics", "Reporters"], swiftSettings: strict),
        .testTarget(
            name: "LanguageServerTests",
            dependencies: [
                "Checking", "Contract", "Diagnostics", "JobMonitor", "LanguageServer", "Messages", "RACF", "Reporters",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["jmoncheck", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
        .testTarget(name: "XMLTests", dependencies: ["Diagnostics", "XML"], swiftSettings: strict),
        .testTarget(name: "YAMLTests", dependencies: ["Diagnostics", "YAML"], swiftSettings: strict),
        .testTarget(name: "ParsersTests", dependencies: parsers, swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// `make prove` spends its time in the libraries and has them optimised, as they are shipped, but not the tests themselves,
// which would take longer to optimise than to run.
if Context.environment["JMONCHECK_OPTIMISE"] == "1" {
    for target in package.targets where target.type == .regular {
        target.swiftSettings = strict + [.unsafeFlags(["-O", "-wmo", "-num-threads", "2", "-disable-batch-mode"])]
    }
}

// Only `make fuzz` names libFuzzer's runtime: only its build contains the fuzzer and instruments everything that it calls
// (see Tests/Fuzzers/README.md).
if let runtime = Context.environment["JMONCHECK_FUZZ"] {
    for target in package.targets where target.type == .regular {
        target.swiftSettings = strict + [.unsafeFlags(["-sanitize=fuzzer"])]
    }
    package.products = []
    package.targets.append(
        .executableTarget(
            name: "Fuzzer",
            dependencies: parsers + [
                "Checking", "Evaluator", "Fixing", "LanguageServer", "Reporters", "Rules", "Subjects",
            ],
            path: "Tests/Fuzzers", exclude: ["README.md", "run"], swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-Xlinker", runtime, "-lstdc++"])]))
}
