import Diagnostics
import Evaluator
import RACF
import Subjects

/// Changes to a RACLISTed class take effect after a refresh.
struct RF321RefreshMissing: Rule {
    static let info = RuleInfo(
        id: "RF321",
        area: .racf,
        name: "refresh-missing",
        title: "Changes to a RACLISTed class are followed by a refresh",
        severity: .error,
        rationale: """
            For a RACLISTed class RACF checks what is in storage. Profiles, permissions and keys changed since the \
            last SETROPTS RACLIST(class) REFRESH have no effect, and a refresh of another class, or GENERIC(class) \
            REFRESH, does not help. PassTickets need the class RACLISTed.
            """,
        remedy: "End the deck with SETROPTS RACLIST(PTKTDATA) REFRESH.",
        bad: "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)",
        good: """
            PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)
            SETROPTS RACLIST(PTKTDATA) REFRESH
            """,
        messages: ["ICH06011I", "ICH10006I"],
        source: "RACF Security Administrator's Guide, refreshing profiles for SETROPTS RACLIST processing",
        edit: .safe("adds the refresh at the end, where the class is certainly RACLISTed"))

    func check(_ evaluation: Evaluation, _ sink: inout FindingSink) {
        for resourceClass in evaluation.classes where resourceClass.isStale && resourceClass.raclist.value != .no {
            let name = resourceClass.name
            guard let change = evaluation.lastChange(of: resourceClass), name != "GLOBAL",
                !Self.isDocumentation(change, evaluation)
            else { continue }
            guard !resourceClass.isLoadUncertain else {
                sink.unknown(
                    needs: "end with SETROPTS RACLIST(\(name)) REFRESH, or use --assume \(name)=noraclist: a RACLIST "
                        + "loads profiles only the first time")
                continue
            }
            let isSure = name == "PTKTDATA" || resourceClass.raclist.value == .yes
            // A GENERIC refresh shows that the author knows the class is not RACLISTed.
            guard isSure || !resourceClass.isGenericallyFresh else { continue }
            let cause = evaluation.cause(.setropts, words: [name, "RACLIST", "REFRESH"])
            // A refresh that is there and is not carried out needs its own correction, and a class that is not active
            // takes none.
            let mayAdd = isSure && cause == nil && resourceClass.active.value != .no
            sink.report(
                "class \(name) is changed but not refreshed afterwards", at: change,
                severity: isSure ? .error : .warning,
                related: Self.related(resourceClass, change, evaluation),
                fix: mayAdd ? Self.fix(name, change, evaluation) : nil,
                remedy: "End the deck with SETROPTS RACLIST(\(name)) REFRESH.",
                because: cause)
        }
    }

    /// Adds the refresh after the last command of the program that makes the last change.
    private static func fix(_ name: String, _ change: Place, _ evaluation: Evaluation) -> Fix? {
        guard let range = change.range, let deck = evaluation.deck(of: change),
            let changing = deck.command(at: range), let line = deck.endOfProgram(after: changing)
        else { return nil }
        let end = SourceRange(line.end, line.end)
        let refresh = "SETROPTS RACLIST(\(name)) REFRESH"
        return deck.edit(
            "add \(refresh) at the end", line.lead + [(end, "\n" + line.opening + refresh + line.closing)])
    }

    /// Documents show one step after the other, and the refresh elsewhere.
    private static func isDocumentation(_ place: Place, _ evaluation: Evaluation) -> Bool {
        guard let range = place.range, let deck = evaluation.decks.first(where: { $0.file.id == place.file }) else {
            return false
        }
        return deck.region(at: range)?.isDocumentation ?? false
    }

    /// Refreshes that came too early, were for another class, or did nothing.
    private static func related(
        _ resourceClass: ResourceClass, _ change: Place, _ evaluation: Evaluation
    ) -> [RelatedPlace] {
        var related =
            resourceClass.loadPlace.map {
                [RelatedPlace($0, "it was loaded or refreshed here, before the change")]
            } ?? []
        func isAfter(_ place: Place) -> Bool {
            place.file == change.file && (place.range?.start ?? 0) > (change.range?.start ?? 0)
        }
        if let refresh = evaluation.state.lastRefresh, refresh.className != resourceClass.name,
            isAfter(refresh.place)
        {
            related.append(RelatedPlace(refresh.place, "this refreshes class \(refresh.className)"))
        }
        let others: [(Evaluation.Event.Kind, String)] = [
            (.raclistAgain, "this loads nothing without REFRESH, because the class is already RACLISTed"),
            (.raclistInactive, "this loads nothing, because the class is not active yet"),
            (.genericRefresh, "GENERIC with REFRESH does not replace RACLIST with REFRESH"),
        ]
        for (kind, message) in others {
            guard let event = evaluation.events(kind).last(where: { $0.className == resourceClass.name }),
                let place = event.command, isAfter(place)
            else { continue }
            related.append(RelatedPlace(place, message))
        }
        return related
    }
}
