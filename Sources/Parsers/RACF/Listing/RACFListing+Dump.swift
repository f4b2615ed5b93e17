public import Diagnostics

extension RACFListing {
    public func dumped() -> [String: JSONValue] {
        var members: [String: JSONValue] = ["profiles": .array(profiles.map(dumped))]
        if let options { members["options"] = dumped(options) }
        func set(_ name: String, _ values: [JSONValue]) { if !values.isEmpty { members[name] = .array(values) } }
        set("users", users.map(dumped))
        set("groups", groups.map(dumped))
        set("wholeClasses", wholeClasses.map { .string($0.value) })
        set("missingUsers", missingUsers.map { .string($0.value) })
        set("missingGroups", missingGroups.map { .string($0.value) })
        set("missingProfiles", missingProfiles.map { .string("\($0.className) \($0.name.value)") })
        set(
            "classStates",
            classStates.map { ["class": .string($0.className), "active": .bool($0.isActive.value)] })
        return members
    }

    private func dumped(_ options: Options) -> JSONValue {
        var shown: [String: JSONValue] = [:]
        for (name, list) in options.lists {
            if let list { shown[name] = .array(list.names.map { .string($0.value) }) }
        }
        let cut = options.lists.filter { $0.list.map { !$0.isWhole } ?? false }
        if !cut.isEmpty { shown["cut"] = .array(cut.map { .string($0.name) }) }
        if let value = options.listOfGroups?.value { shown["grplist"] = .bool(value) }
        if let value = options.addCreator?.value { shown["addcreator"] = .bool(value) }
        return .object(shown)
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
            "line": .number(file.lineIndex(at: Int(profile.name.range.start)) + 1),
        ]
        members["generic"] = profile.isGeneric.map { .bool($0) }
        if let uacc = profile.uacc { members["uacc"] = .string(uacc.value.name) }
        if let warning = profile.isWarning { members["warning"] = .bool(warning.value) }
        if let text = profile.applData { members["appldata"] = text.value.map { .string($0) } ?? .null }
        if let entries = profile.entries {
            members["access"] = shown(entries + profile.conditionalEntries)
            if !profile.isListWhole { members["cut"] = true }
        }
        if let key = profile.legacyKey { members["key"] = .bool(key.value != .none) }
        if let key = profile.enhancedKey { members["enhancedKey"] = .bool(key.value) }
        if let listed = profile.members { members["members"] = .array(listed.map { .string($0.value) }) }
        if let task = profile.task { members["taskUser"] = .string(task.user.value) }
        return .object(members)
    }

    private func dumped(_ user: User) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(user.id.value), "line": .number(file.lineIndex(at: Int(user.id.range.start)) + 1),
            "groups": .array(user.connections.map(dumped)), "allGroups": .bool(user.hasAllConnections),
        ]
        let flags = [
            ("revoked", user.isRevoked), ("protected", user.isProtected), ("restricted", user.isRestricted),
            ("contained", user.isContained), ("special", user.isSpecial),
        ]
        for (name, flag) in flags { members[name] = flag.map { .bool($0.value) } }
        members["defaultGroup"] = user.defaultGroup.map { .string($0.value) }
        return .object(members)
    }

    private func dumped(_ group: Group) -> JSONValue {
        [
            "name": .string(group.name.value), "members": .array(group.members.map(dumped)),
            "allMembers": .bool(group.isWhole),
        ]
    }

    private func dumped(_ connection: Connection) -> JSONValue {
        var members: [String: JSONValue] = ["id": .string(connection.id.value)]
        members["revoked"] = connection.isRevoked.map { .bool($0) }
        return .object(members)
    }
}
