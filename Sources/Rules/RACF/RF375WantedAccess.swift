import Diagnostics
import Evaluator
import RACF
import Subjects

/// What a security descriptor asks for is there.
struct RF375WantedAccess: Rule {
    static let info = RuleInfo(
        id: "RF375",
        area: .racf,
        name: "wanted-access",
        title: "The accesses of a security descriptor are granted",
        severity: .error,
        rationale: """
            A security descriptor of z/OSMF lists the accesses that a product needs. z/OSMF checks the access to one \
            resource only: not whether there is a key, whether the class is active, or who else has the access.
            """,
        remedy: """
            Grant the access that the item names, as the message says what is missing, or correct the descriptor.
            """,
        bad: """
            "ResourceProfile": "IRRPTAUTH.FEKAPPL.USER1", "WhoNeedsAccess": "AGNTUSR", where nobody permits AGNTUSR
            """,
        good: """
            "ResourceProfile": "IRRPTAUTH.FEKAPPL.USER1", "WhoNeedsAccess": "AGNTUSR", and PERMIT ... ID(AGNTUSR) \
            ACCESS(UPDATE)
            """,
        source: "z/OSMF Security Configuration Assistant")

    func check(_ setUp: SetUp, _ sink: inout FindingSink) {
        guard !setUp.descriptors.isEmpty else { return sink.notApplicable("no security descriptor is given") }
        let evaluation = setUp.evaluation
        for descriptor in setUp.descriptors {
            for want in descriptor.wants {
                let place = Place(descriptor.file.id, want.place)
                switch want.purpose {
                case .generation(let application, let target):
                    let decision = evaluation.decide(caller: want.id, application: application, target: target)
                    let reason = decision.generationObstacle?.message ?? ""
                    judge(
                        decision.generate, "\(want.id) may generate PassTickets for \(target) at \(application)",
                        "\(want.id) may not generate PassTickets for \(target) at \(application): \(reason)", reason,
                        place, related: decision.generationObstacle?.place, &sink)
                case .use(let application):
                    let use = evaluation.use(of: application, by: want.id)
                    judge(
                        use.verdict, "\(want.id) may use \(application)",
                        "\(want.id) may not use \(application): \(use.reason)", use.reason, place, related: use.place,
                        &sink)
                }
            }
        }
    }

    private func judge(
        _ verdict: Verdict, _ holds: String, _ fails: String, _ reason: String, _ place: Place, related: Place?,
        _ sink: inout FindingSink
    ) {
        switch verdict {
        case .granted: sink.holds(holds, at: place)
        case .refused:
            sink.report(
                fails, at: place, related: related.map { [RelatedPlace($0, "this decides")] } ?? [])
        case .unknown: sink.unknown(needs: reason)
        }
    }
}
