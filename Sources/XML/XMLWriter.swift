import CLibXML2
public import Diagnostics

/// Writes a well-formed XML document in pieces, whatever the text in it quotes.
@safe public struct XMLWriter: ~Copyable {
    private var output: DocumentBuffer
    private var writer: xmlTextWriterPtr { unsafe output.writer }

    /// - Returns: the document that `content` writes, in UTF-8, with its declaration.
    public static func document(_ content: @escaping @Sendable (inout XMLWriter) -> Void) -> Report {
        Report(xml: { take in
            withoutActuallyEscaping(take) { take in
                var writer = XMLWriter(output: DocumentBuffer(take))
                unsafe xmlTextWriterSetIndent(writer.writer, 1)
                unsafe xmlTextWriterSetIndentString(writer.writer, "  ")
                unsafe xmlTextWriterStartDocument(writer.writer, nil, "UTF-8", nil)
                content(&writer)
                unsafe xmlTextWriterEndDocument(writer.writer)
                writer.output.finish()
            }
        })
    }

    /// Writes an element that closes itself.
    ///
    /// - Parameter attributes: attributes without a value are left out.
    public mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, SafeText?> = [:],
        content: (inout XMLWriter) -> Void = { _ in }
    ) {
        unsafe xmlTextWriterStartElement(writer, name.description)
        for (name, value) in attributes {
            guard let value else { continue }
            unsafe xmlTextWriterWriteAttribute(writer, name.description, Self.legal(value.description))
        }
        content(&self)
        unsafe xmlTextWriterEndElement(writer)
        output.passOn()
    }

    public mutating func text(_ text: SafeText) {
        unsafe xmlTextWriterWriteString(writer, Self.legal(text.description))
        output.passOn()
    }

    /// Replaces what XML 1.0 forbids by U+FFFD. libxml2 would write it as it is, and readers would reject the document.
    static func legal(_ text: String) -> String {
        func isLegal(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
            default: false
            }
        }
        guard !text.unicodeScalars.allSatisfy(isLegal) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isLegal(scalar) ? scalar : "\u{FFFD}") }
        return String(result)
    }
}
