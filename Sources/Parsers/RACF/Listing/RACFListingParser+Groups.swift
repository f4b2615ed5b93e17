import Diagnostics
import Languages

/// LISTGRP and SEARCH (docs/reference/unload.md#64-listgrp).
extension RACFListingParser {
    /// Whether the line begins the report of a group.
    mutating func groupHeading(_ line: ListingLine) -> Bool {
        guard line.begins(with: "INFORMATION", "FOR", "GROUP"), line.words.count == 4, Self.isID(line.words[3].text)
        else { return false }
        endOutput(isWhole: false)
        listing.groups.append(RACFListing.Group(name: Located(line.words[3].text, at: line.words[3].range)))
        (section, hasGap) = (.group, false)
        return true
    }

    /// Reads the lines before the members.
    mutating func group(_ line: ListingLine) {
        if line.begins(with: "USER(S)=") || line.begins(with: "NO", "USERS") {
            section = .members
        } else if line.begins(with: "INSTALLATION"), line.words.count > 1, line.words[1].text.hasPrefix("DATA=") {
            section = .groupData
        } else {
            noteUniversal(line)
        }
    }

    private mutating func noteUniversal(_ line: ListingLine) {
        guard !listing.groups.isEmpty, line.words.contains(where: { $0.text == "UNIVERSAL" }) else { return }
        listing.groups[listing.groups.count - 1].isUniversal = true
    }

    /// The segments follow the members.
    private mutating func endGroup(_ line: ListingLine) {
        guard line.words.last?.text == "INFORMATION", line.words.count <= 3 else {
            hasGap = true
            return
        }
        endOutput(isWhole: false)
    }

    mutating func member(_ line: ListingLine) {
        guard let last = listing.groups.indices.last else { return }
        if line.words.count >= 3, Self.authorities.contains(line.words[1].text), Self.isID(line.words[0].text),
            line.words[2].text.utf8.allSatisfy(\.isDigit)
        {
            let id = Located(line.words[0].text, at: line.words[0].range)
            listing.groups[last].members.append(RACFListing.Connection(id: id))
        } else if line.begins(with: "CONNECT"), line.words.count > 1, line.words[1].text.hasPrefix("ATTRIBUTES=") {
            let words = line.values(from: 1, after: "ATTRIBUTES=").map(\.value)
            Self.setAttributes(words, of: &listing.groups[last].members)
        } else if line.words[0].text == "REVOKE", let dates = Self.dates(line),
            let member = listing.groups[last].members.indices.last
        {
            listing.groups[last].members[member].revokeDate = dates.revoke
            listing.groups[last].members[member].resumeDate = dates.resume
        } else {
            endGroup(line)
        }
    }

    private static let authorities: Set<String> = ["USE", "CREATE", "CONNECT", "JOIN"]

    /// Reads a name that SEARCH lists. What it leaves out may exist: it lists what the issuer may read.
    mutating func found(_ line: ListingLine, _ className: String) {
        let name = Located(line.words[0].text, at: line.words[0].range)
        // A longer name may go on in the next line.
        guard line.words.count <= 2, name.value.utf8.count + line.indent < 72 else { return }
        switch className {
        case "USER":
            if line.words.count == 1, Self.isID(name.value) { listing.users.append(RACFListing.User(id: name)) }
        case "GROUP":
            if line.words.count == 1, Self.isID(name.value) {
                var group = RACFListing.Group(name: name)
                group.isUniversal = true
                listing.groups.append(group)
            }
        case "DATASET": return
        default:
            guard line.words.count == 1 || line.words[1].text == "(G)" else { return }
            var profile = RACFListing.Profile(className: className, name: name, isGeneric: line.words.count == 2)
            if line.words.count == 1, profile.hasGenericCharacters { profile.isGeneric = nil }
            listing.profiles.append(profile)
        }
    }
}
