import Contract
import Diagnostics
import Foundation
import RACF
import Reading
import Secrets
import Testing
import UrbanCode

@testable import Checking
@testable import Decoding

/// An input means the same in every encoding and record form.
@Suite struct EncodingRoundTripTests {
    /// The encoding of a text as bytes.
    struct Form: Sendable, CustomStringConvertible {
        var page: CodePage
        var lineEnd: [UInt8]
        /// Fixed records without line ends.
        var length: Int?

        var description: String { "\(page.name), \(length.map { "records of \($0)" } ?? "line end \(lineEnd)")" }

        /// `nil` if the page does not have a character, or a line is longer than the record.
        func bytes(_ text: String) -> [UInt8]? {
            let places = Dictionary(
                page.scalars.enumerated().map { ($1, UInt8($0)) }, uniquingKeysWith: { first, _ in first })
            var bytes: [UInt8] = []
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let isEnded = lines.last?.isEmpty ?? false
            if isEnded { lines.removeLast() }
            for (index, line) in lines.enumerated() {
                let start = bytes.count
                for scalar in line.unicodeScalars {
                    guard scalar.value < 0x10000, let byte = places[UInt16(scalar.value)] else { return nil }
                    bytes.append(byte)
                }
                if let length {
                    guard bytes.count - start <= length else { return nil }
                    bytes += [UInt8](repeating: 0x40, count: length - (bytes.count - start))
                } else if isEnded || index < lines.count - 1 {
                    bytes += lineEnd
                }
            }
            return bytes
        }
    }

    /// All pages by name, those that are detected without one.
    static let forms: [Form] =
        CodePage.allCases.map { Form(page: $0, lineEnd: [0x15]) }
        + [[0x25], [0x0D, 0x25], [0x0D]].map { Form(page: .ibm1047, lineEnd: $0) }
        + [80, 100, 133].map { Form(page: .ibm037, lineEnd: [], length: $0) }

    @Test(arguments: Fixture.all)
    func `each form gives the same findings at the same places`(_ fixture: Fixture) throws {
        let files = try fixture.files()
        guard files.allSatisfy({ Self.isPlain($0.bytes) }) else { return }
        let options = try fixture.options()
        guard !options.contains("--encoding"), !options.contains(where: { $0.hasPrefix("--max") }) else { return }
        let original = try TestRun(files, options: options)
        // Unloads have forms of transfer of their own (UnloadTests).
        guard !original.inputs.contains(where: { $0.kind == .racfUnload }) else { return }
        // Blanks at the end of a line are part of a value in property lists, and records add blanks to every line.
        let isRecordBased = original.inputs.allSatisfy { $0.kind == .jobMonitor || $0.kind == .racf }
        for form in Self.forms(for: fixture) where form.length == nil || (isRecordBased && Self.fits(original)) {
            let texts = files.map { ($0.name, form.bytes(String(decoding: $0.bytes, as: UTF8.self))) }
            guard texts.allSatisfy({ $0.1 != nil }) else { continue }
            let run = try TestRun(
                texts.map { (name: $0.0, bytes: $0.1 ?? []) }, options: options + ["--encoding", form.page.name])
            #expect(Self.summary(run) == Self.summary(original), "\(form)")
        }
    }

    /// Three forms for each fixture, so that all fixtures together use every form several times.
    private static func forms(for fixture: Fixture) -> [Form] {
        let start = Int(fixture.path.utf8.reduce(0) { $0 &* 31 &+ UInt32($1) } % UInt32(forms.count))
        return [0, 1, 2].map { forms[(start + $0 * 9) % forms.count] } + [forms[forms.count - 3]]
    }

    /// Whether the text is UTF-8 without byte order mark and with line feeds only, which every form requires.
    private static func isPlain(_ bytes: [UInt8]) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil && !bytes.starts(with: [0xEF, 0xBB, 0xBF])
            && bytes.count > 40 && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x09 }
    }

    /// TSO drops the end of fixed records, which changes the deck; a shell script is a UNIX file, whose lines have no
    /// fixed length.
    private static func fits(_ run: TestRun) -> Bool {
        run.inputs.allSatisfy { input in
            if case .deck(let deck) = input.document, deck.commands.contains(where: { $0.carrier == .shell }) {
                return false
            }
            return input.kind != .racf
                || input.file.lineStarts.indices.allSatisfy { input.file.lineBounds($0).count <= 72 }
        }
    }

    /// A finding may end at the end of the record.
    private static func summary(_ run: TestRun) -> [String] {
        run.outcome.findings.filter { $0.rule != "IN004" }.map { finding in
            let source = run.outcome.files[finding.place.file.index].source
            let place = finding.place.range.map { source.position($0.start) }
            return
                "\(finding.place.file.index):\(place?.line ?? 0):\(place?.column ?? 0) \(finding.rule) \(finding.message)"
        }
    }
}
