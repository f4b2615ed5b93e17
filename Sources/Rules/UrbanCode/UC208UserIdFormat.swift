import Contract
import Diagnostics
import Subjects
import UrbanCode

/// Jobs have to be submitted as a z/OS user.
struct UC208UserIdFormat: Rule {
    static let info = RuleInfo(
        id: "UC208",
        area: .urbancode,
        name: "user-id-format",
        title: "The user of a step is a z/OS user ID",
        severity: .error,
        rationale: """
            A z/OS user ID has 1 to 8 characters of A-Z, 0-9, #, $ and @. Nothing else can log on to the Job \
            Monitor, and the profile IRRPTAUTH.FEKAPPL.<user> that PassTickets need cannot exist for it.
            """,
        remedy: "Set jes.user to the user ID that jobs are submitted as, in upper case.",
        bad: #"{"name": "jes.user", "value": "deploy.user", "secure": false}"#,
        good: #"{"name": "jes.user", "value": "DEPLUSR", "secure": false}"#,
        source: "z/OSMF plug-in documentation, user IDs; RACF command syntax",
        links: [.user])

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        guard step.user.field != nil else { return sink.notApplicable("the step has no user field") }
        guard step.authentication != .runID else { return sink.notApplicable("the step submits as the agent's ID") }
        guard let text = step.user.resolution.text else {
            return sink.unknown(needs: step.user.resolution.needs ?? "give the user, which is hidden as a secret")
        }
        let user = text.trimmed()
        guard !Self.isUserID(user) || FieldSyntax.isPlaceholder(user) else {
            // No documentation says whether the step removes them.
            if user != text { sink.unknown(needs: "remove the blanks around the user '\(text)'") }
            return
        }
        let place = step.user.place(in: step.file) ?? Place(step.file)
        if user.isEmpty { return blank(step, place, &sink) }
        let isLower = Self.isUserID(user.uppercased())
        guard !FieldSyntax.isPlaceholder(user) else {
            return sink.report("the user '\(text.squeezed)' is a placeholder", at: place)
        }
        sink.report(
            "the user '\(text.squeezed)' is not a z/OS user ID"
                + (isLower ? ": RACF user IDs are in upper case" : ""),
            at: place, severity: isLower ? .warning : .error)
    }

    /// A level that the inputs do not show may define what is only declared or missing here.
    private func blank(_ step: ResolvedStep, _ place: Place, _ sink: inout FindingSink) {
        let isShown = step.user.resolution.absent == nil && step.user.resolution.origins.last?.isDefinition != true
        sink.report(
            "the user of \(step.step.command) '\(step.step.name.value.squeezed)' is blank"
                + (step.environment.map { " in \($0.squeezed)" } ?? ""),
            at: place, severity: isShown ? .error : .warning)
    }

    private static func isUserID(_ text: String) -> Bool {
        (1...8).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isUpper || $0.isDigit || $0.isNational }
    }
}
