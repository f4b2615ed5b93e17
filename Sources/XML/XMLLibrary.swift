import CLibXML2

/// The linked libxml2.
public enum XMLLibrary {
    /// Its version, and the libraries that it was built with: `2.9.14 (zlib, lzma)`.
    public static var version: String {
        let parts = [(XML_WITH_ZLIB, "zlib"), (XML_WITH_LZMA, "lzma"), (XML_WITH_ICU, "ICU")]
            .filter { xmlHasFeature($0.0) != 0 }.map(\.1)
        return LIBXML_DOTTED_VERSION + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
    }
}
