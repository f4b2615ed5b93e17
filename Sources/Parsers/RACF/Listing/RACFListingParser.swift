import Diagnostics
import Languages

/// Reads listings line by line: a heading determines the meaning of the lines below it, until another heading.
struct RACFListingParser {
    private let input: ListingText
    var listing: RACFListing
    var section = Section.none
    var options = RACFListing.Options()
    var hasOptions = false
    /// The list that a known heading or sentence has not ended yet.
    var openList: WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>?
    /// The command whose output this is.
    private(set) var command: CommandEcho?
    /// The number of profiles before the output of the command, and whether a message in it says that something is left
    /// out.
    private var before = 0
    var hasRefusal = false
    /// Whether a line of the list that is being read has a form that is not known, so that the list has gaps.
    var hasGap = false
    /// The headings of the profile that is being read.
    var headings: Set<String> = []
    /// Whether what is being read belongs to a profile whose title is not there.
    var hasLostTitle = false
    /// The attributes of the user that is being read, until their last line.
    var attributes: [Located<String>] = []
    var isXML: Bool { input.isXML }

    enum Section {
        case none
        case classes(WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>)
        case name, base, users, conditional, task, resources
        /// Text of the site; whether a line of it was read.
        case data(hasText: Bool)
        case applData(hasText: Bool)
        case legacy, enhanced
        case user, userData, group, members, groupData
        case search(String)
        case keyTable(flagEnd: Int)
        /// A heading whose lines are skipped.
        case other
    }

    init(_ file: SourceFile) {
        input = ListingText(file)
        listing = RACFListing(file: file)
    }

    mutating func parse() -> RACFListing {
        input.walk { read($0) }
        if hasCutLists { options.markCut() }
        if hasOptions { listing.options = options }
        listing.mergeRepeated()
        return listing
    }

    private mutating func read(_ line: ListingLine) {
        if line.words.isEmpty { return endOfText() }
        if line.isDashes || ClassListLine.isNoise(line) {
            // A filter writes dashes where it leaves lines out.
            if case .classes = section, line.isDashes { (section, openList) = (.none, nil) }
            return
        }
        noteLostTitle(line)
        if text(line) || session(line) || message(line) { return }
        if setropts(line) || profileHeading(line) || userHeading(line) || groupHeading(line) || keyTableHeading(line) {
            openList = nil
            if case .classes(let list) = section { openList = list }
            return
        }
        switch section {
        case .classes(let list): classes(line, list)
        case .name: name(line)
        case .base: base(line)
        case .users: entry(line, isConditional: false)
        case .conditional: entry(line, isConditional: true)
        case .legacy, .enhanced: key(line)
        case .task: task(line)
        case .resources: resource(line)
        case .user: user(line)
        case .group: group(line)
        case .members: member(line)
        case .search(let className): found(line, className)
        case .keyTable(let flagEnd): keyRow(line, flagEnd)
        case .none, .other, .data, .applData, .userData, .groupData: return
        }
    }

    // MARK: Text of the site

    /// Reads a line in a text that the site wrote, which may look like anything.
    private mutating func text(_ line: ListingLine) -> Bool {
        switch section {
        case .applData(hasText: false) where Self.otherHeadings.contains(line.text) || line.text == "...":
            section = .other
            return false
        case .applData(hasText: false):
            change { $0.applData = Located(line.text == "NONE" ? nil : line.text, at: line.range) }
            section = .applData(hasText: true)
        case .applData(hasText: true): return false
        case .data(let hasText):
            if hasText, Self.afterData.contains(line.text) || line.text == "READY" { return false }
            section = .data(hasText: true)
        case .userData:
            guard
                line.begins(with: "LOGON", "ALLOWED") || line.text.hasPrefix("NO-MODEL-NAME")
                    || line.text.hasPrefix("MODEL-NAME=")
            else { return true }
            section = .user
        case .groupData:
            guard line.text.hasPrefix("NO MODEL DATA SET") || line.text.hasPrefix("MODEL DATA SET=") else {
                return true
            }
            section = .group
        default: return false
        }
        return true
    }

    /// What may follow INSTALLATION DATA.
    private static let afterData: Set<String> = ["APPLICATION DATA", "SECLEVEL", "CATEGORIES", "SECLABEL", "AUDITING"]

    /// A blank line ends a text, unless it is blank itself.
    private mutating func endOfText() {
        switch section {
        case .data(hasText: true), .applData(hasText: true): section = .other
        default: break
        }
    }

    // MARK: The session

    /// Whether the line shows a command, or that its output has ended.
    private mutating func session(_ line: ListingLine) -> Bool {
        if command?.isOpen == true {
            command?.take(line)
            if command?.isOpen == false { begin() }
            return true
        }
        if line.text == "READY" || line.text == "END" && line.indent <= 2 {
            endOutput(isWhole: true)
            command = nil
            return true
        }
        guard let echo = CommandEcho(line) else { return false }
        if case .search = section, !isXML, line.words.count == 1 { return false }
        endOutput(isWhole: true)
        command = echo
        if !echo.isOpen { begin() }
        return true
    }

    private mutating func begin() {
        (before, hasRefusal) = (listing.profiles.count, false)
        section = command?.searchedClass.map { .search($0) } ?? .none
    }

    /// A profile whose title was not read is missing from the listing of the class.
    private mutating func noteLostTitle(_ line: ListingLine) {
        guard let name = command?.wholeClass, line.words[0].text == name, line.words.count <= 3 else { return }
        if case .name = section { return }
        hasRefusal = true
    }

    /// Ends what is being read.
    ///
    /// - Parameter isWhole: whether the output of the command has ended, so that nothing of it can be missing.
    mutating func endOutput(isWhole: Bool) {
        endLists()
        switch section {
        case .members:
            if !hasGap, !listing.groups.isEmpty, !listing.groups[listing.groups.count - 1].isUniversal {
                listing.groups[listing.groups.count - 1].isWhole = true
            }
        default: break
        }
        section = .other
        openList = nil
        guard isWhole, let name = command?.wholeClass, !hasRefusal, listing.profiles.count > before,
            listing.profiles[before...].allSatisfy({ $0.className == name }), let command
        else { return }
        listing.wholeClasses.append(Located(name, at: command.range))
        listing.genericOrders[name] = listing.profiles[before...].filter { $0.isGeneric == true }.map(\.name.value)
    }

    /// Whether the line is a message of RACF.
    private mutating func message(_ line: ListingLine) -> Bool {
        let word = line.words[0].text
        guard word.utf8.count >= 8, word.hasPrefix("ICH") || word.hasPrefix("IRR") || word.hasPrefix("IKJ"),
            // The messages of health checks have an H before the number.
            word.utf8.dropFirst(word.hasPrefix("IRRH") ? 4 : 3).dropLast().allSatisfy(\.isDigit),
            "IEWA".contains(word.last ?? " ")
        else { return false }
        switch word {
        case "ICH30001I":
            if let last = line.words.last, line.words.count > 2, Self.isID(last.text) {
                listing.missingUsers.append(Located(last.text, at: last.range))
            }
        case "ICH51003I":
            if command?.verb == .listgrp, let name = command?.name, Self.isID(name) {
                listing.missingGroups.append(Located(name, at: line.range))
            }
        case "ICH13003I":
            hasRefusal = true
            if let profile = command?.profile, line.words.count == 4, line.words[1].text == profile.name,
                line.text.hasSuffix(" NOT FOUND")
            {
                listing.missingProfiles.append((profile.className, Located(profile.name, at: line.words[1].range)))
            }
        case _ where word.hasPrefix("ICH13") || word.hasPrefix("IKJ"): hasRefusal = true
        default: keyMessage(line)
        }
        return true
    }

    static func isID(_ word: String) -> Bool { ClassListLine.isClassName(word) }
}

extension RACFListing {
    /// Joins the reports of the same profile, user and group. The last one counts.
    mutating func mergeRepeated() {
        var numbers: [String: Int] = [:]
        var profiles: [Profile] = []
        for profile in self.profiles {
            let name = "\(profile.className) \(profile.name.value) \(profile.isGeneric ?? true)"
            if let known = numbers[name] {
                profiles[known].take(profile)
            } else {
                numbers[name] = profiles.count
                profiles.append(profile)
            }
        }
        self.profiles = profiles
        var userNumbers: [String: Int] = [:]
        var users: [User] = []
        for user in self.users {
            if let known = userNumbers[user.id.value] {
                users[known].take(user)
            } else {
                userNumbers[user.id.value] = users.count
                users.append(user)
            }
        }
        self.users = users
        var last: [String: Int] = [:]
        for (number, group) in groups.enumerated() { last[group.name.value] = number }
        groups = groups.enumerated().filter { last[$0.element.name.value] == $0.offset }.map(\.element)
        let shown = Set(users.map(\.id.value))
        missingUsers.removeAll { shown.contains($0.value) }
        missingGroups.removeAll { last[$0.value] != nil }
        missingProfiles.removeAll { missing in
            profiles.contains { $0.className == missing.className && $0.name.value == missing.name.value }
        }
    }
}
