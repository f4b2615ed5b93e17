import Checking
import Contract
import Decoding
import Diagnostics
import Evaluator
import Languages
import Reading
import Unload

/// The code that the fuzzer feeds with bytes.
enum FuzzTarget: String, CaseIterable {
    case deck, listing, unload, member, procedure, console
    case json, yaml, xml, plugin, properties, pac, script, references
    case text, suppressions, configuration, baseline, report
    case check, fix, lsp

    func run(_ bytes: [UInt8]) {
        switch self {
        case .deck: parse(bytes, as: .racf)
        case .listing:
            parse(bytes, as: .racfListing)
            // The beginning of each form, so that most bytes are read as that form.
            guard let first = bytes.first else { return }
            for start in Self.listings { parse([first] + Array(start.utf8) + bytes.dropFirst(), as: .racfListing) }
        case .unload:
            unload(Array(bytes.dropFirst()))
            for form in UnloadForms.all(bytes) { unload(form) }
        case .member: parse(bytes, as: .jobMonitor)
        case .procedure: parse(bytes, as: .jobMonitorProc)
        case .console: parse(bytes, as: .console)
        case .json: parse(bytes, as: .urbancodeExport, "x.json")
        case .yaml: parse(bytes, as: .urbancodeExport, "x.yml")
        case .xml: parse(bytes, as: .racf, "x.xml")
        case .plugin: parse(Array("<plugin><step-type/>".utf8) + bytes, as: .urbancodePlugin, "plugin.xml")
        case .properties:
            parse(bytes, as: .urbancodeProperties, "x.properties")
            parse(bytes, as: .urbancodeProperties, "x.txt")
        case .pac: parse(Array("start is\n".utf8) + bytes, as: .urbancodeExport, "x.pac")
        case .script: parse(Array("udclient -weburl x ".utf8) + bytes, as: .urbancodeProperties, "x.sh")
        case .references:
            let source = String(decoding: bytes, as: UTF8.self)
            let text = ReferenceText(source)
            precondition(text.isPlain || text.parts.map(text.text).joined() == source, "a text is the sum of its parts")
        case .text: decode(bytes)
        case .suppressions: suppress(bytes)
        case .configuration: _ = try? ConfigurationReader.read(Self.file(bytes[...], "c.yml"), formats: ["json"])
        case .baseline: _ = try? Baseline.read(Self.file(bytes[...], "baseline.json"))
        case .report:
            guard let outcome = try? StoredReport.read(Self.file(bytes[...], "report.json")) else { return }
            Reports(outcome).expectWellFormed()
        case .check: WholeCheck(bytes)?.run()
        case .fix: WholeCheck(bytes)?.fix()
        case .lsp: EditorSession(bytes).run()
        }
    }

    private static let listings = [
        "ATTRIBUTES = INITSTATS\nACTIVE CLASSES = DATASET USER ", "CLASS      NAME\n-----      ----\nPTKTDATA   ",
        "USER=AGNTUSR  NAME=A  OWNER=B  CREATED=23.087\n", "INFORMATION FOR GROUP DEPLOYGR\n",
        "READY\nSEARCH CLASS(PTKTDATA)\n", "RES.CLASS=PTKTDATA\nRES.PROFILE=FEKAPPL\nRES.BASE.UACC.1=NONE\nRES.BASE.",
        "Displaying profile FEKAPPL in class PTKTDATA. Segments:02\nSegment: BASE     Fields:08\n",
        "{\"request\":{\"class\":\"PTKTDATA\",\"resource\":\"FEKAPPL\"},\"profile\":{\"base\":{\"base:",
        "<securityresult><command><image>RLIST PTKTDATA * ALL</image><message>",
        "CHECK(IBMRACF,RACF_PTKTDATA_CLASS)\nS Profile Name  Key Label\n",
        "CLASSACT:DATASET\nCLASSACT:USER\nRACLIST:FACILITY\n",
    ]

    /// The first byte of an input selects the name of the rest, unless the parser determines it, because names decide
    /// about carriers.
    private func parse(_ bytes: [UInt8], as kind: InputKind, _ path: String? = nil) {
        var rest = bytes[...]
        var name = path ?? ""
        if path == nil {
            guard let first = rest.popFirst() else { return }
            name = "x." + Self.endings[Int(first) % Self.endings.count]
        }
        let file = Self.file(rest, name)
        let input = ParsedInput.parse(file, as: Recognizer.Recognition(asked: kind))
        Self.expectTruePlaces(ParsedInput.completed([input])[0])
    }

    /// An unload as the program reads it, and the answers about it.
    private func unload(_ bytes: [UInt8]) {
        guard case .form(let form)? = UnloadForm.find(in: bytes, isAsked: true) else { return }
        let input = ParsedInput.parse(
            ByteStream(bytes), form, SourceFile(path: "x.txt", bytes: []), Recognizer.Recognition(asked: .racfUnload),
            UnloadRequest())
        Self.expectTruePlaces(input)
        guard case .unload(let unload) = input.document else { return }
        let evaluation = Evaluation(decks: [], unloads: [unload], assumptions: .unknown)
        let question = AccessQuestion(callers: ["A*"], applications: [], targets: ["*"])
        let report = evaluation.accessReport(question, setUp: "x")
        for place in report.grants.compactMap(\.place) + report.administrators.compactMap(\.place) {
            if let range = place.range { Self.expect(range, in: unload.file) }
        }
    }

    /// A suppression comment with a statement after it; the first byte selects the kind of input.
    private func suppress(_ bytes: [UInt8]) {
        let frames: [(kind: InputKind, path: String, before: String, behind: String)] = [
            (.jobMonitor, "x.cfg", "# ", "\nSERV_PORT=6715\n"),
            (.jobMonitorProc, "x.jcl", "//* ", "\n//JMON EXEC PGM=FEJJMON\n"),
            (.racf, "x.txt", "/* ", "*/\nSETROPTS CLASSACT(PTKTDATA)\n"),
            (.urbancodeExport, "x.yml", "a: b # ", "\nc: d\n"),
            (.urbancodeProperties, "x.properties", "! ", "\nport=6715\n"),
        ]
        guard let first = bytes.first else { return }
        let frame = frames[Int(first) % frames.count]
        let text =
            frame.before + "jmoncheck:ignore[" + String(decoding: bytes.dropFirst(), as: UTF8.self) + frame.behind
        parse(Array(text.utf8), as: frame.kind, frame.path)
    }

    /// Every encoding and record form of the options, selected by the first byte.
    private func decode(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let names: [String?] = [nil, nil, nil, "utf-8", "iso-8859-1", "ibm-1047", "ibm-037"]
        let encoding = names[Int(first) % names.count].flatMap { try? TextEncoding(named: $0) }
        let record: RecordForm? = [nil, .fb80, .text][Int(first) / names.count % 3]
        let rest = Array(bytes.dropFirst())
        guard
            let file = try? TextDecoder.decode(
                rest, path: "x", encoding: encoding, record: record, limit: first > 200 ? rest.count : nil)
        else { return }
        precondition((try? UTF8Span(validating: file.bytes.span)) != nil, "a text that is no UTF-8")
        guard let recognition = Recognizer.recognise(file) else { return }
        Self.expectTruePlaces(ParsedInput.parse(file, as: recognition))
    }

    /// In the order of `run`.
    private static let endings = ["txt", "jcl", "rexx", "clist", "sh", "md", "yml", "xml", "html", "vm", "j2", "cfg"]

    /// Parsers get only valid UTF-8, which the decoder guarantees.
    private static func file(_ bytes: ArraySlice<UInt8>, _ path: String) -> SourceFile {
        SourceFile(path: path, bytes: Array(String(decoding: bytes, as: UTF8.self).utf8))
    }

    static func expectTruePlaces(_ input: ParsedInput) {
        let ranges =
            input.secrets + input.problems.map(\.range) + input.document.model.dumpedProblems.map(\.range)
        for range in ranges + input.suppressions.flatMap({ [$0.range, $0.covers].compactMap(\.self) }) {
            expect(range, in: input.file)
        }
        _ = input.document.model.dumped()
    }

    static func expect(_ range: SourceRange, in file: SourceFile) {
        precondition(range.start <= range.end && Int(range.end) <= file.bytes.count, "a place outside the file")
    }
}
