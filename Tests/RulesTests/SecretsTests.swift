import Diagnostics
import Foundation
import Reporters
import Testing

@testable import Checking
@testable import Contract
@testable import Reading
@testable import Rules
@testable import Subjects

/// No output of any verb contains a secret of any fixture, however the fixture was read.
@Suite struct SecretsTests {
    @Test(arguments: Fixture.all)
    func `no output holds a secret`(_ fixture: Fixture) throws {
        let run = try fixture.run()
        let search = try Self.search(for: try Self.secrets(run.inputs, fixture), fixture, run)
        for (name, bytes) in try Self.outputs(run.reading) { #expect(search.found(in: bytes) == [], "\(name)") }
    }

    /// Inputs that are read as another kind, decoded in another encoding, or cut in the middle of a secret.
    @Test(arguments: Fixture.all)
    func `no output of an input that is misread holds a secret`(_ fixture: Fixture) throws {
        let run = try fixture.run()
        let secrets = try Self.secrets(run.inputs, fixture)
        // What only the configuration counts as a secret is none without it.
        guard !secrets.isEmpty, fixture.path != "UC219/configured" else { return }
        let search = try Self.search(for: secrets, fixture, run)
        let files = try fixture.files()
        func expectNothing(_ files: [(name: String, bytes: [UInt8])], _ options: [String], _ what: String) throws {
            let reading = try TestRun.reading(files, options: options)
            for (name, bytes) in try Self.outputs(reading, isBrief: true) {
                #expect(search.found(in: bytes) == [], "\(what): \(name)")
            }
        }
        for kind in InputKind.allCases where !run.inputs.allSatisfy({ $0.kind == kind }) {
            try expectNothing(files, ["--as", kind.rawValue], kind.rawValue)
        }
        for encoding in ["iso-8859-1", "ibm-1047"] { try expectNothing(files, ["--encoding", encoding], encoding) }
        guard !Self.knownByWhatFollows.contains(fixture.path) else { return }
        for input in run.inputs where input.file.encoding == "utf-8" {
            guard let file = files.firstIndex(where: { $0.name == input.file.path }) else { continue }
            for secret in input.secrets.prefix(4) where secret.count >= SecretSearch.shortest {
                for end in [Int(secret.start) + secret.count * 3 / 4, Int(secret.end)] {
                    var cut = files
                    cut[file].bytes.removeSubrange(min(end, cut[file].bytes.count)...)
                    try expectNothing(cut, try fixture.options(), "\(input.file.path) cut at \(end)")
                }
            }
        }
    }

    /// `-isSecure true`, the `@` of an address, the last digit of a key without its operand or in a comment.
    private static let knownByWhatFollows: Set = [
        "UC213/set.sh", "UC219/list.properties", "RF304/lost-secrets.txt", "SU502/quoted-secret.txt",
    ]

    @Test func `fixtures hold secrets of every kind`() throws {
        let secrets = try Fixture.all.flatMap { try Self.secrets(try $0.run().inputs, $0) }
        #expect(secrets.contains("Tuesday7") && secrets.contains("0123456789ABCDEF"))
        #expect(secrets.contains { $0.hasPrefix("crypt_v1{") })
    }

    @Test(arguments: [
        "x tuesday7&", #"{"a":"x Tuesday7&"}"#, "x%20Tuesday7%26", "<a b='x Tuesday7&amp;'/>", "&7yadseut x", "esday7",
        Data("ab x Tuesday7& c".utf8).base64EncodedString(), Data("x Tuesday7&".utf8).base64EncodedString(),
    ])
    func `the search knows every form`(_ output: String) {
        let search = SecretSearch(["x Tuesday7&"], harmless: "")
        #expect(!search.found(in: Array("… \(output) …".utf8)).isEmpty)
        #expect(search.found(in: Array("Tues day7".utf8)).isEmpty)
    }

    // MARK: Secrets and outputs

    /// The secrets as they are in the files: an input may have been masked before it was read.
    private static func secrets(_ inputs: [ParsedInput], _ fixture: Fixture) throws -> Set<String> {
        let files = Dictionary(try fixture.files().map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })
        return Set(
            inputs.flatMap { input in
                let written = files[input.file.path].flatMap { $0.count == input.file.bytes.count ? $0 : nil }
                let file = written.map { SourceFile(path: input.file.path, bytes: $0) } ?? input.file
                return input.secrets.map { file.text($0) }
            }
        )
        // The name of a file with the password is masked as a precaution.
        .filter { $0.utf8.count >= SecretSearch.shortest && !$0.hasPrefix("scriptFile") }
    }

    /// What the program says by itself.
    private static let pages: [UInt8] =
        RuleCatalog.infos.flatMap { info in
            Array("\(info.id) \(info.name) \(info.title) \(info.rationale) \(info.remedy)".utf8)
        } + ((try? Checker(version: "0").check([])).map { HTMLReporter().report($0).bytes } ?? [])

    private static func search(for secrets: Set<String>, _ fixture: Fixture, _ run: TestRun) throws -> SecretSearch {
        var harmless = pages + Array("AGNTUSR USER1 https:// \(fixture.path) \(try fixture.options())".utf8)
        for input in run.inputs {
            var bytes = input.file.bytes
            for secret in input.secrets {
                for offset in secret.bounds { bytes[offset] = 1 }
            }
            harmless += bytes
        }
        return SecretSearch(secrets, harmless: String(decoding: harmless, as: UTF8.self))
    }

    /// A state that has nothing of what fixtures have, so that a difference shows all of theirs.
    private static let other = Result {
        let export = #"{"environments": [{"name": "X", "properties": [{"name": "a", "value": "b"}]}]}"#
        return try TestRun.reading([
            ("other.json", Array(export.utf8)), ("other.txt", Array("RDEFINE PTKTDATA A\n".utf8)),
        ])
    }

    /// - Parameter isBrief: whether to make only the outputs that show the most of an input.
    /// The texts that every output is cut from, whether a rule quotes them or not.
    static func sources(_ reading: ReadInputs) -> [(String, [UInt8])] {
        reading.parsed.map { input in
            var bytes = input.file.bytes
            for secret in input.secrets { for offset in secret.bounds { bytes[offset] = 1 } }
            return ("source", bytes)
        }
    }

    static func outputs(_ reading: ReadInputs, isBrief: Bool = false) throws -> [(String, [UInt8])] {
        var checker = Checker(version: "0")
        checker.options.keepsRecord = true
        let outcome = try checker.outcome(of: reading)
        checker.options.preflight.agentUsers = ["AGNTUSR"]
        checker.options.preflight.targetUsers = ["USER1"]
        let access = checker.access(reading)
        let json = ReportFormat.json.reporter.report(outcome).bytes
        var outputs = [
            ("json", json), ("verbose text", TextReporter(detail: .verbose).report(outcome).bytes),
            ("baseline", Baseline(outcome, project: nil, allowsCritical: true).written.bytes),
            ("access", AccessTextReporter(palette: Palette(isOn: false), explains: true).report(access).bytes),
        ]
        let difference = Checker.difference(before: try checker.state(reading), after: try checker.state(other.get()))
        outputs.append(("difference", DifferenceJSONReporter(failOn: nil, status: .clean).report(difference).bytes))
        outputs += checker.dump(reading).objects.map { ("dump", Report(lines: [$0]).bytes) }
        let simulation = checker.simulate(reading)
        outputs.append(("simulate", SimulationTextReporter(palette: Palette(isOn: false)).report(simulation).bytes))
        guard !isBrief else { return outputs }
        let stored = try StoredReport.read(SourceFile(path: "stored.json", bytes: json))
        // SARIF describes every rule, which would take longer than all the rest; those that found something do.
        let found = Set(outcome.findings.map(\.rule))
        for format in ReportFormat.allCases where format != .json {
            for (name, outcome) in [(format.rawValue, outcome), ("converted \(format.rawValue)", stored)] {
                var shown = outcome
                if format == .sarif { shown.rules.removeAll { !found.contains($0.id) } }
                outputs.append((name, format.reporter.report(shown).bytes))
            }
        }
        outputs.append(("coloured text", TextReporter(palette: Palette(isOn: true)).report(outcome).bytes))
        outputs.append(("suppressions", SuppressionReporter(outcome).text.bytes))
        outputs.append(("suppressions as JSON", SuppressionReporter(outcome).json.bytes))
        outputs.append(("access as JSON", AccessJSONReporter().report(access).bytes))
        outputs.append(("simulate as JSON", SimulationJSONReporter().report(simulation).bytes))
        // Names of private types contain their memory address, which is an arbitrary number.
        let description = "\(reading.parsed.map(\.document))".replacing(/\(unknown context at \$[0-9a-f]+\)/, with: "")
        outputs.append(("description", Array(description.utf8)))
        return outputs
    }
}
