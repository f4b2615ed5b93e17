import Diagnostics
import Foundation
import Subjects
import Testing

@testable import Checking
@testable import Fixing
@testable import Reading

@Suite struct FixTests {
    /// The sources of a fixture, and the bytes of each by its path.
    private static func fix(
        _ files: [(name: String, bytes: [UInt8])], of fixture: Fixture, isUnsafe: Bool
    ) throws -> FixResult {
        let run = try TestRun(files, options: try fixture.options(), own: try fixture.ownFiles())
        return try fix(files, run.checker, isUnsafe: isUnsafe)
    }

    private static func fix(
        _ files: [(name: String, bytes: [UInt8])], _ checker: Checker, isUnsafe: Bool
    ) throws -> FixResult {
        let fixer = Fixer(checker, allowsUnsafe: isUnsafe) { path throws(Fixing.Refusal) in
            guard let file = files.first(where: { $0.name == path }) else {
                throw Fixing.Refusal(path: path, reason: "is not a file of the test")
            }
            return file.bytes
        }
        return try fixer.fix(files.map { Source(path: $0.name, isNamed: false, bytes: $0.bytes) })
    }

    private static func changed(
        _ files: [(name: String, bytes: [UInt8])], by result: FixResult
    ) -> [(name: String, bytes: [UInt8])] {
        files.map { file in
            (file.name, result.files.first { $0.path == file.name }?.after ?? file.bytes)
        }
    }

    private struct Key: Hashable {
        var rule: RuleID
        var path: String
    }

    private static func counts(_ outcome: Outcome) -> [Key: Int] {
        outcome.findings.reduce(into: [:]) {
            $0[Key(rule: $1.rule, path: outcome.files[$1.place.file.index].path), default: 0] += 1
        }
    }

    @Test(arguments: Fixture.all, [false, true])
    func `what is fixed is not found again, and a second run changes nothing`(
        _ fixture: Fixture, _ isUnsafe: Bool
    ) throws {
        let files = try fixture.files()
        let result: FixResult
        do {
            result = try Self.fix(files, of: fixture, isUnsafe: isUnsafe)
        } catch Fixer.Failure.refused {
            return
        }
        let (before, after) = (Self.counts(result.before), Self.counts(result.after))
        for edit in result.applied {
            let key = Key(rule: edit.rule, path: edit.path)
            // An edit can make visible what another one then corrects.
            #expect(after[key, default: 0] < max(1, before[key, default: 0]), "\(edit)")
        }
        for (key, count) in after where count > before[key, default: 0] {
            #expect(Fixer.State.isRevealed(key.rule), "\(key) is new")
        }
        let again = try Self.fix(Self.changed(files, by: result), of: fixture, isUnsafe: isUnsafe)
        #expect(again.files.isEmpty && again.applied.isEmpty, "\(again.applied)")
    }

    @Test(arguments: Fixture.all)
    func `no edit writes a secret again or shows it`(_ fixture: Fixture) throws {
        let files = try fixture.files()
        guard let result = try? Self.fix(files, of: fixture, isUnsafe: true), !result.files.isEmpty else { return }
        let run = try fixture.run()
        let secrets = Set(
            run.inputs.flatMap { input in input.secrets.map { Array(input.file.bytes[$0.bounds]) } }
        ).filter { $0.count >= 6 && !$0.contains(UInt8(ascii: "*")) }
        func count(_ secret: [UInt8], _ bytes: [UInt8]) -> Int {
            String(decoding: bytes, as: UTF8.self).components(separatedBy: String(decoding: secret, as: UTF8.self))
                .count
        }
        for file in result.files {
            let shown = UnifiedDiff.lines(file.path, file.shownBefore, file.shownAfter)
            for secret in secrets {
                #expect(count(secret, file.after) <= count(secret, file.before))
                let text = String(decoding: secret, as: UTF8.self)
                #expect(!shown.contains { $0.description.contains(text) })
            }
        }
    }

    // MARK: Edits in carriers and encodings

    /// Folders with an input before and after, and options.
    private static let cases: [String] = {
        let root = Fixture.root.deletingLastPathComponent().appending(path: "Edits")
        return Fixture.children(of: root).filter { !$0.hasPrefix(".") }.sorted()
    }()

    @Test(arguments: cases)
    func `an edit leaves the form of its file`(_ name: String) throws {
        let folder = Fixture.root.deletingLastPathComponent().appending(path: "Edits/\(name)")
        let children = Fixture.children(of: folder)
        let before = try #require(children.first { $0.hasPrefix("before") })
        let after = folder.appending(path: before.replacing("before", with: "after"))
        var options =
            (try? String(contentsOf: folder.appending(path: "options"), encoding: .utf8))?
            .split(whereSeparator: \.isWhitespace).map(String.init) ?? []
        let isUnsafe = options.contains("--unsafe")
        options.removeAll { $0 == "--unsafe" }
        let file = before.hasPrefix("before.member") ? "FEJJCNFG" : "input" + before.dropFirst("before".count)
        let files = [(name: file, bytes: [UInt8](try Data(contentsOf: folder.appending(path: before))))]
        let checker = try TestRun(files, options: options).checker
        let result = try Self.fix(files, checker, isUnsafe: isUnsafe)
        let made = try #require(result.files.first?.after, "nothing was edited")
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil { try Data(made).write(to: after) }
        #expect(made == [UInt8](try Data(contentsOf: after)))
        let again = try Self.fix([(name: file, bytes: made)], checker, isUnsafe: isUnsafe)
        #expect(again.files.isEmpty)
    }

    // MARK: Refusals

    @Test(arguments: [(58, false), (61, true)])
    func `a correction that does not fit its record is refused`(_ length: Int, _ isRefused: Bool) throws {
        let text = """
            //J        JOB 1,'RACF'
            //S        EXEC PGM=IKJEFT01
            //SYSTSIN  DD *
            RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY)) -
              DATA('\(String(repeating: "a", count: length))\u{2026}')
            /*

            """
        let files = [(name: "deck.jcl", bytes: Array(text.utf8))]
        let checker = try TestRun(files).checker
        guard isRefused else {
            let result = try Self.fix(files, checker, isUnsafe: false)
            #expect(result.applied.contains { $0.rule.code == "RF308" })
            return
        }
        #expect(throws: Fixer.Failure.self) { try Self.fix(files, checker, isUnsafe: false) }
    }

    @Test(arguments: ["other\n", "SETROPTS CLASSACT(PTKTDATA) SETROPTS RACLIST(FACILITY)\n"])
    func `a file that changed since it was read is refused`(_ now: String) throws {
        let files = [(name: "deck.txt", bytes: Array("SETROPTS CLASSACT(PTKTDATA) SETROPTS RACLIST(PTKTDATA)\n".utf8))]
        let fixer = Fixer(try TestRun(files).checker, allowsUnsafe: false) { _ throws(Fixing.Refusal) in
            Array(now.utf8)
        }
        #expect(throws: Fixer.Failure.self) {
            try fixer.fix(files.map { Source(path: $0.name, isNamed: false, bytes: $0.bytes) })
        }
    }

    @Test func `set-ups that want different texts in one place contradict each other`() throws {
        let files = [(name: "deck.txt", bytes: Array("RDEFINE PTKTDATA X UACC(READ)\n".utf8))]
        let sources = files.map { Source(path: $0.name, isNamed: false, bytes: $0.bytes) }
        let fixer = Fixer(try TestRun(files).checker, allowsUnsafe: true) { _ throws(Fixing.Refusal) in files[0].bytes }
        let state = try Fixer.State(fixer, sources)
        func candidate(_ text: String, for subject: String) -> Candidate {
            let range = SourceRange(0, 7)
            let fix = Fix("write \(text)", replace: range, with: text)
            let finding = Finding(
                rule: "RF350", severity: .error, confidence: .high, message: "m", place: Place(FileID(0), range),
                fix: fix, subjects: [subject])
            return Candidate(finding, fix, in: state)
        }
        var taken = TakenRanges()
        let isFree = taken.insert(candidate("A", for: "one"))
        #expect(isFree)
        #expect(taken.contradiction(of: candidate("B", for: "two"))?.fix.title == "write A")
        #expect(taken.contradiction(of: candidate("A", for: "two")) == nil)
        #expect(taken.contradiction(of: candidate("B", for: "one")) == nil)
        let isFreeAgain = taken.insert(candidate("B", for: "one"))
        #expect(!isFreeAgain)
    }

    @Test func `a difference has the form of diff`() {
        let before = (1...12).map { SafeText("line \($0)") }
        var after = before
        after[5] = "changed"
        after.insert("new", at: 6)
        #expect(
            UnifiedDiff.lines("a", before, after).map(\.description) == [
                "--- a", "+++ a", "@@ -3,7 +3,8 @@", " line 3", " line 4", " line 5", "-line 6", "+changed", "+new",
                " line 7", " line 8", " line 9",
            ])
        #expect(UnifiedDiff.lines("a", before, before).isEmpty)
    }
}
