import Diagnostics
import Foundation
import Testing

@testable import LanguageServer

/// A fixture of the rules as an editor shows it: what the server answers about the whole of it and at many places is in
/// `Tests/Editing`. `JMONCHECK_UPDATE=1` writes the files anew.
struct EditedFixture: Sendable, CustomTestStringConvertible {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let root = tests.appending(path: "Editing")

    /// Below `Tests/Fixtures`.
    var path: String
    /// The number of the fixture, which chooses the editor and the edits.
    var number: Int { Int(Answers.hash(path) / 256 % 1000) }
    var testDescription: String { path }

    private static let endings = [".expected", ".options", ".dump", ".links"]

    private static func children(_ folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    /// Some of each folder. What is chosen does not depend on the other fixtures.
    static let everything: [EditedFixture] = {
        let fixtures = tests.appending(path: "Fixtures")
        return children(fixtures).flatMap { rule in
            let names = children(fixtures.appending(path: rule)).filter { name in
                !name.hasPrefix(".") && !endings.contains(where: name.hasSuffix)
            }
            let share: UInt64 =
                switch rule {
                case "decks": 12
                case "carriers", "clean", "urbancode": 5
                case _: 4
                }
            return names.map { EditedFixture(path: "\(rule)/\($0)") }.filter {
                Answers.hash($0.path) % share == 0 && !$0.files.isEmpty
            }
        }
    }()

    /// Those that `JMONCHECK_FIXTURES` selects, or all.
    static let all: [EditedFixture] = {
        let wanted = ProcessInfo.processInfo.environment["JMONCHECK_FIXTURES"]?.split(separator: ",") ?? []
        return everything.filter { fixture in wanted.isEmpty || wanted.contains { fixture.path.hasPrefix($0) } }
    }()

    /// The files, and the configuration of a folder; none if one is not text or is long.
    var files: [String: String] {
        let url = Self.tests.appending(path: "Fixtures/\(path)")
        var found: [String: String] = [:]
        let isFolder = (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
        for name in isFolder ? Self.children(url) : [""] {
            let file = name.isEmpty ? url : url.appending(path: name)
            guard let data = try? Data(contentsOf: file), data.count < 8_000,
                let text = String(validating: data, as: UTF8.self)
            else { return [:] }
            found[name.isEmpty ? url.lastPathComponent : name] = text
        }
        if isFolder, found[".jmoncheck.yml"]?.contains("set-ups:") != true {
            let names = found.keys.filter { !$0.hasPrefix(".") }.sorted().map { "'\($0)'" }
            found[".jmoncheck.yml"] =
                "version: 1\nset-ups:\n  all:\n    evidence: [\(names.joined(separator: ", "))]\n"
                + "    agent-users: [AGNTUSR]\n" + (found[".jmoncheck.yml"].map(Self.withoutVersion) ?? "")
        }
        return found
    }

    private static func withoutVersion(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("version:") }
            .joined(separator: "\n")
    }

    var profile: Editor.Profile { Editor.Profile.allCases[number % Editor.Profile.allCases.count] }

    var bytes: [String: [UInt8]] { files.mapValues { Array($0.utf8) } }

    /// The language that an editor has for a file.
    func language(_ name: String) -> String {
        number % 3 > 0
            ? "plaintext"
            : path.hasPrefix("JM") || name.hasSuffix("CNFG")
                ? "jmon-config" : path.hasPrefix("RF") && name.hasSuffix(".txt") ? "racf-deck" : "plaintext"
    }

    /// The beginnings, insides and ends of words and signs, as offsets in UTF-8.
    static func places(_ text: String, _ count: Int) -> [Int] {
        let bytes = Array(text.utf8)
        var all: [Int] = []
        for offset in bytes.indices where bytes[offset] > 0x20 && bytes[offset] < 0x80 {
            let isWord = WordPlace.isPart(bytes[offset])
            let before = offset > 0 ? bytes[offset - 1] : 0x20
            if isWord, !WordPlace.isPart(before) { all.append(offset + (all.count % 3 == 0 ? 0 : 1)) }
            if !isWord, all.count % 2 == 0 { all.append(offset + 1) }
        }
        guard all.count > count else { return all }
        return (0..<count).map { all[$0 * all.count / count] }
    }
}

/// Answers in few words, with digests of them.
enum Answers {
    static func hash(_ text: String) -> UInt64 {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return hash ^ (hash >> 32)
    }

    static func digest(_ text: String) -> String {
        let digits = String(hash(text) & 0xFFFF, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// The number of elements, the texts after a key in the first of them, and a digest.
    static func short(_ answer: (name: String, answer: String), key: String) -> String {
        let text = answer.answer
        if ["[]", "null", #"{"items":[],"kind":"full","resultId":"88b3a18e4b0f96e5"}"#].contains(text) { return "" }
        if text.hasPrefix("failure") { return "\(answer.name) \(text)" }
        guard !key.isEmpty else {
            return "\(answer.name) \(text.components(separatedBy: "\"uri\":").count - 1) \(digest(text))"
        }
        let parts = text.components(separatedBy: "\"\(key)\":").dropFirst()
        let first = parts.prefix(2).map { part in
            let value =
                part.hasPrefix("\"") ? part.dropFirst().prefix { $0 != "\"" } : part.prefix { !",}".contains($0) }
            return value.prefix(20).replacingOccurrences(of: "\\n", with: " ")
        }
        let names = first.joined(separator: ", ") + (parts.count > 2 ? "…" : "")
        return "\(answer.name) \(parts.count)\(names.isEmpty ? "" : " \(names)") \(digest(text))"
    }

    private static let keys = [
        "diagnostics": "code", "symbols": "name", "folds": "startLine", "lenses": "title", "hints": "label",
        "actions": "title", "fixes": "title", "hover": "value", "completion": "label",
    ]

    static func line(_ answers: [(name: String, answer: String)]) -> String {
        let parts = answers.map { short($0, key: keys[$0.name] ?? "") }.filter { !$0.isEmpty }
        return parts.isEmpty ? "nothing" : parts.joined(separator: " | ")
    }
}

@Suite struct FeatureTests {
    @Test(arguments: EditedFixture.all)
    func `an editor shows a fixture as before`(_ fixture: EditedFixture) throws {
        let files = fixture.files
        let editor = Editor(files.count > 1 ? fixture.bytes : [:], fixture.profile)
        let unit = try #require(Positions.Unit(rawValue: fixture.profile.unit))
        var lines: [String] = []
        for (name, text) in files.sorted(by: { $0.key < $1.key }) where !name.hasPrefix(".") {
            lines.append("== \(name)")
            editor.open(name, text, language: fixture.language(name))
            editor.settle()
            for message in editor.said() { lines.append("said \(Answers.digest(message))") }
            for answer in editor.whole(name) {
                let line = Answers.line([answer])
                if line != "nothing" { lines.append(line) }
            }
            let bytes = Array(text.utf8)
            let starts = SourceFile(path: "", bytes: bytes).lineStarts
            let positions = Positions(bytes, starts, unit)
            var without: [String] = []
            var known: Set<String> = []
            for offset in EditedFixture.places(text, files.count > 1 ? 7 : 12) {
                let place = positions.place(offset)
                let answers = editor.here(name, place.json)
                known.formUnion(answers.map(\.answer))
                let (shown, line) = ("\(place.line + 1):\(place.character + 1)", Answers.line(answers))
                if line == "nothing" { without.append(shown) } else { lines.append("\(shown) \(line)") }
            }
            if !without.isEmpty { lines.append("nothing at \(without.joined(separator: " "))") }
            // What is offered while the rest is not typed yet.
            for offset in EditedFixture.places(text, files.count > 1 ? 3 : 6).reversed() {
                let place = positions.place(offset)
                editor.change(name, [["text": .exact(String(decoding: bytes[..<offset], as: UTF8.self))]])
                let more: [String: JSONValue] = ["position": place.json]
                let answer = editor.ask("completion", of: name, more)
                guard !known.contains(answer) else { continue }
                lines.append(
                    "typed to \(place.line + 1):\(place.character + 1) \(Answers.line([("completion", answer)]))")
            }
            editor.change(name, [["text": .exact(text)]])
        }
        for name in files.keys.sorted() where !name.hasPrefix(".") { editor.close(name) }
        editor.settle()
        lines.append("closed, \(editor.said().count) \(Answers.digest(editor.ask("workspace/diagnostic", [:])))")
        try Self.expect(lines.map { $0 + "\n" }.joined(), "\(fixture.path).txt")
    }

    static func expect(_ text: String, _ path: String) throws {
        let file = EditedFixture.root.appending(path: path)
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test func `every file has its fixture`() throws {
        let known = Set(EditedFixture.everything.map { "\($0.path).txt" })
        for rule in try FileManager.default.contentsOfDirectory(atPath: EditedFixture.root.path) {
            let folder = EditedFixture.root.appending(path: rule)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                #expect(known.contains("\(rule)/\(name)"))
            }
        }
    }
}

/// A document that was edited, one that is opened with the same text, and a file with that text are all the same.
@Suite struct EditingTests {
    /// Edits, each at a line: its beginning and end as places, and the text that replaces what is between.
    private static func edit(_ number: Int, _ lines: [Substring], _ unit: Positions.Unit) -> (JSONValue, [Substring]) {
        let line = (number * 7 + 3) % lines.count
        let count = lines[line].count
        let (start, end) = (min(count, number % 5), min(count, number % 5 + number % 4))
        let texts = ["", "X", "\n", "ä", "😀 ", "é\n\n", "(", "'", "-\n "]
        let text = texts[number % texts.count]
        func width(_ part: some StringProtocol) -> Int {
            switch unit {
            case .utf8: part.utf8.count
            case .utf16: part.utf16.count
            case .utf32: part.unicodeScalars.count
            }
        }
        let content = lines[line]
        let (before, after) = (content.prefix(start), content.dropFirst(end))
        let range: JSONValue = [
            "start": Editor.place(line, width(before)),
            "end": Editor.place(line, width(content.prefix(end))),
        ]
        let changed = (before + text + after).split(separator: "\n", omittingEmptySubsequences: false)
        return (["range": range, "text": .exact(text)], lines[..<line] + changed + lines[(line + 1)...])
    }

    @Test(arguments: EditedFixture.all)
    func `an edited document is like one that is opened`(_ fixture: EditedFixture) throws {
        var files = fixture.files
        let isProject = files.count > 1
        let unit = try #require(Positions.Unit(rawValue: fixture.profile.unit))
        let names = files.keys.filter { !$0.hasPrefix(".") }.sorted()
        let name = names[fixture.number % names.count]
        guard let text = files[name], !text.contains("\r") else { return }
        let editor = Editor(isProject ? fixture.bytes : [:], fixture.profile)
        editor.open(name, text, language: fixture.language(name))
        editor.settle()
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for step in 0..<4 {
            // Some notifications have several changes.
            var changes: [JSONValue] = []
            for part in 0...(step % 3) {
                let (change, after) = Self.edit(fixture.number + step * 5 + part, lines, unit)
                changes.append(change)
                lines = after
            }
            #expect(editor.change(name, changes))
            if step % 2 == 0 { editor.settle() }
            let now = lines.joined(separator: "\n")
            let other = Editor(isProject ? fixture.bytes : [:], fixture.profile)
            other.open(name, now, language: fixture.language(name))
            let place = Editor.place((fixture.number + step) % lines.count, step * 3)
            let one = Self.same(editor.whole(name) + editor.here(name, place))
            let two = Self.same(other.whole(name) + other.here(name, place))
            for (one, two) in zip(one, two) { #expect(one == two, "after \(step)") }
        }
        guard isProject else { return }
        // A file that is saved and closed is the same, and so is one that another program writes.
        files[name] = lines.joined(separator: "\n")
        editor.host.write("/x/\(name)", Array(lines.joined(separator: "\n").utf8))
        editor.notify("textDocument/didSave", ["textDocument": ["uri": Editor.uri(name)]])
        editor.close(name)
        let other = Editor(files.mapValues { Array($0.utf8) }, fixture.profile)
        #expect(Self.same(editor.whole(name)) == Self.same(other.whole(name)))
        editor.host.write("/x/\(name)", fixture.bytes[name])
        editor.notify(
            "workspace/didChangeWatchedFiles", ["changes": [["uri": Editor.uri(name), "type": 2]]])
        let first = Editor(fixture.bytes, fixture.profile)
        #expect(Self.same(editor.whole(name)) == Self.same(first.whole(name)))
        _ = (editor.said(), other.said(), first.said())
    }

    /// Answers without the versions of documents.
    private static func same(_ answers: [(name: String, answer: String)]) -> [String] {
        answers.map { answer in
            let text = answer.answer.replacing(/"version":(\d+|null)/, with: "")
            return "\(answer.name) \(text)"
        }
    }
}
