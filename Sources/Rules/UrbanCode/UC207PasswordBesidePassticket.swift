import Diagnostics
import Subjects
import UrbanCode

/// A step should have one way to log on, so that it is clear which one it uses.
struct UC207PasswordBesidePassticket: Rule {
    static let info = RuleInfo(
        id: "UC207",
        area: .urbancode,
        name: "password-beside-passticket",
        title: "A step has a password or uses PassTickets, not both",
        severity: .warning,
        rationale: """
            Up to version 86 the plug-in uses a password if there is one, even if Use Passticket is ticked. From 87 on \
            it tries the PassTicket first, and whether it falls back to the password is not documented. A stored \
            password that nobody needs is a risk, and one that is needed changes its meaning with an upgrade.
            """,
        remedy: "Leave the password blank to use PassTickets, or untick Use Passticket to use the password.",
        bad: #""password": "${p:jes.password}", "usePassticket": "true"   with jes.password set"#,
        good: #""password": "${p?:jes.password}", "usePassticket": "true"   with jes.password blank"#,
        source: "z/OS Utility plug-in history, version 87; Deploying by using the Job Monitor")

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        guard step.authentication != .runID, step.ticksPassticket == true else {
            return sink.notApplicable("the step does not use PassTickets")
        }
        switch step.password.resolution.isBlank {
        case true?: return
        case nil: sink.notApplicable("the inputs do not show whether there is a password")
        case false?:
            let place = step.password.place(in: step.file) ?? Place(step.file, step.step.name.range)
            let box = step.usePassticket.field.map {
                [RelatedPlace(Place(step.file, $0.range), "usePassticket is ticked")]
            }
            sink.report(
                "\(step.step.command) '\(step.step.name.value.squeezed)' ticks usePassticket and has a password: "
                    + choice(step.version),
                at: place, severity: (step.version ?? .max) <= 86 ? .info : .warning, related: box ?? [])
        }
    }

    private func choice(_ version: Int?) -> String {
        guard let version else { return "up to plug-in 86 the password is used, from 87 on the PassTicket" }
        return version <= 86 ? "plug-in \(version) uses the password" : "plug-in \(version) tries the PassTicket first"
    }
}
