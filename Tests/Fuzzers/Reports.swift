import Checking
import Diagnostics
import Reporters
import Trees
import XML

/// An outcome in every format.
struct Reports {
    let bytes: [ReportFormat: [UInt8]]
    private let otherLayouts: [[UInt8]]

    init(_ outcome: Outcome) {
        bytes = Dictionary(
            uniqueKeysWithValues: ReportFormat.allCases.map { ($0, $0.reporter.report(outcome).bytes) })
        otherLayouts = JUnitReporter.Layout.allCases.map { JUnitReporter(layout: $0).report(outcome).bytes }
    }

    func expectWellFormed() {
        for (format, bytes) in bytes {
            precondition((try? UTF8Span(validating: bytes.span)) != nil, "a report that is no UTF-8")
            switch format {
            case .json, .sarif, .gitlab: Self.expectJSON(bytes)
            case .rdjson: Self.expectJSON(bytes)
            case .junit, .checkstyle: Self.expectXML(bytes)
            case .text, .concise, .github, .azure, .markdown, .html: break
            }
        }
        for bytes in otherLayouts { Self.expectXML(bytes) }
    }

    static func expectJSON(_ bytes: [UInt8]) {
        let (json, problems) = JSONDocument.parse(SourceFile(path: "x.json", bytes: bytes))
        precondition(json.root != nil && problems.isEmpty, "a report that is no JSON")
    }

    private static func expectXML(_ bytes: [UInt8]) {
        precondition(
            XMLReader.read(SourceFile(path: "x.xml", bytes: bytes)).problems.isEmpty, "a report that is no XML")
    }

    /// The reports for an empty outcome.
    static let harmless: [UInt8] = {
        guard let outcome = try? Checker(version: "0").check([]) else { return [] }
        return Reports(outcome).bytes.values.flatMap(\.self)
    }()
}
