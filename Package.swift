// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .strictMemorySafety(), .treatAllWarnings(as: .error),
]

let package = Package(
    name: "jmoncheck",
    products: [.executable(name: "jmoncheck", targets: ["jmoncheck"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
    ],
    targets: [
        .target(name: "Diagnostics", swiftSettings: strict),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev", "pkg-config"])]),
        .target(name: "XML", dependencies: ["CLibXML2", "Diagnostics"], swiftSettings: strict),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev", "pkg-config"])]),
        .systemLibrary(name: "CMalloc"),
        .target(name: "YAML", dependencies: ["CYAML", "Diagnostics"], swiftSettings: strict),
        .target(name: "Parsers", dependencies: ["Diagnostics", "XML", "YAML"], swiftSettings: strict),
        .target(name: "Evaluator", dependencies: ["Diagnostics", "Parsers"], swiftSettings: strict),
        .target(name: "Subjects", dependencies: ["Diagnostics", "Evaluator", "Parsers"], swiftSettings: strict),
        .target(
            name: "Rules", dependencies: ["Diagnostics", "Evaluator", "Parsers", "Subjects"], swiftSettings: strict,
            plugins: ["RuleCatalogPlugin"]),
        .target(
            name: "Checking", dependencies: ["Diagnostics", "Evaluator", "Parsers", "Rules", "Subjects", "YAML"],
            swiftSettings: strict),
        .target(name: "Reporters", dependencies: ["Diagnostics", "XML"], swiftSettings: strict),
        .executableTarget(
            name: "jmoncheck",
            dependencies: [
                "CMalloc", "Checking", "Diagnostics", "Evaluator", "Parsers", "Reporters", "Rules", "Subjects",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .executableTarget(name: "rulecatalog", swiftSettings: strict),
        .plugin(
            name: "RuleCatalogPlugin", capability: .buildTool(), dependencies: ["rulecatalog"],
            path: "Sources/RuleCatalogPlugin"),
        .testTarget(
            name: "RulesTests",
            dependencies: [
                "Checking", "Diagnostics", "Evaluator", "Parsers", "Reporters", "Rules", "Subjects", "XML", "YAML",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EvaluatorTests", dependencies: ["Diagnostics", "Evaluator", "Parsers"], swiftSettings: strict),
        .testTarget(name: "ReportersTests", dependencies: ["Diagnostics", "Reporters"], swiftSettings: strict),
        .testTarget(name: "CommandLineTests", dependencies: ["jmoncheck"], swiftSettings: strict),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
        .testTarget(name: "XMLTests", dependencies: ["Diagnostics", "XML"], swiftSettings: strict),
        .testTarget(name: "YAMLTests", dependencies: ["Diagnostics", "YAML"], swiftSettings: strict),
        .testTarget(name: "ParsersTests", dependencies: ["Diagnostics", "Parsers", "YAML"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// Only `make fuzz` names libFuzzer's runtime: the fuzzer exists, and everything that it calls is instrumented, in that
// build alone (see Tests/Fuzzers/README.md).
if let runtime = Context.environment["JMONCHECK_FUZZ"] {
    let called = ["Diagnostics", "XML", "YAML", "Parsers", "Evaluator", "Subjects", "Rules", "Checking", "Reporters"]
    for target in package.targets where called.contains(target.name) {
        target.swiftSettings = strict + [.unsafeFlags(["-sanitize=fuzzer"])]
    }
    package.products = []
    package.targets.append(
        .executableTarget(
            name: "Fuzzer",
            dependencies: ["Checking", "Diagnostics", "Evaluator", "Parsers", "Reporters", "Subjects", "XML"],
            path: "Tests/Fuzzers", exclude: ["README.md", "run"], swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-Xlinker", runtime, "-lstdc++"])]))
}
