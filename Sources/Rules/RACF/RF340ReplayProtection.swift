import Diagnostics
import Evaluator
import RACF
import Subjects

/// The Job Monitor may get the same PassTicket twice.
struct RF340ReplayProtection: Rule {
    static let info = RuleInfo(
        id: "RF340",
        area: .racf,
        name: "replay-protection",
        title: "Replay protection is off for the Job Monitor",
        severity: .warning,
        rationale: """
            Tickets for one user and application made in the same second are identical, and with replay protection \
            the second is refused. APPLDATA has to begin with NO REPLAY PROTECTION, in upper case and with single \
            blanks, followed by a blank or nothing; other forms are not known to work. With an enhanced key SSIGNON \
            REPLAY(YES) decides, and APPLDATA has no effect.
            """,
        remedy: "Write the text exactly, or with EPTKEYLABEL add REPLAY(YES).",
        bad: """
            RDEFINE PTKTDATA FEKAPPL APPLDATA('NO  REPLAY PROTECTION') SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            """,
        good: """
            RDEFINE PTKTDATA FEKAPPL APPLDATA('NO REPLAY PROTECTION - DO NOT CHANGE') SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))
            """,
        source: "Deploying by using the Job Monitor, step 2; RACF enhanced PassTickets")

    func check(_ setUp: SetUp, _ sink: inout FindingSink) {
        for evaluation in setUp.evaluations { check(evaluation, setUp.options.applications, &sink) }
    }

    private func check(_ evaluation: Evaluation, _ applications: [String], _ sink: inout FindingSink) {
        for application in applications {
            guard let profile = evaluation.passTicketProfile(named: application), profile.exists == .yes else {
                continue
            }
            switch profile.replayProtection {
            case .off(let place):
                if let place { sink.holds("replay protection is off for \(application)", at: place) }
            case .unknown where evaluation.isAside: continue
            case .unknown: sink.unknown(needs: "give the command that sets \(deciding(profile)) of \(application)")
            case .on(let place):
                guard let place = place ?? profile.lastChange else { continue }
                sink.report(
                    profile.enhancedKey == .yes
                        ? "with its enhanced key \(application) is protected against replay, whatever APPLDATA says: "
                            + "REPLAY(YES) is missing"
                        : "\(application) is protected against replay: APPLDATA is not NO REPLAY PROTECTION", at: place,
                    confidence: evaluation.confidence(in: place),
                    because: evaluation.cause(.rdefine, .ralter, words: [application, "APPLDATA"]))
            case .unrecognised(let place):
                guard let place = place ?? profile.lastChange else { continue }
                sink.report(
                    "APPLDATA of \(application) is not in the form of NO REPLAY PROTECTION that RACF is known to recognise",
                    at: place, confidence: evaluation.confidence(in: place))
            }
        }
    }

    /// The operand that decides whether the protection is off.
    private func deciding(_ profile: Profile) -> String {
        if profile.enhancedKey == .yes { return "REPLAY" }
        return profile.isApplDataKnown ? "the key" : "APPLDATA"
    }
}
