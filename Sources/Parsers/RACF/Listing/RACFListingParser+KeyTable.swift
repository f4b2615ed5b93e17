import Diagnostics

/// The report of the health check RACF_PTKTDATA_CLASS (docs/reference/unload.md#76-health-check-irrut100-dsmon).
extension RACFListingParser {
    /// Whether the line is the heading of the table of keys, `S Profile Name  Key Label`.
    mutating func keyTableHeading(_ line: ListingLine) -> Bool {
        let words = line.words.map { $0.text.uppercased() }
        guard words == ["S", "PROFILE", "NAME", "KEY", "LABEL"] else { return false }
        section = .keyTable(flagEnd: Int(line.words[1].range.start) - line.start)
        return true
    }

    /// Reads `E FEKAPPL *MASKED*`. The flag, if there is one, stands before the column of the names.
    mutating func keyRow(_ line: ListingLine, _ flagEnd: Int) {
        var words = line.words[...]
        if let first = words.first, line.indent < flagEnd, first.text.utf8.count == 1 { words.removeFirst() }
        guard words.count == 2, let name = words.first, let label = words.last else { return }
        var profile = RACFListing.Profile(
            className: "PTKTDATA", name: Located(name.text, at: name.range), isGeneric: false)
        if profile.hasGenericCharacters { profile.isGeneric = nil }
        profile.legacyKey = RACFListing.LegacyKey(label: label.text).map { Located($0, at: label.range) }
        listing.profiles.append(profile)
    }

    /// Reads the message that says whether the class is active.
    mutating func keyMessage(_ line: ListingLine) {
        let text = line.text.uppercased()
        section = .other
        guard text.contains("PTKTDATA"), text.contains("CLASS"), text.contains("ACTIVE") else { return }
        let isInactive = text.contains("NOT ACTIVE") || text.contains("INACTIVE")
        guard isInactive || text.contains("IS ACTIVE") else { return }
        listing.classStates.append(
            RACFListing.ClassState(className: "PTKTDATA", isActive: Located(!isInactive, at: line.range)))
    }
}
