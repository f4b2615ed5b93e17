import Contract
import Diagnostics
import Languages
import XML

/// Finds the commands in XML: the inline templates of a z/OSMF workflow, the HTML of its instructions, and blocks of
/// code in documents (z/OSMF Programming Guide, workflow definition file).
enum XMLCarrier {
    /// The elements of documents that contain code.
    private static let code: Set<String> = [
        "codeblock", "pre", "screen", "programlisting", "code", "codeph", "samp", "xmp",
        // Elements of a STIG (XCCDF).
        "fixtext", "check-content",
    ]

    static func regions(_ document: XMLDocument) -> [DeckRegion] {
        let file = document.file
        let workflow = WorkflowSteps(document)
        var regions: [(element: Int, regions: [DeckRegion])] = []
        var end = 0
        for (index, element) in document.elements.enumerated() where !element.content.bounds.isEmpty {
            switch element.name {
            case "inlineTemplate":
                let found = template(document.text(of: index), isTemplate(element, document), file)
                regions.append((index, workflow.limited(found, element).map { workflow.inside($0, element) }))
            case "fileTemplate":
                let name = document.text(of: index)
                regions.append((index, [workflow.inside(unread(name, element), element)]))
            case "instructions", "description":
                regions.append((index, page(document.text(of: index), isTemplate(element, document), file)))
            case let name where code.contains(name) && Int(element.tag.start) >= end:
                // The text of nested elements is included.
                end = Int(element.content.end)
                regions.append((index, HTMLCarrier.regions(file.bytes, element.content.bounds, .xml, isCode: true)))
            default: break
            }
        }
        return workflow.inOrder(regions)
    }

    /// The template of a step in another file.
    private static func unread(_ name: MappedText, _ element: XMLDocument.Element) -> DeckRegion {
        let written = String(decoding: name.bytes, as: UTF8.self).trimmed()
        var flow = RegionFlow()
        flow.unread.append(RegionFlow.Unread(line: 0, kind: .program, name: written, range: element.content))
        return DeckRegion(
            text: .mapped(MappedText([TSOBytes.blank], for: element.content.bounds)), carrier: .xml, flow: flow)
    }

    /// Whether the workflow inserts variables.
    private static func isTemplate(_ element: XMLDocument.Element, _ document: XMLDocument) -> Bool {
        document.value("substitution", of: element) == "true"
    }

    /// The regions of HTML that the user of a workflow reads.
    private static func page(_ text: MappedText, _ isTemplate: Bool, _ file: SourceFile) -> [DeckRegion] {
        let source = SourceFile(path: "", bytes: text.bytes)
        func found(in source: SourceFile) -> [DeckRegion] {
            HTMLCarrier.regions(source.bytes, source.bytes.indices, .xml)
        }
        let regions =
            isTemplate ? TemplateText.Language.velocity.regions(source, found) : found(in: source)
        return regions.map { $0.mapped(through: text, text.bytes, file: file.bytes) }
    }

    private static func template(_ text: MappedText, _ isTemplate: Bool, _ file: SourceFile) -> [DeckRegion] {
        let source = SourceFile(path: "", bytes: text.bytes)
        let regions =
            isTemplate ? TemplateText.Language.velocity.regions(source, self.regions(in:)) : self.regions(in: source)
        return regions.map { $0.mapped(through: text, text.bytes, file: file.bytes, isApart: true) }
    }

    private static func regions(in source: SourceFile) -> [DeckRegion] {
        let lines = source.lineStarts.indices
        guard let form = DeckCarrier.form(source, lines) else { return [] }
        return DeckCarrier.regions(source, lines, form, as: .xml)
    }
}
