public import Diagnostics

/// Decides whether a PassTicket is accepted once it is made (docs/reference/racf.md#02-conditions-for-the-logon).
/// This is a question of its own, because generation succeeds for users who cannot log on.
struct LogonConditions {
    private let storage: Evaluation.Storage
    private typealias Condition = AccessReport.Condition

    init(_ storage: Evaluation.Storage) { self.storage = storage }

    func conditions(_ application: String, _ target: String, _ key: AccessReport.Condition) -> [AccessReport.Condition]
    {
        [
            Condition(
                id: "E1", state: key.state,
                message: key.state == .holds
                    ? "the same key profile serves the logon if agent and Job Monitor share the database"
                    : key.message, place: key.place),
            Condition(
                id: "E2", state: .unknown,
                message: "no input shows the clocks: they have to agree to about ten minutes, and the TOD clock is GMT"),
        ] + usability(application, target) + [replay(application)]
    }

    /// E3 and E4, which do not depend on how the user logs on.
    func usability(_ application: String, _ target: String) -> [AccessReport.Condition] {
        [user(target, application), protection(target)]
    }

    private func user(_ id: String, _ application: String) -> Condition {
        let user = storage.state.user(id)
        func condition(_ state: Condition.State, _ message: String, _ place: Place?) -> Condition {
            Condition(id: "E3", state: state, message: message, place: place)
        }
        if user.exists.value == .no { return condition(.fails, "\(id) does not exist", user.exists.place) }
        if user.isRevoked.value == .yes { return condition(.fails, "\(id) is revoked", user.isRevoked.place) }
        if user.isContained.value == .yes { return condition(.fails, "\(id) is contained", user.isContained.place) }
        let use = storage.use(of: application, by: id)
        if use.granted == .no { return condition(.fails, use.reason, use.place) }
        if user.isRevoked.value == .unknown {
            return condition(
                .unknown,
                user.dependsOnDate
                    ? "a date decides whether \(id) is revoked: give the day with --date"
                    : "no input shows whether \(id) exists and is not revoked", user.isRevoked.place)
        }
        if let connection = user.revokedDefaultConnection {
            return condition(
                .unknown, "the connection of \(id) to its default group is or may be revoked", connection.place)
        }
        if let limit = user.logonLimit {
            return condition(
                .unknown,
                "\(id) may log on only on some days or at some times (WHEN), and no input shows when jobs are submitted",
                limit.place)
        }
        guard use.granted == .yes else { return condition(.unknown, use.reason, use.place) }
        if user.exists.value == .unknown, user.exists.place != nil {
            return condition(.unknown, "it is not known whether \(id) exists", user.exists.place)
        }
        return condition(.holds, "\(id) is not revoked and may use \(application)", user.isRevoked.place ?? use.place)
    }

    private func protection(_ id: String) -> Condition {
        let fact = storage.state.user(id).isProtected
        let message =
            switch fact.value {
            case .yes: "\(id) is PROTECTED: it cannot log on"
            case .no: "\(id) is not PROTECTED"
            case .unknown: "no input shows whether \(id) is PROTECTED"
            }
        return Condition(id: "E4", state: (!fact.value).state, message: message, place: fact.place)
    }

    private func replay(_ application: String) -> Condition {
        func condition(_ state: Condition.State, _ message: String, _ place: Place? = nil) -> Condition {
            Condition(id: "E5", state: state, message: message, place: place)
        }
        guard let profile = storage.keyProfile(application, .database) else {
            return condition(.unknown, "no input shows whether replay protection is off for \(application)")
        }
        switch profile.replayProtection {
        case .off(let place): return condition(.holds, "replay protection is off for \(application)", place)
        case .on(let place):
            return condition(
                .unknown, "replay protection is on for \(application): a second job within a second is refused", place)
        case .unrecognised(let place):
            return condition(
                .unknown, "it is not known whether RACF recognises this APPLDATA as NO REPLAY PROTECTION", place)
        case .unknown:
            return condition(.unknown, "no input shows whether replay protection is off for \(application)")
        }
    }
}

extension Evaluation {
    /// Whether a user may log on to an application, as far as class APPL decides.
    public func use(of application: String, by user: String) -> (verdict: Verdict, reason: String, place: Place?) {
        let check = storage.use(of: application, by: user)
        return (Verdict(check.granted), check.reason, check.place)
    }
}

extension Evaluation.Storage {
    /// Decides whether a user may log on to an application, which needs READ to its profile in class APPL, if the class
    /// is active and there is a profile.
    func use(of application: String, by user: String) -> AccessCheck {
        guard let number = state.classNumber(Array("APPL".utf8)) else {
            return state["APPL"].active.value == .no
                ? AccessCheck(granted: .yes)
                : AccessCheck(granted: .unknown, reason: "no input shows whether class APPL protects \(application)")
        }
        let appl = state.classes[number]
        guard appl.active.value != .no else { return AccessCheck(granted: .yes, place: appl.active.place) }
        let view: ProfileView = appl.raclist.value == .yes ? .storage : .database
        let coverage = coverage(of: application, in: number, view)
        var check: AccessCheck
        switch coverage.state {
        case .no: check = AccessCheck(granted: .yes)
        case .unknown: check = AccessCheck(granted: .unknown, reason: coverage.reason)
        case .yes:
            let checks = coverage.profiles.map { AccessCheck($0, user, .read, resource: application) }
            check = checks[0]
            if checks.contains(where: { $0.granted != check.granted }) { check.granted = .unknown }
            check.reason = "\(check.reason) in class APPL"
        }
        if check.granted == .no, appl.active.value == .unknown {
            check.granted = .unknown
            check.reason += "; no input shows whether that class is active"
        }
        return check
    }
}

/// Whether a second ticket within a second is refused.
public enum ReplayProtection: Sendable {
    case off(Place?)
    case on(Place?)
    /// The text is similar to the phrase, but not in a form that RACF is known to recognise.
    case unrecognised(Place?)
    case unknown
}

extension Profile {
    /// The start of APPLDATA that switches replay protection off for legacy tickets.
    private static let phrase = "NO REPLAY PROTECTION"

    /// The replay protection. With an enhanced key RACF generates enhanced tickets, for which REPLAY(YES) counts and
    /// APPLDATA does not.
    public var replayProtection: ReplayProtection {
        if enhancedKey == .yes {
            switch allowsReplay {
            case .yes: return .off(enhancedKeyPlace)
            case .no: return .on(enhancedKeyPlace)
            case .unknown: return .unknown
            }
        }
        guard enhancedKey == .no, isApplDataKnown else { return .unknown }
        guard let (text, place) = applData else { return .on(definition) }
        if text == Self.phrase || text.hasPrefix(Self.phrase + " ") { return .off(place) }
        // The phrase in another case, with more blanks, without a blank after it, or elsewhere in the text.
        var wanted = Self.phrase.split(separator: " ")[...]
        for word in text.uppercased().split(separator: " ") {
            guard let next = wanted.first else { break }
            if word == next || wanted.count == 1 && word.hasPrefix(next) { wanted.removeFirst() }
        }
        return wanted.isEmpty ? .unrecognised(place) : .on(place)
    }
}
