import Diagnostics
import JobMonitor
import Subjects
import UrbanCode

/// The Job Monitor has to verify PassTickets for the application that they are generated for.
struct PF403ApplicationAgreement: Rule {
    static let info = RuleInfo(
        id: "PF403",
        area: .preflight,
        name: "application-agreement",
        title: "PassTickets are generated for the application that the Job Monitor verifies",
        severity: .error,
        rationale: """
            A PassTicket is valid for one application only. The deployment steps generate theirs for FEKAPPL and \
            have no field for another name; the Job Monitor verifies them under its APPLID, which is FEKAPPL \
            unless the member says otherwise. If the names differ, every PassTicket is rejected, although the RACF \
            definitions are right.
            """,
        remedy: "Remove APPLID from the member or set APPLID=FEKAPPL, and restart the Job Monitor.",
        bad: "APPLID=OMVSAPPL in the member, usePassticket ticked in the step",
        good: "no APPLID in the member, usePassticket ticked in the step",
        source: "z/OS Utility plug-in, Submit Job (no such field); Deploying by using the Job Monitor, step 2",
        links: [.application])

    func check(_ subject: StepInSetUp, _ sink: inout FindingSink) {
        let step = subject.step
        switch step.authentication {
        case .passTicket: break
        case .unknown(let needs): return sink.unknown(needs: needs)
        case .runID, .password, .none: return sink.notApplicable("the step does not log on with a PassTicket")
        }
        let applications = subject.setUp.options.applications
        switch subject.setUp.member {
        case .unknown(let needs): sink.unknown(needs: needs)
        case .one(let member):
            guard let setting = member["APPLID"] else {
                guard applications.contains(Self.standard) else {
                    return sink.report(
                        "the Job Monitor verifies PassTickets for \(Self.standard), which APPLID does not change, but "
                            + "they are generated for \(applications.joined(separator: " or "))",
                        at: Place(member.file.id), related: passTickets(of: step))
                }
                return sink.holds("APPLID is not set, so \(Self.standard) is verified", at: Place(member.file.id))
            }
            let place = Place(member.file.id, setting.value.range)
            let name = setting.value.value
            guard !name.isEmpty else {
                return sink.unknown(
                    needs: "remove APPLID, or give it a value: the application that a blank one means is not documented"
                )
            }
            guard !applications.contains(name) else { return sink.holds("APPLID is \(name)", at: place) }
            sink.report(
                "the Job Monitor verifies PassTickets for '\(name.squeezed)', but \(step.step.command) generates them "
                    + "for \(applications.joined(separator: " or "))",
                at: place, related: passTickets(of: step))
        }
    }

    private static let standard = "FEKAPPL"

    private func passTickets(of step: ResolvedStep) -> [RelatedPlace] {
        [RelatedPlace(Place(step.file, step.step.name.range), "this step logs on with a PassTicket")]
    }
}
