public import Contract
public import Diagnostics
import Languages

/// The output of SETROPTS LIST and RLIST: the state of the system when the output was captured.
///
/// This output is not a programming interface and may change with any release (RACF Command Language Reference), so its
/// facts are less certain than those of commands.
public struct RACFListing: Sendable {
    public let file: SourceFile
    /// The options from SETROPTS LIST.
    public internal(set) var options: Options?
    /// The profiles from RLIST, in the order of the file.
    public internal(set) var profiles: [Profile] = []

    /// The options of classes; a list that is not shown is `nil`.
    public struct Options: Sendable {
        public internal(set) var active: ClassList?
        public internal(set) var generic: ClassList?
        public internal(set) var gencmd: ClassList?
        public internal(set) var raclist: ClassList?
        public internal(set) var global: ClassList?
        public internal(set) var listOfGroups: Located<Bool>?
        public internal(set) var addCreator: Located<Bool>?
    }

    /// The classes that have an option; the other classes do not have it.
    public struct ClassList: Sendable {
        /// The heading.
        public let range: SourceRange
        public internal(set) var names: [Located<String>] = []
        /// Whether a known heading or sentence follows its last name. Otherwise it may have been cut, and then it does
        /// not show which classes lack the option.
        public var isWhole: Bool { isFollowed && !hasCutName }
        var isFollowed = false
        /// Whether a name is the beginning of another one, at the end of a line.
        var hasCutName = false
    }

    public struct Profile: Sendable {
        public let className: String
        public let name: Located<String>
        /// Whether `(G)` follows the name: a name with `*` but without `(G)` is a discrete profile.
        public let isGeneric: Bool
        public internal(set) var uacc: Located<Keyword>?
        public internal(set) var isWarning: Located<Bool>?
        /// The segment's value is `nil` if there is none.
        public internal(set) var applData: Located<String?>?
        /// The standard access list, if it is shown.
        public internal(set) var entries: [Entry]?
        public internal(set) var conditionalEntries: [Entry] = []
        public internal(set) var legacyKey: Located<LegacyKey>?
        public internal(set) var enhancedKey: Located<Bool>?
        public internal(set) var allowsReplay: Bool?
    }

    public struct Entry: Sendable {
        public let id: Located<String>
        public let access: Keyword
        /// The class of the condition.
        public let condition: String?
    }

    public enum LegacyKey: Sendable { case none, masked, encrypted, label }
}

extension RACFListing: InputModel {
    public static func recognise(_ file: SourceFile) -> Recognised<Never>? {
        let end = sampleLines < file.lineStarts.count ? Int(file.lineStarts[sampleLines]) : file.bytes.count
        if file.bytes[..<end].contains("CLASSACT:"), SetroptsExtract.options(of: file) != nil {
            return Recognised("options that R_admin extracts")
        }
        guard hasTitle(file.bytes[..<end]) else { return nil }
        var isListing: String?
        var isAfterTitle = false
        let control = CarriageControl(file)
        for index in file.lineStarts.indices.prefix(sampleLines) {
            let line = ListingLine(file, index, control)
            guard !line.words.isEmpty else { continue }
            if line.isDashes, isAfterTitle { isListing = isListing ?? "output of RLIST" }
            isAfterTitle = line.begins(with: "CLASS", "NAME") && line.words.count == 2
            if line.heading == "ACTIVE CLASSES" { isListing = isListing ?? "output of SETROPTS LIST" }
            // A deck with some output in its comments is still a deck.
            if let verb = Verb.named(Array(line.words[0].text.utf8)[...]), Self.changing.contains(verb),
                line.words.count > 2, !line.text.hasSuffix(" LIST")
            {
                return nil
            }
        }
        return isListing.map { Recognised($0) }
    }

    /// Whether the input contains the words of a title; the lines of most inputs need not be examined.
    private static func hasTitle(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains("CLASS") && (bytes.contains("NAME") || bytes.contains("CLASSES"))
    }

    private static let sampleLines = 4000
    private static let changing: Set<Verb> = [.rdefine, .ralter, .rdelete, .permit, .adduser, .altuser, .connect]

    public static func parse(_ file: SourceFile) -> Parsed<RACFListing> {
        var parser = RACFListingParser(file)
        return Parsed(parser.parse())
    }

    public func dumped() -> [String: JSONValue] {
        var members: [String: JSONValue] = ["profiles": .array(profiles.map(dumped))]
        if let options {
            let lists = [
                ("active", options.active), ("generic", options.generic), ("gencmd", options.gencmd),
                ("raclist", options.raclist), ("global", options.global),
            ]
            var shown: [String: JSONValue] = [:]
            for (name, list) in lists { if let list { shown[name] = .array(list.names.map { .string($0.value) }) } }
            let cut = lists.filter { $0.1.map { !$0.isWhole } ?? false }
            if !cut.isEmpty { shown["cut"] = .array(cut.map { .string($0.0) }) }
            if let value = options.listOfGroups?.value { shown["grplist"] = .bool(value) }
            if let value = options.addCreator?.value { shown["addcreator"] = .bool(value) }
            members["options"] = .object(shown)
        }
        return members
    }

    private func dumped(_ profile: Profile) -> JSONValue {
        func shown(_ entries: [Entry]) -> JSONValue {
            .array(
                entries.map {
                    var members: [String: JSONValue] = ["id": .string($0.id.value), "access": .string($0.access.name)]
                    if let condition = $0.condition { members["when"] = .string(condition) }
                    return .object(members)
                })
        }
        var members: [String: JSONValue] = [
            "class": .string(profile.className), "name": .string(profile.name.value),
            "generic": .bool(profile.isGeneric), "line": .number(file.lineIndex(at: Int(profile.name.range.start)) + 1),
        ]
        if let uacc = profile.uacc { members["uacc"] = .string(uacc.value.name) }
        if let warning = profile.isWarning { members["warning"] = .bool(warning.value) }
        if let text = profile.applData { members["appldata"] = text.value.map { .string($0) } ?? .null }
        if let entries = profile.entries { members["access"] = shown(entries + profile.conditionalEntries) }
        if let key = profile.legacyKey { members["key"] = .bool(key.value != .none) }
        if let key = profile.enhancedKey { members["enhancedKey"] = .bool(key.value) }
        return .object(members)
    }
}

/// A line of a listing with its words.
struct ListingLine {
    let text: String
    let words: [(text: String, range: SourceRange)]

    init(_ file: SourceFile, _ index: Int, _ control: CarriageControl) {
        let bounds = control.text(of: index, in: file)
        var words: [(String, SourceRange)] = []
        var start = bounds.lowerBound
        while start < bounds.upperBound {
            if file.bytes[start].isBlank {
                start += 1
                continue
            }
            var end = start
            while end < bounds.upperBound, !file.bytes[end].isBlank { end += 1 }
            words.append((String(decoding: file.bytes[start..<end], as: UTF8.self), SourceRange(start, end)))
            start = end
        }
        self.words = words
        text = words.map(\.0).joined(separator: " ")
    }

    var range: SourceRange {
        guard let first = words.first, let last = words.last else { return SourceRange(0, 0) }
        return SourceRange(Int(first.range.start), Int(last.range.end))
    }

    var isDashes: Bool { !words.isEmpty && words.allSatisfy { $0.text.utf8.allSatisfy { $0 == UInt8(ascii: "-") } } }

    func begins(with titles: String...) -> Bool {
        words.count >= titles.count && zip(words, titles).allSatisfy { $0.text == $1 }
    }

    /// The text before ` = `.
    var heading: String? {
        guard let equals = words.firstIndex(where: { $0.text == "=" }) else { return nil }
        return words[..<equals].map(\.text).joined(separator: " ")
    }
}
