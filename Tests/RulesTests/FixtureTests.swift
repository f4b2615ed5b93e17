import Contract
import Diagnostics
import Foundation
import Reading
import Testing

@testable import Checking
@testable import Fixing

@Suite struct FixtureTests {
    @Test(arguments: Fixture.all)
    func `findings match the file beside the input`(_ fixture: Fixture) throws {
        let transcript = try fixture.run().transcript
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            try transcript.write(to: fixture.expected, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: fixture.expected, encoding: .utf8)
        #expect(transcript == expected)
    }

    @Test(arguments: Fixture.of("clean"))
    func `correct set-ups have no error and no warning`(_ fixture: Fixture) throws {
        let run = try fixture.run()
        #expect(!run.inputs.isEmpty, "not recognised")
        #expect(run.outcome.findings.filter { $0.severity > .info }.isEmpty)
    }

    @Test(arguments: Fixture.all)
    func `every file of a fixture is recognised`(_ fixture: Fixture) throws {
        #expect(try fixture.run().inputs.count == fixture.files().count)
    }

    @Test(arguments: Fixture.all)
    func `naming the kinds of inputs changes nothing`(_ fixture: Fixture) throws {
        let run = try fixture.run()
        let options = try fixture.options()
        guard let kind = run.inputs.first?.kind, run.inputs.allSatisfy({ $0.kind == kind }), !options.contains("--as")
        else { return }
        let files = try fixture.files()
        let told = try TestRun(files, options: options + ["--as", kind.rawValue], own: try fixture.ownFiles())
        #expect(told.transcript == run.transcript)
    }

    @Test(arguments: Fixture.all)
    func `every range lies inside its file`(_ fixture: Fixture) throws {
        let run = try fixture.run()
        func check(_ place: Place) {
            guard let range = place.range, let input = run.input(place.file) else { return }
            #expect(range.start <= range.end && range.end <= input.file.bytes.count)
        }
        for finding in run.outcome.findings {
            check(finding.place)
            for related in finding.related { check(related.place) }
            for replacement in finding.fix?.replacements ?? [] {
                check(Place(finding.place.file, replacement.range))
            }
        }
        for input in run.inputs {
            for secret in input.secrets { check(Place(input.file.id, secret)) }
        }
    }

    @Test(arguments: Fixture.all)
    func `a cause is another finding of the run`(_ fixture: Fixture) throws {
        let findings = try fixture.run().outcome.findings
        for finding in findings {
            guard let cause = finding.because else { continue }
            #expect(
                findings.contains { other in
                    other.rule == cause.rule && other.place.file == cause.place.file
                        && other.place.range?.start == cause.place.range?.start && other.because != cause
                }, "\(finding.rule): \(finding.message)")
        }
    }

    @Test(arguments: Fixture.all)
    func `applying a fix removes its finding`(_ fixture: Fixture) throws {
        let files = try fixture.files()
        let run = try fixture.run()
        for finding in run.outcome.findings {
            guard let fix = finding.fix else { continue }
            var changed = files
            let index = finding.place.file.index
            let input = try #require(run.input(finding.place.file))
            // A file whose bytes are not all text is not changed.
            guard let rewriter = try? Rewriter(files[index].bytes, input.file, columns: input.columns) else { continue }
            changed[index].bytes = try rewriter.applying(fix.replacements)
            let again = try TestRun(changed, options: try fixture.options(), own: try fixture.ownFiles())
            let before = run.outcome.findings.count { $0.rule == finding.rule }
            let after = again.outcome.findings.count { $0.rule == finding.rule }
            #expect(after < before, "\(finding.rule): \(finding.message)")
            #expect(again.inputs.count == run.inputs.count, "no longer readable")
        }
    }

    @Test func `every expected file has its input`() {
        let known = Set(Fixture.everything.map(\.path))
        let stems = Set(Fixture.everything.map { $0.url.deletingPathExtension().path })
        for rule in Fixture.children(of: Fixture.root) {
            let folder = Fixture.root.appending(path: rule)
            for name in Fixture.children(of: folder) {
                guard let ending = Fixture.endings.first(where: name.hasSuffix) else { continue }
                let stem = String(name.dropLast(ending.count))
                let isKnown =
                    known.contains("\(rule)/\(stem)")
                    || (ending == ".options" && stems.contains(folder.appending(path: stem).path))
                #expect(isKnown, "\(rule)/\(name)")
            }
        }
    }
}
