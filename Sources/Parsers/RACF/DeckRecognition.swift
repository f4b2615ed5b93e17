public import Contract
public import Diagnostics
import Languages

extension Deck {
    public static func recognise(_ file: SourceFile) -> Recognised<DeckCarrier.Found>? {
        let lines = file.lineStarts.indices
        let whole = TemplateText.language(of: file) == nil ? DeckCarrier.wholeForm(file, lines) : nil
        let form = whole?.form
        // JSON is never a deck, whatever it quotes.
        let first = file.bytes.first { $0 > UInt8(ascii: " ") }
        guard whole == nil || first != UInt8(ascii: "{") && first != UInt8(ascii: "[") else { return nil }
        if let whole, whole.form == .text {
            if let verb = TextCarrier.firstCommand(file, lines, whole.sample) {
                return Recognised("it begins a line with \(verb.name)", DeckCarrier.find(file, as: whole))
            }
            let summary = TextCarrier.summary(file, lines)
            return summary.isDeck ? summary.product.map { Recognised("commands of \($0.rawValue)") } : nil
        }
        let found = whole.map { DeckCarrier.find(file, as: $0) } ?? DeckCarrier.find(file)
        guard let verb = found.regions.lazy.compactMap({ firstVerb(file, $0) }).first else {
            return lostVerb(file, found).map { Recognised("JCL with \($0.verb.name) \($0.place)", found) }
        }
        let reason = "\(form?.description ?? "a template") with \(verb.name)" + (form == .jcl ? " in SYSTSIN" : "")
        return Recognised(reason, found)
    }

    /// A text without a RACF command that runs other texts, and the parts that it runs: it is a deck if one of them is.
    public static func recogniseCaller(_ file: SourceFile) -> (Recognised<DeckCarrier.Found>, calls: [UnreadPart])? {
        let found = DeckCarrier.find(file)
        let deck = parse(file, found).model
        let calls = deck.isDocumentation ? [] : deck.unreadParts.filter(\.isNamed)
        guard !calls.isEmpty else { return nil }
        let form =
            TemplateText.language(of: file) == nil
            ? DeckCarrier.wholeForm(file, file.lineStarts.indices).form.description : "a template"
        return (Recognised("\(form) that runs another input", found), calls)
    }

    /// Whether a line looks like a command or the beginning of one.
    public static func isCommand(_ bytes: [UInt8], _ line: Range<Int>) -> Bool { CommandShape(bytes, line) != nil }

    /// The first RACF command after a comment that ends in-stream data, or in data that no program reads.
    private static func lostVerb(_ file: SourceFile, _ found: DeckCarrier.Found) -> (verb: Verb, place: String)? {
        for defect in found.defects {
            let place: String
            switch defect.kind {
            case .commentEndsDeck: place = "after the end of SYSTSIN"
            case .unreadData: place = "in data that no program reads"
            default: continue
            }
            for index in (file.lineIndex(at: Int(defect.range.start)) + 1)..<file.lineStarts.count {
                if let shape = CommandShape(file.bytes, file.lineBounds(index)), shape.likeness == .sure {
                    return (shape.verb, place)
                }
            }
        }
        return nil
    }

    /// The first RACF command of a region.
    private static func firstVerb(_ file: SourceFile, _ region: DeckRegion) -> Verb? {
        let lines = region.lines(of: file)
        for index in lines.indices {
            var scanner = DeckScanner(LogicalLine(bytes: lines.bytes, range: lines.source.lineBounds(index)))
            guard let word = scanner.nextName() else { continue }
            let name = lines.bytes[word]
            if let verb = Verb.named(name.first == UInt8(ascii: "#") ? name.dropFirst() : name) { return verb }
        }
        return nil
    }
}

extension DeckCarrier.Form: CustomStringConvertible {
    var description: String {
        switch self {
        case .text: "text"
        case .numbered: "numbered lines"
        case .jcl: "JCL"
        case .rexx: "REXX"
        case .clist: "a CLIST"
        case .shell: "a shell script"
        case .markdown: "Markdown"
        case .html: "HTML"
        case .xml: "XML"
        case .yaml: "YAML"
        }
    }
}
