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
        .target(name: "YAML", dependencies: ["CYAML", "Diagnostics"], swiftSettings: strict),
        .target(name: "Parsers", dependencies: ["Diagnostics", "XML", "YAML"], swiftSettings: strict),
        .target(name: "Evaluator", dependencies: ["Diagnostics", "Parsers"], swiftSettings: strict),
        .target(
            name: "Rules", dependencies: ["Diagnostics", "Evaluator", "Parsers", "YAML"], swiftSettings: strict,
            plugins: ["RuleCatalogPlugin"]),
        .target(name: "Reporters", dependencies: ["Diagnostics", "XML"], swiftSettings: strict),
        .executableTarget(
            name: "jmoncheck",
            dependencies: [
                "Diagnostics", "Evaluator", "Parsers", "Reporters", "Rules",
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
            dependencies: ["Diagnostics", "Evaluator", "Parsers", "Reporters", "Rules", "XML", "YAML"],
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

// A fuzzer brings its own `main`, for every executable of the build; so there is one only when it is asked for, and
// nothing beside it (see Tests/Fuzzers/README.md).
if Context.environment["JMONCHECK_FUZZ"] != nil {
    let read = ["Diagnostics", "CLibXML2", "XML", "CYAML", "YAML", "Parsers"]
    package.products = []
    package.targets = package.targets.filter { read.contains($0.name) }
    package.targets.append(
        .executableTarget(
            name: "ParserFuzzer", dependencies: ["Diagnostics", "Parsers"], path: "Tests/Fuzzers",
            exclude: ["README.md", "deck-corpus"], swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
