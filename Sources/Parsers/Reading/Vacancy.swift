import Console
public import Contract
public import Diagnostics
import JobMonitor
import JobMonitorProc
import RACF
import Trees
import Unload
import UrbanCode

extension ParsedInput {
    /// `nil` if something of its kind is in it, or if a problem of the input already says that it could not be read.
    var foundVacancy: String? {
        guard !problems.contains(where: { $0.code == "IN003" || $0.code == "IN006" }) else { return nil }
        // A list of exports or properties lacks one where the server answered something else.
        if case .urbanCode = document, case .tree(let tree) = structure,
            let element = HollowText.hollowElement(of: tree)
        {
            return element
        }
        guard !hasContent else { return nil }
        if case .deck(let deck) = document, let product = deck.otherProduct {
            return "has commands of \(product) only, which is another security product"
        }
        return HollowText.reason(file) ?? "has nothing in it that belongs to \(kind.described)"
    }
}

extension ParsedInput {
    /// Whether it violates its format, which is reported even if nothing of its kind could be read.
    public var isDamaged: Bool { problems.contains { $0.code == "IN001" } }

    private var hasContent: Bool {
        guard document.hasContent(of: kind) else { return false }
        guard case .urbanCode(let export) = document, !isDamaged else { return true }
        switch structure {
        case .tree(let tree):
            // A list of names and values counts if the user says that it is one.
            return UrbanCodeDocument.hasShape(tree) || export.processes.contains { !$0.steps.isEmpty }
                || kind == .urbancodeProperties && export.isPropertyList && !export.properties.isEmpty
                    && tree.root.map { tree.kind($0) == .array } ?? false
        case .lines where kind == .urbancodeProperties && export.form == .properties: return !isOfOtherKind
        case .lines, .xml, .jcl: return true
        }
    }

    /// Whether a list of assignments is another input: a member has lines `name=value` too.
    private var isOfOtherKind: Bool {
        switch Recognizer.recognise(file)?.kind {
        case .urbancodeProperties?, nil: false
        case .jobMonitor?: JobMonitorConfig.parse(file).model.settings.contains { $0.isKnown }
        case .jobMonitorProc?, .console?, .racf?, .racfListing?, .racfUnload?, .securityDescriptor?, .urbancodeExport?,
            .urbancodePlugin?:
            true
        }
    }
}

extension JobMonitorConfig.Setting {
    /// Whether it is a directive of the Job Monitor.
    fileprivate var isKnown: Bool { JobMonitorDirective.named(name.value.trimmed().uppercased()) != nil }
}

extension InputKind {
    /// The kind for people, with its article.
    public var described: String {
        switch self {
        case .jobMonitor: "a configuration member"
        case .jobMonitorProc: "the JCL of a Job Monitor"
        case .console: "a capture of the console"
        case .racf: "a deck of RACF commands"
        case .racfListing: "a listing of RACF"
        case .racfUnload: "an unload of a RACF database"
        case .securityDescriptor: "a security descriptor"
        case .urbancodeProperties: "a property list"
        case .urbancodeExport: "an export of UrbanCode Deploy"
        case .urbancodePlugin: "the descriptor of a plug-in"
        }
    }
}

extension InputDocument {
    /// Whether at least one thing was read that only an input of the kind has.
    fileprivate func hasContent(of kind: InputKind) -> Bool {
        switch self {
        case .jobMonitor(let member):
            member.settings.contains(where: \.isKnown)
        case .jobMonitorProc(let procedure): procedure.hasContent
        case .console(let capture): capture.hasContent
        case .deck(let deck): deck.hasContent
        case .unload(let unload): unload.hasRecords
        case .descriptor(let descriptor): !descriptor.items.isEmpty
        case .racfListing(let listing): listing.hasContent
        case .urbanCode(let document): document.hasContent(of: kind)
        }
    }
}

extension Deck {
    /// Decks of other products have commands that only look like RACF's, such as CONNECT and RLIST.
    var hasContent: Bool {
        if otherProduct != nil { return commands.contains { $0.verb.map(Self.changing.contains) ?? false } }
        return commands.contains { $0.verb != nil } || !unreadParts.isEmpty
            || defects.contains { $0.rule == "RF310" || $0.rule == "RF365" }
    }

    private static let changing: Set<Verb> = [.setropts, .rdefine, .ralter, .rdelete, .permit, .adduser, .altuser]
}

extension JobMonitorProc {
    /// Whether it runs a Job Monitor, or has a library or a configuration as one has: the program may have another name.
    fileprivate var hasContent: Bool {
        guard step != nil else { return false }
        return product != nil || program?.value.contains("&") ?? false || configuration.dataSet != nil
            || configuration.isInStream || libraries.contains { Self.authorised.contains($0.lastQualifier) }
    }

    private static let authorised: Set<String> = ["SFEKAUTH", "SBUZAUTH", "SBLZAUTH"]
}

extension ConsoleCapture {
    fileprivate var hasContent: Bool {
        !tasks.isEmpty || !absences.isEmpty || !lists.isEmpty || !messages.isEmpty || !endings.isEmpty
            || !violations.isEmpty || !listeners.isEmpty || !starts.isEmpty || !listings.isEmpty
            || !probes.isEmpty
    }
}

extension UrbanCodeDocument {
    fileprivate func hasContent(of kind: InputKind) -> Bool {
        switch kind {
        case .urbancodePlugin: plugin != nil
        case .urbancodeExport:
            form != .properties && form != .plugin
                && (processes.contains { !$0.nodes.isEmpty || !$0.steps.isEmpty }
                    || !environments.isEmpty && !isPropertyList || !resources.isEmpty || !components.isEmpty
                    || !properties.isEmpty)
        case .urbancodeProperties:
            switch form {
            case .properties: mostlyAssigns
            case .script: true
            case .json, .yaml, .processText, .plugin:
                !properties.isEmpty || !credentials.isEmpty || !heldSecrets.isEmpty || !texts.isEmpty
            }
        case .jobMonitor, .jobMonitorProc, .console, .racf, .racfListing, .racfUnload, .securityDescriptor: true
        }
    }
}

/// Text without anything that could be checked, whatever its name promises.
public enum HollowText {
    /// What the text is instead: empty, only comments, or a page or an answer of a server.
    public static func reason(_ file: SourceFile) -> String? {
        guard let first = file.bytes.firstIndex(where: { $0 > UInt8(ascii: " ") && $0 < 0x80 || $0 >= 0x80 }) else {
            return file.bytes.isEmpty ? "the file is empty" : "the file has only blanks"
        }
        if file.bytes.allSatisfy(isForeignBlank) { return "the file has only blanks of EBCDIC" }
        switch file.bytes[first] {
        case UInt8(ascii: "<") where isPage(file.bytes[first...]): return "is a page of a web server"
        case UInt8(ascii: "{"), UInt8(ascii: "["): return hollowTree(file)
        case _ where file.path.lowercased().hasSuffix(".json") && !UrbanCodeDocument.startsLikeJSON(file.bytes):
            return hollowTree(file) ?? "is not JSON, although its name says so"
        case _: break
        }
        let isComment = file.lineStarts.indices.prefix(commentLimit + 1).allSatisfy { line in
            isRemark(file.bytes[file.lineBounds(line)])
        }
        return isComment && file.lineStarts.count <= commentLimit ? "the file has only comments" : nil
    }

    private static let commentLimit = 4000

    /// A blank or the end of a line in EBCDIC, where nothing else shows the encoding, or in ASCII.
    private static func isForeignBlank(_ byte: UInt8) -> Bool {
        [0x40, 0x15, 0x25, 0x0D, 0x0A, 0x85, 0x20, 0x00].contains(byte)
    }

    private static func isPage(_ bytes: ArraySlice<UInt8>) -> Bool {
        let start = String(decoding: bytes.prefix(16), as: UTF8.self).lowercased()
        return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
    }

    /// A line that is blank or a comment in one of the languages of the inputs.
    private static func isRemark(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.drop { $0.isBlank }
        guard let first = text.first else { return true }
        if text.starts(with: "#!".utf8) { return true }
        return first == UInt8(ascii: "#") || first == UInt8(ascii: "*") || text.starts(with: "//*".utf8)
            || text.starts(with: "/*".utf8) || text.allSatisfy { $0 <= UInt8(ascii: " ") }
    }

    /// An empty object or list, or the answer of a server that refuses.
    private static func hollowTree(_ file: SourceFile) -> String? {
        guard file.bytes.count < answerLimit else { return nil }
        let (json, problems) = JSONDocument.parse(file)
        guard problems.isEmpty, let root = json.root else { return nil }
        switch json.kind(root) {
        case .array where isEmpty(root, json): return "the file has an empty list"
        case .object where isEmpty(root, json): return "the file has an empty object"
        case .array: return nil
        case .object: return json.isRefusal(root) ? "is \(refusal)" : nil
        case .string, .number, .true, .false, .null: return "the file has a single value"
        case .broken: return nil
        }
    }

    private static let refusal = "an answer of a server that reports an error"

    /// What the first element of a list is that is neither an export nor a property.
    static func hollowElement(of json: JSONDocument) -> String? {
        guard let root = json.root, json.kind(root) == .array else { return nil }
        for (index, element) in json.elements(root).enumerated() where json.kind(element) == .object {
            if isEmpty(element, json) { return "element \(index + 1) of its list is an empty object" }
            if json.isRefusal(element) { return "element \(index + 1) of its list is \(refusal)" }
        }
        return nil
    }

    /// Whether a value is empty, or a list of empty values.
    private static func isEmpty(_ value: Int, _ json: JSONDocument, depth: Int = 0) -> Bool {
        switch json.kind(value) {
        case .array: depth < 64 && json.elements(value).allSatisfy { isEmpty($0, json, depth: depth + 1) }
        case .object: !json.members(value).contains { _ in true }
        case .string: json.string(value).isEmpty
        case .null: true
        case .number, .true, .false, .broken: false
        }
    }

    /// The size from which a text is not an answer.
    private static let answerLimit = 65536

    /// Whether the name of a file found in a folder promises an input, so that one without content is not passed over.
    public static func isPromising(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        return [".json", ".jcl", ".racf", ".rexx", ".rex", ".clist", ".properties", ".yml", ".yaml", ".txt"]
            .contains(where: name.hasSuffix)
    }
}
