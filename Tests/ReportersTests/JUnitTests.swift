import Diagnostics
import Foundation
import FoundationXML
import Testing

@testable import Reporters

/// The requirements for a JUnit writer: well-formed for every input, exact counters, unique names, text in every
/// result, one line for each case, and a failure exactly if the run fails.
@Suite struct JUnitTests {
    private struct Element {
        var name: String
        var attributes: [String: String]
        var text = ""
        var children: [Element] = []

        func all(_ wanted: String) -> [Element] {
            children.filter { $0.name == wanted } + children.flatMap { $0.all(wanted) }
        }
    }

    /// Reads the report as any consumer would.
    private final class Reader: NSObject, XMLParserDelegate {
        var open: [Element] = [Element(name: "", attributes: [:])]

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            open.append(Element(name: name, attributes: attributes))
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { open[open.count - 1].text += text }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            let element = open.removeLast()
            open[open.count - 1].children.append(element)
        }
    }

    private static func parse(_ outcome: Outcome) throws -> (root: Element, text: String) {
        let bytes = JUnitReporter().report(outcome).bytes
        let parser = XMLParser(data: Data(bytes))
        let reader = Reader()
        parser.delegate = reader
        try #require(parser.parse(), "not well-formed")
        return (try #require(reader.open.first?.children.first), String(decoding: bytes, as: UTF8.self))
    }

    private static let outcomes: [Outcome] = [
        SampleOutcome.outcome(), SampleOutcome.outcome(failOn: .warning), SampleOutcome.outcome(failOn: .never),
        SampleOutcome.outcome(strictEvidence: true), SampleOutcome.clean, SampleOutcome.empty, SampleOutcome.hostile,
    ]

    @Test(arguments: outcomes.indices)
    func `the document has only the listed elements`(_ index: Int) throws {
        let outcome = Self.outcomes[index]
        let (root, text) = try Self.parse(outcome)
        #expect(root.name == "testsuites")
        #expect(!text.contains("<![CDATA[") && !text.contains("<!DOCTYPE"))
        let suites = root.all("testsuite")
        let cases = root.all("testcase")
        #expect(!cases.isEmpty)
        Self.expectCounters(root, cases)
        var names = Set<String>()
        for suite in suites {
            #expect(suite.attributes["name"]?.isEmpty == false)
            Self.expectCounters(suite, suite.children.filter { $0.name == "testcase" })
            for testCase in suite.all("testcase") {
                #expect(testCase.attributes["name"]?.isEmpty == false)
                let key = [suite.attributes["name"], testCase.attributes["classname"], testCase.attributes["name"]]
                #expect(names.insert(key.map { $0 ?? "" }.joined(separator: "\n")).inserted)
                let results = testCase.children.filter { ["failure", "error", "skipped"].contains($0.name) }
                #expect(results.count <= 1)
                for result in results { #expect(!result.text.trimmingCharacters(in: .whitespaces).isEmpty) }
                #expect(testCase.attributes["file"]?.hasPrefix("/") != true)
            }
        }
        for line in text.split(separator: "\n") where line.contains("<testcase") || line.contains("<skipped") {
            #expect(line.trimmingCharacters(in: .whitespaces).hasPrefix("<"))
            #expect(line.components(separatedBy: "<testcase").count <= 2)
        }
        let isRed = cases.contains { $0.children.contains { $0.name == "failure" } }
        let fails =
            outcome.findings.contains { outcome.fails($0) }
            || (outcome.strictEvidence && !outcome.unknownChecks.isEmpty)
        #expect(isRed == fails)
    }

    private static func expectCounters(_ element: Element, _ cases: [Element]) {
        func count(_ name: String) -> String { "\(cases.count { $0.children.contains { $0.name == name } })" }
        #expect(element.attributes["tests"] == "\(cases.count)")
        #expect(element.attributes["failures"] == count("failure"))
        #expect(element.attributes["errors"] == count("error"))
        #expect(element.attributes["skipped"] == count("skipped"))
    }
}

extension SampleOutcome {
    /// Every character that XML forbids or that has a meaning in XML, in paths, messages and subjects.
    static var hostile: Outcome {
        var outcome = outcome()
        let evil =
            String(String.UnicodeScalarView((0...0x9F).compactMap { Unicode.Scalar($0) })) + "\u{FFFE}\u{FFFF}]]>&amp;"
        outcome.findings = outcome.findings.map { finding in
            var finding = finding
            finding.message += evil
            return finding
        }
        outcome.inputs[2].path = evil
        outcome.inputs[2].failure = evil
        outcome.checks.append(Check(rule: "JM102", subject: evil, file: nil, result: .unknown(needs: evil)))
        outcome.checks.append(Check(rule: "JM102", subject: evil, file: nil, result: .passed))
        return outcome
    }
}
