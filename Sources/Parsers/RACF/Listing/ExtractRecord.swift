import Diagnostics
import Languages

/// What a program got from R_admin about one user, group, profile or the options, by the names of the fields
/// (docs/reference/unload.md#7-extracts-made-by-programs). Whoever prints it chooses the form.
struct ExtractRecord {
    /// USER, GROUP, `_SETROPTS`, or the class of a profile.
    var className = ""
    var name: Located<String>?
    var isGeneric: Bool?
    /// The values of each field by their numbers, such as `UACC` or `SSIGNON.KEYLABEL`.
    private(set) var values: [String: [Int: Located<String>]] = [:]
    /// The fields in the order in which they were printed.
    private(set) var order: [String] = []
    /// How many values or repetitions there are of a field.
    var counts: [String: Int] = [:]
    /// Where a field without values is printed.
    var places: [String: SourceRange] = [:]

    var isEmpty: Bool { values.isEmpty && counts.isEmpty }

    mutating func set(_ field: String, _ index: Int, _ value: Located<String>) {
        if values[field] == nil { order.append(field) }
        values[field, default: [:]][index] = value
    }

    mutating func append(_ field: String, _ value: Located<String>) {
        set(field, (values[field]?.keys.max() ?? 0) + 1, value)
    }

    private func first(_ names: String...) -> Located<String>? {
        for name in names { if let value = values[name]?.min(by: { $0.key < $1.key })?.value { return value } }
        return nil
    }

    private func flag(_ names: [String]) -> Located<Bool>? {
        for name in names {
            if let value = values[name]?.min(by: { $0.key < $1.key })?.value, let flag = Self.flag(value.value) {
                return Located(flag, at: value.range)
            }
        }
        return nil
    }

    private static func flag(_ text: String) -> Bool? {
        switch text.uppercased() {
        case "TRUE", "YES": true
        case "FALSE", "NO": false
        default: nil
        }
    }

    private func date(_ field: String, _ index: Int = 1) -> RACFListing.ListedDate {
        values[field]?[index].map { RACFListing.ListedDate($0.value) } ?? RACFListing.ListedDate.none
    }

    // MARK: To the listing

    func add(to listing: inout RACFListing) {
        switch className {
        case "_SETROPTS":
            if let options { listing.options = options }
        case "USER": if let user { listing.users.append(user) }
        case "GROUP": if let group { listing.groups.append(group) }
        default: if let profile { listing.profiles.append(profile) }
        }
    }

    private static var lists: [(String, WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>)] {
        [
            ("CLASSACT", \.active), ("GENERIC", \.generic), ("GENCMD", \.gencmd), ("RACLIST", \.raclist),
            ("GLOBAL", \.global),
        ]
    }

    private var options: RACFListing.Options? {
        var options = RACFListing.Options()
        for (field, path) in Self.lists {
            let names = (values[field] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
            let count = counts[field] ?? counts["\(field)_CT"]
            guard let place = names.first?.range ?? (count == 0 ? places[field] : nil) else { continue }
            var list = RACFListing.ClassList(range: place)
            list.names = names.filter { ClassListLine.isClassName($0.value) }
            list.isFollowed = count.map { $0 == names.count } ?? (order.last != field)
            options[keyPath: path] = list
        }
        options.listOfGroups = flag(["GRPLIST"])
        options.addCreator = flag(["ADDCREAT"])
        let isEmpty =
            options.active == nil && options.listOfGroups == nil && options.addCreator == nil
            && options.raclist == nil
        return isEmpty ? nil : options
    }

    private var user: RACFListing.User? {
        guard let name, ClassListLine.isClassName(name.value) else { return nil }
        var user = RACFListing.User(id: name)
        user.isRevoked = flag(["REVOKEFL"])
        (user.revokeDate, user.resumeDate) = (date("REVOKE"), date("RESUME"))
        user.isProtected = flag(["PROTECTD", "PROTECTED"])
        user.isRestricted = flag(["REST", "RESTRICT", "RESTRICTED"])
        user.isContained = flag(["CONTAIN", "CONTAINED"])
        user.isSpecial = flag(["SPECIAL"])
        user.hasPhrase = flag(["HASPHRAS", "HASPHRASE"])?.value
        user.defaultGroup = first("DFLTGRP").flatMap { ClassListLine.isClassName($0.value) ? $0 : nil }
        user.classAuthorities = (values["CLAUTH"] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
        user.connections = connections(of: "CGROUP", "CREVOKFL", "CREVOKE", "CRESUME", "CSPECIAL")
        user.hasAllConnections =
            !user.connections.isEmpty && counts["CONNECTS"].map { $0 == user.connections.count } ?? false
        return user
    }

    private var group: RACFListing.Group? {
        guard let name, ClassListLine.isClassName(name.value) else { return nil }
        // The members of a universal group are not all there, and not every program says that it is one.
        return RACFListing.Group(
            name: name, members: connections(of: "GUSERID", "GREVOKFL", "GREVOKE", "GRESUME", "GSPECIAL"),
            isUniversal: true)
    }

    private func connections(
        of field: String, _ flagName: String, _ revoke: String, _ resume: String, _ special: String
    ) -> [RACFListing.Connection] {
        (values[field] ?? [:]).sorted { $0.key < $1.key }.filter { ClassListLine.isClassName($0.value.value) }.map {
            index, id in
            var connection = RACFListing.Connection(id: id)
            connection.isRevoked = values[flagName]?[index].flatMap { Self.flag($0.value) }
            connection.isSpecial = values[special]?[index].flatMap { Self.flag($0.value) }
            (connection.revokeDate, connection.resumeDate) = (date(revoke, index), date(resume, index))
            return connection
        }
    }

    private var profile: RACFListing.Profile? {
        guard let name, ClassListLine.isClassName(className), !name.value.isEmpty else { return nil }
        var profile = RACFListing.Profile(className: className, name: name, isGeneric: isGeneric)
        if profile.isGeneric == nil, !profile.hasGenericCharacters { profile.isGeneric = false }
        profile.uacc = first("UACC").flatMap { uacc in
            RACFListing.level(uacc.value).map { Located($0, at: uacc.range) }
        }
        profile.isWarning = flag(["WARNING"])
        profile.owner = first("OWNER")?.value
        profile.applData = first("APPLDATA").map { $0.map { $0.isEmpty ? nil : $0 } }
        let (entries, isWhole) = entries("ACLID", "ACLACS", nil, counts["ACLCNT"])
        let (conditional, isConditionalWhole) = self.entries("ACL2ID", "ACL2ACS", "ACL2COND", counts["ACL2CNT"])
        if isWhole || !entries.isEmpty { profile.entries = entries }
        profile.conditionalEntries = conditional
        profile.isListWhole = isWhole && (isConditionalWhole || counts["ACL2CNT"] == nil && conditional.isEmpty)
        if let label = first("SSIGNON.KEYLABEL") {
            profile.legacyKey = RACFListing.LegacyKey(label: label.value).map { Located($0, at: label.range) }
        }
        if let field = values.keys.first(where: { $0.hasPrefix("SSIGNON.EPT") }), let label = first(field) {
            profile.enhancedKey = Located(!label.value.isEmpty, at: label.range)
        }
        profile.allowsReplay = flag(["SSIGNON.REPLAY"])?.value
        if let user = first("STDATA.USER", "STDATA.STUSER") {
            let flags = [flag(["STDATA.TRUSTED"]), flag(["STDATA.PRIVLEGE", "STDATA.PRIVILEGED"])].map { $0?.value }
            profile.task = RACFListing.Task(
                user: user, isTrusted: flags.contains(true) ? true : flags.contains(nil) ? nil : false)
        }
        return profile
    }

    private func entries(
        _ ids: String, _ levels: String, _ conditions: String?, _ count: Int?
    ) -> ([RACFListing.Entry], isWhole: Bool) {
        let found = (values[ids] ?? [:]).sorted { $0.key < $1.key }.compactMap { index, id -> RACFListing.Entry? in
            guard let access = values[levels]?[index].flatMap({ RACFListing.level($0.value) }) else { return nil }
            let condition = conditions.map { values[$0]?[index]?.value ?? "CRITERIA" }
            return RACFListing.Entry(id: id, access: access, condition: condition)
        }
        return (found, count == found.count)
    }
}
