public import Diagnostics
import Trees
import YAML

extension UrbanCodeDocument {
    /// The format of an UrbanCode Deploy file.
    public enum Form: Sendable {
        case json, yaml
        /// Process-as-code text.
        case processText
        /// `plugin.xml`.
        case plugin
        /// A shell script with calls of `udclient`.
        case script
        /// `name=value` text.
        case properties
    }

    /// The number of bytes that are examined first, which usually identify the format.
    static let sampleSize = 65536

    public static func form(of file: SourceFile) -> Form {
        if startsLikeJSON(file.bytes) {
            // A flow list of YAML begins like JSON, and would be damaged JSON.
            let isFlow = isYAMLName(file.path) && JSONDocument.parse(file).problems.contains { $0.code == "IN001" }
            return isFlow ? .yaml : .json
        }
        let sample = file.bytes.prefix(sampleSize)
        if PluginReader.looksLike(sample) { return .plugin }
        if ProcessText.looksLike(sample) { return .processText }
        // An export may contain a script, and a YAML pipeline may call `udclient`.
        if holdsExportKey(sample) { return .yaml }
        if ClientScript.looksLike(sample) { return holdsListedProperty(sample) ? .properties : .script }
        return looksLikeYAML(file.path, sample) ? .yaml : .properties
    }

    private static func isYAMLName(_ path: String) -> Bool {
        let path = path.lowercased()
        return path.hasSuffix(".yml") || path.hasSuffix(".yaml")
    }

    public static func startsLikeJSON(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte <= UInt8(ascii: " ") {
                offset += 1
            } else if bytes[offset...].starts(with: "//") {
                offset = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            } else if bytes[offset...].starts(with: "/*") {
                offset += 2
                while offset < bytes.count, !bytes[offset...].starts(with: "*/") { offset += 1 }
                offset += 2
            } else {
                return byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
            }
        }
        return false
    }

    /// Whether it is a list whose values mention `udclient`: it has lines such as `jes.host=localhost`, which are not
    /// commands.
    private static func holdsListedProperty(_ sample: ArraySlice<UInt8>) -> Bool {
        !sample.starts(with: "#!")
            && !ClientScript.isPipeline(sample)
            && ByteLines(sample).contains { $0.starts(with: "jes.") && $0.contains(UInt8(ascii: "=")) }
    }

    /// Whether it is a script, by its name or its first line.
    private static func looksLikeYAML(_ path: String, _ sample: ArraySlice<UInt8>) -> Bool {
        isYAMLName(path) || sample.starts(with: "---")
    }

    private static let exportKeys = [
        "rootActivity:", "propSheetGroup:", "componentTemplate:", "envPropDefs:", "process-name:",
        "environmentTemplates:", "applicationProcessList:", "propSheet:",
    ]
    .map { Array($0.utf8) }

    /// Whether the text has a key of an export that other YAML is unlikely to have, in any depth, because a list may
    /// contain several exports.
    private static func holdsExportKey(_ sample: ArraySlice<UInt8>) -> Bool {
        ByteLines(sample).contains { line in
            if line.starts(with: "environments:") { return true }
            let key = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
            if key.starts(with: "action: Ucd") || key.starts(with: "action: Ucadf") { return true }
            guard let colon = key.first(UInt8(ascii: ":")) else { return false }
            return exportKeys.contains { key[...colon].elementsEqual($0) }
        }
    }

    /// The tree of JSON or of YAML.
    static func tree(_ file: SourceFile, _ form: Form) -> (document: JSONDocument, problems: [Problem]) {
        guard form == .yaml else { return JSONDocument.parse(file) }
        let yaml = YAMLReader.read(file)
        return (JSONDocument(yaml), yaml.problems)
    }
}
