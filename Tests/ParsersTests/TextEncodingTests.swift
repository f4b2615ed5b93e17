import Foundation
import Testing

@testable import Decoding

@Suite struct TextEncodingTests {
    /// All 256 bytes; iconv and the generated file must agree on every byte, including control characters.
    @Test(arguments: CodePage.allCases)
    func `a code page equals the table of iconv`(_ page: CodePage) throws {
        let input = FileManager.default.temporaryDirectory.appending(path: "jmoncheck-\(UUID().uuidString)")
        try Data(UInt8.min...UInt8.max).write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["iconv", "-f", "IBM\(page.number)", "-t", "UTF-16LE", input.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        try #require(output.count == 512)
        #expect((0..<256).map { UInt16(output[2 * $0]) | UInt16(output[2 * $0 + 1]) << 8 } == page.scalars)
    }

    @Test(arguments: [
        ("utf-8", "utf-8"), ("UTF8", "utf-8"), ("ibm-1208", "utf-8"), ("latin1", "iso-8859-1"),
        ("ISO8859-1", "iso-8859-1"),
        ("819", "iso-8859-1"), ("cp1252", "windows-1252"), ("ibm-1047", "ibm-1047"), ("IBM1047", "ibm-1047"),
        ("1047", "ibm-1047"), ("cp037", "ibm-037"), ("37", "ibm-037"), ("IBM-037", "ibm-037"), ("ibm_1148", "ibm-1148"),
        ("CCSID 273", "ibm-273"),
    ])
    func `names are accepted as people write them`(_ name: String, _ encoding: String) throws {
        #expect(try TextEncoding(named: name).description == encoding)
    }

    @Test(arguments: [
        ("ibm-1074", "ibm-1047"), ("1407", "ibm-1047"), ("1O4T", "ibm-1047"), ("ebcdic", "ibm-1047"),
        ("utf-9", "utf-8"), ("latin-9x", nil),
        ("", nil), ("cp", nil), ("99999999999999999999", nil),
    ])
    func `an unknown name gets a suggestion`(_ name: String, _ suggestion: String?) {
        let error = #expect(throws: TextEncoding.UnknownName.self) { try TextEncoding(named: name) }
        #expect(error?.suggestion == suggestion)
        let wanted = suggestion.map { "did you mean '\($0)'? The" } ?? "the"
        #expect(error?.description.hasPrefix("unknown encoding '\(name)'; \(wanted) known ones are utf-8, ") == true)
    }
}
