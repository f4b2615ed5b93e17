import Diagnostics

/// SETROPTS LIST (docs/reference/unload.md#61-setropts-list).
extension RACFListingParser {
    private static var lists: [(String, WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>)] {
        [
            ("ACTIVE CLASSES", \.active), ("GENERIC PROFILE CLASSES", \.generic), ("GENERIC COMMAND CLASSES", \.gencmd),
            ("SETR RACLIST CLASSES", \.raclist), ("GLOBAL CHECKING CLASSES", \.global),
        ]
    }

    /// Whether the line is an option.
    mutating func setropts(_ line: ListingLine) -> Bool {
        if let heading = line.heading, let equals = line.words.firstIndex(where: { $0.text == "=" }) {
            endList()
            // The last report of several counts.
            if heading == "ATTRIBUTES" { options = RACFListing.Options() }
            guard let (_, list) = Self.lists.first(where: { $0.0 == heading }) else {
                if case .enhanced = section { return false }
                section = .none
                return true
            }
            hasOptions = true
            let names = line.words[(equals + 1)...]
            options[keyPath: list] = RACFListing.ClassList(range: line.range)
            section = .classes(list)
            add(line, names, to: list)
            return true
        }
        if line.begins(with: "LIST", "OF", "GROUPS", "ACCESS", "CHECKING", "IS"), line.words.count == 7 {
            options.listOfGroups = Located(line.words[6].text.hasPrefix("ACTIVE"), at: line.range)
        } else if line.begins(with: "ADDCREATOR", "IS") {
            options.addCreator = Located(!line.text.contains(" NOT "), at: line.range)
        } else {
            return false
        }
        endList()
        hasOptions = true
        section = .none
        return true
    }

    mutating func classes(
        _ line: ListingLine, _ list: WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>
    ) {
        if ClassListLine.isNames(line) {
            options[keyPath: list]?.lineCount += 1
            return add(line, line.words[...], to: list)
        }
        section = .none
        openList = nil
        if ClassListLine.isSentence(line) { options[keyPath: list]?.isFollowed = true }
    }

    /// Records that what follows a list is known to follow lists.
    private mutating func endList() {
        if let openList { options[keyPath: openList]?.isFollowed = true }
        openList = nil
    }

    private mutating func add(
        _ line: ListingLine, _ words: ArraySlice<(text: String, range: SourceRange)>,
        to list: WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>
    ) {
        for word in words where word.text != "NONE" && ClassListLine.isClassName(word.text) {
            options[keyPath: list]?.names.append(Located(word.text, at: word.range))
        }
        if let last = words.last, ClassListLine.isCut(last.text) { options[keyPath: list]?.hasCutName = true }
        let width = Int(line.range.end) - line.start
        if let widest = options[keyPath: list]?.width, widest < width { options[keyPath: list]?.width = width }
    }

    /// Whether the lists show that lines of the report were cut off or left out.
    var hasCutLists: Bool {
        let lists = options.lists.compactMap(\.list)
        if lists.contains(where: \.hasCutName) { return true }
        // A filter keeps the headings only: no list goes on, although some are as wide as a line may be.
        return lists.allSatisfy { $0.lineCount == 1 } && lists.contains { $0.width >= Self.fullWidth }
    }

    /// The width from which on another name need not fit into the line.
    private static let fullWidth = 63
}
