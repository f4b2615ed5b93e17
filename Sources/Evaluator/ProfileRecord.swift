/// What RACF holds of a profile, in numbers: its name, the IDs on its list and the commands that made it so stand
/// elsewhere. A deck has a million of them.
struct ProfileRecord: Sendable {
    /// Unknown where it may have been there before the decks, or where a command that cannot be evaluated may have
    /// made or removed it.
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
    /// The deck takes an ID off the list that it has not put there: most likely the submitter's.
    var mayHaveLostCreator = false
    /// Whether the list holds nothing but the entries that are known.
    var isListComplete = false
    /// Whether a command or a listing has shown anything of it.
    var isTouched = false

    // The commands that made it so.
    var definition = Mark.start
    var uaccMark = Mark.start
    var legacyMark = Mark.start
    var enhancedMark = Mark.start
    var warningMark = Mark.start
    var applDataMark = Mark.start
    var changed = Mark.start
    /// Entries from before do not count any more.
    var standardReset = Mark.start
    var conditionalReset = Mark.start

    /// The first and last entry of its list, and of all that it ever held; 0: none.
    var firstEntry: UInt32 = 0
    var lastEntry: UInt32 = 0
    var entryCount: UInt32 = 0

    /// The first change since the last load, and what storage has held since then.
    var captured = Mark.start
    var old = Self.asBefore

    /// What is known of a profile before anything has shown it.
    static let unmentioned = ProfileRecord()

    static let asBefore = UInt32.max
    static let absent = UInt32.max - 1

    var hasKey: Truth { legacyKey.isHeld || enhancedKey }

    /// A command has changed it.
    mutating func touch(at mark: Mark) {
        changed = mark
        isTouched = true
    }

    /// RDEFINE makes it anew. What was permitted to an earlier profile of the name is gone with it; what storage holds
    /// stays.
    ///
    /// Field by field: there are as many of them as commands, and a record made elsewhere would be copied here.
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

    /// What RDEFINE does not give it takes from its model, as far as that is known.
    mutating func take(_ model: ProfileRecord?) {
        // Whether the command goes on without its model no manual says.
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
    /// There is one; the inputs do not show which way.
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

/// Text that a profile has, has not, or may have.
enum Setting: UInt8, Sendable { case absent, set, unknown }

/// An ID on an access list, from the command that put it there to the one that took it away.
struct EntryRecord: Sendable {
    var id: UInt32
    var profile: UInt32 = 0
    var next: UInt32 = 0
    var added: Mark
    /// `Mark.end` while it is there.
    var removed = Mark.end
    var access: AccessLevel
    var isConditional: Bool
    /// No: a command that cannot be evaluated may have changed or removed it.
    var isCertain = true
    /// The class of its condition, such as SERVAUTH.
    var condition: ConditionClass?

    /// Whether a view of a profile has it.
    func isVisible(at time: Mark, _ profile: ProfileRecord) -> Bool {
        added <= time && removed > time
            && added > (isConditional ? profile.conditionalReset : profile.standardReset)
    }
}

/// What a conditional entry asks for; each counts only while the class of that name is active, PROGRAM and SYSID
/// while program control is on.
public enum ConditionClass: String, Sendable, CaseIterable {
    case appcport, console, criteria, jesinput, program, servauth, sysid, terminal

    var className: String? {
        switch self {
        case .appcport, .console, .jesinput, .servauth, .terminal: rawValue.uppercased()
        case .criteria, .program, .sysid: nil
        }
    }
}
