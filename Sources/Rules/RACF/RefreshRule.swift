import Diagnostics
import Evaluator
import Parsers

/// Changes of a RACLISTed class count after a refresh.
struct RefreshRule: Rule {
    static let info = RuleInfo(
        id: "RF321",
        area: .racf,
        name: "refresh-missing",
        title: "Changes of a RACLISTed class are refreshed",
        severity: .error,
        rationale: """
            For a RACLISTed class RACF checks what is in storage. Profiles, permissions and keys changed since the \
            last SETROPTS RACLIST(class) REFRESH do not count, and a refresh of another class, or GENERIC(class) \
            REFRESH, does not help. PassTickets need the class RACLISTed.
            """,
        remedy: "End the deck with SETROPTS RACLIST(PTKTDATA) REFRESH.",
        bad: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        good: """
            PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
            SETROPTS RACLIST(PTKTDATA) REFRESH
            """,
        messages: ["ICH06011I", "ICH10006I"],
        source: "RACF Security Administrator's Guide, refreshing profiles for SETROPTS RACLIST processing")

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for name in evaluation.state.classes.keys.sorted() {
            let resourceClass = evaluation.state[name]
            guard resourceClass.isStale, resourceClass.raclist.value != .no, let change = resourceClass.lastChange,
                !Self.isDocumentation(change, evaluation)
            else {
                continue
            }
            guard !resourceClass.isLoadUncertain else {
                sink.unknown(
                    needs: "end with SETROPTS RACLIST(\(name)) REFRESH, or say --assume \(name)=noraclist: a RACLIST "
                        + "loads profiles only the first time")
                continue
            }
            let isSure = name == "PTKTDATA" || resourceClass.raclist.value == .yes
            sink.report(
                "class \(name) is changed and not refreshed afterwards", at: change,
                severity: isSure ? .error : .warning,
                related: Self.related(resourceClass, change, evaluation))
        }
    }

    /// A document shows one step after the other, and the refresh somewhere else.
    private static func isDocumentation(_ place: Place, _ evaluation: Evaluation) -> Bool {
        guard let range = place.range, let deck = evaluation.decks.first(where: { $0.file.id == place.file }) else {
            return false
        }
        return deck.region(at: range)?.isDocumentation ?? false
    }

    /// A refresh that came too early, or was for another class.
    private static func related(
        _ resourceClass: ResourceClass, _ change: Place, _ evaluation: Evaluation
    ) -> [RelatedPlace] {
        var related = resourceClass.lastLoad.map { [RelatedPlace($0, "it was loaded or refreshed here, before")] } ?? []
        if let refresh = evaluation.state.lastRefresh, refresh.className != resourceClass.name,
            refresh.place.file == change.file,
            (refresh.place.range?.start ?? 0) > (change.range?.start ?? 0)
        {
            related.append(RelatedPlace(refresh.place, "this refreshes class \(refresh.className)"))
        }
        return related
    }
}
