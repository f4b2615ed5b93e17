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

extension SetUp {
    /// Whether it is about a logon to the Job Monitor or about what comes before. Other products use the name FEKAPPL too.
    public func needs(_ violation: ConsoleCapture.Violation) -> Bool {
        guard let resource = violation.resource?.value else { return false }
        return options.applications.contains { application in
            switch violation.className {
            case "APPL": resource == application
            case "PTKTDATA": resource.hasPrefix("IRRPTAUTH.\(application).")
            case "SURROGAT": resource.hasPrefix("BPX.SRV.")
            default: false
            }
        }
    }

    /// The last one in a class that matches; `nil` if there is none.
    public func refusal(
        in className: String, of user: String?, at resource: String
    ) -> Refusal? {
        captures.lazy.flatMap { capture in
            capture.violations.compactMap { violation -> Refusal? in
                guard !violation.isWarning, violation.className == className, violation.resource?.value == resource,
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

    /// The target's use of the application, refused.
    public var refusedLogon: Refusal? {
        guard let user = loggedOn else { return nil }
        return setUp.refusal(in: "APPL", of: user, at: application)
    }

    /// The impersonation by the agent, refused.
    public var refusedImpersonation: Refusal? {
        guard let user = step?.impersonatedUser?.text, !user.isEmpty else { return nil }
        return setUp.refusal(in: "SURROGAT", of: nil, at: "BPX.SRV.\(user.trimmed().uppercased())")
    }
}
