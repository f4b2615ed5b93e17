/// The state of a profile, in numbers. Its name, the IDs on its list and the commands that changed it are kept
/// elsewhere, because a deck may have a million profiles.
struct ProfileRecord: Sendable {
    /// Unknown if it may have existed before the decks, or if a command that cannot be evaluated may have made or
    /// removed it.
    var exists = Truth.unknown
    /// Whether it was stored as a generic profile, which depends on SETROPTS at its definition.
    var isGeneric = Truth.no
    var uacc: AccessLevel?
    var legacyKey = KeyState.unknown
    var enhancedKey = Truth.unknown
    /// SSIGNON REPLAY(YES): an enhanced ticket may be used again.
    var allowsReplay = Truth.unknown
    var warning = Truth.unknown
    var applData = Setting.unknown
    /// Whether the submitter of the deck got ALTER.
    var creator = Truth.unknown
    /// Whether the deck removes an ID from the list that it did not add, most likely the submitter's.
    var mayHaveLostCreator = false
    /// Whether the list has no entries other than the known ones.
    var isListComplete = false
    /// Whether a command or a listing has shown it.
    var isTouched = false

    // The commands that caused this.
    var definition = Mark.start
    var uaccMark = Mark.start
    var legacyMark = Mark.start
    var enhancedMark = Mark.start
    var warningMark = Mark.start
    var applDataMark = Mark.start
    var changed = Mark.start
    /// The time before which entries no longer count.
    var standardReset = Mark.start
    var conditionalReset = Mark.start

    /// The first and last entry of its list, including removed ones.
    var firstEntry = EntryNumber.none
    var lastEntry = EntryNumber.none
    var entryCount: UInt32 = 0

    /// The first change since the last load, and the version that is in storage since then.
    var captured = Mark.start
    var old = Self.asBefore

    /// A profile that nothing has shown yet.
    static let unmentioned = ProfileRecord()

    static let asBefore = UInt32.max
    static let absent = UInt32.max - 1

    var hasKey: Truth { legacyKey.isHeld || enhancedKey }

    /// Records that a command has changed it.
    mutating func touch(at mark: Mark) {
        changed = mark
        isTouched = true
    }

    /// Makes the profile by RDEFINE. The access list of an earlier profile with this name is gone; the version in
    /// storage stays.
    ///
    /// Fields are set one by one, because there are as many records as commands, and a record made elsewhere would be
    /// copied.
    mutating func define(isGeneric generic: Truth, uacc default: AccessLevel?, creator submitter: Truth, at mark: Mark)
    {
        (standardReset, conditionalReset) = (changed, changed)
        (exists, definition) = (.yes, mark)
        isGeneric = generic
        (uacc, uaccMark) = (`default`, .start)
        (legacyKey, legacyMark) = (.none, .start)
        (enhancedKey, enhancedMark, allowsReplay) = (.no, .start, .unknown)
        (warning, warningMark) = (.no, .start)
        (applData, applDataMark) = (.absent, .start)
        (creator, mayHaveLostCreator) = (submitter, false)
        isListComplete = true
    }

    /// Takes from the model, as far as it is known, what RDEFINE does not give.
    mutating func take(_ model: ProfileRecord?) {
        // Whether the command continues without its model is undocumented.
        if model?.exists == .no { exists = .unknown }
        let isKnown = model?.exists == .yes
        if !isKnown || model?.uacc != uacc { uacc = nil }
        if !isKnown || model?.warning != warning { warning = .unknown }
        if !isKnown || model?.applData != applData { applData = .unknown }
    }
}

/// How a profile holds the key of legacy PassTickets.
enum KeyState: UInt8, Sendable {
    case none, masked, encrypted, label
    /// There is a key, but the inputs do not show in which form.
    case held
    case unknown

    var isHeld: Truth {
        switch self {
        case .none: .no
        case .masked, .encrypted, .label, .held: .yes
        case .unknown: .unknown
        }
    }
}

/// Whether a profile has a text.
enum Setting: UInt8, Sendable { case absent, set, unknown }

/// An ID on an access list, from the command that added it to the one that removed it.
struct EntryRecord: Sendable {
    var id: IDNumber
    var profile = ProfileNumber(0)
    var next = EntryNumber.none
    var added: Mark
    /// The time of its removal; `Mark.end` while it is on the list.
    var removed = Mark.end
    var access: AccessLevel
    var isConditional: Bool
    /// False if a command that cannot be evaluated may have changed or removed it.
    var isCertain = true
    /// False if the access is that of a value that is not shown; `access` is then the highest one.
    var isAccessKnown = true
    /// The class of its condition, such as SERVAUTH.
    var condition: ConditionClass?

    /// Whether a view of a profile has it.
    func isVisible(at time: Mark, _ profile: ProfileRecord) -> Bool {
        added <= time && removed > time
            && added > (isConditional ? profile.conditionalReset : profile.standardReset)
    }
}

/// The kind of a conditional entry. Each counts only while the class with that name is active, or, for PROGRAM and
/// SYSID, while program control is on.
public enum ConditionClass: String, Sendable, CaseIterable {
    case appcport, console, criteria, jesinput, program, servauth, sysid, terminal

    var className: String? {
        switch self {
        case .appcport, .console, .jesinput, .servauth, .terminal: rawValue.uppercased()
        case .criteria, .program, .sysid: nil
        }
    }
}
