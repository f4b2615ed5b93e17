import Diagnostics

/// The fields of general resources.
extension UnloadBuilder {
    /// Keeps what a record says of a profile whose class was asked for.
    mutating func keep(_ record: borrowing RawSpan, _ type: RecordType, _ line: UInt32) {
        let hidden = type == .profile ? UnloadField.profileData : nil
        let start = excerpt.append(record, number: line, without: hidden)
        func place(_ field: ClosedRange<Int>) -> SourceRange {
            guard let start else { return SourceRange(0, 0) }
            return UnloadExcerpt.range(start, record.byteCount, field) { record.byte($0 + 1) }
        }
        func text(_ field: ClosedRange<Int>) -> String { String(decoding: record.bytes(field), as: UTF8.self) }
        func truth(_ field: ClosedRange<Int>) -> Bool? {
            switch record.flag(field) {
            case .yes: true
            case .no: false
            case .blank, .other: nil
            }
        }
        switch type {
        case .profile:
            let isWhole = record.byteCount >= UnloadField.securityLevel.lowerBound
            let applData = text(UnloadField.applData)
            if profiles[lastProfile].isShown { tests.noteTwice(profiles[lastProfile].fullName) }
            profiles[lastProfile].place = place(UnloadField.profile)
            profiles[lastProfile].isShown = true
            profiles[lastProfile].isGeneric = Located(truth(UnloadField.generic), at: place(UnloadField.generic))
            profiles[lastProfile].uacc = Located(text(UnloadField.uacc), at: place(UnloadField.uacc))
            profiles[lastProfile].isWarning = Located(truth(UnloadField.warning), at: place(UnloadField.warning))
            profiles[lastProfile].owner = text(UnloadField.profileOwner)
            profiles[lastProfile].lastChange = record.date(UnloadField.lastChange)
            if isWhole {
                profiles[lastProfile].applData = Located(
                    applData.isEmpty ? nil : applData, at: place(UnloadField.applData))
            }
        case .access:
            profiles[lastProfile].entries.append(
                Unload.Entry(
                    id: Located(text(UnloadField.accessID), at: place(UnloadField.accessID)),
                    access: Located(text(UnloadField.access), at: place(UnloadField.access)), condition: nil))
        case .conditionalAccess:
            profiles[lastProfile].entries.append(
                Unload.Entry(
                    id: Located(text(UnloadField.conditionID), at: place(UnloadField.conditionID)),
                    access: Located(text(UnloadField.conditionAccess), at: place(UnloadField.conditionAccess)),
                    condition: text(UnloadField.conditionClass)))
        case .resourceMember:
            var member = record.bytes(UnloadField.resourceMember)
            if profiles[lastProfile].className == "GLOBAL" {
                member += [UInt8(ascii: "/")] + record.bytes(UnloadField.globalAccess)
            }
            profiles[lastProfile].members.append(Located(member, at: place(UnloadField.resourceMember)))
        case .key: profiles[lastProfile].key = key(record, place(UnloadField.protection), place(UnloadField.keyLabel))
        case .startedTask:
            let flags = [truth(UnloadField.trusted), truth(UnloadField.privileged)]
            profiles[lastProfile].task = Unload.Task(
                user: Located(text(UnloadField.taskUser), at: place(UnloadField.taskUser)),
                isTrusted: flags.contains(true) ? true : flags.contains(nil) ? nil : false)
        case .group, .member, .user, .classAuthority, .connectPair, .connect, .skipped, .unknown: return
        }
    }

    private func key(
        _ record: borrowing RawSpan, _ legacyPlace: SourceRange, _ enhancedPlace: SourceRange
    ) -> Unload.Key {
        let protection = String(decoding: record.bytes(UnloadField.protection), as: UTF8.self)
        let legacy: Unload.Key.Legacy =
            switch protection.uppercased() {
            case "": .none
            case "*MASKED*": .masked
            case "*KEYTOKEN*": .encrypted
            case "*UNKNOWN*": .unknown
            default: .label(protection)
            }
        let label = record.bytes(UnloadField.keyLabel)
        let isUnknown = label.elementsEqual("*UNKNOWN*".utf8)
        let replay: Bool? =
            switch record.flag(UnloadField.replay) {
            case .yes: true
            case .no: false
            case .blank, .other: nil
            }
        return Unload.Key(
            legacy: legacy, enhanced: isUnknown ? nil : !label.isEmpty, allowsReplay: replay, legacyPlace: legacyPlace,
            enhancedPlace: enhancedPlace)
    }
}
