import CLibXML2
public import Diagnostics

/// Writes an HTML document in pieces, whatever the text in it quotes.
///
/// Names of elements and attributes, styles and scripts are literals of the program. Everything else is a `SafeText`,
/// and libxml2 escapes it.
@safe public struct HTMLWriter: ~Copyable {
    public typealias Attributes = KeyValuePairs<StaticString, SafeText?>

    private var output: DocumentBuffer
    private var writer: xmlTextWriterPtr { unsafe output.writer }

    /// - Returns: the document whose `html` element `content` fills, in UTF-8.
    public static func document(
        language: SafeText, _ content: @escaping @Sendable (inout HTMLWriter) -> Void
    ) -> Report {
        Report(xml: { take in
            withoutActuallyEscaping(take) { take in
                var writer = HTMLWriter(output: DocumentBuffer(take))
                unsafe xmlTextWriterWriteRaw(writer.writer, "<!DOCTYPE html>\n")
                writer.element("html", ["lang": language], content: content)
                unsafe xmlTextWriterWriteRaw(writer.writer, "\n")
                writer.output.finish()
            }
        })
    }

    /// Writes an element that closes itself, with an end tag.
    ///
    /// - Parameter attributes: attributes without a value are left out.
    public mutating func element(
        _ name: StaticString, _ attributes: Attributes = [:], content: (inout HTMLWriter) -> Void = { _ in }
    ) {
        start(name, attributes)
        content(&self)
        unsafe xmlTextWriterFullEndElement(writer)
        output.passOn()
    }

    /// Writes an element that holds text only.
    public mutating func element(_ name: StaticString, _ attributes: Attributes = [:], _ content: SafeText) {
        start(name, attributes)
        text(content)
        unsafe xmlTextWriterFullEndElement(writer)
    }

    /// Writes an element that never has content, such as `meta`.
    public mutating func empty(_ name: StaticString, _ attributes: Attributes = [:]) {
        start(name, attributes)
        unsafe xmlTextWriterEndElement(writer)
    }

    public mutating func text(_ text: SafeText) {
        unsafe xmlTextWriterWriteString(writer, Self.legal(text.description))
    }

    /// Begins a new line of the document, which readers see as a blank.
    public mutating func newLine() { unsafe xmlTextWriterWriteRaw(writer, "\n") }

    /// Writes a style sheet or a script, in which nothing is escaped.
    public mutating func literal(_ name: StaticString, _ content: StaticString) {
        start(name, [:])
        unsafe xmlTextWriterWriteRaw(writer, content.utf8Start)
        unsafe xmlTextWriterFullEndElement(writer)
    }

    private mutating func start(_ name: StaticString, _ attributes: Attributes) {
        unsafe xmlTextWriterStartElement(writer, name.utf8Start)
        for (name, value) in attributes {
            guard let value else { continue }
            unsafe xmlTextWriterWriteAttribute(writer, name.utf8Start, Self.legal(value.description))
        }
    }

    /// Replaces what HTML forbids by U+FFFD: control characters other than line ends, and non-characters.
    static func legal(_ text: String) -> String {
        func isLegal(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x0A, 0x20..<0x7F, 0xA0..<0xFDD0, 0xFDF0...: scalar.value & 0xFFFE != 0xFFFE
            default: false
            }
        }
        // All others begin with one of these bytes.
        guard text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F || $0 == 0xC2 || $0 >= 0xEF }) else {
            return text
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isLegal(scalar) ? scalar : "\u{FFFD}") }
        return String(result)
    }
}
