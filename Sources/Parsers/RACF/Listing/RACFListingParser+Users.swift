import Diagnostics

/// LISTUSER (docs/reference/unload.md#63-listuser).
extension RACFListingParser {
    /// Whether the line begins the report of a user.
    mutating func userHeading(_ line: ListingLine) -> Bool {
        guard Self.isUserHeading(line), let id = line.rest(of: 0, after: "USER=") else { return false }
        endOutput(isWhole: false)
        listing.users.append(RACFListing.User(id: id, isReport: true))
        (attributes, hasGap) = ([], false)
        section = .user
        return true
    }

    static func isUserHeading(_ line: ListingLine) -> Bool {
        guard let first = line.words.first?.text, first.hasPrefix("USER="), first.utf8.count > 5 else { return false }
        return (6...13).contains(first.utf8.count)
            && line.words.dropFirst().contains { $0.text.hasPrefix("NAME=") || $0.text.hasPrefix("OWNER=") }
    }

    private var user: RACFListing.User? {
        get { listing.users.last }
        set { if let newValue, !listing.users.isEmpty { listing.users[listing.users.count - 1] = newValue } }
    }

    mutating func user(_ line: ListingLine) {
        guard var user else { return }
        let first = line.words[0].text
        if let group = line.rest(of: 0, after: "DEFAULT-GROUP=") {
            if Self.isID(group.value) { user.defaultGroup = group }
        } else if first.hasPrefix("ATTRIBUTES=") {
            attributes += line.values(from: 0, after: "ATTRIBUTES=")
            if attributes.isEmpty { attributes.append(Located("****", at: line.range)) }
        } else if first == "REVOKE", let dates = Self.dates(line) {
            setDates(dates, in: &user)
        } else if line.begins(with: "CONNECT"), line.words.count > 1, line.words[1].text.hasPrefix("ATTRIBUTES=") {
            let words = line.values(from: 1, after: "ATTRIBUTES=").map(\.value)
            // Between two lines of attributes the heading of a group is missing.
            if user.connections.last?.isRevoked != nil { hasGap = true }
            Self.setAttributes(words, of: &user.connections)
        } else if first == "CLASS", line.words.count > 1, line.words[1].text.hasPrefix("AUTHORIZATIONS=") {
            user.classAuthorities += line.values(from: 1, after: "AUTHORIZATIONS=").filter {
                $0.value != "NONE" && ClassListLine.isClassName($0.value)
            }
        } else if user.connections.isEmpty, let times = line.words.last, line.words.count > 1,
            LogonDays.areDays(line.words.dropLast().map(\.text))
        {
            // Below LOGON ALLOWED: the days, then the time. Several lines allow what each of them does.
            let days = line.words.dropLast().map(\.text)
            user.isLimitedToDays = Located(!LogonDays.isAny(days), at: line.range)
            user.isLimitedToTimes = Located(times.text != "ANYTIME", at: times.range)
        } else if first.hasPrefix("INSTALLATION-DATA=") {
            section = .userData
        } else if let group = line.rest(of: 0, after: "GROUP="), Self.isID(group.value),
            line.words.contains(where: { $0.text.hasPrefix("AUTH=") })
        {
            user.connections.append(RACFListing.Connection(id: group))
        } else if first.hasPrefix("GROUP=") {
            hasGap = true
        } else if first.hasPrefix("SECURITY-LEVEL=") || first.hasPrefix("CATEGORY-AUTHORIZATION")
            || first.hasPrefix("SECURITY-LABEL=")
        {
            user.hasAllConnections = !user.connections.isEmpty && !hasGap
        } else if !user.connections.isEmpty, !user.hasAllConnections, !first.hasPrefix("CONNECTS=") {
            hasGap = true
        }
        self.user = user
    }

    /// The dates follow all lines of attributes.
    private mutating func setDates(
        _ dates: (revoke: RACFListing.ListedDate, resume: RACFListing.ListedDate), in user: inout RACFListing.User
    ) {
        if let last = user.connections.indices.last {
            (user.connections[last].revokeDate, user.connections[last].resumeDate) = dates
            return
        }
        (user.revokeDate, user.resumeDate) = dates
        guard !attributes.isEmpty, !attributes.contains(where: { Self.isHidden($0.value) }) else { return }
        func has(_ word: String) -> Located<Bool> {
            attributes.first { $0.value == word }.map { Located(true, at: $0.range) }
                ?? Located(false, at: attributes[0].range)
        }
        user.isRevoked = has("REVOKED")
        user.isProtected = has("PROTECTED")
        user.isRestricted = has("RESTRICTED")
        user.isContained = has("CONTAINED")
        user.isSpecial = has("SPECIAL")
        user.hasPhrase = has("PASSPHRASE").value
    }

    static func setAttributes(_ words: [String], of connections: inout [RACFListing.Connection]) {
        guard let last = connections.indices.last, !words.isEmpty, !words.contains(where: isHidden) else { return }
        func joined(_ old: Bool?, _ new: Bool) -> Bool? { old == nil || old == new ? new : nil }
        connections[last].isRevoked = joined(connections[last].isRevoked, words.contains("REVOKED"))
        connections[last].isSpecial = joined(connections[last].isSpecial, words.contains("SPECIAL"))
    }

    /// Whether asterisks hide attributes from the one who asked, or the end of a word was cut off.
    private static func isHidden(_ word: String) -> Bool {
        word.contains("*") || !attributeNames.contains(word) && attributeNames.contains { $0.hasPrefix(word) }
    }

    private static let attributeNames: Set<String> = [
        "REVOKED", "PROTECTED", "RESTRICTED", "CONTAINED", "SPECIAL", "PASSPHRASE",
    ]

    /// Reads `REVOKE DATE=NONE RESUME DATE=23.087`.
    static func dates(_ line: ListingLine) -> (revoke: RACFListing.ListedDate, resume: RACFListing.ListedDate)? {
        let parts = line.text.split(separator: "DATE=", omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0] == "REVOKE " else { return nil }
        func text(_ part: Substring) -> String {
            let part = part.hasSuffix("RESUME ") ? part.dropLast("RESUME ".count) : part
            return part.split(separator: " ").joined(separator: " ")
        }
        // Without the second date the line was cut.
        let resume = parts.count > 2 ? RACFListing.ListedDate(text(parts[2])) : .unknown
        return (RACFListing.ListedDate(text(parts[1])), resume)
    }
}
