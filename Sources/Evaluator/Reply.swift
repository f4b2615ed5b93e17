import RACF

/// What a command answers: a message with its return code (docs/reference/messages.md#2-racf-commands).
struct Reply: Sendable {
    enum Kind: Sendable {
        /// The command does what it says, or nothing is left to do.
        case done
        /// A name or an operand is refused; others may be carried out.
        case refused
        /// The inputs do not show which.
        case unknown
    }

    var kind: Kind
    /// `nil` if no source gives its number.
    var message: String?
    /// The return codes that are possible.
    var codes: ClosedRange<Int>

    /// Codes that no source tells apart.
    static let zeroOrFour = 0...4
    static let fourOrEight = 4...8
}

extension [Reply] {
    /// The lowest and the highest return code that the command may have. What the inputs do not show is assumed to succeed.
    var codes: (low: Int, high: Int) {
        let known = lazy.filter { $0.kind != .unknown }.map(\.codes)
        return (known.map(\.lowerBound).max() ?? 0, known.map(\.upperBound).max() ?? 0)
    }

    /// Whether the return code of the command is above a limit. What the inputs do not show is assumed to succeed.
    func fails(above limit: Int) -> Truth {
        if contains(where: { $0.kind != .unknown && $0.codes.lowerBound > limit }) { return .yes }
        return contains { $0.kind != .unknown && $0.codes.upperBound > limit } ? .unknown : .no
    }
}

extension CommandEffects {
    /// Records an answer of the command, if anything depends on it.
    @inline(__always)
    mutating func reply(_ kind: Reply.Kind, _ message: String?, _ codes: ClosedRange<Int>) {
        guard wantsReplies else { return }
        replies.append(Reply(kind: kind, message: message, codes: codes))
    }

    @inline(__always)
    mutating func reply(_ kind: Reply.Kind, _ message: String?, _ code: Int) { reply(kind, message, code...code) }

    /// Records the answer about a profile that was changed.
    @inline(__always)
    mutating func replyChanged(_ number: ClassNumber, _ message: String) {
        guard wantsReplies else { return }
        let isRaclisted = state.classes[number].raclist.value == .yes
        reply(.done, isRaclisted ? message : nil, 0)
    }

    // MARK: Commands that change nothing here

    /// Records the answer of a command that only lists, or whose effect is not followed.
    mutating func list(_ verb: Verb, _ command: Deck.Command) {
        switch verb {
        case .rlist: rlist(command)
        case .listuser, .listgrp, .altgroup:
            let names = command.positional.first?.items ?? []
            if names.isEmpty || names.contains(where: { $0.isPlaceholder || $0.text == "*" }) {
                return reply(.unknown, nil, 0...8)
            }
            for name in names { replyListed(verb, exists(verb, name)) }
        case .password where command.has(.user) && !command.has(.interval) && !command.has(.nointerval):
            reply(.refused, "ICH08027I", Reply.zeroOrFour)
        default: reply(.unknown, nil, 0...12)
        }
    }

    private func exists(_ verb: Verb, _ name: Deck.Value) -> Truth {
        if verb == .listuser { return state.user(name.text).exists.value }
        return state.id(name.text).flatMap { state.groups[$0]?.value } ?? .unknown
    }

    private mutating func replyListed(_ verb: Verb, _ exists: Truth) {
        switch (exists, verb) {
        case (.yes, _): reply(.done, nil, 0)
        case (.unknown, _): reply(.unknown, nil, 0...8)
        case (.no, .listuser): reply(.refused, "ICH30001I", 4)
        case (.no, .listgrp): reply(.refused, "ICH51003I", 4)
        case (.no, _): reply(.refused, "ICH20019I", Reply.fourOrEight)
        }
    }

    /// RLIST answers with the profile that covers the name.
    private mutating func rlist(_ command: Deck.Command) {
        guard command.positional.count == 2, let resourceClass = command.positional[0].items.first,
            let name = command.positional[1].items.first, !resourceClass.isPlaceholder, !name.isPlaceholder,
            name.text != "*"
        else { return reply(.unknown, nil, 0...8) }
        switch state[resourceClass.text].finds(name.bytes) {
        case .yes: reply(.done, nil, 0)
        case .no: reply(.refused, "ICH13003I", 4)
        case .unknown: reply(.unknown, nil, 0...4)
        }
    }
}

extension ResourceClass {
    /// Whether a profile has this name or covers it.
    fileprivate func finds(_ name: [UInt8]) -> Truth {
        for isGeneric in [true, false] {
            if let number = number(of: name, isGeneric: isGeneric), exists(number) == .yes { return .yes }
        }
        let candidates = patterns.filter {
            exists($0) != .no && ProfileName(profileName($0)).covers(name, variable: { _ in nil }) != .no
        }
        guard candidates.isEmpty, complete == .yes, !mayBeDefined(name) else { return .unknown }
        return .no
    }
}
