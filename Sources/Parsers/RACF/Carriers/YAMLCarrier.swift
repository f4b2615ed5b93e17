import Diagnostics
import YAML

/// Finds the commands in YAML: Ansible tasks that run TSO commands, shell commands that call `tsocmd`, and texts that
/// contain a deck.
struct YAMLCarrier {
    /// The role of a scalar's text.
    private enum Role {
        /// The arguments of a TSO task.
        case task
        case command, shell, prose, other
    }

    private let document: YAMLDocument
    private var regions: [DeckRegion] = []
    /// The end of the last text that was examined: an alias repeats the same text.
    private var last = 0

    private static let shells: Set<String> = ["shell", "raw", "command", "cmd", "run", "script", "bash"]
    private static let prose: Set<String> = [
        "name", "msg", "description", "fail_msg", "success_msg", "title", "summary", "comment", "notes", "when", "that",
        "register", "tags", "help", "example", "prompt",
    ]

    static func regions(_ document: YAMLDocument) -> [DeckRegion] {
        var carrier = YAMLCarrier(document)
        for root in document.roots { carrier.walk(root, .other) }
        return carrier.regions
    }

    private init(_ document: YAMLDocument) { self.document = document }

    private mutating func walk(_ index: Int, _ role: Role) {
        switch document.nodes[index].kind {
        case .mapping:
            for (key, value) in document.members(index) { walk(value, self.role(document.text(key), role)) }
        case .sequence:
            for element in document.elements(index) { walk(element, role == .task ? .command : role) }
        case .scalar:
            let range = document.nodes[index].range.bounds
            guard role != .prose, range.lowerBound >= last, range.count > 3 else { return }
            last = range.upperBound
            scalar(document.mappedText(index), role)
        }
    }

    private func role(_ key: String, _ outer: Role) -> Role {
        let name = key.split(separator: ".").last.map(String.init) ?? key
        if name.hasSuffix("tso_command") { return .task }
        if outer == .task { return ["commands", "command", "cmd"].contains(name) ? .command : .prose }
        if Self.prose.contains(name) { return .prose }
        return Self.shells.contains(name) || outer == .shell ? .shell : .other
    }

    private mutating func scalar(_ text: MappedText, _ role: Role) {
        let source = SourceFile(path: "", bytes: text.bytes)
        let found = TemplateText.Language.jinja.regions(source) { regions($0, role) }
        regions += found.map { $0.mapped(through: text, text.bytes, file: document.file.bytes) }
    }

    /// Reads the arguments of a task on one line: `commands="LISTUSER AGNTUSR"`.
    private func assigned(_ source: SourceFile) -> [DeckRegion] {
        let text = source.bytes
        guard let sign = text.firstIndex(of: UInt8(ascii: "=")),
            ["commands", "command", "cmd"].contains(String(decoding: text[..<sign], as: UTF8.self))
        else { return [] }
        var value = text[(sign + 1)...]
        if let quote = value.first, "\"'".utf8.contains(quote) {
            value = value.dropFirst().prefix { $0 != quote }
        }
        guard DeckCarrier.verb(of: text, value.indices) != nil else { return [] }
        var command = MappedText()
        command.append(value)
        return [DeckRegion(text: .mapped(command), carrier: .yaml)]
    }

    private func regions(_ source: SourceFile, _ role: Role) -> [DeckRegion] {
        let lines = source.lineStarts.indices
        switch role {
        case .task where source.bytes.contains(UInt8(ascii: "=")): return assigned(source)
        case .task, .command:
            guard DeckCarrier.verb(of: source.bytes) != nil else { return [] }
            return [DeckRegion(text: .lines(lines), carrier: .yaml)]
        case .shell where source.bytes.contains("tso"):
            return ShellCarrier.regions(source.bytes, source.bytes.indices, .yaml)
        case .shell, .other, .prose:
            guard let form = DeckCarrier.form(source, lines) else { return [] }
            return DeckCarrier.regions(source, lines, form, as: .yaml)
        }
    }
}
