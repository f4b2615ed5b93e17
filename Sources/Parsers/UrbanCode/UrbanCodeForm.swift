import Diagnostics
import YAML

extension UrbanCodeDocument {
    /// How a file of UrbanCode Deploy is written.
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

    /// How much of a file is looked at first; what tells it apart usually stands there.
    static let sampleSize = 65536

    static func form(of file: SourceFile) -> Form {
        if startsLikeJSON(file.bytes) { return .json }
        let sample = file.bytes.prefix(sampleSize)
        if PluginReader.looksLike(sample) { return .plugin }
        if ProcessText.looksLike(sample) { return .processText }
        if ClientScript.looksLike(sample) { return .script }
        return looksLikeYAML(file.path, sample) ? .yaml : .properties
    }

    static func startsLikeJSON(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte <= UInt8(ascii: " ") {
                offset += 1
            } else if bytes[offset...].starts(with: "//".utf8) {
                offset = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            } else if bytes[offset...].starts(with: "/*".utf8) {
                offset += 2
                while offset < bytes.count, !bytes[offset...].starts(with: "*/".utf8) { offset += 1 }
                offset += 2
            } else {
                return byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
            }
        }
        return false
    }

    /// By its name, its first line, or a key of an export at the beginning of a line.
    private static func looksLikeYAML(_ path: String, _ sample: ArraySlice<UInt8>) -> Bool {
        let name = path.lowercased()
        if name.hasSuffix(".yml") || name.hasSuffix(".yaml") { return true }
        if sample.starts(with: "---".utf8) { return true }
        let keys = [
            "rootActivity:", "propSheetGroup:", "componentTemplate:", "envPropDefs:", "environments:", "process-name:",
            "environmentTemplates:", "applicationProcessList:", "propSheet:",
        ].map { Array($0.utf8) }
        return sample.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
            .contains { line in keys.contains { line.starts(with: $0) } }
    }

    /// The tree of JSON or of YAML.
    static func tree(_ file: SourceFile, _ form: Form) -> (document: JSONDocument, problems: [Problem]) {
        guard form == .yaml else { return JSONDocument.parse(file) }
        let yaml = YAMLReader.read(file)
        return (JSONDocument(yaml), yaml.problems)
    }
}
