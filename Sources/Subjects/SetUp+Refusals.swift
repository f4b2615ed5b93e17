public import Console
import Contract
public import Diagnostics
import UrbanCode

/// What RACF refused that a step of a set-up needs.
public struct Refusal {
    /// As in the message.
    public let violation: ConsoleCapture.Violation
    public let place: Place
}

extension ConsoleCapture.Violation {
    /// `RACF refused USER1 READ to FEKAPPL in class APPL`.
    public var text: String {
        guard let resource else { return "RACF refused the logon of \(user): \(logon)" }
        return "RACF refused \(user) \(intent.isEmpty ? "access" : intent) to \(resource.value) in class \(className)"
    }

    /// Who evaluates a PassTicket needs READ, and the Job Monitor does without.
    fileprivate var isOfEvaluation: Bool { className == "PTKTDATA" && intent == "READ" }

    /// Whether somebody mistyped a password at a terminal, where nobody logs on to the Job Monitor.
    fileprivate var isMistyped: Bool { logon.hasPrefix("INVALID PASSWORD") && logon.contains(" TERMINAL") }
}

extension SetUp {
    /// Whether it is about a logon to the Job Monitor or about what comes before, of users of the set-up as far as they
    /// are known. Other products use the name FEKAPPL too.
    public func needs(_ violation: ConsoleCapture.Violation) -> Bool {
        guard violation.logon.isEmpty else {
            return !violation.isMistyped && passTicketUses.contains { $0.loggedOn == violation.user }
        }
        guard let resource = violation.resource?.value else { return false }
        let isOurs = options.applications.contains { application in
            switch violation.className {
            case "APPL": resource == application
            case "PTKTDATA": resource.hasPrefix("IRRPTAUTH.\(application).")
            case "SURROGAT": resource.hasPrefix("BPX.SRV.")
            default: false
            }
        }
        guard isOurs, !violation.isOfEvaluation else { return false }
        let uses = passTicketUses
        guard !uses.isEmpty, uses.allSatisfy({ $0.caller != nil && $0.target != nil }) else { return true }
        let about = resource.split(separator: ".").last.map(String.init)
        return switch violation.className {
        case "PTKTDATA": uses.contains { $0.caller == violation.user && $0.target == about }
        case "SURROGAT": uses.contains { $0.impersonates(about) }
        default: uses.contains { $0.caller == violation.user || $0.target == violation.user }
        }
    }

    /// The last logon of a user that failed; `nil` if there is none.
    public func failedLogon(of user: String) -> Refusal? {
        captures.lazy.flatMap { capture in
            capture.violations.filter { !$0.logon.isEmpty && !$0.isMistyped && $0.user == user }.map {
                Refusal(violation: $0, place: Place(capture.file.id, $0.range))
            }
        }.last
    }

    /// The last one in a class that matches; `nil` if there is none.
    public func refusal(
        in className: String, of user: String?, at resource: String
    ) -> Refusal? {
        captures.lazy.flatMap { capture in
            capture.violations.compactMap { violation -> Refusal? in
                guard !violation.isWarning, !violation.isOfEvaluation, violation.className == className,
                    violation.resource?.value == resource,
                    user == nil || violation.user == user
                else { return nil }
                return Refusal(
                    violation: violation, place: Place(capture.file.id, violation.resource?.range ?? violation.range))
            }
        }.last
    }
}

extension PassTicketUse {
    /// The generation of its PassTicket, refused.
    public var refusedTicket: Refusal? {
        guard usesPassTicket, let target else { return nil }
        return setUp.refusal(in: "PTKTDATA", of: caller, at: "IRRPTAUTH.\(application).\(target)")
    }

    /// The target's use of the application, refused, or its logon.
    public var refusedLogon: Refusal? {
        guard let user = loggedOn else { return nil }
        return setUp.refusal(in: "APPL", of: user, at: application) ?? setUp.failedLogon(of: user)
    }

    /// Whether its step impersonates a user, as far as the inputs show.
    fileprivate func impersonates(_ user: String?) -> Bool {
        guard let impersonated = step?.impersonatedUser else { return false }
        return impersonated.text.map { $0.trimmed().uppercased() == user } ?? true
    }

    /// The impersonation by the agent, refused.
    public var refusedImpersonation: Refusal? {
        guard let user = step?.impersonatedUser?.text, !user.isEmpty else { return nil }
        return setUp.refusal(in: "SURROGAT", of: nil, at: "BPX.SRV.\(user.trimmed().uppercased())")
    }
}
