import Foundation
import Testing

/// The floors of Sources/Parsers: each imports only floors that precede it in Package.swift.
@Suite struct FloorTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The floors in the order of the manifest, from bottom to top.
    private static var floors: [String] {
        get throws {
            let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
            return manifest.matches(of: /floor\("(\w+)"/).map { String($0.output.1) }
        }
    }

    @Test func `every folder of the parsers is a floor`() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appending(path: "Sources/Parsers").path)
        #expect(try Set(folders) == Set(Self.floors))
    }

    @Test func `no floor imports itself or one above it`() throws {
        let floors = try Self.floors
        for (index, floor) in floors.enumerated() {
            let folder = Self.root.appending(path: "Sources/Parsers/\(floor)")
            let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
            for case let file as URL in files where file.pathExtension == "swift" {
                let text = try String(contentsOf: file, encoding: .utf8)
                for match in text.matches(of: /(?m)^(?:public )?import (\w+)$/) {
                    let imported = String(match.output.1)
                    #expect(!floors[index...].contains(imported), "\(file.lastPathComponent) imports \(imported)")
                }
            }
        }
    }
}
