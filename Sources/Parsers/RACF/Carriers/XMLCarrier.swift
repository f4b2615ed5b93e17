import Diagnostics
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
        var regions: [DeckRegion] = []
        let skippable = skippableSteps(document)
        var end = 0
        for (index, element) in document.elements.enumerated() where !element.content.bounds.isEmpty {
            switch element.name {
            case "inlineTemplate":
                let found = template(document.text(of: index), isTemplate(element, document), file)
                regions += found.map { inside(skippable, $0, element, document) }
            case "instructions", "description":
                regions += page(document.text(of: index), isTemplate(element, document), file)
            case let name where code.contains(name) && Int(element.tag.start) >= end:
                // The text of nested elements is included.
                end = Int(element.content.end)
                regions += HTMLCarrier.regions(file.bytes, element.content.bounds, .xml, isCode: true)
            default: break
            }
        }
        return regions
    }

    /// The steps of a workflow that may be skipped: optional ones, and those with a condition.
    private static func skippableSteps(_ document: XMLDocument) -> Set<Int> {
        var steps: Set<Int> = []
        for (index, element) in document.elements.enumerated() {
            if element.name == "step", isSet("optional", of: element, document) { steps.insert(index) }
            if element.name == "condition", let parent = element.parent, document.elements[parent].name == "step" {
                steps.insert(parent)
            }
        }
        return steps
    }

    /// A region of an element, which runs only if none of the steps around it is skipped.
    private static func inside(
        _ steps: Set<Int>, _ region: DeckRegion, _ element: XMLDocument.Element, _ document: XMLDocument
    ) -> DeckRegion {
        var region = region
        var outer = element.parent
        while let index = outer {
            if steps.contains(index) {
                region.flow = (region.flow ?? RegionFlow()).inside(.step, at: document.elements[index].tag)
            }
            outer = document.elements[index].parent
        }
        return region
    }

    /// Whether the workflow inserts variables.
    private static func isTemplate(_ element: XMLDocument.Element, _ document: XMLDocument) -> Bool {
        isSet("substitution", of: element, document)
    }

    private static func isSet(_ name: String, of element: XMLDocument.Element, _ document: XMLDocument) -> Bool {
        element.attributes.contains { attribute in
            attribute.name == name && document.value(of: attribute).bytes.elementsEqual("true".utf8)
        }
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
        return regions.map { $0.mapped(through: text, text.bytes, file: file.bytes) }
    }

    private static func regions(in source: SourceFile) -> [DeckRegion] {
        let lines = source.lineStarts.indices
        guard let form = DeckCarrier.form(source, lines) else { return [] }
        return DeckCarrier.regions(source, lines, form, as: .xml)
    }
}
