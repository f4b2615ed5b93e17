import Diagnostics

/// RLIST (docs/reference/racf.md#86-rlist, docs/reference/unload.md#62-rlist).
extension RACFListingParser {
    /// Whether the line is a heading.
    mutating func profileHeading(_ line: ListingLine) -> Bool {
        let text = line.text
        if line.begins(with: "CLASS", "NAME"), line.words.count == 2 {
            switch section {
            case .group, .members: endOutput(isWhole: false)
            default: endLists()
            }
            section = .name
            return true
        }
        guard !listing.profiles.isEmpty else { return false }
        if isLost(line) { return false }
        let old = section
        if line.begins(with: "LEVEL", "OWNER") {
            section = .base
        } else if text == "APPLICATION DATA" {
            section = .applData(hasText: false)
        } else if text == "INSTALLATION DATA" {
            section = .data(hasText: false)
        } else if line.begins(with: "USER", "ACCESS") || line.begins(with: "ID", "ACCESS") && !text.contains("CLASS") {
            section = .users
            let hasCounts = text.contains("COUNT")
            change {
                $0.entries = $0.entries ?? []
                // The list of a generic profile has no counts.
                if $0.isGeneric == nil { $0.isGeneric = !hasCounts }
            }
        } else if line.begins(with: "ID", "ACCESS") {
            endLists(old)
            section = .conditional
            return change { $0.isListWhole = false } != nil
        } else if text == "SSIGNON INFORMATION" || text.uppercased() == "LEGACY PASSTICKET" {
            section = .legacy
        } else if text.uppercased() == "ENHANCED PASSTICKET" {
            section = .enhanced
        } else if text == "STDATA INFORMATION" {
            section = .task
        } else if text == "RESOURCES IN GROUP" {
            section = .resources
            change { $0.members = $0.members ?? [] }
        } else if text == "NO SSIGNON INFORMATION" {
            endLists(old)
            section = .other
            change {
                $0.legacyKey = Located(.none, at: line.range)
                $0.enhancedKey = Located(false, at: line.range)
            }
        } else if text.hasPrefix("NO USERS IN ACCESS LIST") || text.hasPrefix("NO ENTRIES IN STANDARD ACCESS LIST") {
            section = .other
            change { ($0.entries, $0.isListWhole) = ([], true) }
            return true
        } else if text.hasPrefix("NO ENTRIES IN CONDITIONAL") {
            section = .other
            let isWhole = !hasGap
            change { $0.isListWhole = isWhole && $0.entries != nil }
            return true
        } else if Self.otherHeadings.contains(text) {
            section = .other
        } else {
            return false
        }
        endLists(old)
        return true
    }

    /// Whether the line belongs to a profile whose title was lost: each heading occurs once for a profile.
    private mutating func isLost(_ line: ListingLine) -> Bool {
        if !hasLostTitle, Self.onceHeadings.contains(where: { line.text.hasPrefix($0) }) {
            hasLostTitle = !headings.insert(line.text).inserted
            if hasLostTitle {
                endLists()
                (section, hasRefusal) = (.other, true)
            }
        }
        return hasLostTitle
    }

    private static let onceHeadings = [
        "LEVEL OWNER", "INSTALLATION DATA", "APPLICATION DATA", "USER ACCESS", "ID ACCESS",
    ]

    static let otherHeadings: Set<String> = [
        "AUDITING", "GLOBALAUDIT", "NOTIFY", "SECLEVEL", "CATEGORIES", "SECLABEL", "RESOURCE GROUPS",
        "GROUP CLASS NAME", "MEMBER CLASS NAME", "CREATION DATE LAST REFERENCE DATE LAST CHANGE DATE",
        "ALTER COUNT CONTROL COUNT UPDATE COUNT READ COUNT", "SESSION INFORMATION", "NO SESSION INFORMATION",
        "NO STDATA INFORMATION",
    ]

    /// Records that something that is known follows the lists of a profile.
    mutating func endLists(_ section: Section? = nil) {
        switch section ?? self.section {
        case .users, .conditional:
            let isWhole = !hasGap
            change { $0.isListWhole = isWhole }
        case .resources:
            let isWhole = !hasGap
            change { $0.areMembersWhole = isWhole }
        default: break
        }
    }

    @discardableResult
    mutating func change(_ body: (inout RACFListing.Profile) -> Void) -> Void? {
        guard !listing.profiles.isEmpty else { return nil }
        return body(&listing.profiles[listing.profiles.count - 1])
    }

    mutating func name(_ line: ListingLine) {
        (section, hasGap, hasLostTitle, headings) = (.none, false, false, [])
        guard line.words.count >= 2, ClassListLine.isClassName(line.words[0].text) else {
            hasRefusal = true
            return
        }
        var profile = RACFListing.Profile(
            className: line.words[0].text, name: Located(line.words[1].text, at: line.words[1].range), isGeneric: false)
        if line.words.count > 2, line.words[2].text == "(G)" {
            profile.isGeneric = true
        } else if profile.hasGenericCharacters {
            // Some programs lose the mark; then the headings of the list tell.
            profile.isGeneric = nil
        }
        listing.profiles.append(profile)
        section = .other
    }

    /// Reads `00 ESWIFT NONE NONE NO`: level, owner, UACC, access of the issuer, WARNING.
    mutating func base(_ line: ListingLine) {
        section = .other
        guard line.words.count >= 5, let uacc = RACFListing.level(line.words[2].text) else { return }
        let (owner, access, warning) = (line.words[1], line.words[2], line.words[4])
        change {
            $0.owner = owner.text
            $0.uacc = Located(uacc, at: access.range)
            if warning.text == "YES" || warning.text == "NO" {
                $0.isWarning = Located(warning.text == "YES", at: warning.range)
            }
        }
    }

    /// Reads `AGNTUSR UPDATE 000012`; on the conditional list the class and name of the condition follow.
    mutating func entry(_ line: ListingLine, isConditional: Bool) {
        guard line.words.count >= 2, let access = RACFListing.level(line.words[1].text) else {
            hasGap = true
            return
        }
        let condition = line.words.dropFirst(2).first { Keyword(rawValue: $0.text.lowercased()) != nil }?.text
        let entry = RACFListing.Entry(
            id: Located(line.words[0].text, at: line.words[0].range), access: access,
            condition: isConditional ? condition ?? "CRITERIA" : nil)
        change {
            if isConditional { $0.conditionalEntries.append(entry) } else { $0.entries?.append(entry) }
        }
    }

    mutating func key(_ line: ListingLine) {
        let text = line.text.uppercased()
        if case .enhanced = section {
            change {
                if text.contains("LABEL") { $0.enhancedKey = Located(true, at: line.range) }
                if text.hasPrefix("REPLAY ALLOWED =") { $0.allowsReplay = text.hasSuffix("YES") }
                // Without a block for it there is no legacy key.
                if $0.legacyKey == nil { $0.legacyKey = Located(.none, at: line.range) }
            }
            return
        }
        let key: RACFListing.LegacyKey? =
            text.hasPrefix("KEYMASKED DATA")
            ? .masked
            : text.hasPrefix("KEYENCRYPTED DATA") || text.hasPrefix("KEYTOKEN DATA")
                ? .encrypted
                : text.hasPrefix("KEYENCRYPTED LABEL:") || text.hasPrefix("KEYLABEL LABEL:") ? .label : nil
        guard let key else { return }
        change {
            $0.legacyKey = Located(key, at: line.range)
            // If enhanced PassTickets are not installed, no block mentions them.
            if $0.enhancedKey == nil { $0.enhancedKey = Located(false, at: line.range) }
        }
    }

    /// Reads `USER= STCJMON` and the other lines of STDATA.
    mutating func task(_ line: ListingLine) {
        guard let equals = line.text.firstIndex(of: "="), let last = line.words.last else { return }
        let name = line.text[..<equals].filter { $0 != " " }
        let value = line.text[line.text.index(after: equals)...].filter { $0 != " " }
        let start = Int(last.range.end) - value.utf8.count
        let range = value.isEmpty || start < 0 ? line.range : SourceRange(start, Int(last.range.end))
        change {
            switch name {
            case "USER":
                $0.task = RACFListing.Task(user: Located(value == "NONE" ? "" : value, at: range), isTrusted: nil)
            case "TRUSTED": $0.task?.isTrusted = Self.flag(value)
            case "PRIVILEGED": if Self.flag(value) != false { $0.task?.isTrusted = Self.flag(value) }
            default: break
            }
        }
    }

    /// Reads a member of a grouping class, of RACFVARS or of GLOBAL: `USER1`, `SYS1.HELP/READ (G)`.
    mutating func resource(_ line: ListingLine) {
        guard line.words.count == 1 || line.words.count == 2 && line.words[1].text == "(G)" else {
            hasGap = true
            return
        }
        let member = Located(line.words[0].text, at: line.words[0].range)
        change { $0.members?.append(member) }
    }

    private static func flag(_ word: String) -> Bool? { word == "YES" ? true : word == "NO" ? false : nil }
}

extension RACFListing {
    /// Only access levels, because other words are also keywords.
    static func level(_ word: String) -> Keyword? {
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
}
