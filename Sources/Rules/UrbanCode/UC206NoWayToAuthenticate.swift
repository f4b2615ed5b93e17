import Diagnostics
import Subjects
import UrbanCode

/// A step needs one of three ways to log on.
struct UC206NoWayToAuthenticate: Rule {
    static let info = RuleInfo(
        id: "UC206",
        area: .urbancode,
        name: "no-way-to-authenticate",
        title: "A step has a way to authenticate",
        severity: .error,
        rationale: """
            Submit Job and Wait For Job log on with the agent's own or impersonated ID (useRunId TRUE), with a \
            PassTicket (usePassticket ticked), or with a password. A step that has none of them fails when it \
            connects. An unticked box is not passed at all, so a missing usePassticket counts as unticked.
            """,
        remedy: "Tick Use Passticket, or let the Password field refer to a secure property that holds a password.",
        bad: """
            {"commandName": "Submit Job",
             "properties": {"useRunId": "FALSE", "usePassticket": "false", "password": ""}}
            """,
        good: """
            {"commandName": "Submit Job",
             "properties": {"useRunId": "FALSE", "usePassticket": "true", "password": ""}}
            """,
        source: "z/OS Utility plug-in documentation, Submit Job and Wait For Job; history of versions 12, 57, 87",
        links: [.authentication])

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        guard step.step.connection != .executeIMSCommand else {
            return sink.notApplicable("Execute IMS Command takes a password only (UC216)")
        }
        if let choice = step.strangeRunIDChoice, let place = step.useRunID.place(in: step.file) {
            let value = choice.isEmpty ? "is blank" : "resolves to '\(choice.squeezed)'"
            return sink.report("useRunId \(value), which is neither TRUE nor FALSE", at: place)
        }
        switch step.authentication {
        case .runID, .passTicket, .password: return
        // Which of the two is used may be open; that there is one is not.
        case .unknown where step.ticksPassticket == true: return
        case .unknown(let needs): sink.unknown(needs: needs)
        case .none(let reason):
            // A server adds missing fields on upgrade, so their absence in an export is odd rather than proof.
            // So is a password that a level which the inputs do not show may hold.
            let isOdd =
                step.usePassticket.field == nil && (step.version ?? 0) >= 12 || step.password.resolution.absent != nil
            let field = step.usePassticket.field ?? step.password.field
            sink.report(
                "\(step.step.command) '\(step.step.name.value.squeezed)' has no way to authenticate: \(reason)",
                at: Place(step.file, field?.range ?? step.step.name.range), severity: isOdd ? .warning : .error,
                related: related(step, beside: field?.range))
        }
    }

    /// The property that is blank.
    private func related(_ step: ResolvedStep, beside range: SourceRange?) -> [RelatedPlace] {
        guard let origin = step.password.resolution.origins.last, origin.place.range != range else { return [] }
        return [RelatedPlace(origin.place, "\(origin.description.squeezed) is blank")]
    }
}
