import RACF

/// A possible change of profiles by a command with incomplete names.
struct OpenChange: Sendable {
    enum Kind: Equatable, Sendable {
        case define, delete
        case alter(ProfileAttributes)
        /// Adds to lists, or removes from them.
        case permit
        /// Anything: a part of the deck that was not read.
        case anything

        var makesProfiles: Bool { self == .define || self == .anything }
    }

    var kind: Kind
    var name: OpenName
    /// The IDs whose entries may be changed.
    var ids: OpenName?
    var mark: Mark

    init(_ kind: Kind, _ name: OpenName, ids: OpenName? = nil, mark: Mark) {
        self.kind = kind
        self.name = name
        self.ids = kind == .anything ? .any : ids
        self.mark = mark
    }

    /// Whether another change differs only in a later moment.
    func isSame(as other: Self) -> Bool { kind == other.kind && name == other.name && ids == other.ids }

    /// Makes the facts unknown that it may have changed.
    func open(_ record: inout ProfileRecord) {
        switch kind {
        case .define:
            if record.exists == .no, mark > record.changed {
                record.exists = .unknown
                ProfileAttributes.all.open(&record, since: mark)
                record.creator = .unknown
                record.isListComplete = false
            }
        case .delete:
            if record.exists == .yes, mark > record.definition { record.exists = .unknown }
        case .alter(let attributes): attributes.open(&record, since: mark)
        case .permit:
            if record.creator == .yes, mark > record.definition { record.creator = .unknown }
        case .anything:
            if record.exists == .yes ? mark > record.definition : mark > record.changed { record.exists = .unknown }
            ProfileAttributes.all.open(&record, since: mark)
            if mark > record.definition { record.creator = .unknown }
        }
    }
}

/// The attributes of a profile that a command sets.
struct ProfileAttributes: OptionSet, Sendable {
    let rawValue: UInt8

    static let uacc = ProfileAttributes(rawValue: 1)
    static let applData = ProfileAttributes(rawValue: 2)
    static let warning = ProfileAttributes(rawValue: 4)
    static let key = ProfileAttributes(rawValue: 8)
    static let all: ProfileAttributes = [.uacc, .applData, .warning, .key]

    func open(_ record: inout ProfileRecord, since mark: Mark) {
        if contains(.uacc), mark > max(record.definition, record.uaccMark) { record.uacc = nil }
        if contains(.applData), mark > max(record.definition, record.applDataMark) { record.applData = .unknown }
        if contains(.warning), mark > max(record.definition, record.warningMark) { record.warning = .unknown }
        if contains(.key), mark > max(record.definition, record.legacyMark) {
            record.legacyKey = .unknown
            record.enhancedKey = .unknown
            record.allowsReplay = .unknown
        }
    }
}

extension ProfileChange {
    /// The attributes that it sets.
    var attributes: ProfileAttributes {
        guard !isOpen else { return .all }
        var attributes: ProfileAttributes = []
        if isUACCGiven { attributes.insert(.uacc) }
        if applData != nil { attributes.insert(.applData) }
        if warning != nil { attributes.insert(.warning) }
        if hasNoSSIGNON || legacyKey != nil || enhancedKey != nil || encryptsKey || allowsReplay != nil {
            attributes.insert(.key)
        }
        return attributes
    }
}
