import Diagnostics
import Languages

/// Reads listings line by line: a heading determines the meaning of the lines below it, until a blank line or another
/// heading.
struct RACFListingParser {
    private let file: SourceFile
    private var listing: RACFListing
    private var section = Section.none
    private var options = RACFListing.Options()
    private var hasOptions = false
    /// The list that a known heading or sentence has not ended yet.
    private var openList: WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>?

    private enum Section {
        case none
        case classes(WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>)
        case name, base, applData, users, conditional
        case legacy, enhanced
        /// A heading whose lines are skipped.
        case other
    }

    init(_ file: SourceFile) {
        self.file = file
        listing = RACFListing(file: file)
    }

    mutating func parse() -> RACFListing {
        if let extract = SetroptsExtract.options(of: file) {
            listing.options = extract
            return listing
        }
        let control = CarriageControl(file)
        for index in file.lineStarts.indices { read(ListingLine(file, index, control)) }
        if hasOptions { listing.options = options }
        return listing
    }

    private mutating func read(_ line: ListingLine) {
        if line.words.isEmpty || line.isDashes || ClassListLine.isNoise(line) { return }
        if setropts(line) || rlistHeading(line) {
            openList = nil
            if case .classes(let list) = section { openList = list }
            return
        }
        switch section {
        case .classes(let list):
            if ClassListLine.isNames(line) { return add(line.words[...], to: list) }
            section = .none
            guard ClassListLine.isSentence(line) else { return }
            options[keyPath: list]?.isFollowed = true
            openList = nil
        case .name: name(line)
        case .base: base(line)
        case .applData: applData(line)
        case .users: entry(line, isConditional: false)
        case .conditional: entry(line, isConditional: true)
        case .legacy, .enhanced: key(line)
        case .none, .other: return
        }
    }

    // MARK: SETROPTS LIST

    private static var lists: [(String, WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>)] {
        [
            ("ACTIVE CLASSES", \.active), ("GENERIC PROFILE CLASSES", \.generic), ("GENERIC COMMAND CLASSES", \.gencmd),
            ("SETR RACLIST CLASSES", \.raclist), ("GLOBAL CHECKING CLASSES", \.global),
        ]
    }

    /// Whether the line is an option.
    private mutating func setropts(_ line: ListingLine) -> Bool {
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
            add(names, to: list)
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

    /// Records that what follows a list is known to follow lists.
    private mutating func endList() {
        if let openList { options[keyPath: openList]?.isFollowed = true }
        openList = nil
    }

    private mutating func add(
        _ words: ArraySlice<(text: String, range: SourceRange)>,
        to list: WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>
    ) {
        for word in words where word.text != "NONE" && ClassListLine.isClassName(word.text) {
            options[keyPath: list]?.names.append(Located(word.text, at: word.range))
        }
        if let last = words.last, ClassListLine.isCut(last.text) { options[keyPath: list]?.hasCutName = true }
    }

    // MARK: RLIST

    /// Whether the line is a heading.
    private mutating func rlistHeading(_ line: ListingLine) -> Bool {
        let text = line.text
        if line.begins(with: "CLASS", "NAME"), line.words.count == 2 {
            section = .name
        } else if line.begins(with: "LEVEL", "OWNER") {
            section = .base
        } else if text == "APPLICATION DATA" {
            section = .applData
        } else if line.begins(with: "USER", "ACCESS") || line.begins(with: "ID", "ACCESS") && !text.contains("CLASS") {
            section = .users
            change { $0.entries = $0.entries ?? [] }
        } else if line.begins(with: "ID", "ACCESS") {
            section = .conditional
        } else if text == "SSIGNON INFORMATION" || text.uppercased() == "LEGACY PASSTICKET" {
            section = .legacy
        } else if text.uppercased() == "ENHANCED PASSTICKET" {
            section = .enhanced
        } else if text == "NO SSIGNON INFORMATION" {
            change {
                $0.legacyKey = Located(.none, at: line.range)
                $0.enhancedKey = Located(false, at: line.range)
            }
        } else if text.hasPrefix("NO USERS IN ACCESS LIST") || text.hasPrefix("NO ENTRIES IN STANDARD ACCESS LIST") {
            change { $0.entries = [] }
        } else if Self.otherHeadings.contains(text) || text.hasPrefix("NO ENTRIES IN CONDITIONAL") || text == "READY" {
            section = .other
        } else {
            return false
        }
        return true
    }

    private static let otherHeadings: Set<String> = [
        "INSTALLATION DATA", "AUDITING", "GLOBALAUDIT", "NOTIFY", "SECLEVEL", "CATEGORIES", "SECLABEL",
        "RESOURCES IN GROUP", "CREATION DATE LAST REFERENCE DATE LAST CHANGE DATE",
        "ALTER COUNT CONTROL COUNT UPDATE COUNT READ COUNT",
    ]

    private mutating func change(_ body: (inout RACFListing.Profile) -> Void) {
        guard !listing.profiles.isEmpty else { return }
        body(&listing.profiles[listing.profiles.count - 1])
    }

    private mutating func name(_ line: ListingLine) {
        guard line.words.count >= 2, ClassListLine.isClassName(line.words[0].text) else {
            section = .none
            return
        }
        listing.profiles.append(
            RACFListing.Profile(
                className: line.words[0].text, name: Located(line.words[1].text, at: line.words[1].range),
                isGeneric: line.words.count > 2 && line.words[2].text == "(G)"))
        section = .other
    }

    /// Reads `00 ESWIFT NONE NONE NO`: level, owner, UACC, access of the issuer, WARNING.
    private mutating func base(_ line: ListingLine) {
        defer { section = .other }
        guard line.words.count >= 5, let uacc = Self.level(line.words[2].text) else { return }
        let (access, warning) = (line.words[2], line.words[4])
        change {
            $0.uacc = Located(uacc, at: access.range)
            $0.isWarning = Located(warning.text == "YES", at: warning.range)
        }
    }

    private mutating func applData(_ line: ListingLine) {
        change { $0.applData = Located(line.text == "NONE" ? nil : line.text, at: line.range) }
        section = .other
    }

    /// Reads `AGNTUSR UPDATE 000012`; on the conditional list the class and name of the condition follow.
    private mutating func entry(_ line: ListingLine, isConditional: Bool) {
        guard line.words.count >= 2, let access = Self.level(line.words[1].text) else { return }
        let condition = line.words.dropFirst(2).first { Keyword(rawValue: $0.text.lowercased()) != nil }?.text
        let entry = RACFListing.Entry(
            id: Located(line.words[0].text, at: line.words[0].range), access: access,
            condition: isConditional ? condition ?? "CRITERIA" : nil)
        change {
            if isConditional { $0.conditionalEntries.append(entry) } else { $0.entries?.append(entry) }
        }
    }

    /// Only access levels, because other words are also keywords.
    private static func level(_ word: String) -> Keyword? {
        switch word {
        case "NONE": Keyword.none
        case "EXECUTE": .execute
        case "READ": .read
        case "UPDATE": .update
        case "CONTROL": .control
        case "ALTER": .alter
        default: nil
        }
    }

    private mutating func key(_ line: ListingLine) {
        let text = line.text.uppercased()
        if case .enhanced = section {
            if text.contains("LABEL") { change { $0.enhancedKey = Located(true, at: line.range) } }
            if text.hasPrefix("REPLAY ALLOWED =") { change { $0.allowsReplay = text.hasSuffix("YES") } }
            return
        }
        let key: RACFListing.LegacyKey? =
            text.hasPrefix("KEYMASKED DATA")
            ? .masked
            : text.hasPrefix("KEYENCRYPTED DATA") || text.hasPrefix("KEYTOKEN DATA")
                ? .encrypted : text.hasPrefix("KEYENCRYPTED LABEL:") ? .label : nil
        guard let key else { return }
        change { $0.legacyKey = Located(key, at: line.range) }
    }
}
