import RACF

/// The operands of RDEFINE or RALTER about a profile, read once for all the names of the command.
struct ProfileChange {
    var isCertain: Bool
    /// Whether the command is directed to another system and does not change this one.
    var isElsewhere = false
    var uacc: AccessLevel?
    var isUACCGiven = false
    var applData: Setting?
    var warning: Truth?
    var hasNoSSIGNON = false
    var legacyKey: KeyState?
    var encryptsKey = false
    var enhancedKey: Truth?
    var allowsReplay: Truth?
    var from: Deck.Word?
    var fromClass: Deck.Word?
    var fromIsGeneric = false
    var members: Members?
    var startedTask: Deck.Word?
    var isGeneric: Bool?
    /// Whether an operand is inserted later, so that it may be any.
    var isOpen = false

    struct Members {
        var added: [Deck.Word] = []
        var deleted: [Deck.Word] = []
    }

    init(_ words: borrowing Deck.Words, _ command: Int, isCertain: Bool) {
        self.isCertain = isCertain
        var level = words.level(of: command)
        var last: Deck.Word?
        while let word = words.next(&level) {
            last = word
            if words.isOperand(word) { read(words, word) }
        }
        // A word that ends the command may be a name with operands.
        if let last, !words.isOperand(last), words.isPlaceholder(last) { isOpen = true }
    }

    private mutating func read(_ words: borrowing Deck.Words, _ word: Deck.Word) {
        switch words.keyword(word) {
        case .uacc?:
            isUACCGiven = true
            uacc = words.accessLevel(word)
        case .appldata?: applData = .set
        case .noappldata?: applData = .absent
        case .warning?: warning = .yes
        case .nowarning?: warning = .no
        case .nossignon?: hasNoSSIGNON = true
        case .ssignon?: ssignon(words, word)
        case .from?: from = words.value(word)
        case .fclass?: fromClass = words.value(word)
        case .fgeneric?: fromIsGeneric = true
        case .addmem?:
            members = members ?? Members()
            words.children(word) { members?.added.append($0) }
        case .delmem?:
            members = members ?? Members()
            words.children(word) { members?.deleted.append($0) }
        case .stdata?: startedTask = word
        case .generic?: isGeneric = true
        case .nogeneric?: isGeneric = false
        case .onlyat?: isElsewhere = true
        // It may name this system or another one.
        case .at?: isCertain = false
        case nil where words.isPlaceholder(word): isOpen = true
        default: return
        }
    }

    private mutating func ssignon(_ words: borrowing Deck.Words, _ segment: Deck.Word) {
        var forms = 0
        var level = words.level(below: segment)
        while let word = words.next(&level) {
            switch words.keyword(word) {
            case .keymasked?: (legacyKey, forms) = (.masked, forms + 1)
            case .keyencrypted?: (legacyKey, forms) = (.encrypted, forms + 1)
            case .keylabel?: (legacyKey, forms) = (.label, forms + 1)
            case .nolegacykey?: (legacyKey, forms) = (KeyState.none, forms + 1)
            case .encryptkey?: (encryptsKey, forms) = (true, forms + 1)
            case .eptkeylabel?: enhancedKey = .yes
            case .noeptkeylabel?: enhancedKey = .no
            case .replay?:
                if let value = words.value(word) {
                    allowsReplay = words.keyword(value) == .yes ? .yes : .no
                } else {
                    allowsReplay = .unknown
                }
            default: break
            }
        }
        // These five exclude each other.
        if forms > 1 { isCertain = false }
    }

    /// Changes a profile as the command does.
    func apply(to profile: inout ProfileRecord, at mark: Mark) {
        if isUACCGiven {
            profile.uacc = uacc
            profile.uaccMark = mark
        }
        if let applData {
            profile.applData = applData
            profile.applDataMark = mark
        }
        if let warning {
            profile.warning = warning
            profile.warningMark = mark
        }
        if hasNoSSIGNON {
            (profile.legacyKey, profile.legacyMark) = (.none, mark)
            (profile.enhancedKey, profile.enhancedMark) = (.no, mark)
        }
        if let legacyKey { (profile.legacyKey, profile.legacyMark) = (legacyKey, mark) }
        // It turns a masked key into an encrypted one; an encrypted key stays.
        if encryptsKey, profile.legacyKey == .masked || profile.legacyKey == .held {
            (profile.legacyKey, profile.legacyMark) = (.encrypted, mark)
        }
        if let enhancedKey {
            (profile.enhancedKey, profile.enhancedMark) = (enhancedKey, mark)
            profile.allowsReplay = allowsReplay ?? (profile.allowsReplay == .unknown ? .no : profile.allowsReplay)
        } else {
            profile.allowsReplay = allowsReplay ?? profile.allowsReplay
        }
        if isOpen { profile.open(at: mark) }
    }
}

extension ProfileRecord {
    /// Marks as unknown what a command with an unknown operand may set.
    fileprivate mutating func open(at mark: Mark) {
        (uacc, uaccMark) = (nil, mark)
        (applData, applDataMark) = (.unknown, mark)
        (warning, warningMark) = (.unknown, mark)
        (legacyKey, legacyMark) = (.unknown, mark)
        (enhancedKey, enhancedMark) = (.unknown, mark)
        allowsReplay = .unknown
    }

    /// Marks as unknown what a command changes that may or may not have been carried out.
    mutating func blur(from before: ProfileRecord) {
        if exists != before.exists { exists = .unknown }
        if uacc != before.uacc { uacc = nil }
        if legacyKey != before.legacyKey {
            legacyKey = legacyKey.isHeld == .yes && before.legacyKey.isHeld == .yes ? .held : .unknown
        }
        if enhancedKey != before.enhancedKey { enhancedKey = .unknown }
        if allowsReplay != before.allowsReplay { allowsReplay = .unknown }
        if warning != before.warning { warning = .unknown }
        if applDataMark != before.applDataMark { applData = .unknown }
        if creator != before.creator { creator = .unknown }
        if isGeneric != before.isGeneric, before.exists != .no, before.isTouched { isGeneric = .unknown }
        isListComplete = isListComplete && before.isListComplete
        (standardReset, conditionalReset) = (before.standardReset, before.conditionalReset)
    }
}
